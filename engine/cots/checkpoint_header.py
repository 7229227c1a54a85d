"""What a checkpoint's files say about it without its weights, so that a library opens without loading torch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.cots.presets import TwoStreamConfig
from engine.errors import CheckpointMismatch, ModelMissing

FORMAT = 1
CONFIG_NAME = "config.json"

# What happens to pixels and text before the towers; raise it when that changes, so that old vectors are not mixed in.
PREPROCESSING = "rgb-stretched-1"


@dataclass(frozen=True, slots=True)
class CheckpointHeader:
    """What can be said about a checkpoint without loading its weights."""

    config: TwoStreamConfig
    summary: str
    fingerprint: str
    weights_sha256: str


def read_header(folder: Path) -> CheckpointHeader:
    """Read a checkpoint's configuration without its weights.

    Raises:
        ModelMissing: There is no checkpoint in `folder`.
        CheckpointMismatch: Its configuration is damaged or of a newer format.
    """
    path = folder / CONFIG_NAME
    if not path.is_file():
        raise _no_checkpoint(folder)
    values = read_json(path)
    if values.get("format") != FORMAT or values.get("preprocessing") != PREPROCESSING:
        raise CheckpointMismatch(
            "The model was saved in a format that this version of Evoke does not know.",
            hint="Update Evoke, or choose another model.",
            path=path,
        )
    try:
        return CheckpointHeader(
            config=TwoStreamConfig.from_dict(values["model"]),
            summary=str(values["summary"]),
            fingerprint=str(values["fingerprint"]),
            weights_sha256=str(values["weights_sha256"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise CheckpointMismatch(f"The model's {CONFIG_NAME} is incomplete.", path=path) from error


def read_json(path: Path) -> dict[str, Any]:
    """Read one of a checkpoint's JSON tables.

    Raises:
        CheckpointMismatch: It cannot be read or is not a table.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise CheckpointMismatch(f"The model's {path.name} cannot be read.", path=path) from error
    if not isinstance(values, dict):
        raise CheckpointMismatch(f"The model's {path.name} is not a table.", path=path)
    return values


def _no_checkpoint(folder: Path) -> ModelMissing:
    if any(folder.glob("*.bin")) or any(folder.glob("*.pt")) or any(folder.glob("*.pth")):
        return ModelMissing(
            f"The model in {folder} is stored as pickled Python objects, which Evoke does not open.",
            hint="Pickles can run code when they are opened; a checkpoint of Evoke is a folder with safetensors.",
            path=folder,
        )
    return ModelMissing(f"There is no model in {folder}.", hint="See `evoke models list`.", path=folder)
