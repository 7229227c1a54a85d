"""What holds for one library alone, as text under a name: the table `library_notes`."""

from __future__ import annotations

from engine.store.database import LibraryDatabase, Transaction
from engine.store.path_bytes import storable_text


class NotesTable:
    """Reads and writes notes."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def get(self, name: str) -> str:
        """Return a note, "" where there is none."""
        row = self._database.one("SELECT text FROM library_notes WHERE name = ?", [name])
        return "" if row is None else str(row[0])

    def put(self, tx: Transaction, name: str, text: str) -> None:
        """Keep a note in the place of the one before; an empty one is no note."""
        if not text:
            tx.run("DELETE FROM library_notes WHERE name = ?", (name,))
            return
        sql = (
            "INSERT INTO library_notes (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text"
        )
        tx.run(sql, (name, storable_text(text)))
