"""The state of a training run on disk: safetensors and JSON, written atomically, to resume from."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from engine.errors import CheckpointMismatch, DiskFull

STATE_NAME = "state.safetensors"
_PARTS = ("weights", "buffers", "average", "task")


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far a run is: everything of its state that is no tensor.

    Attributes:
        identity: Digest of what must be equal for the run to be resumed; see `run_identity`.
        step: Steps finished, skipped ones included.
        average_updates: Updates of the moving average.
        seconds: Wall time so far.
        micro_batch: Pairs computed at once; 0 for the whole share of a process.
        skipped: Steps skipped in a row up to now.
        scaler: float16's loss scale and its history; {} elsewhere.
    """

    identity: str
    step: int
    average_updates: int
    seconds: float
    micro_batch: int
    skipped: int
    scaler: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunState:
    """Everything a run needs to go on as if it had never stopped.

    Attributes:
        progressed: Counters and the like.
        weights: Every learning parameter by name.
        buffers: Every persistent buffer of the module by name.
        average: The weights' moving average by name.
        optimizer: AdamW's state: parameter index to its tensors by name.
        task: What the task keeps beside its module, by name.
    """

    progressed: Progressed
    weights: dict[str, Tensor]
    buffers: dict[str, Tensor]
    average: dict[str, Tensor]
    optimizer: dict[int, dict[str, Tensor]]
    task: dict[str, Tensor]


def save_run_state(run_dir: Path, state: RunState) -> None:
    """Write the state beside its place and rename, so that an interrupted save leaves the old one.

    Raises:
        DiskFull: It cannot be written; the last saved state is still there.
    """
    tensors = {f"{part}/{name}": tensor for part in _PARTS for name, tensor in getattr(state, part).items()}
    for index, entries in state.optimizer.items():
        tensors |= {f"optimizer/{index}/{name}": tensor for name, tensor in entries.items()}
    path = run_dir / STATE_NAME
    temporary = run_dir / f".{STATE_NAME}.{os.getpid()}.tmp"
    try:
        # One file holds tensors and counters: two could be of different moments.
        counters = {"run": json.dumps(asdict(state.progressed))}
        save_file({name: _own_memory(tensor) for name, tensor in tensors.items()}, temporary, counters)
        _make_durable(temporary)
        temporary.replace(path)
        _make_durable(run_dir)
    except (OSError, SafetensorError) as error:
        raise DiskFull(
            "The training run's state cannot be written.", hint="The last saved state is still there.", path=path
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def load_run_state(run_dir: Path) -> RunState | None:
    """Read the state of an earlier run; None when there is none.

    Raises:
        CheckpointMismatch: The file is damaged.
    """
    path = run_dir / STATE_NAME
    if not path.is_file():
        return None
    parts: dict[str, dict[str, Tensor]] = {part: {} for part in _PARTS}
    optimizer: dict[int, dict[str, Tensor]] = {}
    try:
        with safe_open(path, framework="pt") as file:
            progressed = Progressed(**json.loads(file.metadata()["run"]))
            for key in file.keys():  # noqa: SIM118  # not a mapping
                part, _, name = key.partition("/")
                if part == "optimizer":
                    index, _, entry = name.partition("/")
                    optimizer.setdefault(int(index), {})[entry] = file.get_tensor(key)
                else:
                    parts[part][name] = file.get_tensor(key)
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise CheckpointMismatch(f"The training run's {STATE_NAME} is damaged.", path=path) from error
    return RunState(progressed, parts["weights"], parts["buffers"], parts["average"], optimizer, parts["task"])


def clear_unfinished(run_dir: Path) -> None:
    """Remove what killed processes left of states that they were writing; the caller holds the run's folder."""
    for path in run_dir.glob(f".{STATE_NAME}.*.tmp"):
        with contextlib.suppress(OSError):  # it only takes room
            path.unlink()


def _own_memory(tensor: Tensor) -> Tensor:
    """Return the tensor on the CPU, contiguous and no view of a larger one, as the file format wants it."""
    tensor = tensor.detach().cpu().contiguous()
    if tensor.untyped_storage().nbytes() != tensor.numel() * tensor.element_size():
        return tensor.clone()
    return tensor


def _make_durable(path: Path) -> None:
    """Let a file's content, or a folder's list of names, reach the disk."""
    if path.is_dir() and os.name == "nt":
        return  # a folder cannot be opened there; renaming is durable by itself
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
