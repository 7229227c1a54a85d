"""Builds the space of another model beside the one in use: every content that lacks vectors is decoded and embedded.

Nothing but vectors, frames and thumbnails is written, and nothing of it is seen by searches in the space in use. What
was stored stays when the work is cut short, so the next run goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from engine.config import IndexingConfig
from engine.cots.protocol import Encoder
from engine.index.decode_ahead import DecodeAhead, Decoder, Failed, Known, Twin
from engine.index.embedding import BatchEmbedder, Embedded
from engine.index.marking import Marked
from engine.index.pace import Pace
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.media.file_kinds import kind_of
from engine.media.scan import FoundFile, newest_first
from engine.model_records import SpaceReport
from engine.records import SpaceId
from engine.store import FrameRecord, Store, Transaction
from engine.store.files_table import FileRecord


class FrameThumbnails(Protocol):
    """What is needed of the thumbnails' folder."""

    def write(self, content_hash: str, time_s: float, jpeg: bytes) -> object:
        """Keep the thumbnail of a frame."""


class SpaceBuilder:
    """Completes one space of a library with what the library already knows."""

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        thumbnails: FrameThumbnails,
        decoder: Decoder,
        config: IndexingConfig,
    ) -> None:
        """Take the parts; the decoder stays open and belongs to the caller."""
        self._store = store
        self._encoder = encoder
        self._thumbnails = thumbnails
        self._decoder = decoder
        self._config = config
        self._embedded = self._frames = 0

    def run(self, space_id: SpaceId, *, cancel: CancelToken, report: Reporter = ignore_progress) -> SpaceReport:
        """Embed every content of the library that is not complete in the space.

        A content that cannot be read now is left out; indexing tries it again.

        Raises:
            Cancelled: A stop was asked for; everything stored so far stays.
            DiskFull: The library cannot be written any more.
            OutOfMemory: Not even one picture fits the device.
        """
        lacking = self._store.files.lacking(space_id)
        present = [file for records in lacking.values() if (file := _present(records)) is not None]
        marked = _as_marked(present, {record.path: record for records in lacking.values() for record in records})
        pace = Pace(report)
        pace.begin(len(present), marked.todo)
        if present:
            self._work(space_id, marked, pace, cancel)
        pace.end()
        return SpaceReport(self._embedded, len(lacking) - self._embedded, self._frames)

    def _work(self, space_id: SpaceId, marked: Marked, pace: Pace, cancel: CancelToken) -> None:
        with (
            BatchEmbedder(self._encoder, self._config.batch_size, cancel, priority=self._decoder.priority) as embedder,
            DecodeAhead(self._store, space_id, marked, self._decoder, cancel) as ahead,
        ):
            for event in ahead.events():
                for batch in embedder.follow(event):
                    self._commit(space_id, batch, pace)
                if isinstance(event, Failed | Known | Twin):
                    pace.finished(event.file, frames=0)
            for batch in embedder.flush():
                self._commit(space_id, batch, pace)

    def _commit(self, space_id: SpaceId, done: Sequence[Embedded], pace: Pace) -> None:
        """Store what one batch of the model completed: should the process end, no more is done twice."""
        usable = [item for item in done if item.is_usable and _is_unchanged(item.decoded.file)]
        for item in usable:
            self._write_thumbnails(item)
        with self._store.write() as tx:
            stored = sum(self._put(tx, space_id, item) for item in usable)
        self._embedded += stored
        self._frames += sum(len(item.vectors) for item in usable)
        for item in done:
            pace.finished(item.decoded.file, frames=len(item.vectors))

    def _put(self, tx: Transaction, space_id: SpaceId, item: Embedded) -> bool:
        media_id = self._store.media.find(item.decoded.content_hash)
        if media_id is None:
            return False
        times_s = [frame.time_s for frame in item.decoded.media.frames]
        frame_ids = self._store.frames.put(tx, media_id, times_s)
        self._store.vectors.put(tx, space_id, media_id, frame_ids, item.vectors)
        return True

    def _write_thumbnails(self, item: Embedded) -> None:
        """Write those of frames that are new: settings may have chosen others than before."""
        digest = item.decoded.content_hash
        media_id = self._store.media.find(digest)
        known: tuple[FrameRecord, ...] = () if media_id is None else self._store.frames.of_media(media_id)
        times_s = {frame.time_s for frame in known}
        for frame in item.decoded.media.frames:
            if frame.time_s not in times_s:
                self._thumbnails.write(digest, frame.time_s, frame.thumbnail)


def _present(records: Sequence[FileRecord]) -> FoundFile | None:
    """Return the first of a content's files that is there as the library knows it."""
    for record in records:
        kind = kind_of(record.path)
        file = None if kind is None else FoundFile(record.path, kind, record.size_bytes, record.mtime_ns)
        if file is not None and _is_unchanged(file):
            return file
    return None


def _is_unchanged(file: FoundFile) -> bool:
    try:
        info = file.path.stat()
    except OSError:
        return False
    return (info.st_size, info.st_mtime_ns) == (file.size_bytes, file.mtime_ns)


def _as_marked(files: Sequence[FoundFile], known: dict[Path, FileRecord]) -> Marked:
    return Marked(seen=len(files), todo=tuple(newest_first(files)), known=known)
