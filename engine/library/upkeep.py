"""Keeps a library up to date: says what is to be done next, and does it.

The watching process tells what changed; a scan of everything at the start, after lost events, after sleep, when a drive
came, and every hour tells the truth. Folders that cannot be watched are looked through more often.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from engine.config import WatchingConfig
from engine.errors import FolderMissing
from engine.jobs import Cancelled, CancelToken, Reporter, ignore_progress
from engine.library.updates import Upkept
from engine.library_records import IndexReport
from engine.media.watch_link import WatchLink
from engine.media.watcher import News

_log = logging.getLogger(__name__)

_WAIT_FOR_WATCHING_S: Final = 5.0  # what happens between a scan and the beginning of watching would be missed
_AFTER_FAILURE_S: Final = 60.0
_POLL_PAUSE: Final = 20  # a folder that cannot be watched is looked through for a twentieth of the time at most


class KeptLibrary(Protocol):
    """What is needed of the library."""

    def folder_paths(self) -> tuple[Path, ...]:
        """Return the watched folders and files."""

    def catch_up(self, roots: tuple[Path, ...] = (), *, cancel: CancelToken, report: Reporter) -> Upkept:
        """Bring every folder, or these, up to date."""

    def refresh(self, paths: frozenset[Path], *, cancel: CancelToken, report: Reporter) -> Upkept:
        """Look at what was reported as changed."""

    def embed_captions(self, *, cancel: CancelToken) -> None:
        """Make captions that are new ready to be compared by meaning."""


class Link(Protocol):
    """What is needed of the watching process."""

    def watch(self, paths: tuple[Path, ...]) -> None:
        """Watch these and no others."""

    def look_at(self, paths: tuple[Path, ...]) -> None:
        """Have these told once they have settled."""

    def close(self) -> None:
        """End it."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done.

    Attributes:
        reason: Why everything is to be scanned, for the log; "" where `paths` are looked at.
        paths: What was reported as changed.
        roots: The folders to scan, all where there are none.
        captions: Captions came, and nothing else is to be looked at.
    """

    reason: str = ""
    paths: frozenset[Path] = frozenset()
    roots: tuple[Path, ...] = ()
    captions: bool = False


class Upkeep:
    """The upkeep of one library. `next_errand` and `carry_out` belong to one thread; the rest may be called from any.

    Attributes:
        unwatched: Folders whose changes are not told, and why.
    """

    def __init__(
        self,
        library: KeptLibrary,
        config: WatchingConfig,
        *,
        start_link: Callable[[Callable[[News], None]], Link] = WatchLink,
        waits: bool = False,
    ) -> None:
        """Start watching; a scan of everything is the first errand, with `waits` only after `begin`."""
        self.unwatched: Mapping[Path, str] = {}
        self._library = library
        self._config = config
        self._news = threading.Condition()
        self._paths: set[Path] = set()
        self._has_captions = False
        self._scan = "the beginning"
        self._scan_due_s = float("inf")
        self._poll_due_s = float("inf")
        self._not_before_s = time.monotonic() + (_WAIT_FOR_WATCHING_S if config.mode == "on" else 0.0)
        self._has_begun = not waits
        self._is_closed = False
        self._watched: tuple[Path, ...] | None = None
        self._is_watching = False
        self._link = start_link(self._on_news) if config.mode == "on" else None
        self.follow_folders()

    def follow_folders(self) -> None:
        """Watch what the library watches now. To be called whenever a folder may have been added or taken out."""
        paths = self._library.folder_paths()
        if self._link is not None and paths != self._watched:
            self._watched = paths
            self._link.watch(paths)

    def look_at_captions(self) -> None:
        """Know that captions came or that another model reads them."""
        with self._news:
            self._has_captions = True
            self._news.notify_all()

    def next_errand(self, timeout_s: float) -> Errand | None:
        """Wait for something to do; None when the time is over or the upkeep closed."""
        deadline_s = time.monotonic() + timeout_s
        with self._news:
            while not self._is_closed:
                now_s = time.monotonic()
                errand = self._due(now_s)
                if errand is not None or now_s >= deadline_s:
                    return errand
                pending_s = now_s if self._scan or self._paths else min(self._scan_due_s, self._poll_due_s)
                due_s = min(deadline_s, max(self._not_before_s, pending_s)) if self._has_begun else deadline_s
                self._news.wait(max(0.01, due_s - now_s))
        return None

    def carry_out(
        self, errand: Errand, *, cancel: CancelToken, report: Reporter = ignore_progress
    ) -> IndexReport | None:
        """Do it; None where no folder is there. What was not finished becomes an errand again.

        Raises:
            Cancelled: A stop was asked for.
            EngineError: The library cannot be written any more; it is tried again after a while.
        """
        started_s = time.monotonic()
        try:
            if errand.captions:
                self._library.embed_captions(cancel=cancel)
                return None
            upkept = self._run(errand, cancel, report)
        except FolderMissing as error:
            _log.info("Nothing to look at: %s", error.user_text)
            upkept = None
        except BaseException as error:
            self._take_back(errand, after_s=_AFTER_FAILURE_S if not isinstance(error, Cancelled) else 0.0)
            raise
        now_s = time.monotonic()
        with self._news:
            if not errand.paths:
                pause_s = max(self._config.poll_seconds, _POLL_PAUSE * (now_s - started_s))
                self._poll_due_s = now_s + pause_s if self.unwatched else float("inf")
                if not errand.roots:
                    self._scan_due_s = now_s + self._config.scan_minutes * 60
            if upkept is not None and upkept.needs_scan:
                self._scan = self._scan or "a link or a mount changed"
        if upkept is not None and self._link is not None:
            self._link.look_at(upkept.unsettled)
        return None if upkept is None else upkept.report

    def begin(self) -> None:
        """Have errands from now on: what is needed before them is done."""
        with self._news:
            self._has_begun = True
            self._news.notify_all()

    def scan_soon(self, reason: str) -> None:
        """Look through everything as the next errand."""
        with self._news:
            self._scan = self._scan or reason
            self._news.notify_all()

    def pause(self, seconds: float) -> None:
        """Have no errand for a while."""
        with self._news:
            self._not_before_s = max(self._not_before_s, time.monotonic() + seconds)

    def close(self) -> None:
        """Stop watching. Safe to call twice."""
        with self._news:
            self._is_closed = True
            self._news.notify_all()
        if self._link is not None:
            self._link.close()

    def _run(self, errand: Errand, cancel: CancelToken, report: Reporter) -> Upkept:
        if errand.paths:
            return self._library.refresh(errand.paths, cancel=cancel, report=report)
        _log.info("Looking through %s: %s", errand.roots or "all folders", errand.reason)
        return self._library.catch_up(errand.roots, cancel=cancel, report=report)

    def _due(self, now_s: float) -> Errand | None:
        """Take what is due: a scan of everything takes the changed paths with it."""
        if now_s < self._not_before_s or not self._has_begun:
            return None
        if self._has_captions:
            self._has_captions = False
            return Errand(captions=True)
        if now_s >= self._scan_due_s and not self._scan:
            self._scan = "time has passed"
        if self._scan:
            errand = Errand(reason=self._scan)
            self._scan, self._scan_due_s = "", float("inf")
            self._paths.clear()
            return errand
        if self._paths:
            errand = Errand(paths=frozenset(self._paths))
            self._paths.clear()
            return errand
        if now_s >= self._poll_due_s:
            self._poll_due_s = float("inf")
            return Errand(reason="they cannot be watched", roots=tuple(self.unwatched))
        return None

    def _take_back(self, errand: Errand, after_s: float) -> None:
        with self._news:
            self._paths |= errand.paths
            self._has_captions = self._has_captions or errand.captions
            if not errand.paths:
                self._scan = self._scan or errand.reason
            self._not_before_s = time.monotonic() + after_s
            self._news.notify_all()

    def _on_news(self, news: News) -> None:
        with self._news:
            if news.is_watching and not self._is_watching:
                self._is_watching, self._not_before_s = True, float("-inf")
            self._paths |= news.paths
            self._scan = self._scan or news.rescan
            if news.unwatched is not None:
                self.unwatched = dict(news.unwatched)
                due_s = time.monotonic() + self._config.poll_seconds
                self._poll_due_s = min(self._poll_due_s, due_s) if self.unwatched else float("inf")
            self._news.notify_all()


def describe_unwatched(unwatched: Mapping[Path, str]) -> tuple[str, ...]:
    """Say which folders are not watched, one sentence each."""
    return tuple(
        f"{path} cannot be watched ({reason}); it is looked through now and then." for path, reason in unwatched.items()
    )
