"""A watching process that tells what a test puts in, and a library that counts what it is asked to look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.library.updates import Upkept
from engine.library_records import IndexReport
from engine.media.watcher import News

REPORT = IndexReport(3, 2, 1, 0, (), 2, 1, 9, 0.25)


class FakeLink:
    """Takes commands; `tell` is what the upkeep hears."""

    def __init__(self, tell: Callable[[News], None]) -> None:
        self.tell = tell
        self.watched: list[tuple[Path, ...]] = []
        self.looked_at: list[tuple[Path, ...]] = []
        self.is_closed = False

    def watch(self, paths: tuple[Path, ...]) -> None:
        self.watched.append(paths)
        self.tell(News(is_watching=True))

    def look_at(self, paths: tuple[Path, ...]) -> None:
        self.looked_at.append(paths)

    def close(self) -> None:
        self.is_closed = True


class FakeKeptLibrary:
    """Answers with what a test put in; raises `failure` where that is set."""

    def __init__(self, *folders: Path) -> None:
        self.folders = folders
        self.scans: list[tuple[Path, ...]] = []
        self.refreshed: list[frozenset[Path]] = []
        self.caption_runs = 0
        self.answer = Upkept(REPORT, (), needs_scan=False)
        self.failure: BaseException | None = None

    def folder_paths(self) -> tuple[Path, ...]:
        return self.folders

    def catch_up(
        self, roots: tuple[Path, ...] = (), *, cancel: CancelToken, report: Reporter = ignore_progress
    ) -> Upkept:
        self.scans.append(roots)
        return self._answer(cancel)

    def embed_captions(self, *, cancel: CancelToken) -> None:
        cancel.check()
        self.caption_runs += 1

    def refresh(self, paths: frozenset[Path], *, cancel: CancelToken, report: Reporter = ignore_progress) -> Upkept:
        self.refreshed.append(paths)
        return self._answer(cancel)

    def _answer(self, cancel: CancelToken) -> Upkept:
        cancel.check()
        if self.failure is not None:
            raise self.failure
        return self.answer
