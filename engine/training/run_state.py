"""The state of a training run on disk: safetensors and JSON, written atomically, to resume from."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from engine.errors import CheckpointMismatch

STATE_NAME = "state.safetensors"


@dataclass(frozen=True, slots=True)
class RunState:
    """Everything a run needs to go on as if it had never stopped.

    Attributes:
        step: Steps finished.
        average_updates: Updates of the moving average.
        seconds: Wall time so far.
        weights: Every learning parameter by name.
        average: Its moving average by name.
        optimizer: AdamW's state: parameter index to its tensors by name.
    """

    step: int
    average_updates: int
    seconds: float
    weights: dict[str, Tensor]
    average: dict[str, Tensor]
    optimizer: dict[int, dict[str, Tensor]]


def save_run_state(run_dir: Path, state: RunState) -> None:
    """Write the state beside its place and rename, so that an interrupted save leaves the old one."""
    tensors = {f"weights/{name}": tensor for name, tensor in state.weights.items()}
    tensors |= {f"average/{name}": tensor for name, tensor in state.average.items()}
    for index, entries in state.optimizer.items():
        tensors |= {f"optimizer/{index}/{name}": tensor for name, tensor in entries.items()}
    counters = {"step": state.step, "average_updates": state.average_updates, "seconds": state.seconds}
    temporary = run_dir / f".{STATE_NAME}.{os.getpid()}.tmp"
    # One file holds tensors and counters: two could be of different moments.
    save_file({name: t.detach().contiguous() for name, t in tensors.items()}, temporary, {"run": json.dumps(counters)})
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(run_dir / STATE_NAME)


def load_run_state(run_dir: Path) -> RunState | None:
    """Read the state of an earlier run; None when there is none.

    Raises:
        CheckpointMismatch: The file is damaged.
    """
    path = run_dir / STATE_NAME
    if not path.is_file():
        return None
    parts: dict[str, dict[str, Tensor]] = {"weights": {}, "average": {}}
    optimizer: dict[int, dict[str, Tensor]] = {}
    try:
        with safe_open(path, framework="pt") as file:
            counters: dict[str, Any] = json.loads(file.metadata()["run"])
            for key in file.keys():  # noqa: SIM118  # not a mapping
                part, _, name = key.partition("/")
                if part == "optimizer":
                    index, _, entry = name.partition("/")
                    optimizer.setdefault(int(index), {})[entry] = file.get_tensor(key)
                else:
                    parts[part][name] = file.get_tensor(key)
        return RunState(
            int(counters["step"]),
            int(counters["average_updates"]),
            float(counters["seconds"]),
            parts["weights"],
            parts["average"],
            optimizer,
        )
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise CheckpointMismatch(f"The training run's {STATE_NAME} is damaged.", path=path) from error
