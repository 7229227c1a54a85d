"""The system's notices of changes below folders, by watchdog, with what watchdog only logs or swallows told as well.

Meant for a process of its own: while other threads keep the interpreter busy, the system's event queue overflows.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

# Not "opened", "closed_no_write" or "attrib": looking at a file, as we do ourselves, is no change.
_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
_LIMITS = frozenset({errno.ENOSPC, errno.EMFILE, errno.ENOMEM})

OnPath = Callable[[bytes, bool], None]


class Observation:
    """Tells every path below the watched folders that was made, written, moved (both names) or deleted.

    Attributes:
        failure: Why nothing is told any more, "" while all is well. It never recovers: start anew.
        limited: Folders that the system refused to watch because its limit is reached.
    """

    def __init__(self, on_path: OnPath) -> None:
        """Start observing nothing yet; `on_path(path, is_folder)` is called on another thread."""
        self.failure = ""
        self.limited: set[Path] = set()
        self._has_lost = threading.Event()
        self._handler = _Handler(on_path)
        self._watches: dict[Path, ObservedWatch] = {}
        self._log = _LogHandler(self._has_lost.set)
        logging.getLogger("watchdog").addHandler(self._log)
        self._excepthook, threading.excepthook = threading.excepthook, self._on_thread_died
        self._observer, self._stop_reading = _make_observer(self._on_refused)
        self._observer.start()

    def watch(self, folder: Path) -> None:
        """Observe a folder with everything below.

        Raises:
            OSError: The system refuses: it is gone, may not be read, or there are too many already.
        """
        with warnings.catch_warnings(action="ignore"):  # that a folder is watched a second time does no harm
            self._watches[folder] = self._observer.schedule(
                self._handler, os.fspath(folder), recursive=True, event_filter=_EVENTS
            )

    def unwatch(self, folder: Path) -> None:
        """Observe a folder no longer; an unknown one is ignored."""
        watch = self._watches.pop(folder, None)
        if watch is not None:
            self._observer.unschedule(watch)

    def take_lost(self) -> bool:
        """Return whether events were lost since the last call."""
        has_lost = self._has_lost.is_set()
        self._has_lost.clear()
        return has_lost

    def check(self) -> None:
        """Note in `failure` if a thread that should run does not."""
        emitters = {emitter.watch: emitter for emitter in list(self._observer.emitters)}
        dead = [
            folder for folder, watch in self._watches.items() if watch in emitters and not emitters[watch].is_alive()
        ]
        gone = [folder for folder in dead if not folder.exists()]  # its end is the end of its emitter
        if not self._observer.is_alive() or len(dead) > len(gone):
            self.failure = self.failure or "a watching thread has ended"

    def close(self) -> None:
        """Stop and end every thread."""
        self._observer.stop()
        self._stop_reading()
        self._observer.join()
        threading.excepthook = self._excepthook
        logging.getLogger("watchdog").removeHandler(self._log)

    def _on_refused(self, folder: bytes, error: OSError) -> None:
        if error.errno in _LIMITS:
            self.limited.add(Path(os.fsdecode(folder)))

    def _on_thread_died(self, args: threading.ExceptHookArgs, /) -> None:
        self.failure = f"{args.exc_type.__name__}: {args.exc_value}"


def _make_observer(on_refused: Callable[[bytes, OSError], None]) -> tuple[BaseObserver, Callable[[], None]]:
    """Return an observer that is not started, and what ends the thread it reads with, where it has one of its own."""
    if sys.platform != "linux":
        return Observer(), lambda: None
    from watchdog.observers.inotify import InotifyEmitter
    from watchdog.observers.inotify_c import InotifyFD

    class TellingInotify(InotifyFD):
        """Tells of folders below a root that cannot be watched; watchdog lets them go without a word."""

        def add_callback(self, path: bytes, *args: Any) -> Any:
            try:
                return super().add_callback(path, *args)
            except OSError as error:
                on_refused(path, error)
                raise

    inotify = TellingInotify()
    inotify.start()

    def stop_reading() -> None:
        inotify.stop()
        inotify.join()

    return BaseObserver(InotifyEmitter, inotify_fd=inotify), stop_reading


class _Handler(FileSystemEventHandler):
    def __init__(self, on_path: OnPath) -> None:
        self._on_path = on_path

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass on the names of an event."""
        if event.is_directory and event.event_type == "modified":
            return
        for name in (event.src_path, event.dest_path):
            if name:
                self._on_path(os.fsencode(name), event.is_directory)


class _LogHandler(logging.Handler):
    """Lost events are told in watchdog's log and nowhere else."""

    def __init__(self, on_warning: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._on_warning = on_warning

    def emit(self, record: logging.LogRecord) -> None:
        """Whatever went wrong there, events may be missing."""
        self._on_warning()
