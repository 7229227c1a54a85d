"""The vectors of frames, one set per space: the tables `vectors` and `embeddings`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.records import FrameId, MediaId, SpaceId
from engine.store.database import LibraryDatabase, Row, Transaction
from engine.store.row_lists import id_list

BYTES_PER_NUMBER = 2  # little-endian IEEE half precision
_DTYPE = np.dtype("<f2")


class VectorsTable:
    """Reads and writes vectors."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def load(self, space_id: SpaceId) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """Return every vector of a space whose content can be found: frame ids (N,) ascending and matrix (N, D).

        Vectors of a wrong length are left out; `wrong_lengths` names them.
        """
        dim, capacity = self._dim(space_id), self.count(space_id)
        ids, matrix = np.empty(capacity, np.int64), np.empty((capacity, dim), _DTYPE)
        filled = 0
        for rows in self._stream(space_id, dim):
            if filled + len(rows) > capacity:  # rows that were written between counting and reading
                capacity = filled + 2 * len(rows)
                ids, matrix = np.resize(ids, capacity), np.resize(matrix, (capacity, dim))
            frame_ids, blobs = zip(*rows, strict=True)
            ids[filled : filled + len(rows)] = frame_ids
            matrix[filled : filled + len(rows)] = np.frombuffer(b"".join(blobs), _DTYPE).reshape(-1, dim)
            filled += len(rows)
        return ids[:filled], matrix[:filled]

    def ids(self, space_id: SpaceId) -> NDArray[np.int64]:
        """Return the frame ids, ascending, that `load` would return, without reading the vectors."""
        batches = self._database.stream(
            """
            SELECT v.frame_id FROM vectors v INDEXED BY vectors_by_frame WHERE v.space_id = ? AND v.frame_id NOT IN
            (SELECT f.id FROM contents c JOIN frames f ON f.content_id = c.id WHERE c.orphaned_s IS NOT NULL)
            ORDER BY v.frame_id
            """,
            [space_id],
        )
        return np.fromiter((row[0] for rows in batches for row in rows), np.int64)

    def get(
        self, space_id: SpaceId, frame_ids: Iterable[FrameId] | NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """Return the vectors of these frames, ids ascending; unknown ids are left out."""
        dim = self._dim(space_id)
        rows = self._database.query(
            """
            SELECT frame_id, vector FROM vectors WHERE space_id = ? AND length(vector) = ?
            AND frame_id IN (SELECT value FROM json_each(?)) ORDER BY frame_id
            """,
            [space_id, dim * BYTES_PER_NUMBER, id_list(frame_ids)],
        )
        ids = np.array([row[0] for row in rows], np.int64)
        return ids, np.frombuffer(b"".join(row[1] for row in rows), _DTYPE).reshape(-1, dim)

    def count(self, space_id: SpaceId) -> int:
        """Return how many vectors a space has."""
        row = self._database.one(
            "SELECT count(*) FROM vectors INDEXED BY vectors_by_frame WHERE space_id = ?", [space_id]
        )
        return 0 if row is None else int(row[0])

    def wrong_lengths(self, space_id: SpaceId) -> list[FrameId]:
        """Return the frames whose stored vector has not the length of the space."""
        rows = self._database.query(
            "SELECT frame_id FROM vectors WHERE space_id = ? AND length(vector) != ?",
            [space_id, self._dim(space_id) * BYTES_PER_NUMBER],
        )
        return [FrameId(row[0]) for row in rows]

    def incomplete(self, space_id: SpaceId) -> set[MediaId]:
        """Return the contents whose vectors are not what `put` leaves behind: said to be complete and without any, the
        other way round, or with a frame that has a vector in no space.
        """
        without_vectors = """
            SELECT e.content_id FROM embeddings e WHERE e.space_id = ? AND NOT EXISTS
            (SELECT 1 FROM frames f JOIN vectors v INDEXED BY vectors_by_frame
             ON v.frame_id = f.id AND v.space_id = e.space_id WHERE f.content_id = e.content_id)
            """
        not_said = """
            SELECT f.content_id FROM vectors v INDEXED BY vectors_by_frame JOIN frames f ON f.id = v.frame_id
            WHERE v.space_id = ? AND NOT EXISTS
            (SELECT 1 FROM embeddings e WHERE e.space_id = v.space_id AND e.content_id = f.content_id)
            """
        half = """
            SELECT f.content_id FROM embeddings e JOIN frames f ON f.content_id = e.content_id
            WHERE e.space_id = ? AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.frame_id = f.id)
            """
        return {
            MediaId(row[0])
            for sql in (without_vectors, not_said, half)
            for row in self._database.query(sql, [space_id])
        }

    def has_media(self, space_id: SpaceId, media_id: MediaId) -> bool:
        """Return whether a content is complete in a space."""
        sql = "SELECT 1 FROM embeddings WHERE space_id = ? AND content_id = ?"
        return self._database.one(sql, [space_id, media_id]) is not None

    def put(
        self,
        tx: Transaction,
        space_id: SpaceId,
        media_id: MediaId,
        frame_ids: Sequence[FrameId],
        vectors: NDArray[np.floating],
    ) -> NDArray[np.float16]:
        """Store all vectors (N, D) of a content in a space, and that it is complete; return them as stored.

        Vectors this content had in the space before are replaced, those of frames no longer kept included.
        """
        halves: NDArray[np.float16] = np.ascontiguousarray(vectors, _DTYPE)
        tx.run(
            "DELETE FROM vectors WHERE space_id = ? AND frame_id IN (SELECT id FROM frames WHERE content_id = ?)",
            (space_id, media_id),
        )
        tx.run_many(
            "INSERT INTO vectors (space_id, frame_id, vector) VALUES (?, ?, ?)",
            [(space_id, frame_id, row.tobytes()) for frame_id, row in zip(frame_ids, halves, strict=True)],
        )
        tx.run("INSERT OR IGNORE INTO embeddings (space_id, content_id) VALUES (?, ?)", (space_id, media_id))
        return halves

    def forget_media(self, tx: Transaction, space_id: SpaceId, media_ids: Iterable[MediaId]) -> None:
        """Drop these contents from a space, so that the next indexing embeds them again."""
        for media_id in media_ids:
            tx.run(
                "DELETE FROM vectors WHERE space_id = ? AND frame_id IN (SELECT id FROM frames WHERE content_id = ?)",
                (space_id, media_id),
            )
            tx.run("DELETE FROM embeddings WHERE space_id = ? AND content_id = ?", (space_id, media_id))

    def mark_incomplete(self, tx: Transaction, space_id: SpaceId, media_ids: Iterable[MediaId]) -> None:
        """Have the next indexing embed these contents; the vectors they have serve until `put` replaces them."""
        tx.run_many(
            "DELETE FROM embeddings WHERE space_id = ? AND content_id = ?",
            [(space_id, media_id) for media_id in media_ids],
        )

    def _dim(self, space_id: SpaceId) -> int:
        row = self._database.one("SELECT dim FROM spaces WHERE id = ?", [space_id])
        if row is None:
            raise KeyError(space_id)
        return int(row[0])

    def _stream(self, space_id: SpaceId, dim: int) -> Iterator[list[Row]]:
        return self._database.stream(
            """
            SELECT frame_id, vector FROM vectors WHERE space_id = ? AND length(vector) = ? AND frame_id NOT IN
            (SELECT f.id FROM contents c JOIN frames f ON f.content_id = c.id WHERE c.orphaned_s IS NOT NULL)
            ORDER BY frame_id
            """,
            [space_id, dim * BYTES_PER_NUMBER],
        )
