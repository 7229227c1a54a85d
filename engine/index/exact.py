"""Exact search: every vector is compared, ties are broken by id, and the same question always has the same answer."""

from __future__ import annotations

import threading
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]

# A matrix product may differ by this much for equal rows, depending on where in the matrix they stand.
_PRODUCT_ERROR: Final = 1e-5
_ROWS_AT_ONCE: Final = 16_384


def normalised(vectors: NDArray[np.floating], dim: int) -> tuple[Vectors, NDArray[np.bool_]]:
    """Return vectors (N, dim) at unit length, and (N,) which of them can be used: finite and not zero."""
    rows = np.ascontiguousarray(vectors, np.float32)
    if rows.ndim != 2 or rows.shape[1] != dim:
        raise ValueError(f"vectors of shape {rows.shape} do not fit {dim} dimensions")
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        lengths = np.linalg.norm(rows, axis=1)
        usable = np.isfinite(lengths) & (lengths > 1e-6)
        unit: Vectors = rows / lengths[:, np.newaxis]
    return unit, usable


def checked(vectors: NDArray[np.floating], dim: int) -> Vectors:
    """Return vectors at unit length; raise ValueError where one holds NaN or infinity, or is zero."""
    unit, usable = normalised(vectors, dim)
    if not usable.all():
        raise ValueError(f"{int((~usable).sum())} of {len(usable)} vectors are zero or not finite")
    return unit


def checked_query(query: NDArray[np.floating], dim: int) -> Vectors:
    """Return the query (dim,) as float32; raise ValueError where it does not fit or is not finite."""
    vector = np.ascontiguousarray(query, np.float32)
    if vector.shape != (dim,) or not np.isfinite(vector).all():
        raise ValueError(f"a query of shape {vector.shape} cannot be compared with {dim} dimensions")
    return vector


def ranked(ids: Ids, vectors: Vectors, query: Vectors, k: int) -> tuple[Ids, Vectors]:
    """Return the ids and scores of the k best rows, best first, equal scores by id.

    Scores are summed row by row in double precision, so that equal vectors have equal scores wherever they stand.
    """
    scores = (vectors.astype(np.float64) * query.astype(np.float64)).sum(axis=1).astype(np.float32)
    order = np.lexsort((ids, -scores))[:k]
    return ids[order], scores[order]


def best_rows(vectors: Vectors, query: Vectors, k: int) -> NDArray[np.intp]:
    """Return the rows that may belong to the k best: those and whatever is as good within rounding."""
    approximate = vectors @ query  # (N,)
    if k >= len(approximate):
        return np.arange(len(approximate))
    threshold = np.partition(approximate, -k)[-k] - _PRODUCT_ERROR
    return np.flatnonzero(approximate >= threshold)


def nothing() -> tuple[Ids, Vectors]:
    """Return the answer of an empty index."""
    return np.empty(0, np.int64), np.empty(0, np.float32)


