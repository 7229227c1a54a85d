"""The single frame of a photo and the kept frames of a clip: the table `frames`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.records import FrameId, MediaId, SpaceId
from engine.store.database import LibraryDatabase, Transaction
from engine.store.media_filter import MediaFilter, content_condition
from engine.store.row_lists import id_list

_CONTENTS_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class FrameRecord:
    """One frame: of which content, and when in it (0.0 for a photo)."""

    frame_id: FrameId
    content_hash: str
    media_id: MediaId
    time_s: float


class FramesTable:
    """Reads and writes frames."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def select(self, space_id: SpaceId, keep: MediaFilter) -> NDArray[np.int64]:
        """Return the ids, ascending, of the frames with a vector in the space whose content passes the filter."""
        condition, params = content_condition(keep)
        batches = self._database.stream(
            f"""
            SELECT f.id FROM contents c JOIN frames f ON f.content_id = c.id
            JOIN vectors v INDEXED BY vectors_by_frame ON v.frame_id = f.id AND v.space_id = ?
            WHERE {condition}
            """,
            [space_id, *params],
        )
        ids = np.fromiter((row[0] for rows in batches for row in rows), np.int64)
        ids.sort()
        return ids

    def lookup(self, frame_ids: Iterable[FrameId] | NDArray[np.int64]) -> dict[FrameId, FrameRecord]:
        """Return the record of each id; unknown ids are left out."""
        rows = self._database.query(
            """
            SELECT f.id, c.hash, c.id, f.time_s FROM frames f JOIN contents c ON c.id = f.content_id
            WHERE f.id IN (SELECT value FROM json_each(?))
            """,
            [id_list(frame_ids)],
        )
        return {FrameId(row[0]): FrameRecord(FrameId(row[0]), row[1], MediaId(row[2]), row[3]) for row in rows}

    def of_media(self, media_id: MediaId) -> tuple[FrameRecord, ...]:
        """Return the frames of a content, by time."""
        rows = self._database.query(
            """
            SELECT f.id, c.hash, c.id, f.time_s FROM frames f JOIN contents c ON c.id = f.content_id
            WHERE f.content_id = ? ORDER BY f.time_s
            """,
            [media_id],
        )
        return tuple(FrameRecord(FrameId(row[0]), row[1], MediaId(row[2]), row[3]) for row in rows)

    def ids_of(self, media_ids: Iterable[MediaId], space_id: SpaceId) -> NDArray[np.int64]:
        """Return the ids, ascending, of these contents' frames that have a vector in the space."""
        rows = self._database.query(
            """
            SELECT f.id FROM frames f
            JOIN vectors v INDEXED BY vectors_by_frame ON v.frame_id = f.id AND v.space_id = ?
            WHERE f.content_id IN (SELECT value FROM json_each(?)) ORDER BY f.id
            """,
            [space_id, id_list(media_ids)],
        )
        return np.array([row[0] for row in rows], np.int64)

    def with_file(self, after: MediaId | None = None) -> Iterator[FrameRecord]:
        """Yield the frames of all contents that have a file: what thumbnails are kept for. By content and time.

        With `after`, only those of the contents that come after it. Read in pieces: whoever takes his time over them
        keeps no old state of the database alive.
        """
        last: int | None = -1 if after is None else after
        while last is not None:
            rows = self._database.query(
                """
                SELECT f.id, c.hash, c.id, f.time_s FROM contents c JOIN frames f ON f.content_id = c.id
                WHERE c.id IN (SELECT id FROM contents WHERE id > ? AND orphaned_s IS NULL ORDER BY id LIMIT ?)
                ORDER BY c.id, f.time_s
                """,
                [last, _CONTENTS_AT_ONCE],
            )
            yield from (FrameRecord(FrameId(row[0]), row[1], MediaId(row[2]), row[3]) for row in rows)
            last = self._last_of_piece(last)

    def _last_of_piece(self, after: int) -> int | None:
        """Return the last content that a piece of `with_file` held, None where it held none."""
        row = self._database.one(
            """
            SELECT max(id) FROM
            (SELECT id FROM contents WHERE id > ? AND orphaned_s IS NULL ORDER BY id LIMIT ?)
            """,
            [after, _CONTENTS_AT_ONCE],
        )
        return None if row is None or row[0] is None else int(row[0])

    def put(self, tx: Transaction, media_id: MediaId, times_s: Sequence[float]) -> list[FrameId]:
        """Insert the frames of a content, known times included, and return the ids in the given order."""
        return [
            FrameId(
                tx.insert(
                    # An update that changes nothing, because RETURNING is silent after DO NOTHING.
                    """
                    INSERT INTO frames (content_id, time_s) VALUES (?, ?)
                    ON CONFLICT (content_id, time_s) DO UPDATE SET time_s = excluded.time_s RETURNING id
                    """,
                    (media_id, time_s),
                )
            )
            for time_s in times_s
        ]

    def remove_unused(self, tx: Transaction, media_id: MediaId) -> None:
        """Delete the frames of a content that have a vector in no space: a later sampling chose others."""
        tx.run(
            "DELETE FROM frames WHERE content_id = ? AND NOT EXISTS (SELECT 1 FROM vectors WHERE frame_id = frames.id)",
            (media_id,),
        )
