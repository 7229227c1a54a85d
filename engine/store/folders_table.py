"""The folders a person pointed at, and the mount points met below them: the tables `folders` and `mounts`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.records import FolderId
from engine.store.database import LibraryDatabase, Transaction
from engine.store.media_filter import local_time_text
from engine.store.path_bytes import decode_path, encode_path


@dataclass(frozen=True, slots=True)
class FolderRecord:
    """A watched folder or single file, and when a run over it last came to its end."""

    folder_id: FolderId
    path: Path
    indexed_at: datetime | None


class FoldersTable:
    """Reads and writes folders and mounts."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def all(self) -> tuple[FolderRecord, ...]:
        """Return every folder in the order they were added."""
        rows = self._database.query("SELECT id, path, indexed_at FROM folders ORDER BY id")
        return tuple(
            FolderRecord(FolderId(row[0]), decode_path(row[1]), datetime.fromisoformat(row[2]) if row[2] else None)
            for row in rows
        )

    def get(self, folder_id: FolderId) -> FolderRecord | None:
        """Return one folder, or None."""
        return next((folder for folder in self.all() if folder.folder_id == folder_id), None)

    def add(self, tx: Transaction, path: Path) -> FolderId:
        """Add a folder and return its id; one that is known keeps its id."""
        sql = "INSERT INTO folders (path) VALUES (?) ON CONFLICT (path) DO UPDATE SET path = excluded.path RETURNING id"
        return FolderId(tx.insert(sql, (encode_path(path),)))

    def remove(self, tx: Transaction, folder_id: FolderId) -> None:
        """Take a folder off the list; its files stay until they are removed themselves."""
        tx.run("DELETE FROM folders WHERE id = ?", (folder_id,))

    def mark_indexed(self, tx: Transaction, paths: Collection[Path], now: datetime) -> None:
        """Note for those of the paths that are watched folders that a run over them has just ended."""
        tx.run_many(
            "UPDATE folders SET indexed_at = ? WHERE path = ?",
            [(local_time_text(now), encode_path(path)) for path in paths],
        )

    def mounts(self) -> tuple[Path, ...]:
        """Return the mount points that were met in earlier runs."""
        return tuple(decode_path(row[0]) for row in self._database.query("SELECT path FROM mounts ORDER BY path"))

    def add_mounts(self, tx: Transaction, paths: Collection[Path]) -> None:
        """Remember mount points."""
        tx.run_many("INSERT OR IGNORE INTO mounts (path) VALUES (?)", [(encode_path(path),) for path in paths])
