"""Takes a model off this machine: gone at once for everybody who looks, whatever ends the deleting of its files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from engine.errors import DiskFull

_LEAVING: Final = ".leaving-"  # a folder of folders is never listed as a model


def remove_folder(folder: Path, models_dir: Path) -> None:
    """Move a model out of sight, then delete it.

    Raises:
        DiskFull: It cannot be moved; it stays as it was.
    """
    sweep_removed(models_dir)
    try:
        aside = models_dir / f"{_LEAVING}{folder.name}"
        aside.mkdir(exist_ok=True)
        folder.rename(aside / folder.name)
    except OSError as error:
        raise DiskFull(f"The model cannot be removed: {error.strerror or error}.", path=folder) from error
    shutil.rmtree(aside, ignore_errors=True)


def sweep_removed(models_dir: Path) -> None:
    """Delete what an end by force left of models that were being removed."""
    if models_dir.is_dir():
        for remains in models_dir.glob(f"{_LEAVING}*"):
            shutil.rmtree(remains, ignore_errors=True)
