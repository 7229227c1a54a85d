"""What only the person has: rows that nothing on the disk could bring back. Copied out as they are, and merged in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.store.database import LibraryDatabase, Row, Transaction

# Table by table the columns that mean something outside this database, the time of each row last. Whoever adds a table
# of the person's own adds it here; rows that are there stay when others are merged in, so it needs a UNIQUE rule.
OWN_TABLES: Final[dict[str, tuple[str, ...]]] = {
    "captions": ("content_hash", "time_s", "end_s", "text", "created_at"),
    "favourites": ("content_hash", "created_at"),
    "albums": ("name", "request", "created_at"),
    "searches": ("request", "used_at"),
}

# Columns that came later: files written before lack them.
LATER_COLUMNS: Final = frozenset({"end_s"})


class OwnTables:
    """Reads and merges the person's own rows."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table of `OWN_TABLES`, oldest first."""
        columns = ", ".join(OWN_TABLES[table])
        order = f"{OWN_TABLES[table][-1]}, {columns}"
        for rows in self._database.stream(f"SELECT {columns} FROM {table} ORDER BY {order}"):
            yield from rows

    def merge(self, tx: Transaction, table: str, rows: Iterable[Row]) -> int:
        """Add rows and return how many were new."""
        columns = OWN_TABLES[table]
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) ON CONFLICT DO NOTHING"
        return tx.run_many(sql, rows)
