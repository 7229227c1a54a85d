"""What photos and clips hold: the table `contents`, and the one path each is shown under.

A `MediaId` names a content, not a file. Of several files with the same content, the first that exists on disk is shown,
by modification time and then by path: the original rather than its copies, the same one every time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.records import MediaFacts, MediaId, MediaItem, MediaKind, SpaceId
from engine.store.database import LibraryDatabase, Row, Transaction
from engine.store.media_filter import local_time_text, path_conditions
from engine.store.path_bytes import decode_path, encode_path, prefix_range, storable_text
from engine.store.row_lists import id_list

_FACTS = "width_px, height_px, taken_at, taken_from_file, camera, latitude, longitude, duration_s, reader, is_partial"


@dataclass(frozen=True, slots=True)
class MediaCounts:
    """How much can be found: contents that are embedded in a space and have a file, and their vectors."""

    photos: int
    clips: int
    frames: int


class MediaTable:
    """Reads and writes contents."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def get_many(self, media_ids: Collection[MediaId], *, folder: Path | None = None) -> dict[MediaId, MediaItem]:
        """Return the items of these ids; ids that are unknown or have no file are left out.

        With `folder`, a path below it is preferred. The disk is asked which path exists; when none does, the item is
        marked missing.
        """
        rows = self._database.query(
            f"""
            SELECT c.id, f.path, f.size_bytes, c.kind, c.hash, {_FACTS}
            FROM contents c JOIN files f ON f.content_id = c.id
            WHERE c.id IN (SELECT value FROM json_each(?))
            ORDER BY c.id, f.mtime_ns, f.path
            """,
            [id_list(media_ids)],
        )
        copies: dict[MediaId, list[Row]] = {}
        for row in rows:
            copies.setdefault(MediaId(row[0]), []).append(row)
        return {media_id: _shown(found, folder) for media_id, found in copies.items()}

    def by_path(self, path: Path) -> MediaItem | None:
        """Return the item of this very file, with this path, or None."""
        row = self._database.one(
            f"""
            SELECT c.id, f.path, f.size_bytes, c.kind, c.hash, {_FACTS}
            FROM files f JOIN contents c ON c.id = f.content_id WHERE f.path = ?
            """,
            [encode_path(path)],
        )
        return None if row is None else _item(row, is_missing=not os.path.lexists(decode_path(row[1])))

    def hashes(self, media_ids: Collection[MediaId]) -> dict[MediaId, str]:
        """Return the content hash of each id."""
        rows = self._database.query(
            "SELECT id, hash FROM contents WHERE id IN (SELECT value FROM json_each(?))", [id_list(media_ids)]
        )
        return {MediaId(media_id): content_hash for media_id, content_hash in rows}

    def all_hashes(self) -> set[str]:
        """Return the hash of every content, those without a file included."""
        return {row[0] for row in self._database.query("SELECT hash FROM contents")}

    def without_embedding(self) -> list[MediaId]:
        """Return the contents that have a file but are complete in no space."""
        rows = self._database.query(
            "SELECT c.id FROM contents c WHERE c.orphaned_s IS NULL "
            "AND EXISTS (SELECT 1 FROM files WHERE content_id = c.id) "
            "AND NOT EXISTS (SELECT 1 FROM embeddings WHERE content_id = c.id) ORDER BY c.id"
        )
        return [MediaId(row[0]) for row in rows]

    def find(self, content_hash: str) -> MediaId | None:
        """Return the id of this content, or None."""
        row = self._database.one("SELECT id FROM contents WHERE hash = ?", [content_hash])
        return None if row is None else MediaId(row[0])

    def find_many(self, hashes: Collection[str]) -> dict[str, MediaId]:
        """Return the ids of those of these contents that are known."""
        rows = self._database.query(
            "SELECT hash, id FROM contents WHERE hash IN (SELECT value FROM json_each(?))", [json.dumps(list(hashes))]
        )
        return {content_hash: MediaId(media_id) for content_hash, media_id in rows}

    def count(self, space_id: SpaceId, roots: Sequence[Path] | None = None) -> MediaCounts:
        """Count what can be found in a space, in all or at and below `roots`. Copies count once."""
        if roots is None or not self._has_files_outside(roots):
            return self._count_all(space_id)
        below, params = "AND c.id IN (SELECT value FROM json_each(?))", [id_list(self._ids_under(roots))]
        kinds = self._database.query(
            f"""
            SELECT c.kind, count(*) FROM embeddings e JOIN contents c ON c.id = e.content_id
            WHERE e.space_id = ? AND c.orphaned_s IS NULL {below} GROUP BY c.kind
            """,
            [space_id, *params],
        )
        frames = self._database.query(
            f"""
            SELECT count(*) FROM contents c JOIN frames f ON f.content_id = c.id
            JOIN vectors v INDEXED BY vectors_by_frame ON v.frame_id = f.id AND v.space_id = ?
            WHERE c.orphaned_s IS NULL {below}
            """,
            [space_id, *params],
        )
        by_kind: dict[str, int] = dict(kinds)
        return MediaCounts(
            photos=by_kind.get(MediaKind.PHOTO.value, 0),
            clips=by_kind.get(MediaKind.VIDEO.value, 0),
            frames=frames[0][0],
        )

    def only_under(self, root: Path, others: Sequence[Path]) -> dict[MediaId, MediaKind]:
        """Return the contents that can be found and whose files all lie at or below a root and none of the others."""
        (under, params), *_ = path_conditions([root])
        stays, stay_params = f"NOT {under}", list(params)
        for condition, other_params in path_conditions(others):
            stays += f" OR {condition}"
            stay_params += other_params
        rows = self._database.query(
            f"""
            SELECT id, kind FROM contents c WHERE orphaned_s IS NULL
            AND id IN (SELECT content_id FROM files WHERE {under})
            AND NOT EXISTS (SELECT 1 FROM files WHERE content_id = c.id AND ({stays}))
            """,
            [*params, *stay_params],
        )
        return {MediaId(media_id): MediaKind(kind) for media_id, kind in rows}

    def clip_lengths(self, space_id: SpaceId) -> dict[MediaId, float]:
        """Return the length in seconds of every clip that can be found in a space."""
        rows = self._database.query(
            """
            SELECT id, duration_s FROM contents c WHERE kind = ? AND orphaned_s IS NULL
            AND EXISTS (SELECT 1 FROM vectors v JOIN frames f ON f.id = v.frame_id WHERE f.content_id = c.id
                AND v.space_id = ?)
            """,
            [MediaKind.VIDEO.value, space_id],
        )
        return {MediaId(media_id): float(duration_s or 0.0) for media_id, duration_s in rows}

    def _count_all(self, space_id: SpaceId) -> MediaCounts:
        """Count in all; what cannot be found is little, and is taken off."""
        found, clips = self._database.query(
            """
            SELECT count(*), total(c.kind = ?) FROM embeddings e JOIN contents c ON c.id = e.content_id
            WHERE e.space_id = ? AND c.orphaned_s IS NULL
            """,
            [MediaKind.VIDEO.value, space_id],
        )[0]
        vectors = self._database.query(
            "SELECT count(*) FROM vectors INDEXED BY vectors_by_frame WHERE space_id = ?", [space_id]
        )
        orphaned = self._database.query(
            """
            SELECT count(*) FROM contents c CROSS JOIN frames f ON f.content_id = c.id
            CROSS JOIN vectors v ON v.frame_id = f.id AND v.space_id = ? WHERE c.orphaned_s IS NOT NULL
            """,
            [space_id],
        )
        return MediaCounts(photos=found - int(clips), clips=int(clips), frames=vectors[0][0] - orphaned[0][0])

    def _has_files_outside(self, roots: Sequence[Path]) -> bool:
        """Whether a file is neither one of the roots nor below one: a look between each two of them."""
        owns = [encode_path(root) for root in roots]
        ranges = [*((own, own + b"\0") for own in owns), *map(prefix_range, roots)]
        position = b""
        for low, high in sorted(ranges):
            between = "SELECT 1 FROM files WHERE path >= ? AND path < ? LIMIT 1"
            if low > position and self._database.one(between, [position, low]):
                return True
            position = max(position, high)
        return self._database.one("SELECT 1 FROM files WHERE path >= ? LIMIT 1", [position]) is not None

    def _ids_under(self, roots: Sequence[Path]) -> set[int]:
        return {
            row[0]
            for condition, params in path_conditions(roots)
            for row in self._database.query(f"SELECT content_id FROM files WHERE {condition}", params)
        }

    def put(self, tx: Transaction, content_hash: str, kind: MediaKind, facts: MediaFacts) -> MediaId:
        """Insert a content, or take over newer facts of a known one, and return its id."""
        names = _FACTS.split(", ")
        updates = ", ".join(f"{name} = excluded.{name}" for name in ["kind", *names])
        marks = ", ".join("?" * (2 + len(names)))
        values = (
            facts.width_px,
            facts.height_px,
            local_time_text(facts.taken_at),
            facts.taken_from_file,
            storable_text(facts.camera),
            facts.latitude,
            facts.longitude,
            facts.duration_s,
            facts.reader,
            facts.is_partial,
        )
        media_id = tx.insert(
            f"""
            INSERT INTO contents (hash, kind, {_FACTS}) VALUES ({marks})
            ON CONFLICT (hash) DO UPDATE SET {updates} RETURNING id
            """,
            (content_hash, kind.value, *values),
        )
        return MediaId(media_id)

    def mark_orphans(self, tx: Transaction, now_s: int, among: Collection[MediaId] | None = None) -> list[MediaId]:
        """Note the time for contents that lost their last file, and return them; they can no longer be found.

        With `among`, only these are looked at, instead of all.
        """
        some, params = ("", []) if among is None else ("AND id IN (SELECT value FROM json_each(?)) ", [id_list(among)])
        rows = self._database.query(
            "SELECT id FROM contents c WHERE orphaned_s IS NULL "
            f"{some}AND NOT EXISTS (SELECT 1 FROM files WHERE content_id = c.id)",
            params,
        )
        tx.run_many("UPDATE contents SET orphaned_s = ? WHERE id = ?", [(now_s, row[0]) for row in rows])
        return [MediaId(row[0]) for row in rows]

    def purge_orphans(self, tx: Transaction, before_s: int) -> list[str]:
        """Delete contents that have been without a file since before that time; return their hashes.

        Their frames and vectors go with them. What patterns leave out is kept.
        """
        due = "orphaned_s < ? AND NOT EXISTS (SELECT 1 FROM left_out WHERE content_id = contents.id)"
        rows = self._database.query(f"SELECT hash FROM contents WHERE {due}", [before_s])
        tx.run(f"DELETE FROM contents WHERE {due}", [before_s])
        return [row[0] for row in rows]


