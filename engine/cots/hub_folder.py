"""A folder in the hub's layout: JSON tables and safetensors. Pickles are refused, nothing in it can run code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from engine.cots.checkpoint_header import read_json
from engine.cots.hub_file_names import SHARDS_FILE, WEIGHTS_FILE
from engine.errors import CheckpointMismatch, ModelMissing

_PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")


def read_tensors(folder: Path) -> dict[str, Tensor]:
    """Read all weights of a folder in float32, from one file or from the shards that an index names.

    Raises:
        ModelMissing: There are no safetensors in `folder`.
        CheckpointMismatch: A file is truncated, lacks tensors the index promises, or holds something else.
    """
    if (folder / SHARDS_FILE).is_file():
        return _read_shards(folder)
    path = folder / WEIGHTS_FILE
    if path.is_file():
        return read_tensor_file(path)
    if any(any(folder.glob(pattern)) for pattern in _PICKLES):
        raise ModelMissing(
            f"The model in {folder} is stored as pickled Python objects, which Evoke does not open.",
            hint="Pickles can run code when they are opened; look for a version of the model in safetensors.",
            path=folder,
        )
    raise ModelMissing(f"There are no weights ({WEIGHTS_FILE}) in {folder}.", path=folder)


def read_tensor_file(path: Path) -> dict[str, Tensor]:
    """Read one file of safetensors; floating tensors come back in float32.

    Raises:
        CheckpointMismatch: It cannot be read, is truncated, or is not safetensors.
    """
    tensors: dict[str, Tensor] = {}
    try:
        with safe_open(path, framework="pt") as file:
            for name in file.keys():  # noqa: SIM118  # not a mapping: it has no iterator of its own
                tensor = file.get_tensor(name)
                tensors[name] = tensor.float() if tensor.is_floating_point() else tensor
    except (SafetensorError, OSError, ValueError, RuntimeError) as error:
        raise CheckpointMismatch(f"The weights {path.name} are truncated or not safetensors.", path=path) from error
    return tensors


def _read_shards(folder: Path) -> dict[str, Tensor]:
    index = folder / SHARDS_FILE
    places = read_json(index).get("weight_map")
    if not isinstance(places, dict) or not all(isinstance(name, str) for name in places.values()):
        raise CheckpointMismatch(f"The model's {SHARDS_FILE} is incomplete.", path=index)
    tensors: dict[str, Tensor] = {}
    for name in sorted(set(places.values())):
        if Path(name).name != name or not name.endswith(".safetensors"):
            raise CheckpointMismatch(f"The model's {SHARDS_FILE} names a file that is not a shard: {name}.", path=index)
        tensors |= read_tensor_file(folder / name)
    missing = [name for name in places if name not in tensors]
    if missing:
        raise CheckpointMismatch(f"The model's shards lack {missing[0]} and {len(missing) - 1} more.", path=index)
    return tensors


def read_table(folder: Path, name: str) -> dict[str, Any]:
    """Read a JSON table that the layout demands.

    Raises:
        ModelMissing: It is not there.
        CheckpointMismatch: It cannot be read or is not a table.
    """
    path = folder / name
    if not path.is_file():
        raise ModelMissing(f"There is no {name} in {folder}.", path=folder)
    return read_json(path)


def read_optional_table(folder: Path, name: str) -> dict[str, Any]:
    """Read a JSON table, or return an empty one where there is none.

    Raises:
        CheckpointMismatch: It cannot be read or is not a table.
    """
    return read_json(folder / name) if (folder / name).is_file() else {}


def all_finite(tensors: dict[str, Tensor]) -> bool:
    """Whether every tensor is finite, and stays so in the half precision that checkpoints are stored in."""
    limit = torch.finfo(torch.float16).max
    return all(bool((tensor.abs() <= limit).all()) for tensor in tensors.values() if tensor.is_floating_point())
