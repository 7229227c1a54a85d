"""Brings a library up to date: mark, decode, embed, store, sweep. See docs/decisions/007-store-and-index.md."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from engine.config import IndexingConfig
from engine.cots.protocol import Encoder
from engine.errors import FolderMissing
from engine.index.decode_ahead import DecodeAhead, Decoded, Decoder, Failed, Known, Outcome
from engine.index.embedding import BatchEmbedder
from engine.index.filing import Filing, Thumbnails
from engine.index.marking import Marked, mark, remembered_mounts
from engine.index.pace import Pace
from engine.index.vectors import VectorIndex
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.records import FileProblem, IndexReport, SpaceId
from engine.store import Store


class Indexer:
    """Indexes into one library, in the space of one encoder.

    One run at a time. It may be killed at any moment: what was committed is kept and can be searched, and the next run
    goes on from there.
    """

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        index: VectorIndex,
        thumbnails: Thumbnails,
        decoder: Decoder,
        config: IndexingConfig,
    ) -> None:
        """Take the parts; the index and the decoder stay open and belong to the caller."""
        self._store = store
        self._encoder = encoder
        self._index = index
        self._thumbnails = thumbnails
        self._decoder = decoder
        self._config = config

    def run(
        self, paths: Sequence[Path], *, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> IndexReport:
        """Bring the library up to date with what lies at and below the paths.

        A file that cannot be read becomes a problem row and stops nothing. Rows of vanished files are taken out at the
        end, but nothing is taken for vanished that merely could not be looked at.

        Raises:
            Cancelled: A stop was asked for; everything stored so far stays.
            FolderMissing: A path is not there and the library knows nothing about it, or none of them is there.
            DiskFull: The library cannot be written any more.
            OutOfMemory: Not even one picture fits the device.
        """
        started = time.monotonic()
        cancel, pace = cancel or CancelToken(), Pace(report)
        with self._store.write() as tx:
            space_id = self._store.spaces.put(tx, self._encoder.fingerprint, self._encoder.name, self._encoder.dim)
        marked = mark(self._store, space_id, paths, cancel, pace)
        batch_size = self._config.batch_size
        filing = Filing(self._store, space_id, self._index, self._thumbnails, batch_size=batch_size, pace=pace)
        pace.begin(marked.seen, marked.todo)
        if marked.todo:
            self._work(space_id, marked, filing, cancel)
        removed = filing.sweep(marked)
        self._remember(marked)
        pace.end()
        return self._summary(space_id, marked, filing, removed=removed, seconds=time.monotonic() - started)

    def _work(self, space_id: SpaceId, marked: Marked, filing: Filing, cancel: CancelToken) -> None:
        embedder = BatchEmbedder(self._encoder, self._config.batch_size, cancel)
        with DecodeAhead(self._store, space_id, marked, self._decoder, cancel) as ahead:
            for outcome in ahead:
                _file(outcome, embedder, filing)
                filing.commit_when_due()
        for embedded in embedder.flush():
            filing.add_embedded(embedded)
            filing.commit_when_due()
        filing.finish()

    def _remember(self, marked: Marked) -> None:
        mounts = remembered_mounts(marked.roots)
        with self._store.write() as tx:
            self._store.folders.add_mounts(tx, mounts)
            self._store.folders.mark_indexed(tx, marked.roots, datetime.now())

    def _summary(
        self, space_id: SpaceId, marked: Marked, filing: Filing, *, removed: int, seconds: float
    ) -> IndexReport:
        # What is away is kept and still found, so it counts, and is named.
        counts = self._store.media.count(space_id, [*marked.roots, *marked.offline])
        problems = self._store.problems.under(marked.roots)
        return IndexReport(
            seen=marked.seen,
            embedded=filing.embedded,
            reused=marked.seen - marked.bad - filing.embedded - filing.failed - filing.skipped,
            removed=removed,
            problems=(*(_away(path) for path in marked.offline), *(item.to_problem() for item in problems.values())),
            photos=counts.photos,
            clips=counts.clips,
            frames=counts.frames,
            seconds=seconds,
        )


def _away(path: Path) -> FileProblem:
    text = f"{path} is not there; is its drive connected? What was found in it is kept."
    return FileProblem(path, FolderMissing.code, text)


def _file(outcome: Outcome, embedder: BatchEmbedder, filing: Filing) -> None:
    if isinstance(outcome, Decoded):
        for embedded in embedder.add(outcome):
            filing.add_embedded(embedded)
            filing.commit_when_due()
    elif isinstance(outcome, Failed):
        filing.add_failed(outcome)
    elif isinstance(outcome, Known):
        filing.add_known(outcome)
    else:
        filing.add_twin(outcome)
