"""Brings a library up to date: mark, decode, embed, store, sweep. See docs/decisions/007-store-and-index.md."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from engine.config import IndexingConfig
from engine.cots.protocol import Encoder
from engine.errors import FolderMissing, ManyMissing
from engine.index.change_marking import mark_changes
from engine.index.decode_ahead import DecodeAhead, Decoder, Event, Failed, Known, Twin
from engine.index.embedding import BatchEmbedder
from engine.index.filing import Filing, Swept, Thumbnails
from engine.index.guard import Held
from engine.index.marking import Marked, mark
from engine.index.pace import Pace
from engine.index.vectors import VectorIndex
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.library_records import FileProblem, IndexReport
from engine.records import SpaceId
from engine.store import Store


class Gate(Protocol):
    """Where a run waits while it has to."""

    waited_s: float

    def pass_through(self, cancel: CancelToken) -> None:
        """Wait while there is a reason to; may raise `Cancelled`."""


class _OpenGate:
    """Lets everything pass."""

    waited_s = 0.0

    def pass_through(self, cancel: CancelToken) -> None:
        """Go on."""


class Indexer:
    """Indexes into one library, in the space of one encoder.

    One run at a time. It may be killed at any moment: what was committed is kept and can be searched, and the next run
    goes on from there.

    Attributes:
        aliases: Folders that the last run met under a second name: that name by the one they are known under.
        unsettled: Files that the last run left for later, because they had been written a moment ago.
        needs_scan: Whether the last refresh met something that only a run over all folders can tell.
    """

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        index: VectorIndex,
        thumbnails: Thumbnails,
        decoder: Decoder,
        config: IndexingConfig,
        gate: Gate | None = None,
    ) -> None:
        """Take the parts; the index and the decoder stay open and belong to the caller. The gate is passed per file."""
        self._store = store
        self._encoder = encoder
        self._index = index
        self._thumbnails = thumbnails
        self._decoder = decoder
        self._config = config
        self._gate = gate or _OpenGate()
        self.aliases: dict[Path, Path] = {}
        self.unsettled: tuple[Path, ...] = ()
        self.needs_scan = False

    def run(
        self,
        paths: Sequence[Path],
        *,
        forget_missing: bool = False,
        settled_before_ns: int | None = None,
        breathe: Callable[[], None] = lambda: None,
        expects: bool = False,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> IndexReport:
        """Bring the library up to date with what lies at and below the paths.

        A file that cannot be read becomes a problem row and stops nothing. Rows of vanished files are taken out at the
        end, but nothing is taken for vanished that merely could not be looked at, and not much of a folder at once
        unless `forget_missing` says so. With `expects` the scan's progress has a total: the files that are known. See
        `mark` for the other arguments.

        Raises:
            Cancelled: A stop was asked for; everything stored so far stays.
            FolderMissing: A path is not there and the library knows nothing about it, or none of them is there.
            DiskFull: The library cannot be written any more.
            OutOfMemory: Not even one picture fits the device.
        """
        expected = sum(self._store.files.count_under(path) for path in paths) if expects else 0
        run = _Run(
            self._store, self._encoder, Pace(report, expected=expected, waited=lambda: self._gate.waited_s), cancel
        )
        marked = mark(
            self._store,
            run.space_id,
            paths,
            run.cancel,
            run.pace,
            settled_before_ns=settled_before_ns,
            breathe=breathe,
        )
        self.aliases = marked.aliases
        return self._bring_up_to_date(run, marked, forget_missing=forget_missing)

    def refresh(
        self,
        changed: Collection[Path],
        *,
        aliases: Mapping[Path, Path],
        settled_before_ns: int,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> IndexReport:
        """Bring the library up to date with what was reported as changed, and look at nothing else.

        See `mark_changes` for the arguments and `run` for what may go wrong.
        """
        run = _Run(self._store, self._encoder, Pace(report, waited=lambda: self._gate.waited_s), cancel)
        marked = mark_changes(self._store, run.space_id, changed, aliases, settled_before_ns, run.cancel, run.pace)
        return self._bring_up_to_date(run, marked, forget_missing=False)

    def _bring_up_to_date(self, run: _Run, marked: Marked, *, forget_missing: bool) -> IndexReport:
        self.unsettled, self.needs_scan = marked.unsettled, marked.needs_scan
        self._thumbnails.take_back(
            lambda digest: self._store.media.find(digest) is not None
        )  # of a run that was killed
        filing = Filing(
            self._store,
            run.space_id,
            self._index,
            self._thumbnails,
            pace=run.pace,
        )
        run.pace.begin(marked.seen, marked.todo)
        if marked.todo:
            self._work(run.space_id, marked, filing, run.cancel)
        swept = filing.sweep(marked, forget_missing=forget_missing)
        self._remember(marked)
        run.pace.end()
        return self._summary(run, marked, filing, swept)

    def _work(self, space_id: SpaceId, marked: Marked, filing: Filing, cancel: CancelToken) -> None:
        with (
            BatchEmbedder(self._encoder, self._config.batch_size, cancel, priority=self._decoder.priority) as embedder,
            DecodeAhead(self._store, space_id, marked, self._decoder, cancel) as ahead,
        ):
            for event in ahead.events():
                self._gate.pass_through(cancel)
                for batch in embedder.follow(event):
                    filing.add_batch(batch)
                _file(event, filing)
                filing.commit_when_due()
            for batch in embedder.flush():
                filing.add_batch(batch)
        filing.finish()

    def _remember(self, marked: Marked) -> None:
        with self._store.write() as tx:
            self._store.folders.add_mounts(tx, marked.mount_markers)
            self._store.folders.mark(tx, marked.markers)
            self._store.folders.mark_indexed(tx, marked.roots, datetime.now())

    def _summary(self, run: _Run, marked: Marked, filing: Filing, swept: Swept) -> IndexReport:
        # What is away is kept and still found, so it counts, and is named. A refresh counts everything there is.
        counts = self._store.media.count(run.space_id, [*marked.roots, *marked.offline] or None)
        problems = self._store.problems.under(marked.roots or marked.places)
        return IndexReport(
            seen=marked.seen,
            embedded=filing.embedded,
            reused=marked.seen - marked.bad - filing.embedded - filing.failed - filing.skipped,
            removed=swept.removed,
            problems=(
                *(_away(path) for path in marked.offline),
                *(_held(item) for item in swept.held),
                *(item.to_problem() for item in problems.values()),
            ),
            photos=counts.photos,
            clips=counts.clips,
            frames=counts.frames,
            seconds=time.monotonic() - run.started_s,
        )


class _Run:
    """What one run has from its beginning."""

    def __init__(self, store: Store, encoder: Encoder, pace: Pace, cancel: CancelToken | None) -> None:
        self.started_s = time.monotonic()
        self.cancel = cancel or CancelToken()
        self.pace = pace
        with store.write() as tx:
            self.space_id = store.spaces.put(tx, encoder.fingerprint, encoder.name, encoder.dim)


def _away(path: Path) -> FileProblem:
    text = f"{path} is not there; is its drive connected? What was found in it is kept."
    return FileProblem(path, FolderMissing.code, text)


def _held(held: Held) -> FileProblem:
    text = (
        f"{len(held.paths)} of {held.known} files in {held.folder} are gone all at once. They are kept. If that was "
        "meant, let the library forget them: evoke index --forget-missing."
    )
    return FileProblem(held.folder, ManyMissing.code, text)


def _file(event: Event, filing: Filing) -> None:
    """File what needs no embedding."""
    if isinstance(event, Failed):
        filing.add_failed(event)
    elif isinstance(event, Known):
        filing.add_known(event)
    elif isinstance(event, Twin):
        filing.add_twin(event)
