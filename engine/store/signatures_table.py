"""A picture's outline in 128 bits, by which copies and bursts are found: the table `signatures`."""

from __future__ import annotations

from collections.abc import Mapping

from engine.records import FrameId, MediaId
from engine.store.database import LibraryDatabase, Transaction
from engine.store.frames_table import FrameRecord


class SignaturesTable:
    """Reads and writes signatures; they are a cache and can be made again from thumbnails."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def lacking(self, limit: int, after: MediaId) -> tuple[FrameRecord, ...]:
        """Return the middle frame of contents with a file but no signature, by content, of ids above `after`."""
        counts = "SELECT (SELECT count(*) FROM contents), (SELECT count(*) FROM signatures)"
        contents, signed = self._database.query(counts)[0]
        if contents == signed:  # after most scans, and counted in a tenth of the time
            return ()
        rows = self._database.query(
            """
            SELECT c.id, c.hash FROM contents c
            WHERE c.id > ? AND c.orphaned_s IS NULL
            AND NOT EXISTS (SELECT 1 FROM signatures WHERE content_id = c.id)
            AND EXISTS (SELECT 1 FROM frames WHERE content_id = c.id) ORDER BY c.id LIMIT ?
            """,
            [after, limit],
        )
        found = []
        for media_id, content_hash in rows:
            frames = self._database.query(
                "SELECT id, time_s FROM frames WHERE content_id = ? ORDER BY time_s", [media_id]
            )
            frame_id, time_s = frames[len(frames) // 2]
            found.append(FrameRecord(FrameId(frame_id), content_hash, MediaId(media_id), time_s))
        return tuple(found)

    def put(self, tx: Transaction, signatures: Mapping[MediaId, bytes]) -> None:
        """Keep signatures, 16 bytes each; those of contents that are gone meanwhile are left out."""
        tx.run_many(
            "INSERT OR REPLACE INTO signatures (content_id, bits) SELECT id, ? FROM contents WHERE id = ?",
            [(bits, media_id) for media_id, bits in signatures.items()],
        )
