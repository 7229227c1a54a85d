"""What was looked for, and what of it was given a name: the tables `searches` and `albums`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.store.database import LibraryDatabase, Transaction
from engine.store.media_filter import local_time_text


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """A request as it is kept; `name` is "" in the history and unique among albums."""

    record_id: int
    name: str
    request: str
    at: datetime


class SearchesTable:
    """Reads and writes history and albums."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def recent(self, limit: int) -> tuple[SearchRecord, ...]:
        """Return the requests used last, newest first."""
        sql = "SELECT id, '', request, used_at FROM searches ORDER BY used_at DESC, id DESC LIMIT ?"
        return self._records(sql, [limit])

    def note(self, tx: Transaction, request: str, used_at: datetime, keep: int) -> None:
        """Put a request at the top of the history; only the newest `keep` stay."""
        tx.run(
            """
            INSERT INTO searches (request, used_at) VALUES (?, ?)
            ON CONFLICT (request) DO UPDATE SET used_at = excluded.used_at
            """,
            (request, local_time_text(used_at)),
        )
        tx.run(
            "DELETE FROM searches WHERE id NOT IN (SELECT id FROM searches ORDER BY used_at DESC, id DESC LIMIT ?)",
            (keep,),
        )

    def forget(self, tx: Transaction, record_id: int | None = None) -> int:
        """Take one request out of the history, or all; return how many there were."""
        if record_id is None:
            return tx.run("DELETE FROM searches")
        return tx.run("DELETE FROM searches WHERE id = ?", (record_id,))

    def albums(self) -> tuple[SearchRecord, ...]:
        """Return the albums by name."""
        return self._records("SELECT id, name, request, created_at FROM albums ORDER BY name COLLATE NOCASE, name", [])

    def put_album(self, tx: Transaction, name: str, request: str, created_at: datetime) -> int:
        """Keep a request under a name, in place of the one of that name, and return its id."""
        return tx.insert(
            """
            INSERT INTO albums (name, request, created_at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET request = excluded.request RETURNING id
            """,
            (name, request, local_time_text(created_at)),
        )

    def rename_album(self, tx: Transaction, record_id: int, name: str) -> int:
        """Give an album another name; return 0 where there is no such album or the name is taken."""
        return tx.run("UPDATE OR IGNORE albums SET name = ? WHERE id = ?", (name, record_id))

    def remove_album(self, tx: Transaction, record_id: int) -> int:
        """Forget an album; return how many there were."""
        return tx.run("DELETE FROM albums WHERE id = ?", (record_id,))

    def _records(self, sql: str, params: list[object]) -> tuple[SearchRecord, ...]:
        return tuple(
            SearchRecord(record_id, name, request, datetime.fromisoformat(at))
            for record_id, name, request, at in self._database.query(sql, params)
        )
