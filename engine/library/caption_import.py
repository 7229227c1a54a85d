"""Captions of other programs: read and told first, added when the person says so, and taken back as a whole."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from engine.caption_records import CaptionImport, CaptionPreview, CaptionSource, TableReading
from engine.config import Config
from engine.errors import BadData, EngineError, FolderMissing
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.library.caption_csv import FORMULA
from engine.library.caption_spool import CaptionSpool
from engine.library.caption_targets import CaptionTargets, Target
from engine.library.folder_list import absolute_path
from engine.library.foreign_table import ForeignTable, look_into, seconds_of
from engine.library.text_sidecars import captions_in, files_with_texts
from engine.media.workers import DecodePool
from engine.records import MediaKind
from engine.store import Store
from engine.store.captions_table import CaptionRecord
from engine.store.files_table import FoundFile

_AT_ONCE: Final = 5000
_TAKEN_BACK_AT_ONCE: Final = 20_000  # all captions are looked at for each lot
_TELL_EVERY_S: Final = 0.1
_KEPT: Final = 3
_SMALLEST_SQUARE_PX: Final = 32  # nothing is decoded, but a pool wants to know


class CaptionImporter:
    """Reads captions from elsewhere. What was read waits under its ticket; only the last few wait."""

    def __init__(self, store: Store, config: Config) -> None:
        self._store = store
        self._config = config
        self._tickets = itertools.count(1)
        self._waiting: dict[int, CaptionSpool] = {}

    def prepare_captions(
        self,
        source: CaptionSource,
        table: Path | None = None,
        reading: TableReading | None = None,
        *,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
    ) -> CaptionPreview:
        """Read captions and say what importing them would do; nothing is written.

        Args:
            source: From where.
            table: The file, for a table.
            reading: How to read the table; what is left open is found out.
            cancel: Asked all the time.
            report: Told how far it is.

        Raises:
            BadData: The table cannot be read.
            DecoderUnavailable: No process can be started to read files.
            DiskFull: There is no room for what was read.
            Cancelled: A stop was asked for.
        """
        token, found = cancel or CancelToken(), None
        spool = CaptionSpool(self._store)
        try:
            if source is CaptionSource.TABLE:
                if table is None:
                    raise BadData("Which table is to be read?")
                found = look_into(absolute_path(table), reading or TableReading(), token)
                self._read_table(found, spool, token, report)
            elif source is CaptionSource.TEXT:
                self._read_texts(spool, token, report)
            else:
                self._read_descriptions(spool, token, report)
            spool.finish()
        except BaseException:
            spool.close()
            raise
        return self._preview(source, found, spool)

    def import_prepared(
        self, ticket: int, *, cancel: CancelToken | None = None, report: Reporter = ignore_progress
    ) -> CaptionImport:
        """Add what was read under this ticket, all of it; a stop takes back what was added so far.

        Raises:
            BadData: Nothing waits under this ticket any more.
            DiskFull: The library cannot be written.
            Cancelled: A stop was asked for.
        """
        spool = self._waiting.pop(ticket, None)
        if spool is None:
            raise BadData("What was read is no longer there.", hint="Read it again.")
        stamp, added, done, token = datetime.now(), 0, 0, cancel or CancelToken()
        try:
            for batch in _batches(spool.records(stamp)):
                token.check()
                with self._store.write() as tx:
                    added += self._store.captions.add(tx, batch)
                done += len(batch)
                report(Progress(done, spool.new, "Adding captions"))
        except BaseException:
            self.take_back_import(stamp)
            raise
        finally:
            spool.close()
        return CaptionImport(added, spool.known + spool.new - added, stamp)

    def take_back_import(self, stamp: datetime) -> int:
        """Take out everything that one import added; return how many captions that were."""
        removed = 0
        while True:
            with self._store.write() as tx:
                count = self._store.captions.remove_written_at(tx, stamp, _TAKEN_BACK_AT_ONCE)
            removed += count
            if count < _TAKEN_BACK_AT_ONCE:
                return removed

    def forget_prepared(self, ticket: int) -> None:
        """Let go of what was read under a ticket."""
        spool = self._waiting.pop(ticket, None)
        if spool is not None:
            spool.close()

    def close(self) -> None:
        """Let go of all that waits."""
        for ticket in list(self._waiting):
            self.forget_prepared(ticket)

    def _preview(self, source: CaptionSource, table: ForeignTable | None, spool: CaptionSpool) -> CaptionPreview:
        ticket = next(self._tickets)
        self._waiting[ticket] = spool
        while len(self._waiting) > _KEPT:
            self.forget_prepared(next(iter(self._waiting)))
        return CaptionPreview(
            ticket=ticket,
            source=source,
            reading=TableReading() if table is None else table.reading,
            columns=() if table is None else table.columns,
            read=spool.read,
            new=spool.new,
            known=spool.known,
            missing=spool.missing,
            refused=spool.refused,
            pictures=spool.pictures,
            samples=tuple(spool.samples),
            problems=tuple(spool.problems),
        )

    def _read_table(self, table: ForeignTable, spool: CaptionSpool, cancel: CancelToken, report: Reporter) -> None:
        reading = table.reading
        path_at, text_at = table.place(reading.path_column), table.place(reading.caption_column)
        if path_at is None or text_at is None:
            return  # the person has to say which columns they are
        times_at = [table.place(column) for column in (reading.start_column, reading.end_column)]
        targets, folder, size = CaptionTargets(self._store), table.path.parent, table.path.stat().st_size
        tell = _Teller(report)
        for line, cells, done in table.rows(cancel):
            spool.read += 1
            if done:
                tell(Progress(done, size, "Reading the table"))
            place = f"Row {line}"
            if cells is None or max(path_at, text_at) >= len(cells):
                spool.refuse(place, "It has too few cells, or one that is too long.")
                continue
            named, text = cells[path_at], _plain(cells[text_at])
            if "\ufffd" in text:
                spool.refuse(place, "It holds letters that do not fit this encoding.")
                continue
            times = [cells[at] if at is not None and at < len(cells) else "" for at in times_at]
            _take_row(spool, targets, (place, named, text, times), folder)

    def _read_texts(self, spool: CaptionSpool, cancel: CancelToken, report: Reporter) -> None:
        total, tell = self._count(), _Teller(report)
        for file, texts, number in files_with_texts(self._store, cancel):
            tell(Progress(number, total, "Looking for text files"))
            for path in texts:
                spool.read += 1
                try:
                    for text in captions_in(path):
                        spool.take(_target(file), text)
                except BadData as error:
                    spool.refuse(path.name, error.user_text)

    def _read_descriptions(self, spool: CaptionSpool, cancel: CancelToken, report: Reporter) -> None:
        """Ask a decoding process: what lies in a file is read where it can do no harm."""
        total, tell, asked = self._count(), _Teller(report), dict[Path, FoundFile]()

        def paths() -> Iterator[Path]:
            seen: set[str] = set()
            for file in self._store.files.found_in_order():
                if file.content_hash not in seen:
                    seen.add(file.content_hash)
                    target = _target(file)
                    asked[target.path] = file
                    yield target.path

        pool = DecodePool(self._config.decoding, self._config.sampling, _SMALLEST_SQUARE_PX)
        with pool, closing(pool.texts(paths(), cancel=cancel)) as answers:
            for path, texts in answers:
                spool.read += 1
                tell(Progress(spool.read, total, "Reading descriptions"))
                file = asked.pop(path)
                if isinstance(texts, EngineError):
                    _note_unread(spool, path, texts)
                    continue
                for text in texts:
                    try:
                        spool.take(_target(file), text)
                    except BadData as error:
                        spool.refuse(path.name, error.user_text)

    def _count(self) -> int:
        return self._store.files.count()


class _Teller:
    """Tells progress ten times a second."""

    def __init__(self, report: Reporter) -> None:
        self._report = report
        self._told_at = 0.0

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() - self._told_at >= _TELL_EVERY_S:
            self._told_at = time.monotonic()
            self._report(progress)


def _take_row(spool: CaptionSpool, targets: CaptionTargets, row: tuple[str, str, str, list[str]], folder: Path) -> None:
    place, named, text, times = row
    try:
        start_s, end_s = (seconds_of(cell) for cell in times)
    except ValueError:
        spool.refuse(place, "It holds a time that is none.")
        return
    try:
        target = targets.find(named, folder)
    except FolderMissing as error:
        spool.miss(place, error)
        return
    except BadData as error:
        spool.refuse(place, error.user_text)
        return
    try:
        # A photo has no moments: tables of mixed media give it one all the same.
        start_s, end_s = (None, None) if target.duration_s is None or start_s is None else (start_s, end_s)
        spool.take(target, text, start_s, end_s)
    except BadData as error:
        spool.refuse(place, error.user_text)


def _note_unread(spool: CaptionSpool, path: Path, error: EngineError) -> None:
    if isinstance(error, FolderMissing):
        spool.miss(path.name, error)
    else:
        spool.refuse(path.name, error.user_text)


def _plain(text: str) -> str:
    """Take off the apostrophe before what a spreadsheet would take for a formula."""
    return text[1:] if FORMULA.match(text) and text.startswith("'") else text


def _target(file: FoundFile) -> Target:
    is_clip = file.kind == MediaKind.VIDEO.value
    return Target(file.content_hash, file.path, (file.duration_s or 0.0) if is_clip else None)


def _batches(records: Iterator[CaptionRecord]) -> Iterator[list[CaptionRecord]]:
    while batch := list(itertools.islice(records, _AT_ONCE)):
        yield batch
