"""Memory of other processes, and the room folders take."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import psutil

_EVERY_S: Final = 0.02


class Peak:
    """The most memory a process and its children took: the process alone, and all together, in bytes."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._ends = threading.Event()
        self.own = 0
        self.together = 0

    def look(self) -> None:
        """Look once."""
        with suppress(psutil.Error):
            own = int(self._process.memory_info().rss)
            self.own = max(self.own, own)
            children = self._process.children(recursive=True)
            self.together = max(self.together, own + sum(resident_bytes(child) for child in children))

    def keep_looking(self) -> None:
        """Look until the end."""
        while not self._ends.wait(_EVERY_S):
            self.look()

    def end(self) -> None:
        """Look no more."""
        self._ends.set()


@contextmanager
def watched_peak(pid: int) -> Iterator[Peak]:
    """Watch the memory of a process and its children as long as the block lasts."""
    peak = Peak(pid)
    thread = threading.Thread(target=peak.keep_looking, name="memory-watch")
    thread.start()
    try:
        yield peak
    finally:
        peak.end()
        thread.join()


def resident_bytes(process: psutil.Process) -> int:
    """Return the resident memory of a process; 0 once it is gone."""
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def folder_bytes(folder: Path, *leave_out: str) -> int:
    """Return the bytes of all files below a folder, without some of its own folders."""
    total = 0
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).parts[0] not in leave_out:
            total += path.stat().st_size
    return total
