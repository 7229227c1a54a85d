"""Writes what a run found out: thumbnails first, one transaction per batch, then the index in memory."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError, MediaInaccessible, MediaUnreadable
from engine.index.decode_ahead import Failed, Known, Twin, is_gone
from engine.index.embedding import Embedded
from engine.index.guard import Held, held_back
from engine.index.marking import Marked
from engine.index.pace import Pace
from engine.index.vector_rows import normalised
from engine.index.vectors import VectorIndex
from engine.media.scan import FoundFile
from engine.records import MediaId, SpaceId
from engine.store import Store, Transaction
from engine.store.path_bytes import encode_path
from engine.store.problems_table import ProblemRecord

COMMIT_EVERY_S: Final = 1.0
KNOWN_AT_ONCE: Final = 500
_NO_SIZE: Final = -1  # of no file: a problem that is noted with it is looked at again by the next run
KEEP_ORPHANS_S: Final = 30 * 24 * 3600  # so long a file may be away and is not embedded again when it comes back


class Thumbnails(Protocol):
    """What is needed of the thumbnails' folder."""

    def announce(self, content_hashes: Collection[str]) -> None:
        """Note whose thumbnails are written next."""

    def take_back(self, is_known: Callable[[str], bool]) -> int:
        """Delete those that were announced and are of no content the library knows."""

    def write(self, content_hash: str, time_s: float, jpeg: bytes) -> object:
        """Keep the thumbnail of a frame."""

    def sweep(self, keep: set[str]) -> int:
        """Delete the thumbnails of all other contents."""


@dataclass(slots=True)
class _Batch:
    """What waits for the next transaction."""

    embedded: list[Embedded] = field(default_factory=list)
    known: list[tuple[FoundFile, MediaId]] = field(default_factory=list)
    failed: list[tuple[FoundFile, EngineError]] = field(default_factory=list)