class ExactIndex:
    """All vectors in one float32 matrix, rows ascending by id.

    Searching needs no lock: a change makes new arrays, or fills rows no reader looks at yet, and then publishes both at
    once. Changes exclude each other.
    """

    def __init__(self, dim: int, ids: Ids | None = None, vectors: NDArray[np.floating] | None = None) -> None:
        """Take vectors (N, dim) with their ids (N,); rows that are zero or not finite are left out."""
        self.dim = dim
        self._write_lock = threading.Lock()
        self._spare: tuple[Ids, Vectors] = (np.empty(0, np.int64), np.empty((0, dim), np.float32))
        self._rows: tuple[Ids, Vectors] = self._spare
        if ids is not None and vectors is not None:
            unit, usable = normalised(vectors, dim)
            if not usable.all():
                ids, unit = ids[usable], unit[usable]
            self._publish(*_sorted(np.asarray(ids, np.int64), unit))

    def __len__(self) -> int:
        return len(self._rows[0])

    @property
    def ids(self) -> Ids:
        """The ids (N,), ascending."""
        return self._rows[0]

    def get(self, ids: Ids) -> tuple[Ids, Vectors]:
        """Return those of the ids that are known, ascending, and their vectors."""
        known, matrix = self._rows
        rows = positions(known, ids)
        return known[rows], matrix[rows]

    def search(self, query: NDArray[np.float32], k: int, allowed: Ids | None = None) -> tuple[Ids, Vectors]:
        """Return ids and scores of the k best among all, or among `allowed`; best first, ties by id.

        Scores are inner products: cosines for a query of unit length. Fewer than k come back only where
        fewer are there.
        """
        vector = checked_query(query, self.dim)
        ids, matrix = self._rows
        if allowed is not None:
            rows = positions(ids, allowed)
            return search_rows(ids, matrix, rows, vector, k)
        if k <= 0 or len(ids) == 0:
            return nothing()
        best = best_rows(matrix, vector, k)
        return ranked(ids[best], matrix[best], vector, k)

    def add(self, ids: Ids, vectors: NDArray[np.floating]) -> None:
        """Add vectors (N, dim); ids that are known get the new vector.

        Raises:
            ValueError: A vector is zero, not finite, or has not `dim` numbers. Nothing is added then.
        """
        new_ids, unit = _sorted(np.asarray(ids, np.int64), checked(vectors, self.dim))
        if len(new_ids) == 0:
            return
        with self._write_lock:
            old_ids, matrix = self._rows
            if len(old_ids) == 0 or new_ids[0] > old_ids[-1]:
                self._append(new_ids, unit)
                return
            kept = ~np.isin(old_ids, new_ids)
            self._publish(
                *_sorted(np.concatenate([old_ids[kept], new_ids]), np.concatenate([matrix[kept], unit])),
            )

    def remove(self, ids: Ids) -> None:
        """Take vectors out; unknown ids are ignored."""
        with self._write_lock:
            old_ids, matrix = self._rows
            kept = ~np.isin(old_ids, ids)
            if not kept.all():
                self._publish(old_ids[kept], matrix[kept])

    def close(self) -> None:
        """Nothing to stop or save."""

    def _append(self, ids: Ids, vectors: Vectors) -> None:
        count, needed = len(self._rows[0]), len(self._rows[0]) + len(ids)
        if needed > len(self._spare[0]):
            capacity = max(needed, count * 3 // 2, 1024)
            spare = (np.empty(capacity, np.int64), np.empty((capacity, self.dim), np.float32))
            spare[0][:count], spare[1][:count] = self._rows
            self._spare = spare
        self._spare[0][count:needed], self._spare[1][count:needed] = ids, vectors
        self._rows = (self._spare[0][:needed], self._spare[1][:needed])

    def _publish(self, ids: Ids, vectors: Vectors) -> None:
        self._spare = self._rows = (ids, vectors)


def search_rows(ids: Ids, matrix: Vectors, rows: NDArray[np.intp], query: Vectors, k: int) -> tuple[Ids, Vectors]:
    """Return the k best among some rows of a matrix, copying at most some thousands at once."""
    best_ids, best_vectors = ids[:0], matrix[:0]
    if k <= 0:
        return nothing()
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        chunk = rows[start : start + _ROWS_AT_ONCE]
        candidate_ids = np.concatenate([best_ids, ids[chunk]])
        candidates = np.concatenate([best_vectors, matrix[chunk]])
        best = best_rows(candidates, query, k)
        best_ids, best_vectors = candidate_ids[best], candidates[best]
    return ranked(best_ids, best_vectors, query, k)


def _sorted(ids: Ids, vectors: Vectors) -> tuple[Ids, Vectors]:
    """Return rows ascending by id; of several with one id the last stays."""
    if len(ids) < 2 or (np.diff(ids) > 0).all():
        return ids, vectors
    _, last = np.unique(ids[::-1], return_index=True)
    rows = len(ids) - 1 - last
    return ids[rows], vectors[rows]


def positions(known: Ids, wanted: Ids) -> NDArray[np.intp]:
    """Return the positions, ascending, of those of the wanted ids that are in the ascending `known`."""
    unique = np.unique(np.asarray(wanted, np.int64))
    places = np.searchsorted(known, unique)
    inside = places < len(known)
    places, unique = places[inside], unique[inside]
    found: NDArray[np.intp] = places[known[places] == unique]
    return found
