"""The journal of a training run: one JSON line per event, and TensorBoard files where it is installed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from engine.errors import DiskFull

JOURNAL_NAME = "events.jsonl"
# Runs of up to so many steps are journalled step by step, longer ones at most every `STEP_PAUSE_S`.
SMALL_RUN_STEPS = 1000
STEP_PAUSE_S = 0.5


@dataclass(frozen=True, slots=True)
class TrainEvent:
    """One line of the run's journal.

    Attributes:
        event: "resumed", "step", "epoch", "finished", "saved", "memory", "skipped" or "warning".
        epoch: Epochs finished (for "step": the running one, from 0).
        step: Steps finished in all.
        values: Losses of the step, measures of the averaged weights, or figures that belong to the event.
        seconds: Wall time so far, earlier parts of a resumed run included.
        eta_s: Seconds left by the mean step so far.
        text: A sentence for a person, where the event needs one.
    """

    event: str
    epoch: int
    step: int
    values: dict[str, float]
    seconds: float
    eta_s: float
    text: str = ""


@dataclass(slots=True)
class RunCount:
    """How far a run is.

    Attributes:
        steps_per_epoch: Steps of an epoch.
        total: Steps of the whole run.
        step: Steps finished, skipped ones included.
        skipped: Steps skipped in a row up to now.
        seconds: Wall time so far, earlier parts of a resumed run included.
    """

    steps_per_epoch: int
    total: int
    step: int = 0
    skipped: int = 0
    seconds: float = 0.0

    @property
    def epochs(self) -> int:
        """Epochs finished."""
        return self.step // self.steps_per_epoch

    def event(self, name: str, values: Mapping[str, float] | None = None, text: str = "") -> TrainEvent:
        """Describe what happened just now."""
        epoch = (self.step - 1) // self.steps_per_epoch if name == "step" else self.epochs
        eta_s = self.seconds / self.step * (self.total - self.step) if self.step else 0.0
        return TrainEvent(name, epoch, self.step, dict(values or {}), self.seconds, eta_s, text)


Listener = Callable[[TrainEvent], None]


class ScalarWriter(Protocol):
    """The part of TensorBoard's SummaryWriter that is used."""

    def add_scalar(self, tag: str, scalar_value: float, global_step: int) -> None:
        """Add a point to a curve."""

    def close(self) -> None:
        """Write everything out."""


def set_aside(run_dir: Path, names: Sequence[str]) -> None:
    """Make the run's folder, and rename what an earlier run left there under these names to `previous-...`.

    Raises:
        DiskFull: The folder cannot be made or written.
    """
    with _writing(run_dir):
        run_dir.mkdir(parents=True, exist_ok=True)
        for name in names:
            if (run_dir / name).exists():
                (run_dir / name).replace(run_dir / f"previous-{name}")


class Journal:
    """Appends events to `events.jsonl` of a run folder; thins steps out so that long runs stay readable."""

    def __init__(self, run_dir: Path, steps: int, listen: Listener | None = None, *, draws: bool = False) -> None:
        """Open or go on with a journal.

        Args:
            run_dir: The run's folder; made if it is not there.
            steps: Steps of the whole run.
            listen: Told of every event.
            draws: Also write TensorBoard files, if it is installed.

        Raises:
            DiskFull: The folder cannot be made or written.
        """
        self._path = run_dir / JOURNAL_NAME
        self._writes_every_step = steps <= SMALL_RUN_STEPS
        self._listen = listen
        self._last_step_at = float("-inf")
        with _writing(self._path):
            run_dir.mkdir(parents=True, exist_ok=True)
        self._heal()
        self._writer = _tensorboard_writer(run_dir) if draws else None

    @property
    def draws(self) -> bool:
        """Whether TensorBoard files are written."""
        return self._writer is not None

    def write(self, event: TrainEvent) -> None:
        """Take one event.

        Raises:
            DiskFull: It cannot be written.
        """
        if event.event != "step" or self._is_due():
            self._append(json.dumps(asdict(event)) + "\n")
            self._draw(event)
        if self._listen is not None:
            self._listen(event)

    def close(self) -> None:
        """Write out what TensorBoard still holds."""
        if self._writer is not None:
            self._writer.close()

    def _draw(self, event: TrainEvent) -> None:
        if self._writer is not None:
            for name, value in event.values.items():
                self._writer.add_scalar(f"{event.event}/{name}", value, event.step)

    def _is_due(self) -> bool:
        now = time.monotonic()
        if not self._writes_every_step and now - self._last_step_at < STEP_PAUSE_S:
            return False
        self._last_step_at = now
        return True

    def _heal(self) -> None:
        """End a last line that a killed process left unfinished."""
        with _writing(self._path):
            content = self._path.read_bytes() if self._path.exists() else b""
        if content and not content.endswith(b"\n"):
            self._append("\n")

    def _append(self, text: str) -> None:
        with _writing(self._path), self._path.open("a", encoding="utf-8") as file:
            file.write(text)


def _tensorboard_writer(run_dir: Path) -> ScalarWriter | None:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        return None
    writer: ScalarWriter = SummaryWriter(str(run_dir / "tensorboard"))
    return writer


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise DiskFull(f"The training run's journal {path} cannot be written: {why}.", path=path) from error
