"""A person's own captions: added one by one or from a table, kept by content, so that a moved file keeps its own."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.errors import BadData, EngineError, FolderMissing
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.library.caption_csv import CaptionLine, caption_rows, caption_table, read_caption_table, write_table
from engine.library.caption_text import checked_span, cleaned
from engine.library.folder_list import absolute_path, known_file
from engine.records import Caption, CaptionCounts, MediaItem, MediaKind, SpaceId
from engine.store import Store
from engine.store.captions_table import CaptionRecord
from engine.store.files_table import FileRecord

_NAMED_AT_MOST: Final = 5
_AT_ONCE: Final = 2000
_NO_SPACE: Final = SpaceId(0)


class CaptionBook:
    """The captions of one library."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[Caption, ...]:
        """Return every caption, oldest first, with the file it is shown with."""
        return tuple(self._shown(self._store.captions.all()))

    def _shown(self, records: Sequence[CaptionRecord]) -> Iterator[Caption]:
        items = self.items({record.content_hash for record in records})
        for record in records:
            item = items.get(record.content_hash)
            path = None if item is None else item.path
            yield Caption(record.text, path, record.time_s, record.created_at, record.end_s)

    def items(self, hashes: set[str]) -> dict[str, MediaItem]:
        """Return the photos and clips of these contents that have a file, by hash."""
        ids = {media_id: digest for digest, media_id in self._store.media.find_many(hashes).items()}
        return {ids[media_id]: item for media_id, item in self._store.media.get_many(list(ids)).items()}

    def add(self, path: Path, text: str, time_s: float | None = None, end_s: float | None = None) -> CaptionCounts:
        """Add a caption to a photo, a clip, or a moment of a clip, up to `end_s`; one that is there already stays.

        Raises:
            BadData: The text is empty, too long or not text, or the moment is not one of the file.
            FolderMissing: The library does not know the file as it is now.
        """
        file = known_file(self._store, path)
        record = self._checked(file, text, (time_s, end_s), self._known([file]))
        return self._put([record])

    def import_table(self, path: Path) -> CaptionCounts:
        """Add the captions of a CSV with the columns `path,caption` and perhaps `at_s`: all of them, or none.

        Relative paths count from the table's own folder.

        Raises:
            BadData: A row cannot be used; the first ones are named.
        """
        table = absolute_path(path)
        lines = read_caption_table(table)
        paths = [known_file(self._store, table.parent / line.path) for line in lines]
        known = self._known(paths)
        records: list[CaptionRecord] = []
        wrong: list[str] = []
        for line, file in zip(lines, paths, strict=True):
            try:
                records.append(self._checked(file, line.caption, (line.at_s, line.until_s), known))
            except EngineError as error:
                wrong.append(_sentence(line, error))
        if wrong:
            raise _unusable(table, wrong)
        return self._put(records)

    def table(self) -> str:
        """Return the captions of all files as a CSV."""
        return caption_table(self.all())

    def export_table(
        self, path: Path, *, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> CaptionCounts:
        """Write the captions of all files as a CSV.

        Raises:
            BadData: The name is that of a photo or clip.
            DiskFull: It cannot be written.
            Cancelled: A stop was asked for; a table that was there before stays.
        """
        write_table(absolute_path(path), caption_rows(self._counted(cancel or CancelToken(), report)))
        return self.counts()

    def _counted(self, cancel: CancelToken, report: Reporter) -> Iterator[Caption]:
        """Yield every caption, some thousands looked up at a time."""
        total, done = self._store.captions.count(), 0
        records = self._store.captions.stream()
        while batch := list(itertools.islice(records, _AT_ONCE)):
            cancel.check()
            yield from self._shown(batch)
            done += len(batch)
            report(Progress(done, total, "Writing captions"))

    def remove(self, path: Path, text: str | None = None, time_s: float | None = None) -> CaptionCounts:
        """Remove a file's captions: all, or those of a text, of a moment, or both. Another try finds none.

        Raises:
            FolderMissing: The library does not know the file.
        """
        file = known_file(self._store, path)
        record = self._known([file]).get(file)
        if record is None:
            raise _unknown(file)
        with self._store.write() as tx:
            removed = self._store.captions.remove(tx, record.content_hash, text=text, time_s=time_s)
        return self.counts(removed=removed)

    def counts(self, *, added: int = 0, known: int = 0, removed: int = 0) -> CaptionCounts:
        """Return what was done and what there is now."""
        totals = self._store.captions.totals()
        return CaptionCounts(added, known, removed, totals.captions, totals.contents, totals.without_file)

    def _put(self, records: Sequence[CaptionRecord]) -> CaptionCounts:
        with self._store.write() as tx:
            added = self._store.captions.add(tx, records)
        return self.counts(added=added, known=len(records) - added)

    def _known(self, paths: Sequence[Path]) -> dict[Path, FileRecord]:
        return self._store.files.under(paths, _NO_SPACE)

    def _checked(
        self, path: Path, text: str, span: tuple[float | None, float | None], known: dict[Path, FileRecord]
    ) -> CaptionRecord:
        record = known.get(path)
        if record is None:
            raise _unknown(path)
        if _has_changed(record):
            raise FolderMissing(f"{path} has changed since it was indexed.", hint="Run evoke index first.", path=path)
        if span != (None, None):
            item = self._store.media.get_many([record.media_id])[record.media_id]
            is_clip = item.kind is MediaKind.VIDEO
            span = checked_span(path, (item.facts.duration_s or 0.0) if is_clip else None, *span)
        return CaptionRecord(record.content_hash, span[0], cleaned(text), datetime.now(), span[1])


def _has_changed(record: FileRecord) -> bool:
    """Whether another content lies there now; a file that is away counts as it was."""
    try:
        info = record.path.stat()
    except OSError:
        return False
    return (info.st_size, info.st_mtime_ns) != (record.size_bytes, record.mtime_ns)


def _unknown(path: Path) -> FolderMissing:
    if os.path.lexists(path):
        return FolderMissing(f"{path} is not in the library.", hint="Run evoke index with its folder first.", path=path)
    return FolderMissing(f"There is no file {path}.", path=path)


def _sentence(line: CaptionLine, error: EngineError) -> str:
    return f"Row {line.number}: {error.user_text}"


def _unusable(table: Path, wrong: list[str]) -> BadData:
    rows = "1 row" if len(wrong) == 1 else f"{len(wrong)} rows"
    more = f" And {len(wrong) - _NAMED_AT_MOST} more." if len(wrong) > _NAMED_AT_MOST else ""
    text = f"Nothing was imported, because {rows} of {table} cannot be used."
    return BadData(text, hint=" ".join(wrong[:_NAMED_AT_MOST]) + more, path=table)
