"""What captions mean to a model: the table `caption_vectors`, in the space of the model. A cache of the captions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.records import SpaceId
from engine.store.database import LibraryDatabase, Transaction


class CaptionVectorsTable:
    """Reads and writes vectors of captions; those of a caption that is removed go with it."""

    def __init__(self, database: LibraryDatabase) -> None:
        self._database = database

    def lacking(self, space_id: SpaceId, limit: int) -> list[tuple[int, str]]:
        """Return some of the captions without a vector in the space: number and text."""
        counts = "SELECT (SELECT count(*) FROM captions), (SELECT count(*) FROM caption_vectors WHERE space_id = ?)"
        captions, embedded = self._database.query(counts, [space_id])[0]
        if captions == embedded:  # nearly always
            return []
        return self._database.query(
            """
            SELECT id, text FROM captions
            WHERE NOT EXISTS (SELECT 1 FROM caption_vectors WHERE space_id = ? AND caption_id = captions.id)
            ORDER BY id LIMIT ?
            """,
            [space_id, limit],
        )

    def put(self, tx: Transaction, space_id: SpaceId, vectors: Mapping[int, NDArray[np.floating]]) -> None:
        """Keep vectors (D,) of captions; those of captions that are gone meanwhile are left out."""
        tx.run_many(
            "INSERT OR REPLACE INTO caption_vectors (space_id, caption_id, vector) SELECT ?, id, ? FROM captions "
            "WHERE id = ?",
            [(space_id, vector.astype(np.float16).tobytes(), number) for number, vector in vectors.items()],
        )

    def mark(self, space_id: SpaceId) -> tuple[int, int, int]:
        """Return something that differs once a vector came or went."""
        count, last, total = self._database.query(
            "SELECT count(*), max(caption_id), sum(caption_id) FROM caption_vectors INDEXED BY "
            "caption_vectors_by_caption WHERE space_id = ?",
            [space_id],
        )[0]
        return count, last or 0, total or 0

    def all(self, space_id: SpaceId) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the captions (N,) with a vector, ascending, and the vectors (N, D)."""
        sql = "SELECT caption_id, vector FROM caption_vectors WHERE space_id = ? ORDER BY caption_id"
        rows = [row for rows in self._database.stream(sql, [space_id]) for row in rows]
        if not rows:
            return np.empty(0, np.int64), np.empty((0, 0), np.float32)
        matrix = np.frombuffer(b"".join(row[1] for row in rows), np.float16).reshape(len(rows), -1)
        return np.array([row[0] for row in rows], np.int64), matrix.astype(np.float32)
