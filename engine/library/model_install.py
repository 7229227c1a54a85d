"""Puts a new checkpoint among the models of this machine: whole under its name, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import filelock

from engine.cots.catalogue import TUNED_NAME
from engine.errors import DiskFull
from engine.index.index_manifest import sync

_INCOMING: Final = ".incoming-own"  # its content is one level deeper than models are looked for
_LOCK: Final = ".incoming-own.lock"  # the folder of models is shared by all libraries


def free_name(models_dir: Path, today: date) -> str:
    """Return a name for a model made today that no model has: `own-2026-11-21`, then `own-2026-11-21-2` ..."""
    return _next_free(models_dir, f"own-{today.isoformat()}")


def install_model(checkpoint: Path, models_dir: Path, name: str, origin: Mapping[str, object]) -> Path:
    """Copy a checkpoint into the folder of models and note what it was made from; return its folder.

    A name that another library's training took meanwhile is counted up.

    Raises:
        DiskFull: It cannot be written; no part of it is seen as a model.
    """
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(models_dir / _LOCK):
            return _install(checkpoint, models_dir, name, origin)
    except OSError as error:
        raise DiskFull(
            f"The new model cannot be stored in {models_dir}: {error.strerror or error}.",
            hint="Free some space and try again.",
            path=models_dir,
        ) from error


def _install(checkpoint: Path, models_dir: Path, name: str, origin: Mapping[str, object]) -> Path:
    incoming = models_dir / _INCOMING
    try:
        shutil.rmtree(incoming, ignore_errors=True)  # what an end by force left
        incoming.mkdir()
        shutil.copytree(checkpoint, incoming / name)
        (incoming / name / TUNED_NAME).write_text(json.dumps(origin, indent=2, default=str), encoding="utf-8")
        for file in (incoming / name).iterdir():
            sync(file)
        target = models_dir / _next_free(models_dir, name)
        (incoming / name).rename(target)
        sync(models_dir)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    return target


def _next_free(models_dir: Path, name: str) -> str:
    """Return the name, or the first counted up from it that nothing has."""
    free, number = name, 1
    while os.path.lexists(models_dir / free):
        number += 1
        free = f"{name}-{number}"
    return free
