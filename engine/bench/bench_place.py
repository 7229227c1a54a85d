"""Folders for what benches build: temporary ones that are gone whatever happens, or one that is kept."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from engine.errors import DiskFull

PREFIX: Final = "evoke-bench-"
_LOCK: Final = "in-use.lock"
_SPARE_MB: Final = 200


@contextmanager
def bench_place(kept: Path | None, needed_mb: float) -> Iterator[Path]:
    """Give out a folder with room for so many megabytes.

    A temporary one is removed at the end; one whose process was ended before it could do so is removed by the next.

    Args:
        kept: A folder that stays, with what was built in it, or None for a temporary one.
        needed_mb: What is going to be written.

    Raises:
        DiskFull: There is not enough room, or the folder cannot be made.
    """
    try:
        if kept is None:
            remove_abandoned(Path(tempfile.gettempdir()))
            place = Path(tempfile.mkdtemp(prefix=PREFIX))
        else:
            kept.mkdir(parents=True, exist_ok=True)
            place = kept
        free_mb = shutil.disk_usage(place).free / 1e6
    except OSError as error:
        raise DiskFull(f"There is no place for the bench's files: {error.strerror or error}.", path=kept) from error
    try:
        if kept is None and free_mb < needed_mb + _SPARE_MB:
            needed = f"{needed_mb + _SPARE_MB:,.0f} MB"
            raise DiskFull(
                f"The bench needs about {needed} in {place.parent}, and {free_mb:,.0f} MB are free.",
                hint="Name another folder with --keep DIR, or measure less with --scale.",
                path=place.parent,
            )
        with _claimed(place):
            yield place
    finally:
        if kept is None:
            shutil.rmtree(place, ignore_errors=True)


def remove_abandoned(folder: Path) -> None:
    """Remove the temporary folders that runs left which were killed: nobody holds their lock."""
    for place in folder.glob(f"{PREFIX}*"):
        with suppress(OSError, Timeout):
            if (place / _LOCK).is_file():
                with FileLock(place / _LOCK, timeout=0):
                    pass
                shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _claimed(place: Path) -> Iterator[None]:
    lock = FileLock(place / _LOCK, timeout=0)
    try:
        lock.acquire()
    except (OSError, Timeout) as error:
        raise DiskFull(
            f"{place} cannot be used: it is in use by another bench, or cannot be written.", path=place
        ) from error
    try:
        yield
    finally:
        lock.release()
