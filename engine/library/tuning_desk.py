"""Fine-tuning as a person meets it: what there is to learn from, runs that go on and wait, and what came of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from engine.config import Config
from engine.cots.catalogue import list_checkpoints
from engine.cots.lazy_encoder import LazyEncoder
from engine.errors import BadData, ModelMissing, StoreLocked
from engine.jobs import Cancelled, CancelToken, Reporter, ignore_progress
from engine.library.fine_tuning import FineTuning, Listener
from engine.library.model_in_use import ModelInUse
from engine.library.picture_desk import PictureDesk
from engine.library.run_folder import RunFolder, all_runs
from engine.library.tuning_data import tuning_data
from engine.library.tuning_estimate import estimate_tuning
from engine.library.tuning_runs import curve, described_run, examples
from engine.media.thumbnails import ThumbnailStore
from engine.model_records import FinetuneReport, FinetuneRequest
from engine.records import MediaKind
from engine.store import Store
from engine.training.finetune_config import FinetuneConfig
from engine.training.runs.recipe_files import read_recipe
from engine.tuning_records import QueryExample, RunStage, TuningCurve, TuningEstimate, TuningRun, TuningState

_RECIPE: Final = FinetuneRequest().recipe


class TuningDesk:
    """One training at a time; it touches neither the model in use nor its index, so everything else goes on."""

    def __init__(
        self,
        store: Store,
        thumbnails: ThumbnailStore,
        config: Config,
        use: Callable[[], ModelInUse],
        desk: Callable[[], PictureDesk],
        models_dir: Callable[[], Path],
    ) -> None:
        """Take the parts of a library; what may change is asked for anew each time."""
        self._store = store
        self._thumbnails = thumbnails
        self._config = config
        self._use = use
        self._desk = desk
        self._models_dir = models_dir
        self._lock = threading.Lock()
        self._active: RunFolder | None = None
        self._stop = CancelToken()
        self._ends_as = RunStage.INTERRUPTED

    def tuning_state(self) -> TuningState:
        """Return the captions there are to learn from, and every run, newest first."""
        models = self._what_became_of_models()
        runs = (described_run(run, models, is_active=self._is_active(run)) for run in all_runs(self._runs_dir))
        return TuningState(tuning_data(self._store, self._recipe()), tuple(runs))

    def tuning_estimate(self, *, cancel: CancelToken | None = None) -> TuningEstimate:
        """Say how long a fine-tuning would take here; see `estimate_tuning` for what may go wrong."""
        recipe = self._recipe()
        data = tuning_data(self._store, recipe)
        token = cancel or CancelToken()
        return estimate_tuning(self._store, self._config, self._model(), self._desk(), data, recipe, cancel=token)

    def train_model(
        self,
        request: FinetuneRequest | None = None,
        *,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> TuningRun:
        """Begin a fine-tuning and carry it out; a better model is stored, and `use_model` puts it into force.

        Cut short, it can be gone on with, unless `stop_training` gave it up. `FineTuning.run` says what may go wrong.
        """
        tuning = self._tuning(self._model())
        request = request or FinetuneRequest()
        with self._carrying_out(cancel) as listener:
            tuning.run(request, listener(report), begun=self._begun)
        return self._newest()

    def go_on_training(self, *, cancel: CancelToken | None = None, report: Reporter = ignore_progress) -> TuningRun:
        """Go on with the newest run where it was.

        Raises:
            BadData: There is nothing to go on with.
            ModelMissing: The model that it began with is no longer on this machine.
        """
        with self._carrying_out(cancel) as listener:
            self.resumed(listener(report))
        return self._newest()

    def resumed(self, listener: Listener) -> FinetuneReport:
        """Go on with the newest run, for whoever listens; errors as `go_on_training`."""
        run = self._unfinished()
        base = LazyEncoder(Path(str(run.asked()["base"])), self._config.compute)
        self._begun(run)
        try:
            return self._tuning(base).go_on(run, listener)
        finally:
            self._active = None

    def pause_training(self) -> None:
        """Have the training wait until it is told to go on, also after a restart; what it learned is kept."""
        self._end_as(RunStage.PAUSED)

    def stop_training(self) -> None:
        """Give the newest run up; nothing of it stays but its report."""
        self._end_as(RunStage.STOPPED)

    def training_curve(self, run: str, since: int = 0) -> TuningCurve:
        """Return the points of a run's chart that came after `since`."""
        return curve(self._named(run), since)

    def comparison(self, run: str) -> tuple[QueryExample, ...]:
        """Return queries with what they found before and after; () where the run has none."""
        return examples(self._named(run), self._located)

    @property
    def _runs_dir(self) -> Path:
        return self._store.library_dir / "runs"

    def _carrying_out(self, cancel: CancelToken | None) -> _Carrying:
        if self._store.is_read_only:
            raise StoreLocked("The library is open for reading only.", path=self._store.library_dir)
        return _Carrying(self, cancel or CancelToken())

    def _begun(self, run: RunFolder) -> None:
        self._active = run

    def _end_as(self, stage: RunStage) -> None:
        """End what is carried out, or note it of a run that nobody carries out."""
        with self._lock:
            if self._active is not None:
                self._ends_as = stage
                self._stop.cancel()
                return
        run = next(iter(all_runs(self._runs_dir)), None)
        if run is None or not described_run(run, {}, is_active=False).can_go_on:
            return
        run.note(state=stage, can_go_on=stage is not RunStage.STOPPED)
        if stage is RunStage.STOPPED:
            run.clear()

    def _is_active(self, run: RunFolder) -> bool:
        return self._active is not None and self._active.path == run.path

    def _unfinished(self) -> RunFolder:
        run = next(iter(all_runs(self._runs_dir)), None)
        if run is None or not described_run(run, {}, is_active=False).can_go_on:
            raise BadData("There is no fine-tuning to go on with.")
        return run

    def _newest(self) -> TuningRun:
        run = next(iter(all_runs(self._runs_dir)))
        return described_run(run, self._what_became_of_models(), is_active=False)

    def _named(self, name: str) -> RunFolder:
        run = next((run for run in all_runs(self._runs_dir) if run.path.name == name), None)
        if run is None:
            raise BadData("There is no such fine-tuning any more.")
        return run

    def _what_became_of_models(self) -> dict[str, RunStage]:
        use = self._use().encoder
        current = use.fingerprint
        chosen = {choice.fingerprint for choice in self._store.chosen_models.newest_first()}
        in_use = {use.folder.name: RunStage.KEPT} if isinstance(use, LazyEncoder) else {}  # wherever it lies
        return in_use | {
            info.name: RunStage.KEPT
            if info.fingerprint == current
            else RunStage.EARLIER
            if info.fingerprint in chosen
            else RunStage.WAITING
            for info in list_checkpoints(self._models_dir())
        }

    def _tuning(self, base: LazyEncoder) -> FineTuning:
        return FineTuning(self._store, self._config, base, self._models_dir())

    def _model(self) -> LazyEncoder:
        encoder = self._use().encoder
        if not isinstance(encoder, LazyEncoder):
            raise ModelMissing("The model in use has no folder to start from.")
        return encoder

    def _recipe(self) -> FinetuneConfig:
        return read_recipe(_RECIPE).finetune

    def _located(self, content_hash: str, time_s: float | None) -> tuple[Path | None, Path | None]:
        media_id = self._store.media.find(content_hash)
        if media_id is None:
            return None, None
        item = self._store.media.get_many([media_id]).get(media_id)
        if item is None:
            return None, None
        times = np.array([frame.time_s for frame in self._store.frames.of_media(media_id)] or [0.0])
        wanted = 0.0 if item.kind is MediaKind.PHOTO or time_s is None else time_s
        nearest = float(times[np.abs(times - wanted).argmin()])
        return item.path, self._thumbnails.path_of(content_hash, nearest)


class _Carrying:
    """A run under way: it can be ended from elsewhere, and says what it then has come to."""

    def __init__(self, desk: TuningDesk, cancel: CancelToken) -> None:
        self._desk = desk
        self._cancel = cancel

    def __enter__(self) -> Callable[[Reporter], Listener]:
        desk = self._desk
        desk._stop, desk._ends_as = _Either(self._cancel), RunStage.INTERRUPTED
        return lambda report: Listener(desk._stop, report, when_cancelled=lambda: desk._ends_as)

    def __exit__(self, *_: object) -> None:
        with self._desk._lock:
            self._desk._active = None


class _Either(CancelToken):
    """Cancelled when it is told so, or when another token is."""

    def __init__(self, other: CancelToken) -> None:
        super().__init__()
        self._other = other

    @property
    def is_cancelled(self) -> bool:
        """Whether a stop was asked for, here or there."""
        return super().is_cancelled or self._other.is_cancelled

    def check(self) -> None:
        """Raise `Cancelled` if it was."""
        if self.is_cancelled:
            raise Cancelled
