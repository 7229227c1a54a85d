"""Known files that patterns leave out: the table `left_out`. A file is either here or in `files`.

Their contents cannot be found, and are kept for as long as they are here, so that nothing is embedded again when a
pattern goes away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from engine.records import MediaId
from engine.store.database import LibraryDatabase, Transaction
from engine.store.files_table import KnownRow
from engine.store.folder_digests_table import take_back
from engine.store.media_filter import path_conditions
from engine.store.path_bytes import encode_path


class LeftOutTable:
    """Reads and writes what is left out."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def all(self) -> Iterator[list[KnownRow]]:
        """Yield what is left out in the order of paths as stored, some thousands at a time."""
        yield from self._database.stream("SELECT path, size_bytes, mtime_ns FROM left_out ORDER BY path")

    def count(self, root: Path | None = None) -> int:
        """Count what is left out, in all or at and below a root."""
        condition, params = ("1", []) if root is None else next(iter(path_conditions([root])))
        return int(self._database.query(f"SELECT count(*) FROM left_out WHERE {condition}", params)[0][0])

    def take_from_files(self, tx: Transaction, paths: Collection[bytes]) -> set[MediaId]:
        """Move known files here; return the contents that may have lost their last file."""
        media = self._move(tx, paths, "files", "left_out")
        return set(media.values())

    def give_back(self, tx: Transaction, paths: Collection[bytes]) -> list[MediaId]:
        """Move files back; return the contents that can be found again by that."""
        media = set(self._move(tx, paths, "left_out", "files").values())
        return [
            media_id
            for media_id in sorted(media)
            if tx.run("UPDATE contents SET orphaned_s = NULL WHERE id = ? AND orphaned_s IS NOT NULL", (media_id,))
        ]

    def forget(self, tx: Transaction, roots: Sequence[Path]) -> None:
        """Forget what is left out at and below some roots."""
        for condition, params in path_conditions(roots):
            tx.run(f"DELETE FROM left_out WHERE {condition}", params)

    def forget_file(self, tx: Transaction, path: Path) -> None:
        """Forget one file: it is known again, or holds something else."""
        tx.run("DELETE FROM left_out WHERE path = ?", (encode_path(path),))

    def _move(self, tx: Transaction, paths: Collection[bytes], source: str, target: str) -> dict[bytes, MediaId]:
        rows = ((path, self._database.one(f"SELECT content_id FROM {source} WHERE path = ?", [path])) for path in paths)
        media = {path: MediaId(row[0]) for path, row in rows if row is not None}
        columns = "path, content_id, size_bytes, mtime_ns"
        keys = [(path,) for path in media]
        take_back(tx, media)
        tx.run_many(f"INSERT OR REPLACE INTO {target} ({columns}) SELECT {columns} FROM {source} WHERE path = ?", keys)
        tx.run_many(f"DELETE FROM {source} WHERE path = ?", keys)
        return media
