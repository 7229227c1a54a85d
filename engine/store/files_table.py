"""Which file holds which content: the table `files`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.records import MediaId, SpaceId
from engine.store.database import LibraryDatabase, Transaction
from engine.store.folder_digests_table import take_back
from engine.store.media_filter import path_conditions
from engine.store.path_bytes import decode_path, encode_path, prefix_range
from engine.store.row_lists import id_list

_FILES_AT_ONCE: Final = 5000
_FIRST_FILES: Final = 512  # to read ahead where the reader may soon leap

KnownRow = tuple[bytes, int, int]
"""A file in the cheapest form: path as stored, size in bytes, modification time in nanoseconds."""


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


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file with what it holds, in the cheapest form: path as stored, content, kind and length as they stand there."""

    path: bytes
    media_id: int
    content_hash: str
    kind: str
    duration_s: float | None
    size_bytes: int
    mtime_ns: int


_KNOWN = "SELECT path, size_bytes, mtime_ns FROM files"
_FOUND = """
    SELECT f.path, f.content_id, c.hash, c.kind, c.duration_s, f.size_bytes, f.mtime_ns
    FROM files f JOIN contents c ON c.id = f.content_id
    """


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

    def in_order(self, root: Path, start: bytes = b"") -> Iterator[list[KnownRow]]:
        """Yield the files at and below a root in the order of their paths as stored, from `start` on, in pieces."""
        own, (low, high) = encode_path(root), prefix_range(root)
        if own >= start:
            yield self._database.query(f"{_KNOWN} WHERE path = ?", [own])
        sql = f"{_KNOWN} WHERE path >= ? AND path < ? ORDER BY path"
        yield from self._database.stream(sql, [max(low, start), high], first=_FIRST_FILES)

    def between(self, low: bytes, high: bytes) -> list[KnownRow]:
        """Return the files from one path as stored up to another, in order."""
        return self._database.query(f"{_KNOWN} WHERE path >= ? AND path < ? ORDER BY path", [low, high])

    def count_between(self, low: bytes, high: bytes) -> int:
        """Count the files from one path as stored up to another: a seventh of the work of reading them."""
        return int(self._database.query("SELECT count(*) FROM files WHERE path >= ? AND path < ?", [low, high])[0][0])

    def after(self, path: bytes) -> Iterator[KnownRow]:
        """Yield the files whose paths as stored come after one, in their order; b"" comes before all.

        Read in pieces: whoever takes his time over them keeps no old state of the database alive.
        """
        while rows := self._database.query(
            "SELECT path, size_bytes, mtime_ns FROM files WHERE path > ? ORDER BY path LIMIT ?",
            [path, _FILES_AT_ONCE],
        ):
            yield from rows
            path = rows[-1][0]

    def incomplete(self, space_id: SpaceId) -> set[bytes]:
        """Return the paths as stored of the files whose contents are not complete in the space."""
        counts = "SELECT (SELECT count(*) FROM contents), (SELECT count(*) FROM embeddings WHERE space_id = ?)"
        contents, complete = self._database.query(counts, [space_id])[0]
        if contents == complete:  # nearly always, and counted in a tenth of the time
            return set()
        rows = self._database.query(
            """
            SELECT path FROM files f
            WHERE NOT EXISTS (SELECT 1 FROM embeddings WHERE space_id = ? AND content_id = f.content_id)
            """,
            [space_id],
        )
        return {row[0] for row in rows}

    def media_at(self, paths: Iterable[bytes]) -> dict[bytes, MediaId]:
        """Return the content of each of these paths as stored; unknown ones are left out."""
        sql = "SELECT content_id FROM files WHERE path = ?"
        rows = ((path, self._database.one(sql, [path])) for path in paths)
        return {path: MediaId(row[0]) for path, row in rows if row is not None}

    def found_at(self, path: bytes) -> FoundFile | None:
        """Return the file at a path as stored, None for an unknown one."""
        row = self._database.one(f"{_FOUND} WHERE f.path = ?", [path])
        return None if row is None else FoundFile(*row)

    def found_of(self, media_id: int) -> list[FoundFile]:
        """Return the files of a content, in the order of their paths."""
        rows = self._database.query(f"{_FOUND} WHERE f.content_id = ? ORDER BY f.path", [media_id])
        return [FoundFile(*row) for row in rows]

    def found_in_order(self) -> Iterator[FoundFile]:
        """Yield every file in the order of the paths, read in pieces."""
        path = b""
        while rows := self._database.query(
            f"{_FOUND} WHERE f.path > ? ORDER BY f.path LIMIT ?", [path, _FILES_AT_ONCE]
        ):
            yield from (FoundFile(*row) for row in rows)
            path = rows[-1][0]

    def count(self) -> int:
        """Count the known files."""
        return int(self._database.query("SELECT count(*) FROM files")[0][0])

    def names(self) -> Iterator[list[tuple[int, bytes]]]:
        """Yield (content, path as stored) of every file, some thousands at a time."""
        yield from self._database.stream("SELECT content_id, path FROM files")

    def media_of(self, path: Path) -> MediaId | None:
        """Return the content of a file, None for an unknown one."""
        row = self._database.one("SELECT content_id FROM files WHERE path = ?", [encode_path(path)])
        return None if row is None else MediaId(row[0])

    def count_under(self, root: Path) -> int:
        """Count the known files at and below a root."""
        (condition, params), *_ = path_conditions([root])
        return int(self._database.query(f"SELECT count(*) FROM files WHERE {condition}", params)[0][0])

    def some_under(self, root: Path, limit: int) -> list[tuple[Path, int]]:
        """Return some of the known files at and below a root with their sizes, from both ends."""
        (condition, params), *_ = path_conditions([root])
        found: dict[bytes, int] = {}
        for direction in ("ASC", "DESC"):
            sql = f"SELECT path, size_bytes FROM files WHERE {condition} ORDER BY path {direction} LIMIT ?"
            found |= dict(self._database.query(sql, [*params, (limit + 1) // 2]))
        return [(decode_path(path), size_bytes) for path, size_bytes in found.items()]

    def copies(self, media_ids: Collection[MediaId]) -> dict[MediaId, int]:
        """Count the files of each content."""
        rows = self._database.query(
            "SELECT content_id, count(*) FROM files WHERE content_id IN (SELECT value FROM json_each(?)) "
            "GROUP BY content_id",
            [id_list(media_ids)],
        )
        return {MediaId(media_id): count for media_id, count in rows}

    def lacking(self, space_id: SpaceId) -> dict[MediaId, list[FileRecord]]:
        """Return the files of every content that is not complete in the space, in the order of their paths."""
        found: dict[MediaId, list[FileRecord]] = {}
        for record in self._select("e.content_id IS NULL", [], space_id).values():
            found.setdefault(record.media_id, []).append(record)
        return found

    def put(self, tx: Transaction, path: Path, media_id: MediaId, size_bytes: int, mtime_ns: int) -> bool:
        """Say that this file holds this content; return whether that brought the content back from being orphaned."""
        stored = encode_path(path)
        take_back(tx, [stored])
        tx.run(
            """
            INSERT INTO files (path, content_id, size_bytes, mtime_ns) VALUES (?, ?, ?, ?)
            ON CONFLICT (path) DO UPDATE SET
                content_id = excluded.content_id, size_bytes = excluded.size_bytes, mtime_ns = excluded.mtime_ns
            """,
            (stored, media_id, size_bytes, mtime_ns),
        )
        changed = tx.run("UPDATE contents SET orphaned_s = NULL WHERE id = ? AND orphaned_s IS NOT NULL", (media_id,))
        return changed > 0

    def remove(self, tx: Transaction, paths: Collection[Path]) -> None:
        """Forget these files; their contents stay until `MediaTable.mark_orphans` and `purge_orphans`."""
        stored = [encode_path(path) for path in paths]
        take_back(tx, stored)
        tx.run_many("DELETE FROM files WHERE path = ?", [(path,) for path in stored])

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
