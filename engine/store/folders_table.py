"""The folders a person pointed at, and the mount points met below them: the tables `folders` and `mounts`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.records import FolderId
from engine.store.database import LibraryDatabase, Transaction
from engine.store.media_filter import local_time_text
from engine.store.path_bytes import decode_path, encode_path, storable_text

_REST = "indexed_at, marker, held, is_paused, patterns"


@dataclass(frozen=True, slots=True)
class FolderRecord:
    """A watched folder or single file.

    Attributes:
        folder_id: Its id.
        path: Absolute path.
        indexed_at: When a run over it last came to its end, local time.
        marker: What told the folder from any other at its path then, "" while it was never looked at.
        held: Files that were gone all at once and are kept until somebody says that this was meant.
        is_paused: It is not looked through until somebody says so.
        patterns: What is left out of it, in the syntax of `.gitignore`.
    """

    folder_id: FolderId
    path: Path
    indexed_at: datetime | None
    marker: str = ""
    held: int = 0
    is_paused: bool = False
    patterns: str = ""


class FoldersTable:
    """Reads and writes folders and mounts."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def all(self) -> tuple[FolderRecord, ...]:
        """Return every folder in the order they were added."""
        rows = self._database.query(f"SELECT id, path, {_REST} FROM folders ORDER BY id")
        return tuple(
            FolderRecord(
                FolderId(folder_id), decode_path(path), _moment(indexed_at), marker, held, bool(is_paused), patterns
            )
            for folder_id, path, indexed_at, marker, held, is_paused, patterns in rows
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

    def pause(self, tx: Transaction, folder_id: FolderId, *, is_paused: bool) -> None:
        """Let a folder rest, or go on."""
        tx.run("UPDATE folders SET is_paused = ? WHERE id = ?", (is_paused, folder_id))

    def leave_out(self, tx: Transaction, folder_id: FolderId, patterns: str) -> None:
        """Say what is left out of a folder; what that changes is to be seen to by the caller."""
        tx.run("UPDATE folders SET patterns = ? WHERE id = ?", (storable_text(patterns), folder_id))

    def mark_indexed(self, tx: Transaction, paths: Collection[Path], now: datetime) -> None:
        """Note for those of the paths that are watched folders that a run over them has just ended."""
        tx.run_many(
            "UPDATE folders SET indexed_at = ? WHERE path = ?",
            [(local_time_text(now), encode_path(path)) for path in paths],
        )

    def mark(self, tx: Transaction, markers: Mapping[Path, str]) -> None:
        """Note for those of the paths that are watched folders what tells them from others at their path."""
        tx.run_many(
            "UPDATE folders SET marker = ? WHERE path = ?",
            [(marker, encode_path(path)) for path, marker in markers.items()],
        )

    def hold(self, tx: Transaction, counts: Mapping[Path, int]) -> None:
        """Note for those of the paths that are watched folders how many files are gone and kept."""
        tx.run_many(
            "UPDATE folders SET held = ? WHERE path = ?", [(count, encode_path(path)) for path, count in counts.items()]
        )

    def mounts(self) -> dict[Path, str]:
        """Return the mount points that were met in earlier runs, with what tells each from its empty place."""
        rows = self._database.query("SELECT path, marker FROM mounts ORDER BY path")
        return {decode_path(path): marker for path, marker in rows}

    def add_mounts(self, tx: Transaction, markers: Mapping[Path, str]) -> None:
        """Remember mount points with their markers; newer markers replace older ones."""
        tx.run_many(
            "INSERT INTO mounts (path, marker) VALUES (?, ?) ON CONFLICT (path) DO UPDATE SET marker = excluded.marker",
            [(encode_path(path), marker) for path, marker in markers.items()],
        )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
