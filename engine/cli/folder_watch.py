"""Notices that something changed below the library's folders. A hint only: the scan that follows is the truth.

So an event says nothing but "look again", lost events cost a delay, never a file, and everything that makes watching
fail (too many folders, a network drive) falls back to looking at regular times.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from engine.jobs import CancelToken

_TELLING = frozenset({"created", "modified", "moved", "deleted"})  # not "opened": reading a file is no change
_LOOK_EVERY_S = 0.2


class FolderWatch:
    """Watches folders from a thread of its own. A context manager.

    Attributes:
        is_polling: The system's own notices were not to be had; folders are looked through every minute instead.
    """

    def __init__(self, folders: Iterable[Path], ignored: Path) -> None:
        """Start watching.

        Args:
            folders: What to watch, with everything below; folders that are not there are skipped.
            ignored: The library's own folder, whose changes are ours.
        """
        self._changed = threading.Event()
        self._last_change_s = 0.0
        present = [folder for folder in folders if folder.is_dir()]
        handler = _Handler(self._note_change, ignored)
        self._overflow = _OverflowHandler(self._note_change)
        logging.getLogger("watchdog.observers").addHandler(self._overflow)
        self.is_polling = False
        try:
            self._observer = _started(Observer(), handler, present)
        except OSError:  # the limit of watches or of instances is reached
            self.is_polling = True
            self._observer = _started(PollingObserver(timeout=60), handler, present)

    def __enter__(self) -> FolderWatch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop watching and end the thread."""
        logging.getLogger("watchdog.observers").removeHandler(self._overflow)
        self._observer.stop()
        self._observer.join()

    def wait(self, *, quiet_s: float, longest_s: float, cancel: CancelToken) -> None:
        """Return when something changed and then nothing for `quiet_s`, or after `longest_s` in any case.

        A steady stream of changes is not waited out for longer than 30 times `quiet_s`.

        Raises:
            Cancelled: A stop was asked for.
        """
        deadline = time.monotonic() + longest_s
        while not self._changed.wait(_LOOK_EVERY_S):
            cancel.check()
            if time.monotonic() >= deadline:
                return
        deadline = min(deadline, time.monotonic() + 30 * quiet_s)
        while (now := time.monotonic()) < deadline and now - self._last_change_s < quiet_s:
            cancel.check()
            time.sleep(min(_LOOK_EVERY_S, quiet_s))
        self._changed.clear()

    def _note_change(self) -> None:
        self._last_change_s = time.monotonic()
        self._changed.set()


class _Handler(FileSystemEventHandler):
    def __init__(self, on_change: Callable[[], None], ignored: Path) -> None:
        self._on_change = on_change
        self._ignored = ignored.resolve()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take note unless the event is ours or tells of no change."""
        path = Path(os.fsdecode(event.src_path))
        if event.event_type in _TELLING and not path.is_relative_to(self._ignored):
            self._on_change()


class _OverflowHandler(logging.Handler):
    """The watcher tells of lost events only in its log."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._on_change = on_change

    def emit(self, record: logging.LogRecord) -> None:
        """Whatever went wrong: look again."""
        self._on_change()


def _started(observer: BaseObserver, handler: _Handler, folders: list[Path]) -> BaseObserver:
    try:
        for folder in folders:
            observer.schedule(handler, os.fspath(folder.resolve()), recursive=True)
        observer.start()
    except OSError:
        observer.unschedule_all()
        raise
    return observer
