"""Puts a new checkpoint among the models of this machine: whole under its name, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from engine.cots.catalogue import TUNED_NAME
from engine.errors import DiskFull
from engine.index.index_manifest import sync

_INCOMING: Final = ".incoming-own"  # its content is one level deeper than models are looked for


def free_name(models_dir: Path, today: date) -> str:
    """Return a name for a model made today that no model has: `own-2026-11-21`, then `own-2026-11-21-2` ..."""
    stem = f"own-{today.isoformat()}"
    number = 1
    while os.path.lexists(models_dir / (name := stem if number == 1 else f"{stem}-{number}")):
        number += 1
    return name


def install_model(checkpoint: Path, models_dir: Path, name: str, origin: Mapping[str, object]) -> Path:
    """Copy a checkpoint into the folder of models and note what it was made from; return its folder.

    Raises:
        DiskFull: It cannot be written; no part of it is seen as a model.
    """
    incoming = models_dir / _INCOMING
    try:
        shutil.rmtree(incoming, ignore_errors=True)  # what an end by force left
        incoming.mkdir(parents=True, exist_ok=True)
        shutil.copytree(checkpoint, incoming / name)
        (incoming / name / TUNED_NAME).write_text(json.dumps(origin, indent=2, default=str), encoding="utf-8")
        for file in (incoming / name).iterdir():
            sync(file)
        (incoming / name).rename(models_dir / name)
        sync(models_dir)
    except OSError as error:
        raise DiskFull(
            f"The new model cannot be stored in {models_dir}: {error.strerror or error}.",
            hint="Free some space and try again.",
            path=models_dir,
        ) from error
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return models_dir / name
