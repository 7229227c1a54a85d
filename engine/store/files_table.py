"""Which file holds which content: the table `files`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.records import MediaId, SpaceId
from engine.store.database import LibraryDatabase, Transaction
from engine.store.media_filter import path_conditions
from engine.store.path_bytes import decode_path, encode_path
from engine.store.row_lists import id_list


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was when its content was read.

    Attributes:
        path: Absolute path.
        media_id: Its content.
        content_hash: The content's hash.
        size_bytes: Size then.
        mtime_ns: Modification time then, in nanoseconds.
        is_embedded: Whether the content is complete in the space that was asked about.
    """

    path: Path
    media_id: MediaId
    content_hash: str
    size_bytes: int
    mtime_ns: int
    is_embedded: bool


class FilesTable:
    """Reads and writes files."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def all(self, space_id: SpaceId) -> dict[Path, FileRecord]:
        """Return every known file, by path."""
        return self._select("1", [], space_id)

    def under(self, roots: Sequence[Path], space_id: SpaceId) -> dict[Path, FileRecord]:
        """Return every known file at or below the roots."""
        found: dict[Path, FileRecord] = {}
        for condition, params in path_conditions(roots):
            found |= self._select(condition, params, space_id)
        return found

    def lacking(self, space_id: SpaceId) -> dict[MediaId, list[FileRecord]]:
        """Return the files of every content that is not complete in the space, in the order of their paths."""
        found: dict[MediaId, list[FileRecord]] = {}
        for record in self._select("e.content_id IS NULL", [], space_id).values():
            found.setdefault(record.media_id, []).append(record)
        return found

    def put(self, tx: Transaction, path: Path, media_id: MediaId, size_bytes: int, mtime_ns: int) -> bool:
        """Say that this file holds this content; return whether that brought the content back from being orphaned."""
        tx.run(
            """
            INSERT INTO files (path, content_id, size_bytes, mtime_ns) VALUES (?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET
                content_id = excluded.content_id, size_bytes = excluded.size_bytes, mtime_ns = excluded.mtime_ns
            """,
            (encode_path(path), media_id, size_bytes, mtime_ns),
        )
        changed = tx.run("UPDATE contents SET orphaned_s = NULL WHERE id = ? AND orphaned_s IS NOT NULL", (media_id,))
        return changed > 0

    def remove(self, tx: Transaction, paths: Collection[Path]) -> None:
        """Forget these files; their contents stay until `MediaTable.mark_orphans` and `purge_orphans`."""
        tx.run_many("DELETE FROM files WHERE path = ?", [(encode_path(path),) for path in paths])

    def of_media(self, media_ids: Collection[MediaId]) -> dict[MediaId, list[Path]]:
        """Return the known paths of each content, in a fixed order."""
        rows = self._database.query(
            "SELECT content_id, path FROM files WHERE content_id IN (SELECT value FROM json_each(?)) ORDER BY path",
            [id_list(media_ids)],
        )
        found: dict[MediaId, list[Path]] = {}
        for media_id, path in rows:
            found.setdefault(MediaId(media_id), []).append(decode_path(path))
        return found

    def _select(self, condition: str, params: list[object], space_id: SpaceId) -> dict[Path, FileRecord]:
        rows = self._database.query(
            f"""
            SELECT f.path, f.content_id, c.hash, f.size_bytes, f.mtime_ns, e.content_id IS NOT NULL
            FROM files f JOIN contents c ON c.id = f.content_id
            LEFT JOIN embeddings e ON e.space_id = ? AND e.content_id = f.content_id
            WHERE {condition} ORDER BY f.path
            """,
            [space_id, *params],
        )
        records = (
            FileRecord(decode_path(path), MediaId(media_id), content_hash, size_bytes, mtime_ns, bool(is_embedded))
            for path, media_id, content_hash, size_bytes, mtime_ns, is_embedded in rows
        )
        return {record.path: record for record in records}
