"""What a person says a picture shows: the table `captions`, by content and moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from engine.store.database import LibraryDatabase, Transaction
from engine.store.media_filter import local_time_text


@dataclass(frozen=True, slots=True)
class CaptionRecord:
    """One caption of one content.

    Attributes:
        content_hash: Of the content, which need not have a file now.
        time_s: The moment of a clip in seconds; None for a photo or a whole clip.
        text: What it says.
        created_at: When it was added, local time.
    """

    content_hash: str
    time_s: float | None
    text: str
    created_at: datetime


class CaptionsTable:
    """Reads and writes captions."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def all(self) -> tuple[CaptionRecord, ...]:
        """Return every caption, oldest first."""
        rows = self._database.query("SELECT content_hash, time_s, text, created_at FROM captions ORDER BY id")
        return tuple(
            CaptionRecord(content_hash, time_s, text, datetime.fromisoformat(created_at))
            for content_hash, time_s, text, created_at in rows
        )

    def hashes(self) -> set[str]:
        """Return the contents that have captions."""
        return {row[0] for row in self._database.query("SELECT DISTINCT content_hash FROM captions")}

    def count(self) -> int:
        """Count captions."""
        return int(self._database.query("SELECT count(*) FROM captions")[0][0])

    def add(self, tx: Transaction, captions: Collection[CaptionRecord]) -> int:
        """Add captions and return how many were new; one that is there already stays as it is."""
        return tx.run_many(
            "INSERT INTO captions (content_hash, time_s, text, created_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(item.content_hash, item.time_s, item.text, local_time_text(item.created_at)) for item in captions],
        )

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
