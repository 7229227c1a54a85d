"""Fine-tuning on a person's own captions: checks, exports, trains in a process of its own, judges, installs.

Nothing of the library or of the models changes before a new model was accepted, checked and stored whole. A run that
was cut short, by whatever, goes on where it was: each of its parts is done once and leaves a file that says so.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from engine.config import Config
from engine.cots.catalogue import list_checkpoints
from engine.cots.lazy_encoder import LazyEncoder
from engine.errors import CheckpointMismatch, DiskFull, EngineError, OutOfMemory, TrainingFailed
from engine.jobs import Cancelled, CancelToken, Progress, Reporter
from engine.library.model_install import free_name, install_model
from engine.library.picture_export import export_pictures
from engine.library.run_folder import RunFolder, TrainingResult
from engine.library.training_process import TRAINING_COMMAND, train
from engine.library.tuning_checks import check_count, check_guard, check_minutes, check_room
from engine.library.tuning_pictures import captioned_pictures, other_pictures
from engine.model_records import FinetuneReport, FinetuneRequest
from engine.store import Store
from engine.tuning_records import RunStage

_NAMED_AT_MOST: Final = 5
_FORMAT: Final = 1
# The world may be better at the next try; what was learned until then is kept.
_PASSING: Final = (TrainingFailed, OutOfMemory, DiskFull)

Tell = Callable[[Mapping[str, Any]], None]


def ignore_events(event: Mapping[str, Any], /) -> None:
    """A `Tell` for callers that do not care."""


@dataclasses.dataclass(frozen=True, slots=True)
class Listener:
    """Who follows a run, and may have it end.

    Attributes:
        cancel: Ends it within a second.
        report: Is given its progress.
        tell: Is given what the training says beside that.
        when_cancelled: Says what a cancelled run has come to: given up, or kept to go on.
    """

    cancel: CancelToken
    report: Reporter
    tell: Tell = ignore_events
    when_cancelled: Callable[[], RunStage] = lambda: RunStage.STOPPED


class FineTuning:
    """Makes new models for one library that is open for writing."""

    def __init__(
        self,
        store: Store,
        config: Config,
        base: LazyEncoder,
        models_dir: Path,
        *,
        command: Sequence[str] | None = None,
    ) -> None:
        """Take the parts.

        Args:
            store: The library.
            config: The settings in force.
            base: The model to start from.
            models_dir: Where a new one goes.
            command: Starts the training, where it is not the usual one.
        """
        self._store = store
        self._config = config
        self._base = base
        self._models_dir = models_dir
        self._command = command or TRAINING_COMMAND

    @property
    def runs_dir(self) -> Path:
        """Where the folders of runs are."""
        return self._store.library_dir / "runs"

    def run(
        self, request: FinetuneRequest, listener: Listener, *, begun: Callable[[RunFolder], None] = lambda run: None
    ) -> FinetuneReport:
        """Train, measure, and store the new model where it was accepted; nothing is switched here.

        Raises:
            BadData: There are too few captions, or the guard's pictures and captions cannot be used.
            BadConfig: The minutes are out of bounds, or the recipe is none.
            FolderMissing: The guard's pictures or captions are not there.
            DiskFull: There is too little room, or the disk cannot be written.
            TrainingFailed: The training ended without a result.
            CheckpointMismatch: What it left is no sound model.
            Cancelled: A stop was asked for.
        """
        guard = check_guard(request)
        check_minutes(request.minutes)
        captioned = captioned_pictures(self._store)
        check_count({picture.content_hash for picture in captioned})
        check_room(self._store.library_dir, self._base, len(captioned) + len(other_pictures(self._store, captioned)))
        started_at = datetime.now()
        run = RunFolder.make(self.runs_dir, started_at)
        begun(run)
        run.note(state=RunStage.RUNNING, started_at=str(started_at), minutes=request.minutes, base=self._base.name)
        self._prepare(run, request, free_name(self._models_dir, started_at.date()), guard)
        return self._carried_out(run, listener)

    def go_on(self, run: RunFolder, listener: Listener) -> FinetuneReport:
        """Go on with a run that was cut short; errors as `run`."""
        run.note(state=RunStage.RUNNING, ended_at=None, reason="", hint="")
        return self._carried_out(run, listener)

    def _carried_out(self, run: RunFolder, listener: Listener) -> FinetuneReport:
        outcome: dict[str, object] = {"state": RunStage.INTERRUPTED}
        try:
            if not run.has_pictures:
                self._export(run, listener)
            result = self._trained(run, listener)
            listener.cancel.check()
            model = self._installed(run, result) if result.accepted else self._base.folder
            outcome = {"state": "done", "model": model.name, **dataclasses.asdict(result)}
        except Cancelled:
            outcome = {"state": listener.when_cancelled()}
            raise
        except EngineError as error:
            can_go_on = isinstance(error, _PASSING)
            outcome = {
                "state": RunStage.FAILED,
                "reason": error.user_text,
                "hint": error.hint,
                "can_go_on": can_go_on,
            }
            raise
        finally:
            _conclude(run, outcome)
        return FinetuneReport(
            accepted=result.accepted,
            reason=result.reason,
            before=result.before,
            after=result.after,
            model=model.name,
            run_dir=run.path,
        )

    def _prepare(self, run: RunFolder, request: FinetuneRequest, name: str, guard: tuple[Path, Path] | None) -> None:
        recipe = Path(request.recipe).expanduser()
        run.write_json(
            "request.json",
            {
                "format": _FORMAT,
                "base": self._base.folder.absolute(),
                "name": name,
                "recipe": str(recipe.absolute()) if recipe.is_file() else request.recipe,
                "minutes": request.minutes,
                "compute": dataclasses.asdict(self._config.compute),
                "input_px": self._base.input_px,
                "guard": None if guard is None else {"images": guard[0], "captions": guard[1]},
            },
        )

    def _export(self, run: RunFolder, listener: Listener) -> None:
        captioned = captioned_pictures(self._store)
        pictures = [*captioned, *other_pictures(self._store, captioned)]
        unread = export_pictures(
            run, pictures, self._config, self._base.input_px, cancel=listener.cancel, report=listener.report
        )
        lost = [picture for picture in unread if picture.captions]
        if lost:
            names = ", ".join(picture.name for picture in lost[:_NAMED_AT_MOST])
            more = f" and {len(lost) - _NAMED_AT_MOST} more" if len(lost) > _NAMED_AT_MOST else ""
            text = f"Captioned pictures that cannot be read now are left out: {names}{more}."
            listener.tell({"event": "note", "text": text})
        check_count({item.content_hash for item in captioned} - {item.content_hash for item in lost})

    def _trained(self, run: RunFolder, listener: Listener) -> TrainingResult:
        def on_event(event: Mapping[str, Any]) -> None:
            if event["event"] == "progress":
                listener.report(_progress(event))
            elif event["event"] != "finished":
                run.keep_event(event)
                listener.tell(event)

        if not run.has_result:
            train(run.path, run.log, cancel=listener.cancel, on_event=on_event, command=self._command)
        return run.result()

    def _installed(self, run: RunFolder, result: TrainingResult) -> Path:
        """Check the new model as whoever uses it will, and store it; one that was stored before is taken as it is."""
        made = LazyEncoder(run.checkpoint, self._config.compute)
        if made.fingerprint == self._base.fingerprint:
            raise CheckpointMismatch("The training left the model as it was.", path=run.path)
        for known in list_checkpoints(self._models_dir):
            if known.fingerprint == made.fingerprint:
                return known.path
        made.load()
        origin = {
            "made_from": self._base.folder.name,
            "made_from_fingerprint": self._base.fingerprint,
            "library": self._store.library_dir,
            "made_at": str(datetime.now()),
            **dataclasses.asdict(result),
        }
        return install_model(run.checkpoint, self._models_dir, _name_in(run), origin)


def _conclude(run: RunFolder, outcome: Mapping[str, object]) -> None:
    """Note what came of it, and delete what is large where nothing will go on; in this order, should we be killed."""
    ended_at = str(datetime.now())
    with suppress(DiskFull):
        run.note(ended_at=ended_at, **outcome)
    if outcome["state"] in (RunStage.INTERRUPTED, RunStage.PAUSED) or outcome.get("can_go_on"):
        return
    run.clear()
    with suppress(DiskFull):  # now there is room, if there was none before
        run.note(ended_at=ended_at, **outcome)


def _name_in(run: RunFolder) -> str:
    """Return the name that the run's model was to have."""
    return str(json.loads((run.path / "request.json").read_text(encoding="utf-8"))["name"])


def _progress(event: Mapping[str, Any]) -> Progress:
    """Return a progress whatever the process says: a number that is none costs a bar, not the run."""
    total, eta_s = event.get("total"), event.get("eta_s")
    done = event.get("done")
    return Progress(
        done=done if isinstance(done, int) else 0,
        total=total if isinstance(total, int) else None,
        text=str(event.get("text") or "Training"),
        eta_s=float(eta_s) if isinstance(eta_s, int | float) else None,
    )
