"""What a person says a picture shows: the table `captions`, by content and moment."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.store.database import LibraryDatabase, Row, Transaction
from engine.store.media_filter import local_time_text
from engine.store.row_lists import id_list

_COLUMNS = "content_hash, time_s, text, created_at, end_s"
_INSERT = f"INSERT INTO captions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"


@dataclass(frozen=True, slots=True)
class CaptionRecord:
    """One caption of one content.

    Attributes:
        content_hash: Of the content, which need not have a file now.
        time_s: Where a moment of a clip begins, in seconds; None for a photo or a whole clip.
        text: What it says.
        created_at: When it was added, local time.
        end_s: Where the moment ends; None for the frame nearest to `time_s`.
    """

    content_hash: str
    time_s: float | None
    text: str
    created_at: datetime
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class CaptionTotals:
    """How many captions there are, of moments, of contents without a file, and how many contents with a file."""

    captions: int
    moments: int
    without_file: int
    contents: int


class CaptionsTable:
    """Reads and writes captions."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def all(self) -> tuple[CaptionRecord, ...]:
        """Return every caption, oldest first."""
        return tuple(map(_record, self._database.query(f"SELECT {_COLUMNS} FROM captions ORDER BY id")))

    def stream(self) -> Iterator[CaptionRecord]:
        """Yield every caption, those of a content together, oldest first; for a great many."""
        for rows in self._database.stream(f"SELECT {_COLUMNS} FROM captions ORDER BY content_hash, id"):
            yield from map(_record, rows)

    def of(self, hashes: Collection[str]) -> list[tuple[int, CaptionRecord]]:
        """Return the captions of these contents with their numbers: of the whole first, then by time."""
        return self._numbered("content_hash IN (SELECT value FROM json_each(?))", json.dumps(list(hashes)))

    def known(self, hashes: Collection[str]) -> set[tuple[str, float | None, str]]:
        """Return what there is of each of these contents: (content, time, text)."""
        rows = self._database.query(
            "SELECT content_hash, time_s, text FROM captions WHERE content_hash IN (SELECT value FROM json_each(?))",
            [json.dumps(list(hashes))],
        )
        return {(content_hash, time_s, text) for content_hash, time_s, text in rows}

    def numbered(self, caption_ids: Collection[int]) -> list[tuple[int, CaptionRecord]]:
        """Return these captions with their numbers, those that are there."""
        return self._numbered("id IN (SELECT value FROM json_each(?))", id_list(caption_ids))

    def hashes(self) -> set[str]:
        """Return the contents that have captions."""
        return {row[0] for row in self._database.query("SELECT DISTINCT content_hash FROM captions")}

    def count(self) -> int:
        """Count captions."""
        return int(self._database.query("SELECT count(*) FROM captions")[0][0])

    def totals(self) -> CaptionTotals:
        """Count captions and the contents that have some."""
        captions, moments = self._database.query("SELECT count(*), count(time_s) FROM captions")[0]
        rows = self._database.query(
            """
            SELECT count(*), count(DISTINCT content_hash) FROM captions
            WHERE content_hash IN (SELECT hash FROM contents WHERE orphaned_s IS NULL)
            """
        )
        with_file, contents = rows[0]
        return CaptionTotals(captions, moments, captions - with_file, contents)

    def add(self, tx: Transaction, captions: Collection[CaptionRecord]) -> int:
        """Add captions and return how many were new; one that is there already stays as it is."""
        return tx.run_many(_INSERT, list(map(_row, captions)))

    def insert(self, tx: Transaction, caption: CaptionRecord) -> int | None:
        """Add a caption and return its number, None where it is there already."""
        if tx.run(_INSERT, _row(caption)) <= 0:
            return None
        return int(self._database.query("SELECT max(id) FROM captions")[0][0])

    def remove(
        self, tx: Transaction, content_hash: str, *, text: str | None = None, time_s: float | None = None
    ) -> int:
        """Remove a content's captions and return how many there were: all, or those of a text, of a moment, or both."""
        return tx.run(
            """
            DELETE FROM captions WHERE content_hash = :hash
            AND (:text IS NULL OR text = :text) AND (:time_s IS NULL OR time_s = :time_s)
            """,
            {"hash": content_hash, "text": text, "time_s": time_s},
        )

    def remove_numbered(self, tx: Transaction, caption_ids: Collection[int]) -> int:
        """Remove these captions and return how many there were."""
        return tx.run("DELETE FROM captions WHERE id IN (SELECT value FROM json_each(?))", (id_list(caption_ids),))

    def remove_written_at(self, tx: Transaction, created_at: datetime, limit: int) -> int:
        """Remove up to `limit` of the captions that were added at this very moment; return how many there were."""
        return tx.run(
            "DELETE FROM captions WHERE id IN (SELECT id FROM captions WHERE created_at = ? LIMIT ?)",
            (local_time_text(created_at), limit),
        )

    def _numbered(self, condition: str, param: str) -> list[tuple[int, CaptionRecord]]:
        rows = self._database.query(
            f"SELECT id, {_COLUMNS} FROM captions WHERE {condition} ORDER BY ifnull(time_s, -1), created_at, id",
            [param],
        )
        return [(row[0], _record(row[1:])) for row in rows]


def _record(row: Row) -> CaptionRecord:
    content_hash, time_s, text, created_at, end_s = row
    return CaptionRecord(content_hash, time_s, text, datetime.fromisoformat(created_at), end_s)


def _row(item: CaptionRecord) -> tuple[object, ...]:
    return item.content_hash, item.time_s, item.text, local_time_text(item.created_at), item.end_s
