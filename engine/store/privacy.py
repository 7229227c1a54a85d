"""Keeps what a library holds readable by its owner only: thumbnails, paths and captions tell of a person's life."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_DATABASE: Final = ("evoke.db", "evoke.db-wal", "evoke.db-shm", "evoke.lock")
_NAMES: Final = (*_DATABASE, "index", "thumbnails", "logs", "runs", "own", "checked")


def readable_by_others(library_dir: Path) -> Iterator[Path]:
    """Yield the files and folders of a library that others than its owner may read or enter.

    Nothing where only the owner may enter the library's folder, or where the system has no such rights.
    """
    if os.name == "nt" or not _mode(library_dir) & _OTHERS:
        return
    for name in _NAMES:
        path = library_dir / name
        if _mode(path) & _OTHERS:
            yield path


def keep_private(library_dir: Path) -> None:
    """Take away the rights of others where the library's folder does not keep them out already."""
    for path in readable_by_others(library_dir):
        with contextlib.suppress(OSError):  # not ours: verify tells
            path.chmod(_mode(path) & ~_OTHERS)


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0
