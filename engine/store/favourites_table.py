"""What a person marked as a favourite, by content: the table `favourites`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from engine.store.database import LibraryDatabase, Transaction
from engine.store.media_filter import local_time_text


class FavouritesTable:
    """Reads and writes marks. They outlive a content's row, so a file that comes back is still a favourite."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def hashes(self) -> set[str]:
        """Return the contents that are marked."""
        return {row[0] for row in self._database.query("SELECT content_hash FROM favourites")}

    def add(self, tx: Transaction, hashes: Collection[str], created_at: datetime) -> int:
        """Mark contents and return how many were not marked before."""
        return tx.run_many(
            "INSERT INTO favourites (content_hash, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(digest, local_time_text(created_at)) for digest in hashes],
        )

    def remove(self, tx: Transaction, hashes: Collection[str]) -> int:
        """Take marks away and return how many there were."""
        return tx.run_many("DELETE FROM favourites WHERE content_hash = ?", [(digest,) for digest in hashes])
