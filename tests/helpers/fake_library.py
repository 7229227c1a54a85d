"""A library that answers at once with what a test put in, behind the facade's own signatures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from engine.cli.common_options import CommonOptions
from engine.errors import EngineError
from engine.jobs import Cancelled, CancelToken, Progress, Reporter, ignore_progress
from engine.library_records import FileProblem, Finding, FolderState, IndexReport, LibraryStatus, VerifyReport
from engine.model_records import FinetuneReport, FinetuneRequest, ModelSwitch
from engine.records import (
    Explanation,
    FolderId,
    MediaId,
    MediaKind,
    Moment,
    Picture,
    SearchHit,
    SearchRequest,
    SearchResult,
    WordMap,
    WordWeight,
)


def photo_hit(path: Path, score: float = 0.5) -> SearchHit:
    return SearchHit(MediaId(7), path, MediaKind.PHOTO, score, taken_at=datetime(2024, 5, 6, 7, 8))


def clip_hit(path: Path, score: float = 0.4) -> SearchHit:
    return SearchHit(MediaId(8), path, MediaKind.VIDEO, score, (Moment(61.0, 64.5, 62.25, score),))


@dataclass
class FakeGate:
    """Lets everything pass, and knows whether that was to change."""

    is_enforced: bool = False

    def enforce(self) -> None:
        self.is_enforced = True


@dataclass
class FakeLibrary:
    """Records what it was asked; raises `failure` instead of answering where that is set."""

    hits: Sequence[SearchHit] = ()
    problems: tuple[FileProblem, ...] = ()
    findings: tuple[Finding, ...] = ()
    folders: tuple[Path, ...] = ()
    is_confident: bool = True
    failure: BaseException | None = None
    requests: list[SearchRequest] = field(default_factory=list)
    indexed: list[tuple[Path, ...]] = field(default_factory=list)
    opened: list[tuple[CommonOptions, bool]] = field(default_factory=list)
    is_closed: bool = False
    lacking_now: int = 0
    finetuned: FinetuneReport | None = None
    finetune_requests: list[FinetuneRequest] = field(default_factory=list)
    forgot_missing: bool = False
    removed_folders: list[FolderId] = field(default_factory=list)
    gate: FakeGate = field(default_factory=lambda: FakeGate())

    def __enter__(self) -> FakeLibrary:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.is_closed = True

    def index(
        self,
        paths: Sequence[Path] = (),
        *,
        forget_missing: bool = False,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> IndexReport:
        self._fail(cancel)
        self.indexed.append(tuple(paths))
        self.forgot_missing = forget_missing
        report(Progress(3, 3, "Indexing"))
        return IndexReport(3, 2, 1, 0, self.problems, 2, 1, 9, 0.25)

    def search(self, request: SearchRequest, *, cancel: CancelToken | None = None) -> SearchResult:
        self._fail(cancel)
        self.requests.append(request)
        return SearchResult(request.query, tuple(self.hits), self.is_confident, 12.3456)

    def lacking(self) -> int:
        return self.lacking_now

    def explain(
        self,
        query: str,
        path: Path,
        time_s: float | None = None,
        *,
        weights: tuple[WordWeight, ...] = (),
        cancel: CancelToken | None = None,
    ) -> Explanation:
        self._fail(cancel)
        grid = np.zeros((4, 4), np.float32)
        grid[1, 2] = 1
        words = tuple(WordMap(word, 0.125, grid) for word in query.split())
        return Explanation(query, words, 0.5, 3.0, time_s)

    def picture(self, path: Path, time_s: float | None = None, max_px: int = 2048) -> Picture:
        return Picture(np.full((30, 40, 3), 100, np.uint8), time_s)

    def verify(
        self,
        *,
        repair: bool = False,
        minutes: float | None = None,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> VerifyReport:
        self._fail(cancel)
        return VerifyReport(self.findings, "" if minutes is None else "files:2f")

    def use_model(
        self, model: str, *, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> ModelSwitch:
        self._fail(cancel)
        return ModelSwitch(model, "embedded", embedded=5, unread=1, lacking=1, swept=0)

    def rollback_model(self) -> ModelSwitch:
        self._fail(None)
        return ModelSwitch("embedded", "mine", embedded=0, unread=0, lacking=0, swept=0)

    def finetune(
        self,
        request: FinetuneRequest,
        *,
        resume: bool = False,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
        tell: Callable[[Mapping[str, Any]], None] = lambda event: None,
    ) -> FinetuneReport:
        self._fail(cancel)
        self.finetune_requests.append(request)
        tell({"event": "note", "text": "Only the projections learn."})
        assert self.finetuned is not None
        return self.finetuned

    def folder_paths(self) -> tuple[Path, ...]:
        return self.folders

    def known_name(self, path: Path) -> Path:
        return path.absolute()

    def remove_folder(self, folder_id: FolderId) -> None:
        self._fail(None)
        self.removed_folders.append(folder_id)

    def status(self) -> LibraryStatus:
        folders = tuple(
            FolderState(FolderId(number), path, 1, 0, 0, is_online=True) for number, path in enumerate(self.folders)
        )
        return LibraryStatus(Path("/library"), "fake", 2, 1, 9, len(self.problems), folders)

    def _fail(self, cancel: CancelToken | None) -> None:
        if isinstance(self.failure, EngineError | Cancelled | KeyboardInterrupt):
            raise self.failure
        if cancel is not None:
            cancel.check()
