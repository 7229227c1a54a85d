"""Notice changes below folders and report them once they have settled: a hint, the scan is the truth."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from engine.media.file_kinds import is_left_out, kind_of

_log = logging.getLogger(__name__)

QUIET_S = 2.0
CAP_S = 60.0
_POLLING_S = 60.0
# Not "opened", "closed_no_write" or "attrib": looking at a file, as we do ourselves, is no change.
_TELLING = frozenset({"created", "modified", "moved", "deleted", "closed"})


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the last report.

    Attributes:
        paths: Files and folders that were made, written, moved (both names) or deleted; each may be gone again.
        needs_rescan: Events were lost: only a full scan tells what happened.
    """

    paths: frozenset[Path]
    needs_rescan: bool = False


class Debouncer:
    """Collects changed paths until each is quiet, or has waited long enough. Knows no clock but the given times."""

    def __init__(self, quiet_s: float = QUIET_S, cap_s: float = CAP_S) -> None:
        self._quiet_s = quiet_s
        self._cap_s = cap_s
        self._seen: dict[Path, tuple[float, float]] = {}  # first and last change
        self._needs_rescan = False

    def add(self, path: Path, now_s: float) -> None:
        """Note a change of a path."""
        first_s, _ = self._seen.get(path, (now_s, now_s))
        self._seen[path] = first_s, now_s

    def lose_events(self) -> None:
        """Note that events were lost; due at once."""
        self._needs_rescan = True

    def take(self, now_s: float) -> Changes | None:
        """Return and forget what is due, None if nothing is."""
        due = frozenset(path for path in self._seen if self._due_s(path) <= now_s)
        if not due and not self._needs_rescan:
            return None
        for path in due:
            del self._seen[path]
        needs_rescan, self._needs_rescan = self._needs_rescan, False
        return Changes(due, needs_rescan)

    def next_due_s(self) -> float | None:
        """Return when the next path is due, None if none waits."""
        return min(map(self._due_s, self._seen), default=None)

    def _due_s(self, path: Path) -> float:
        first_s, last_s = self._seen[path]
        return min(last_s + self._quiet_s, first_s + self._cap_s)


class FolderWatcher:
    """Watches folders until closed. A context manager.

    Reports come from a thread of its own, one at a time; `on_changes` should only put them into a queue. Best run in a
    process of its own: while other threads keep the interpreter busy, the system's event queue overflows.

    Attributes:
        is_polling: The system's notices were not to be had (its limit of watches is reached); folders are looked
            through once a minute instead.
    """

    def __init__(
        self,
        folders: Iterable[Path],
        on_changes: Callable[[Changes], None],
        *,
        quiet_s: float = QUIET_S,
        cap_s: float = CAP_S,
    ) -> None:
        """Start watching; folders that are not there are skipped.

        Args:
            folders: What to watch, with everything below.
            on_changes: Takes reports of changed media files and folders. An error in it is logged; watching goes on.
            quiet_s: How long a path must not change before it is reported.
            cap_s: After how long it is reported though it keeps changing.
        """
        self._roots = [folder.resolve() for folder in folders if folder.is_dir()]
        self._on_changes = on_changes
        self._debouncer = Debouncer(quiet_s, cap_s)
        self._wake = threading.Condition()
        self._is_closing = False
        self._overflow = _OverflowHandler(self._on_overflow)
        logging.getLogger("watchdog.observers").addHandler(self._overflow)
        self.is_polling = False
        try:
            self._observer = self._observing(Observer())
        except OSError as error:
            _log.info("watching by looking through the folders: %s", error)
            self.is_polling = True
            self._observer = self._observing(PollingObserver(timeout=_POLLING_S))
        self._thread = threading.Thread(target=self._report, name="folder-watcher", daemon=True)
        self._thread.start()

    def __enter__(self) -> FolderWatcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop watching and end every thread; what was not yet due is dropped."""
        logging.getLogger("watchdog.observers").removeHandler(self._overflow)
        self._observer.stop()
        self._observer.join()
        with self._wake:
            self._is_closing = True
            self._wake.notify()
        self._thread.join()

    def _observing(self, observer: BaseObserver) -> BaseObserver:
        handler = _Handler(self._on_path)
        try:
            for root in self._roots:
                observer.schedule(handler, os.fspath(root), recursive=True)
            observer.start()
        except OSError:
            observer.unschedule_all()
            raise
        return observer

    def _on_path(self, path: Path, is_folder: bool) -> None:
        if not self._is_of_interest(path, is_folder):
            return
        with self._wake:
            self._debouncer.add(path, time.monotonic())
            self._wake.notify()

    def _on_overflow(self) -> None:
        with self._wake:
            self._debouncer.lose_events()
            self._wake.notify()

    def _is_of_interest(self, path: Path, is_folder: bool) -> bool:
        """Whether a scan could find something there."""
        root = next((root for root in self._roots if path.is_relative_to(root)), None)
        if root is None or any(is_left_out(part) for part in path.relative_to(root).parts):
            return False
        return is_folder or kind_of(path) is not None

    def _report(self) -> None:
        while True:
            with self._wake:
                changes = self._debouncer.take(time.monotonic())
                while changes is None and not self._is_closing:
                    due_s = self._debouncer.next_due_s()
                    self._wake.wait(None if due_s is None else max(0.0, due_s - time.monotonic()))
                    changes = self._debouncer.take(time.monotonic())
                if self._is_closing:
                    return
            if changes is not None:
                self._hand_over(changes)

    def _hand_over(self, changes: Changes) -> None:
        try:
            self._on_changes(changes)
        except Exception:  # noqa: BLE001  # the callback's boundary: its fault must not end the watching
            _log.exception("a report of changed files was not taken")


class _Handler(FileSystemEventHandler):
    def __init__(self, on_path: Callable[[Path, bool], None]) -> None:
        self._on_path = on_path

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass on the paths of an event that tells of a change."""
        if event.event_type not in _TELLING or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            if name:
                self._on_path(Path(os.fsdecode(name)), event.is_directory)


class _OverflowHandler(logging.Handler):
    """Lost events are told in watchdog's log and nowhere else."""

    def __init__(self, on_overflow: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._on_overflow = on_overflow

    def emit(self, record: logging.LogRecord) -> None:
        """Whatever went wrong there, events may be missing."""
        self._on_overflow()
