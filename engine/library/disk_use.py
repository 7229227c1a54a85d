"""How much room a library takes on its disk, by what takes it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from engine.jobs import CancelToken
from engine.library_records import LibrarySizes
from engine.store.database import DATABASE_NAME

_LOOK_EVERY: Final = 512


def library_sizes(library_dir: Path, models_dir: Path, cancel: CancelToken) -> LibrarySizes:
    """Add up what lies in a library's folder; what cannot be looked at counts nothing.

    Raises:
        Cancelled: A stop was asked for.
    """
    database = sum(_size(library_dir / f"{DATABASE_NAME}{ending}") for ending in ("", "-wal", "-shm"))
    index, thumbnails = _below(library_dir / "index", cancel), _below(library_dir / "thumbnails", cancel)
    everything = _below(library_dir, cancel)
    try:
        free = shutil.disk_usage(library_dir).free
    except OSError:
        free = 0
    return LibrarySizes(
        database=database,
        index=index,
        thumbnails=thumbnails,
        other=max(0, everything - database - index - thumbnails),
        models=_below(models_dir, cancel),
        free=free,
    )


def _below(folder: Path, cancel: CancelToken) -> int:
    """Add up the blocks of every file below a folder; links are not followed."""
    total, pending, looked = 0, [os.fspath(folder)], 0
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    looked += 1
                    if looked % _LOOK_EVERY == 0:
                        cancel.check()
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    else:
                        total += _taken(entry.stat(follow_symlinks=False))
        except OSError:
            continue
    return total


def _size(path: Path) -> int:
    try:
        return _taken(path.stat())
    except OSError:
        return 0


def _taken(info: os.stat_result) -> int:
    blocks: int | None = getattr(info, "st_blocks", None)  # not on Windows
    return info.st_size if blocks is None else blocks * 512
