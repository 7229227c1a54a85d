"""Waits until a changed path has settled: quiet, and the same on two looks. It knows no clock but given times."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

QUIET_S: Final = 2.0
CAP_S: Final = 60.0

State = tuple[int, int] | None
"""Size and modification time of a file; None for what is no file: a folder, or nothing any more."""


@dataclass(slots=True)
class _Waiting:
    """One path: its first and last change, and what was seen when."""

    first_s: float
    last_s: float
    due_s: float
    seen: State = None
    has_seen: bool = False


class Settling:
    """Collects changed paths and gives back each once it has settled.

    A path is looked at when half of `quiet_s` has passed without a change, and again after the other half: the same
    size and time mean that nobody is writing to it. After `cap_s` it is no longer waited for quiet, but a file that
    still grows is waited for all the same. A folder, or what is gone, has nothing to look at and settles at once.
    """

    def __init__(self, look: Callable[[Path], State], quiet_s: float = QUIET_S, cap_s: float = CAP_S) -> None:
        self._look = look
        self._half_s = quiet_s / 2
        self._cap_s = cap_s
        self._waiting: dict[Path, _Waiting] = {}
        self._queue: list[tuple[float, int, Path]] = []  # when to look; a path may be in it more than once
        self._count = 0  # breaks ties, as paths of different kinds cannot be compared

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, path: Path, now_s: float) -> None:
        """Note a change of a path."""
        waiting = self._waiting.get(path)
        if waiting is None:
            waiting = self._waiting[path] = _Waiting(now_s, now_s, 0.0)
        waiting.last_s = now_s
        if now_s < waiting.first_s + self._cap_s:
            waiting.has_seen = False
            self._look_at(path, waiting, min(now_s + self._half_s, waiting.first_s + self._cap_s))

    def take(self, now_s: float) -> frozenset[Path]:
        """Return and forget what has settled."""
        settled = set()
        while self._queue and self._queue[0][0] <= now_s:
            due_s, _, path = heapq.heappop(self._queue)
            waiting = self._waiting.get(path)
            if waiting is None or waiting.due_s != due_s:
                continue  # it was put off since
            state = self._look(path)
            if state is None or (waiting.has_seen and waiting.seen == state):
                del self._waiting[path]
                settled.add(path)
                continue
            waiting.seen, waiting.has_seen = state, True
            self._look_at(path, waiting, now_s + self._half_s)
        return frozenset(settled)

    def next_due_s(self) -> float | None:
        """Return when to look next, None while nothing waits."""
        return self._queue[0][0] if self._queue else None

    def _look_at(self, path: Path, waiting: _Waiting, due_s: float) -> None:
        waiting.due_s = due_s
        self._count += 1
        heapq.heappush(self._queue, (due_s, self._count, path))


def state_of(path: Path) -> State:
    """Look at a path: size and modification time of a file, None for a folder or what is not there."""
    try:
        info = path.stat()
    except (OSError, ValueError):
        return None
    is_file = (info.st_mode & 0o170000) == 0o100000
    return (info.st_size, info.st_mtime_ns) if is_file else None