def _shown(copies: list[Row], folder: Path | None) -> MediaItem:
    if folder is not None:
        own, (low, high) = encode_path(folder), prefix_range(folder)
        copies = sorted(copies, key=lambda row: not (row[1] == own or low <= row[1] < high))  # stable: order kept
    for row in copies:
        if os.path.lexists(row[1]):
            return _item(row, is_missing=False)
    return _item(copies[0], is_missing=True)


def _item(row: Row, *, is_missing: bool) -> MediaItem:
    media_id, path, size_bytes, kind, content_hash, *facts = row
    return MediaItem(
        media_id=MediaId(media_id),
        path=decode_path(path),
        kind=MediaKind(kind),
        facts=_facts(facts),
        size_bytes=size_bytes,
        content_hash=content_hash,
        is_missing=is_missing,
    )


def _facts(values: Sequence[object]) -> MediaFacts:
    width, height, taken_at, taken_from_file, camera, latitude, longitude, duration_s, reader, is_partial = values
    return MediaFacts(
        width_px=int(str(width)),
        height_px=int(str(height)),
        taken_at=datetime.fromisoformat(str(taken_at)),
        taken_from_file=bool(taken_from_file),
        camera=str(camera),
        latitude=_number(latitude),
        longitude=_number(longitude),
        duration_s=_number(duration_s),
        reader=str(reader),
        is_partial=bool(is_partial),
    )


def _number(value: object) -> float | None:
    return value if isinstance(value, float) else None
