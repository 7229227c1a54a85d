"""Fine-tuning on a person's own captions: checks, exports, trains in a process of its own, judges, installs.

Nothing of the library or of the models changes before a new model was accepted, checked and stored whole.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from engine.config import Config
from engine.cots.lazy_encoder import LazyEncoder
from engine.errors import BadConfig, BadData, CheckpointMismatch, DiskFull, EngineError, FolderMissing
from engine.jobs import Cancelled, CancelToken, Progress, Reporter
from engine.library.folder_list import absolute_path
from engine.library.model_install import free_name, install_model
from engine.library.picture_export import export_pictures
from engine.library.run_folder import RunFolder, TrainingResult
from engine.library.training_process import TRAINING_COMMAND, train
from engine.library.tuning_pictures import TuningPicture, captioned_pictures, other_pictures
from engine.records import FinetuneReport, FinetuneRequest
from engine.store import Store

PICTURES_AT_LEAST: Final = 20
MINUTES_AT_MOST: Final = 7 * 24 * 60
_CHECKPOINTS_OF_ROOM: Final = 4  # the new one, its copy among the models, and what the training saves
_NAMED_AT_MOST: Final = 5
_FORMAT: Final = 1

Tell = Callable[[Mapping[str, Any]], None]


def ignore_events(event: Mapping[str, Any], /) -> None:
    """A `Tell` for callers that do not care."""


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

    def run(
        self, request: FinetuneRequest, *, cancel: CancelToken, report: Reporter, tell: Tell = ignore_events
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
        guard = _checked_guard(request)
        _check_minutes(request.minutes)
        captioned = captioned_pictures(self._store)
        _check_count({picture.content_hash for picture in captioned})
        others = other_pictures(self._store, captioned)
        self._check_room(len(captioned) + len(others))
        started_at = datetime.now()
        name = free_name(self._models_dir, started_at.date())
        run = RunFolder.make(self._store.library_dir / "runs", started_at)
        outcome: dict[str, object] = {"state": "interrupted"}
        try:
            self._prepare(run, request, name, guard)
            self._export(run, captioned, others, cancel=cancel, report=report, tell=tell)
            result = self._trained(run, cancel=cancel, report=report, tell=tell)
            cancel.check()
            model = self._installed(run, name, result) if result.accepted else self._base.folder
            outcome = {"state": "done", "model": model.name, **dataclasses.asdict(result)}
        except Cancelled:
            outcome = {"state": "cancelled"}
            raise
        except EngineError as error:
            outcome = {"state": "failed", "reason": error.user_text}
            raise
        finally:
            run.clear()
            with suppress(DiskFull):
                run.write_json("run.json", {"started_at": str(started_at), "ended_at": str(datetime.now()), **outcome})
        return FinetuneReport(
            accepted=result.accepted,
            reason=result.reason,
            before=result.before,
            after=result.after,
            model=model.name,
            run_dir=run.path,
        )

    def _check_room(self, pictures: int) -> None:
        """Raise where the disk is too full for what the run needs."""
        checkpoint_bytes = sum(file.stat().st_size for file in self._base.folder.iterdir() if file.is_file())
        needed = pictures * self._base.input_px**2 * 3 + _CHECKPOINTS_OF_ROOM * checkpoint_bytes
        free = shutil.disk_usage(self._store.library_dir).free
        if free < needed:
            raise DiskFull(
                f"Fine-tuning needs {needed / 1e6:.0f} MB of disk; {free / 1e6:.0f} MB are free.",
                hint="Free some space and try again.",
                path=self._store.library_dir,
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

    def _export(
        self,
        run: RunFolder,
        captioned: Sequence[TuningPicture],
        others: Sequence[TuningPicture],
        *,
        cancel: CancelToken,
        report: Reporter,
        tell: Tell,
    ) -> None:
        pictures = [*captioned, *others]
        unread = export_pictures(run, pictures, self._config, self._base.input_px, cancel=cancel, report=report)
        lost = [picture for picture in unread if picture.captions]
        if lost:
            names = ", ".join(picture.name for picture in lost[:_NAMED_AT_MOST])
            more = f" and {len(lost) - _NAMED_AT_MOST} more" if len(lost) > _NAMED_AT_MOST else ""
            tell({"event": "note", "text": f"Captioned pictures that cannot be read now are left out: {names}{more}."})
        _check_count({item.content_hash for item in captioned} - {item.content_hash for item in lost})

    def _trained(self, run: RunFolder, *, cancel: CancelToken, report: Reporter, tell: Tell) -> TrainingResult:
        def on_event(event: Mapping[str, Any]) -> None:
            if event["event"] == "progress":
                report(_progress(event))
            elif event["event"] != "finished":
                tell(event)

        train(run.path, run.log, cancel=cancel, on_event=on_event, command=self._command)
        return run.result()

    def _installed(self, run: RunFolder, name: str, result: TrainingResult) -> Path:
        """Check the new model as whoever uses it will, and store it."""
        made = LazyEncoder(run.checkpoint, self._config.compute)
        if made.fingerprint == self._base.fingerprint:
            raise CheckpointMismatch("The training left the model as it was.", path=run.path)
        made.load()
        origin = {
            "made_from": self._base.folder.name,
            "made_from_fingerprint": self._base.fingerprint,
            "library": self._store.library_dir,
            "made_at": str(datetime.now()),
            **dataclasses.asdict(result),
        }
        return install_model(run.checkpoint, self._models_dir, name, origin)


def _checked_guard(request: FinetuneRequest) -> tuple[Path, Path] | None:
    images, captions = request.guard_images, request.guard_captions
    if images is None and captions is None:
        return None
    if images is None or captions is None:
        raise BadData("Pictures to guard and their captions are given together, or not at all.")
    for path in (images, captions):
        if not absolute_path(path).exists():
            raise FolderMissing(f"There is nothing at {path}.", path=path)
    return absolute_path(images), absolute_path(captions)


def _check_minutes(minutes: float | None) -> None:
    if minutes is not None and not 0 < minutes <= MINUTES_AT_MOST:
        raise BadConfig(f"The training may take more than 0 and at most {MINUTES_AT_MOST} minutes, not {minutes:g}.")


def _check_count(contents: set[str]) -> None:
    if len(contents) < PICTURES_AT_LEAST:
        raise BadData(
            f"Fine-tuning needs captions of at least {PICTURES_AT_LEAST} photos or clips; there are {len(contents)}.",
            hint="Add some with evoke captions add or evoke captions import.",
        )


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
