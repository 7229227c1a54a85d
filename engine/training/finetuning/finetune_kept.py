"""What a fine-tuning has come to so far, kept in its folder: a process that ended goes on exactly where it was.

Everything random is drawn from seeds, so three things are enough: what the towers saw, the weights of finished
trainings, and the state of the one under way. What a cut-off write left is made again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.optim import Optimizer

from engine.cots.atomic_file import write_atomically
from engine.errors import CheckpointMismatch, DiskFull
from engine.training.loop.run_state import (
    STATE_NAME,
    Progressed,
    RunState,
    clear_unfinished,
    load_run_state,
    save_run_state,
)

_CHECK_BYTES: Final = 4
_SPENT_EVERY_S: Final = 1.0
_STATE_EVERY_S: Final = 5.0

Weights = dict[str, Tensor]


class KeptWork:
    """The work of one fine-tuning, in a folder; without one nothing is kept and nothing is known."""

    def __init__(self, folder: Path | None = None, identity: str = "") -> None:
        """Take up what is there, if it was made from the same things.

        Raises:
            DiskFull: The folder cannot be written.
        """
        self._folder = folder
        self._told_at = self._stated_at = time.monotonic()
        if folder is None:
            return
        with _reported(folder):
            if _read_json(folder / "identity.json").get("identity") != identity:
                shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True, exist_ok=True)
            clear_unfinished(folder)
            self._write("identity.json", {"identity": identity})

    @property
    def spent_s(self) -> float:
        """Seconds that were spent before this process."""
        spent = self._read("spent.json").get("seconds", 0.0)
        return float(spent) if isinstance(spent, int | float) else 0.0

    def note_spent(self, seconds: float) -> None:
        """Keep how long it took up to now, about once a second."""
        now = time.monotonic()
        if self._folder is not None and now - self._told_at >= _SPENT_EVERY_S:
            self._told_at = now
            self._write("spent.json", {"seconds": round(seconds, 3)})

    def decided(self, name: str) -> Mapping[str, object] | None:
        """Return what was decided under a name: what hangs on the clock is decided once."""
        return self._read(f"{name}.json") or None

    def decide(self, name: str, choice: Mapping[str, object]) -> None:
        """Keep a decision.

        Raises:
            DiskFull: It cannot be written.
        """
        if self._folder is not None:
            self._write(f"{name}.json", choice)

    @contextmanager
    def rows(self, name: str) -> Iterator[KeptRows | None]:
        """Give what keeps numbers in the order they are made, or None where nothing is kept.

        Raises:
            DiskFull: They cannot be written.
        """
        if self._folder is None:
            yield None
            return
        path = self._folder / f"{name}.rows"
        with _reported(path), KeptRows(path) as kept:
            yield kept

    def fitted(self, number: int) -> tuple[Weights, int] | None:
        """Return the weights and steps of a training that was finished; None for one that was not."""
        if self._folder is None:
            return None
        path = self._folder / f"fitted-{number}.safetensors"
        try:
            tensors = load_file(path)
            return {name: value for name, value in tensors.items() if name != "steps"}, int(tensors["steps"])
        except (OSError, SafetensorError, KeyError):
            return None

    def keep_fitted(self, number: int, weights: Weights, steps: int) -> None:
        """Keep a finished training.

        Raises:
            DiskFull: It cannot be written.
        """
        if self._folder is None:
            return
        path = self._folder / f"fitted-{number}.safetensors"
        temporary = path.with_suffix(".tmp")
        with _reported(path):
            own = {name: value.detach().cpu().contiguous().clone() for name, value in weights.items()}
            save_file(own | {"steps": _counter(steps)}, temporary)
            temporary.replace(path)
            (self._folder / STATE_NAME).unlink(missing_ok=True)

    def state_is_due(self) -> bool:
        """Whether the training under way should be kept again."""
        return self._folder is not None and time.monotonic() - self._stated_at >= _STATE_EVERY_S

    def keep_state(self, number: int, steps: int, weights: Weights, optimizer: Optimizer) -> None:
        """Keep the training under way, so that it goes on after `steps` steps.

        Raises:
            DiskFull: It cannot be written.
        """
        if self._folder is None:
            return
        progressed = Progressed(str(number), steps, 0, self.spent_s, 0, 0)
        kept = {int(index): dict(entries) for index, entries in optimizer.state_dict()["state"].items()}
        save_run_state(self._folder, RunState(progressed, weights, {}, {}, kept, {}))
        self._stated_at = time.monotonic()

    def state(self, number: int) -> RunState | None:
        """Return the state of a training that was under way; None where it begins anew."""
        if self._folder is None:
            return None
        try:
            state = load_run_state(self._folder)
        except CheckpointMismatch:
            return None
        return state if state is not None and state.progressed.identity == str(number) else None

    def _read(self, name: str) -> Mapping[str, object]:
        return {} if self._folder is None else _read_json(self._folder / name)

    def _write(self, name: str, values: Mapping[str, object]) -> None:
        assert self._folder is not None
        path = self._folder / name
        with _reported(path):
            write_atomically(path, json.dumps(values).encode("ascii"))


class KeptRows:
    """Blocks of half-precision numbers in one file, each with a checksum; the first torn one ends what is known."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a+b")
        self._file.seek(0)
        self._is_known = True

    def __enter__(self) -> KeptRows:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def take(self, shape: tuple[int, ...]) -> NDArray[np.float16] | None:
        """Return the next block; None where it is not there: from then on blocks are added."""
        if not self._is_known:
            return None
        start = self._file.tell()
        size = int(np.prod(shape)) * np.dtype(np.float16).itemsize
        content, check = self._file.read(size), self._file.read(_CHECK_BYTES)
        if len(check) == _CHECK_BYTES and zlib.crc32(content) == int.from_bytes(check, "big"):
            return np.frombuffer(content, np.float16).reshape(shape)
        self._is_known = False
        self._file.seek(start)
        self._file.truncate()
        return None

    def add(self, block: NDArray[np.float16]) -> None:
        """Add a block."""
        content = np.ascontiguousarray(block, np.float16).tobytes()
        self._file.write(content + zlib.crc32(content).to_bytes(_CHECK_BYTES, "big"))
        self._file.flush()


def identity_of(*parts: object) -> str:
    """Return a digest of everything that must be equal for kept work to be gone on with."""
    return hashlib.sha256("\0".join(repr(part) for part in parts).encode()).hexdigest()


def _counter(value: int) -> Tensor:
    return torch.tensor(value)


def _read_json(path: Path) -> Mapping[str, object]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, SafetensorError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DiskFull(
            f"What was learned so far cannot be kept: {reason}.",
            hint="Free some space and let it go on.",
            path=path,
        ) from error
