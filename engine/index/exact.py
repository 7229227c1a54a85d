"""Exact search: every vector is compared, ties are broken by id, and the same question always has the same answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.index.vector_rows import Ids, Snapshot, VectorRows, Vectors, checked, checked_query, normalised, positions


class ExactIndex:
    """All vectors in one matrix, in half precision as they are stored. Searching needs no lock and waits for nobody."""

    def __init__(self, dim: int, ids: Ids | None = None, vectors: NDArray[np.floating] | None = None) -> None:
        """Take vectors (N, dim) with their ids (N,); rows that are zero or not finite are left out."""
        self.dim = dim
        self._rows = VectorRows(dim)
        if ids is not None and vectors is not None:
            unit, usable = normalised(vectors, dim)
            self._rows.add(ids if usable.all() else ids[usable], unit if usable.all() else unit[usable])

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def ids(self) -> Ids:
        """The ids (N,), ascending."""
        return self._rows.now.ids

    @property
    def snapshot(self) -> Snapshot:
        """All vectors of this moment; what comes and goes afterwards changes nothing about it."""
        return self._rows.now

    def get(self, ids: Ids) -> tuple[Ids, Vectors]:
        """Return those of the ids that are known, ascending, and their vectors."""
        now = self._rows.now
        rows = positions(now.ids, ids)
        return now.ids[rows], np.asarray(now.matrix[rows], np.float32)

    def search(self, query: NDArray[np.float32], k: int, allowed: Ids | None = None) -> tuple[Ids, Vectors]:
        """Return ids and scores of the k best among all, or among `allowed`; best first, ties by id.

        Scores are inner products: cosines for a query of unit length. Fewer than k come back only where fewer are
        there.
        """
        vector, now = checked_query(query, self.dim), self._rows.now
        return now.best(vector, k, None if allowed is None else positions(now.ids, allowed))

    def add(self, ids: Ids, vectors: NDArray[np.floating]) -> None:
        """Add vectors (N, dim); ids that are known get the new vector.

        Raises:
            ValueError: A vector is zero, not finite, or has not `dim` numbers. Nothing is added then.
        """
        self._rows.add(ids, checked(vectors, self.dim))

    def remove(self, ids: Ids) -> None:
        """Take vectors out; unknown ids are ignored."""
        self._rows.remove(ids)

    def close(self) -> None:
        """Nothing to stop or save."""
