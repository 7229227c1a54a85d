"""The folder of one fine-tuning: what the training process is given, what it leaves, and the report that stays."""

from __future__ import annotations

import contextlib
import json
import math
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

import numpy as np
from numpy.typing import NDArray

from engine.cots.atomic_file import write_atomically
from engine.errors import DiskFull, TrainingFailed

RUNS_KEPT: Final = 20
EVENTS_NAME: Final = "events.jsonl"
_LARGE: Final = ("pictures.npy", "checkpoint", "work")
_STAMP: Final = re.compile(r"\d{4}-\d{2}-\d{2}-\d{6}(-\d+)?")


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What the training process says in the end; figures are numbers by name."""

    accepted: bool
    reason: str
    before: dict[str, float | None]
    after: dict[str, float | None]
    verdict: dict[str, float | None] = field(default_factory=dict)
    mixing: float | None = None


class RunFolder:
    """One folder below `runs/`, made new."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.checkpoint = path / "checkpoint"
        self.log = path / "log.txt"

    @classmethod
    def make(cls, runs_dir: Path, now: datetime) -> Self:
        """Make the folder of a run that starts now, and clear those before it of what an end by force left.

        Raises:
            DiskFull: It cannot be made.
        """
        with _reported(runs_dir):
            runs_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            earlier = all_runs(runs_dir)
            for stale in earlier[RUNS_KEPT - 1 :]:
                shutil.rmtree(stale.path, ignore_errors=True)
            for run in earlier:
                run.clear()
            order = 1 + max((run.order for run in earlier), default=0)
            stem = now.strftime("%Y-%m-%d-%H%M%S")
            for number in range(1, 1000):
                path = runs_dir / (stem if number == 1 else f"{stem}-{number}")
                with contextlib.suppress(FileExistsError):
                    path.mkdir(mode=0o700)
                    made = cls(path)
                    made.note(order=order)
                    return made
        raise AssertionError("a thousand runs in one second")

    def write_json(self, name: str, document: Mapping[str, object]) -> None:
        """Write one of its documents, all of it or nothing.

        Raises:
            DiskFull: It cannot be written.
        """
        content = json.dumps(document, allow_nan=False, indent=2, default=str)
        with _reported(self.path):
            write_atomically(self.path / name, content.encode("ascii"))

    def note(self, **changes: object) -> None:
        """Change values of `run.json`, which says where the run stands.

        Raises:
            DiskFull: It cannot be written.
        """
        self.write_json("run.json", {**self.noted(), **changes})

    def noted(self) -> Mapping[str, Any]:
        """Return what `run.json` says; {} where there is none that can be read."""
        return _read_table(self.path / "run.json")

    @property
    def order(self) -> int:
        """The how manieth run it is: a clock may have been set back since the one before."""
        order = self.noted().get("order")
        return order if isinstance(order, int) else 0

    def asked(self) -> Mapping[str, Any]:
        """Return what the run was asked to do; {} where that cannot be read."""
        return _read_table(self.path / "request.json")

    def keep_event(self, event: Mapping[str, Any]) -> None:
        """Keep an event for the chart; where the disk is full the chart has a gap, and the run goes on."""
        with contextlib.suppress(OSError), (self.path / EVENTS_NAME).open("a", encoding="utf-8") as file:
            file.write(json.dumps(event) + "\n")

    @property
    def has_pictures(self) -> bool:
        """Whether the pictures to learn from were written to the end."""
        return (self.path / "pictures.jsonl").is_file() and (self.path / "pictures.npy").is_file()

    @property
    def has_result(self) -> bool:
        """Whether the training came to its end."""
        return (self.path / "result.json").is_file()

    @contextmanager
    def picture_writer(self, side_px: int) -> Iterator[PictureWriter]:
        """Give what writes `pictures.npy` and `pictures.jsonl`, which are complete at the end of the block.

        Raises:
            DiskFull: They cannot be written.
        """
        with _reported(self.path), (self.path / "pictures.npy").open("wb") as pixels:
            writer = PictureWriter(pixels, side_px)
            yield writer
            writer.finish()
            write_atomically(self.path / "pictures.jsonl", "".join(writer.lines).encode("ascii"))

    def result(self) -> TrainingResult:
        """Read what the training process left.

        Raises:
            TrainingFailed: There is no result, or it is not one.
        """
        try:
            values = json.loads((self.path / "result.json").read_text(encoding="utf-8"))
            return TrainingResult(
                accepted=_truth(values["accepted"]),
                reason=str(values["reason"]),
                before=_figures(values["before"]),
                after=_figures(values["after"]),
                verdict=_figures(values.get("verdict", {})),
                mixing=_figures({"mixing": values.get("mixing")})["mixing"],
            )
        except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
            with contextlib.suppress(OSError):  # so that going on does not end here again
                (self.path / "result.json").unlink(missing_ok=True)
            raise TrainingFailed("The training ended without a result that can be read.", path=self.path) from error

    def clear(self) -> None:
        """Delete what is large: pictures, states, a checkpoint that was not taken over. The report stays."""
        for name in _LARGE:
            path = self.path / name
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)


class PictureWriter:
    """Writes pictures one after the other, without knowing how many there will be."""

    def __init__(self, file: BinaryIO, side_px: int) -> None:
        self.lines: list[str] = []
        self._file = file
        self._side_px = side_px
        self._write_header()

    def add(
        self,
        pixels: NDArray[np.uint8],
        name: str,
        content_hash: str,
        captions: Sequence[str],
        time_s: float | None = None,
    ) -> None:
        """Append one (S, S, 3) uint8 RGB picture and its line."""
        if pixels.shape != (self._side_px, self._side_px, 3) or pixels.dtype != np.uint8:
            raise ValueError(f"a picture of {pixels.shape} {pixels.dtype}")
        self._file.write(np.ascontiguousarray(pixels).tobytes())
        line = {"name": name, "content": content_hash, "captions": list(captions), "time_s": time_s}
        self.lines.append(json.dumps(line) + "\n")

    def finish(self) -> None:
        """Say in the header how many there are."""
        self._file.seek(0)
        self._write_header()

    def _write_header(self) -> None:
        """Write numpy's header, which keeps room for any number of rows and so is always of the same length."""
        shape = (len(self.lines), self._side_px, self._side_px, 3)
        header = {"descr": "|u1", "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(self._file, header)


def all_runs(runs_dir: Path) -> tuple[RunFolder, ...]:
    """Return the runs that there are, newest first."""
    try:
        found = [RunFolder(path) for path in runs_dir.iterdir() if _is_own(path)]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda run: (run.order, run.path.name), reverse=True))


def _read_table(path: Path) -> Mapping[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _is_own(path: Path) -> bool:
    """Whether a folder was made here: somebody else's trainings may lie beside it."""
    return _STAMP.fullmatch(path.name) is not None and path.is_dir() and not path.is_symlink()


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _figures(values: Mapping[str, Any]) -> dict[str, float | None]:
    figures = {str(name): None if value is None else float(value) for name, value in values.items()}
    if not all(value is None or math.isfinite(value) for value in figures.values()):
        raise ValueError("a figure is not a number")
    return figures


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskFull(
            f"The run in {folder} cannot be written: {error.strerror or error}.",
            hint="Free some space and try again.",
            path=folder,
        ) from error
