"""Watches the folders of a library: what changed and has settled, and when only a scan can tell what happened.

A hint, never the truth. Knows nothing of the library; `watch_process` runs it in a process of its own.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from engine.media.file_kinds import has_media_ending, is_left_out
from engine.media.observing import Observation
from engine.media.settling import CAP_S, QUIET_S, Settling, state_of
from engine.mounts import file_system_of, is_remote, mounts_table

PROBE_EVERY_S: Final = 2.0
_FIRST_ANSWER_S: Final = 0.5
_NO_ANSWER_S: Final = 10.0
_SLEPT_S: Final = 5.0
_AT_ONCE: Final = 20_000  # waiting paths, from which on a scan is less work than looking at each

LIMIT_REACHED: Final = "the system's limit of watched folders is reached"
REMOTE: Final = "the system is not told of changes on network drives"


@dataclass(frozen=True, slots=True)
class News:
    """What happened since the last news.

    Attributes:
        paths: Files and folders that were made, written, moved (both names) or deleted, and have settled.
        rescan: Why only a scan of everything can tell what happened, "" where the paths do.
        unwatched: Folders of which no changes are told, and why; None where that is as it was.
        is_watching: Whether watching has begun: from now on nothing is missed without a word.
    """

    paths: frozenset[Path] = frozenset()
    rescan: str = ""
    unwatched: Mapping[Path, str] | None = None
    is_watching: bool = False


class _Probe(threading.Thread):
    """Looks again and again what is at a path. In a thread of its own: a dead network drive never answers."""

    def __init__(self, path: Path, mounts: Callable[[], dict[Path, str]]) -> None:
        super().__init__(name=f"probe {path.name}", daemon=True)
        self._path = path
        self._mounts = mounts
        self._ends = threading.Event()
        self._first = threading.Event()
        self._found: object = None
        self._found_s = time.monotonic()
        self.start()
        self._first.wait(_FIRST_ANSWER_S)

    @property
    def found(self) -> object:
        """What is there, as something that can be compared; None for nothing, or for no answer."""
        return self._found if time.monotonic() - self._found_s < _NO_ANSWER_S else None

    def stop(self) -> None:
        """End the thread, at once unless it waits for an answer."""
        self._ends.set()

    def run(self) -> None:
        """Look until stopped."""
        while not self._ends.is_set():
            self._found = _identity(self._path, self._mounts())
            self._found_s = time.monotonic()
            self._first.set()
            self._ends.wait(PROBE_EVERY_S)


@dataclass(slots=True)
class _Root:
    """A watched folder or file, and the folder behind it that is observed.

    Attributes:
        path: Its name.
        real: The folder behind it.
        probe: Looks what is there.
        identity: Of what was there when last looked; None while nothing is.
        unwatched: Folders of it of which no changes are told, itself or drives on a network below it, and why.
        is_file: Whether it is a file.
    """

    path: Path
    real: Path
    probe: _Probe
    identity: object = None
    unwatched: dict[Path, str] = field(default_factory=dict)
    is_file: bool = False


@dataclass(slots=True)
class _Clocks:
    """Tells that the computer slept: the clocks that count sleep ran ahead of the one that does not."""

    awake_s: float = field(default_factory=time.monotonic)
    all_s: float = field(default_factory=lambda: _all_seconds())

    def has_slept(self) -> bool:
        awake_s, all_s = time.monotonic(), _all_seconds()
        slept_s = (all_s - self.all_s) - (awake_s - self.awake_s)
        self.awake_s, self.all_s = awake_s, all_s
        return slept_s > _SLEPT_S


class Watcher:
    """Watches some folders or files until closed. `tick` is to be called a few times a second.

    Attributes:
        failure: Why nothing is told any more, "" while all is well. It never recovers: start anew.
    """

    def __init__(
        self,
        *,
        quiet_s: float = QUIET_S,
        cap_s: float = CAP_S,
        mounts: Callable[[], dict[Path, str]] = mounts_table,
        skip: Collection[Path] = (),
    ) -> None:
        """Watch nothing yet.

        Args:
            quiet_s: How long a path must not change before it is told.
            cap_s: After how long it is told though it keeps changing, once it does not grow any more.
            mounts: Returns every mount point and its kind of file system.
            skip: Folders that are known to be more than the system watches.
        """
        self._events: deque[tuple[bytes, bool]] = deque()
        self._observation = Observation(lambda path, is_folder: self._events.append((path, is_folder)))
        self._settling = Settling(state_of, quiet_s, cap_s)
        self._mounts = mounts
        self._skip = frozenset(skip)
        self._roots: dict[Path, _Root] = {}
        self._clocks = _Clocks()
        self._told: Mapping[Path, str] = {}

    @property
    def failure(self) -> str:
        """Why nothing is told any more, "" while all is well."""
        return self._observation.failure

    @property
    def limited(self) -> set[Path]:
        """The roots of which the system does not watch every folder, because its limit is reached."""
        limited = self._observation.limited
        return {root.path for root in self._roots.values() if any(_is_at_or_below(path, root.real) for path in limited)}

    def watch(self, paths: Collection[Path]) -> None:
        """Watch these folders and files, and no others."""
        for path in [path for path in self._roots if path not in paths]:
            root = self._roots.pop(path)
            root.probe.stop()
            self._observation.unwatch(root.real)
        for path in paths:
            if path not in self._roots:
                self._roots[path] = _Root(path, path, _Probe(path, self._mounts))
        self._follow_roots()

    def look_at(self, paths: Collection[Path], now_s: float | None = None) -> None:
        """Tell of these paths once they have settled, as if they had changed now."""
        for path in paths:
            self._settling.add(path, time.monotonic() if now_s is None else now_s)

    def tick(self) -> News | None:
        """Return what there is to tell now, None for nothing."""
        now_s = time.monotonic()
        reasons = ["events were lost"] if self._observation.take_lost() else []
        if self._clocks.has_slept():
            reasons.append("the computer slept")
        reasons += self._follow_roots()
        self._observation.check()
        self._take_events(now_s)
        if len(self._settling) > _AT_ONCE and not reasons:
            reasons.append("very much changed")
        paths = self._settling.take(now_s)
        unwatched = {path: reason for root in self._roots.values() for path, reason in root.unwatched.items()}
        is_new = unwatched != self._told
        self._told = unwatched
        if not paths and not reasons and not is_new:
            return None
        return News(paths, "; ".join(reasons), unwatched if is_new else None)

    def close(self) -> None:
        """End every thread; what has not settled is dropped."""
        self.watch(())
        self._observation.close()

    def _take_events(self, now_s: float) -> None:
        roots = [(os.fsencode(root.real), root) for root in self._roots.values() if root.identity is not None]
        while self._events:
            path, is_folder = self._events.popleft()
            for real, root in roots:
                known = _known_path(path, real, root, is_folder=is_folder)
                if known is not None:
                    self._settling.add(known, now_s)

    def _follow_roots(self) -> list[str]:
        """See whether every root is what it was, and watch what came; return why a scan is due."""
        reasons = []
        for root in self._roots.values():
            identity = root.probe.found
            if identity == root.identity:
                continue
            is_first = root.identity is None
            self._observation.unwatch(root.real)
            root.identity, root.unwatched = identity, {}
            if identity is None:
                reasons.append(f"{root.path} went away")
            else:
                reasons.append(f"{root.path} came" if is_first else f"{root.path} is another")
                self._observe(root)
        return reasons

    def _observe(self, root: _Root) -> None:
        root.is_file = root.path.is_file()
        root.real = Path(os.path.realpath(root.path.parent if root.is_file else root.path))
        if root.path in self._skip:
            root.unwatched[root.path] = LIMIT_REACHED
            return
        mounts = self._mounts()
        if is_remote(file_system_of(root.real, mounts)):
            root.unwatched[root.path] = REMOTE
            return
        try:
            self._observation.watch(root.real)
        except OSError as error:
            root.unwatched[root.path] = error.strerror or str(error)
        else:
            remote = [point for point, kind in mounts.items() if root.real in point.parents and is_remote(kind)]
            root.unwatched.update((root.path / point.relative_to(root.real), REMOTE) for point in remote)


def _known_path(path: bytes, real: bytes, root: _Root, *, is_folder: bool) -> Path | None:
    """Return the path of an event under the name its root is known by, None where a scan would find nothing there."""
    separator = os.fsencode(os.sep)
    if path == real:
        return None if root.is_file else root.path
    if not path.startswith(real if real.endswith(separator) else real + separator):
        return None
    parts = path[len(real) :].strip(separator).split(separator)
    if root.is_file:
        return root.path if len(parts) == 1 and os.fsdecode(parts[0]) == root.path.name else None
    if any(is_left_out(part) for part in parts) or not (is_folder or has_media_ending(parts[-1])):
        return None
    return root.path.joinpath(*map(os.fsdecode, parts))


def _identity(path: Path, table: Mapping[Path, str]) -> object:
    """Return what changes when something else is at a path or is mounted below it; None for nothing there."""
    try:
        info = path.stat()
    except (OSError, ValueError):
        return None
    real = Path(os.path.realpath(path))
    below = frozenset(point for point in table if real in point.parents)
    folder = (info.st_dev, info.st_ino) if not path.is_file() else ()  # a file that is saved anew is the same
    return folder, below


def _is_at_or_below(path: Path, root: Path) -> bool:
    return path == root or root in path.parents


def _all_seconds() -> float:
    """Return a time that runs on while the computer sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.time()
