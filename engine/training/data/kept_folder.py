"""A folder of kept results that several runs share: one of them makes it, the others wait until it is whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from engine.jobs import CancelToken

DONE_NAME = "complete"
_LOCK_NAME = ".lock"
_WAIT_S = 0.5


def make_once(folder: Path, make: Callable[[], None], cancel: CancelToken) -> None:
    """Call `make` unless the folder is marked as complete, and mark it; only one process does so at a time.

    Raises:
        OSError: The folder cannot be written.
        Cancelled: Asked to stop, also while another process makes it.
    """
    if (folder / DONE_NAME).is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK_NAME)
    while not lock.is_locked:
        cancel.check()
        try:
            lock.acquire(timeout=_WAIT_S)
        except Timeout:
            continue
    try:
        if not (folder / DONE_NAME).is_file():
            make()
            (folder / DONE_NAME).touch()
    finally:
        lock.release()