@dataclass(slots=True)
class _IndexChange:
    """What the index in memory learns after a transaction."""

    ids: list[NDArray[np.int64]] = field(default_factory=list)
    vectors: list[NDArray[np.float16]] = field(default_factory=list)
    stale: list[NDArray[np.int64]] = field(default_factory=list)

    def apply(self, index: VectorIndex) -> None:
        stale = np.concatenate([np.empty(0, np.int64), *self.stale])
        if len(stale):
            index.remove(stale)
        if self.ids:
            index.add(np.concatenate(self.ids), np.concatenate(self.vectors))


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files were taken out, and which are gone and were kept."""

    removed: int
    held: tuple[Held, ...]


class Filing:
    """The writing side of one run.

    Attributes:
        embedded: Files whose content was embedded.
        failed: Files that became problems.
        skipped: Files that vanished or changed while they were read; the next run sees to them.
    """

    def __init__(
        self,
        store: Store,
        space_id: SpaceId,
        index: VectorIndex,
        thumbnails: Thumbnails,
        *,
        pace: Pace,
    ) -> None:
        self._store, self._space_id = store, space_id
        self._index = index
        self._thumbnails = thumbnails
        self._pace = pace
        self._batch = _Batch()
        self._last_commit = time.monotonic()
        self._twins: dict[str, list[FoundFile]] = {}
        self._outcomes: dict[str, MediaId | Failed | None] = {}
        self._new_paths: Counter[MediaId] = Counter()
        self._replaced: set[MediaId] = set()  # contents that may have lost their last file
        self.embedded = self.failed = self.skipped = 0

    def add_known(self, known: Known) -> None:
        """File a content that is complete already."""
        self._batch.known.append((known.file, known.media_id))

    def add_twin(self, twin: Twin) -> None:
        """File a copy of a content of this run, now or as soon as that is stored."""
        if twin.content_hash not in self._outcomes:
            self._twins.setdefault(twin.content_hash, []).append(twin.file)
            return
        self._settle_twin(twin.file, self._outcomes[twin.content_hash])

    def add_failed(self, failed: Failed) -> None:
        """File a problem, and the same for copies of that file."""
        if not isinstance(failed.error, MediaInaccessible) and is_gone(failed):
            self._skip(failed.file)
            outcome = None
        else:
            self._batch.failed.append((failed.file, failed.error))
            outcome = failed
        if failed.content_hash is not None:
            self._settle(failed.content_hash, outcome)

    def add_batch(self, batch: Iterable[Embedded]) -> None:
        """File what one batch of the model completed, and store it: should the process end, no more is done twice."""
        for embedded in batch:
            self.add_embedded(embedded)
        self.commit()

    def add_embedded(self, embedded: Embedded) -> None:
        """File a new content, unless its file changed meanwhile or its vectors are unusable."""
        file, digest = embedded.decoded.file, embedded.decoded.content_hash
        if not _is_unchanged(file):
            self._skip(file)
            self._settle(digest, None)
        elif not embedded.is_usable:
            error = MediaUnreadable(f"The model can make nothing of {file.path}.", path=file.path)
            self.add_failed(Failed(file, error, digest))
        else:
            self._batch.embedded.append(embedded)

    def commit_when_due(self) -> None:
        """Commit once many files wait, or a second has passed."""
        is_full = len(self._batch.known) + len(self._batch.failed) >= KNOWN_AT_ONCE
        if is_full or time.monotonic() - self._last_commit >= COMMIT_EVERY_S:
            self.commit()

    def commit(self) -> None:
        """Store everything that waits, and then make it searchable.

        Raises:
            DiskFull: Nothing of the batch is stored.
        """
        batch, self._batch = self._batch, _Batch()
        if batch.embedded:
            self._thumbnails.announce([embedded.decoded.content_hash for embedded in batch.embedded])
        for embedded in batch.embedded:
            for frame in embedded.decoded.media.frames:
                self._thumbnails.write(embedded.decoded.content_hash, frame.time_s, frame.thumbnail)
        change = _IndexChange()
        stored: dict[str, MediaId] = {}
        with self._store.write() as tx:
            for embedded in batch.embedded:
                stored[embedded.decoded.content_hash] = self._store_content(tx, embedded, change)
            for file, media_id in batch.known:
                self._store_file(tx, file, media_id, change)
            for file, error in batch.failed:
                self._store_problem(tx, file, error)
        change.apply(self._index)
        self._count(batch)
        for digest, media_id in stored.items():
            self._settle(digest, media_id)
        self._last_commit = time.monotonic()

    def finish(self) -> None:
        """Commit until nothing waits: settling a content may leave its copies waiting."""
        self.commit()
        if self._batch.known or self._batch.failed:
            self.commit()

    def sweep(self, marked: Marked, *, forget_missing: bool = False) -> Swept:
        """Take out what vanished, unless that is too much of a folder at once and `forget_missing` is not set.

        Contents without a file can no longer be found, but stay for a month, so that a file that comes back (from an
        unplugged drive, from another folder) is not embedded again.
        """
        now_s = int(time.time())
        held = () if forget_missing else held_back(self._store, marked.vanished)
        kept = frozenset[Path]().union(*(item.paths for item in held))
        gone = {path: media_id for path, media_id in marked.vanished.items() if path not in kept}
        left_out = [encode_path(path) for path in marked.left_out]
        self._replaced.update(media_id for media_id in gone.values() if media_id is not None)
        with self._store.write() as tx:
            self._replaced |= self._store.left_out.take_from_files(tx, left_out)
            self._store.files.remove(tx, gone)
            self._store.problems.remove(tx, gone)
            for problem in marked.unreadable:
                self._store.problems.put(tx, problem)
            self._store.folders.hold(tx, _held_counts(marked, held))
            orphans = self._store.media.mark_orphans(tx, now_s, among=self._replaced)
            stale = self._store.frames.ids_of(orphans, self._space_id)
            purged = self._store.media.purge_orphans(tx, now_s - KEEP_ORPHANS_S)
        if len(stale):
            self._index.remove(stale)
        if purged:
            self._thumbnails.sweep(self._store.media.all_hashes())
        return Swept(self._count_removed(gone), held)

    def _count_removed(self, gone: Mapping[Path, MediaId | None]) -> int:
        """Count files that are gone; one that only moved is not."""
        removed, moves = 0, Counter(self._new_paths)
        for media_id in gone.values():
            if media_id is None:
                continue
            if moves[media_id] > 0:
                moves[media_id] -= 1
            else:
                removed += 1
        return removed

    def _store_content(self, tx: Transaction, embedded: Embedded, change: _IndexChange) -> MediaId:
        decoded = embedded.decoded
        media, store = decoded.media, self._store
        media_id = store.media.put(tx, decoded.content_hash, media.kind, media.facts)
        before = store.frames.ids_of([media_id], self._space_id)
        frame_ids = store.frames.put(tx, media_id, [frame.time_s for frame in media.frames])
        halves = store.vectors.put(tx, self._space_id, media_id, frame_ids, embedded.vectors)
        store.frames.remove_unused(tx, media_id)
        ids = np.array(frame_ids, np.int64)
        change.stale.append(np.setdiff1d(before, ids))
        change.ids.append(ids)
        change.vectors.append(halves)
        self._put_file(tx, decoded.file, media_id)
        return media_id

    def _store_file(self, tx: Transaction, file: FoundFile, media_id: MediaId, change: _IndexChange) -> None:
        came_back = self._put_file(tx, file, media_id)
        self._new_paths[media_id] += 1
        if came_back:
            ids, vectors = self._store.vectors.get(
                self._space_id, self._store.frames.ids_of([media_id], self._space_id)
            )
            unit, usable = normalised(vectors, vectors.shape[1])  # a damaged one waits for a repair, as when opening
            change.ids.append(ids[usable])
            change.vectors.append(unit[usable])

    def _put_file(self, tx: Transaction, file: FoundFile, media_id: MediaId) -> bool:
        self._store.problems.remove(tx, [file.path])
        self._store.left_out.forget_file(tx, file.path)
        self._note_replaced(file)
        return self._store.files.put(tx, file.path, media_id, file.size_bytes, file.mtime_ns)

    def _note_replaced(self, file: FoundFile) -> None:
        """Remember what a file held so far: it may have been the last one with that content."""
        before = self._store.files.media_of(file.path)
        if before is not None:
            self._replaced.add(before)

    def _store_problem(self, tx: Transaction, file: FoundFile, error: EngineError) -> None:
        """Note what is wrong; a file that is only out of reach for now is still found by what it held."""
        size_bytes = file.size_bytes
        if isinstance(error, MediaInaccessible):
            size_bytes = _NO_SIZE
        else:
            self._note_replaced(file)
            self._store.files.remove(tx, [file.path])
        problem = ProblemRecord(file.path, error.code, error.user_text, size_bytes, file.mtime_ns)
        self._store.problems.put(tx, problem)

    def _count(self, batch: _Batch) -> None:
        self.embedded += len(batch.embedded)
        self.failed += len(batch.failed)
        for embedded in batch.embedded:
            self._pace.finished(embedded.decoded.file, frames=len(embedded.vectors))
        for file, _ in [*batch.known, *batch.failed]:
            self._pace.finished(file, frames=0)

    def _skip(self, file: FoundFile) -> None:
        self.skipped += 1
        self._pace.finished(file, frames=0)

    def _settle(self, digest: str, outcome: MediaId | Failed | None) -> None:
        """Remember what became of a content, and treat its waiting copies the same."""
        self._outcomes[digest] = outcome
        for file in self._twins.pop(digest, []):
            self._settle_twin(file, outcome)

    def _settle_twin(self, file: FoundFile, outcome: MediaId | Failed | None) -> None:
        if outcome is None:
            self._skip(file)
        elif isinstance(outcome, Failed):
            text = outcome.error.user_text.replace(outcome.file.path.name, file.path.name)
            error = type(outcome.error)(text, hint=outcome.error.hint, path=file.path)
            self._batch.failed.append((file, error))
        else:
            self._batch.known.append((file, outcome))


def _held_counts(marked: Marked, held: Sequence[Held]) -> dict[Path, int]:
    """Return how many files are held by folder: none where a whole folder was looked through and nothing is."""
    return dict.fromkeys(marked.roots, 0) | {item.folder: len(item.paths) for item in held}


def _is_unchanged(file: FoundFile) -> bool:
    try:
        info = file.path.stat()
    except OSError:
        return False
    return (info.st_size, info.st_mtime_ns) == (file.size_bytes, file.mtime_ns)
