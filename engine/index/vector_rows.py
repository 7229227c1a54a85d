"""Vectors in memory, ascending by id: what both indexes compare, and the one definition of a score.

A vector is what half precision holds, as it is stored; so a score is the same number whichever index computed it.
"""

from __future__ import annotations

import threading
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.inner_products import chosen_products, inner_products

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]

# A matrix product may differ by this much for equal rows, depending on where in the matrix they stand.
_PRODUCT_ERROR: Final = 1e-5
_ROWS_AT_ONCE: Final = 16_384
_UNIT_ERROR: Final = 0.01  # half precision leaves unit vectors this close to unit length


def normalised(vectors: NDArray[np.floating], dim: int) -> tuple[NDArray[np.float16], NDArray[np.bool_]]:
    """Return vectors (N, dim) at unit length in half precision, and (N,) which can be used: finite and not zero.

    Vectors that are of unit length within half precision stay as they are.
    """
    if vectors.ndim != 2 or vectors.shape[1] != dim:
        raise ValueError(f"vectors of shape {vectors.shape} do not fit {dim} dimensions")
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        halves = np.ascontiguousarray(vectors, np.float16)
        lengths = np.empty(len(vectors), np.float32)
        for start in range(0, len(vectors), _ROWS_AT_ONCE):
            chunk = np.asarray(vectors[start : start + _ROWS_AT_ONCE], np.float32)
            lengths[start : start + _ROWS_AT_ONCE] = np.linalg.norm(chunk, axis=1)
        usable = np.isfinite(lengths) & (lengths > 1e-6)
        off = np.abs(lengths - 1.0) > _UNIT_ERROR
        if (usable & off).any():
            halves = halves.copy()
            rows = np.flatnonzero(usable & off)
            halves[rows] = np.asarray(vectors[rows], np.float32) / lengths[rows, np.newaxis]
    return halves, usable


def checked(vectors: NDArray[np.floating], dim: int) -> NDArray[np.float16]:
    """Return vectors at unit length; raise ValueError where one holds NaN or infinity, or is zero."""
    unit, usable = normalised(np.asarray(vectors), dim)
    if not usable.all():
        raise ValueError(f"{int((~usable).sum())} of {len(usable)} vectors are zero or not finite")
    return unit


def checked_query(query: NDArray[np.floating], dim: int) -> Vectors:
    """Return the query (dim,) as float32; raise ValueError where it does not fit or is not finite."""
    vector = np.ascontiguousarray(query, np.float32)
    if vector.shape != (dim,) or not np.isfinite(vector).all():
        raise ValueError(f"a query of shape {vector.shape} cannot be compared with {dim} dimensions")
    return vector


def nothing() -> tuple[Ids, Vectors]:
    """Return the answer of an empty index."""
    return np.empty(0, np.int64), np.empty(0, np.float32)


def positions(known: Ids, wanted: Ids) -> NDArray[np.intp]:
    """Return the positions, ascending, of those of the wanted ids that are in the ascending `known`."""
    unique = np.sort(np.asarray(wanted, np.int64))
    if (unique[1:] == unique[:-1]).any():
        unique = np.unique(unique)
    places = np.searchsorted(known, unique)
    inside = places < len(known)
    places, unique = places[inside], unique[inside]
    found: NDArray[np.intp] = places[known[places] == unique]
    return found


class Snapshot:
    """The rows of one moment: ids (N,) ascending and vectors (N, dim). Never changes."""

    def __init__(self, ids: Ids, matrix: NDArray[np.floating]) -> None:
        self.ids = ids
        self.matrix = matrix

    def best(self, query: Vectors, k: int, rows: NDArray[np.intp] | None = None) -> tuple[Ids, Vectors]:
        """Return ids and scores of the k best of all rows, or of some; best first, equal scores by id."""
        if k <= 0 or len(self.ids) == 0:
            return nothing()
        if rows is None:
            return self._ranked(_best(inner_products(self.matrix, query), k), query, k)
        return self._ranked(rows[_best(chosen_products(self.matrix, rows, query), k)], query, k)

    def _ranked(self, rows: NDArray[np.intp], query: Vectors, k: int) -> tuple[Ids, Vectors]:
        """Rank rows by scores summed row by row in double precision: equal vectors tie wherever they stand."""
        ids = self.ids[rows]
        products = self.matrix[rows].astype(np.float64) * query.astype(np.float64)
        scores = products.sum(axis=1).astype(np.float32)
        order = np.lexsort((ids, -scores))[:k]
        return ids[order], scores[order]


class VectorRows:
    """Rows that may be read without a lock while another thread changes them.

    A change makes new arrays, or fills rows no reader looks at yet, and then publishes both at once. Changes exclude
    each other.
    """

    def __init__(self, dim: int, ids: Ids | None = None, unit: NDArray[np.float16] | None = None) -> None:
        """Take up unit vectors (N, dim) ascending by id as they are: from then on nobody else may change the arrays."""
        self.dim = dim
        self._write_lock = threading.Lock()
        self._now = Snapshot(np.empty(0, np.int64), np.empty((0, dim), np.float16))
        if ids is not None and unit is not None:
            self._now = Snapshot(ids, unit)
        self._spare = self._now

    def __len__(self) -> int:
        return len(self.now.ids)

    @property
    def now(self) -> Snapshot:
        """The rows at this moment."""
        return self._now

    def add(self, ids: Ids, unit: NDArray[np.float16]) -> None:
        """Add unit vectors (N, dim); ids that are known get the new vector."""
        new_ids, vectors = _sorted(np.asarray(ids, np.int64), unit)
        if len(new_ids) == 0:
            return
        with self._write_lock:
            old = self._now
            if len(old.ids) == 0 or new_ids[0] > old.ids[-1]:
                self._append(new_ids, vectors)
                return
            kept = ~np.isin(old.ids, new_ids)
            matrix = np.concatenate([old.matrix[kept], vectors])
            self._publish(*_sorted(np.concatenate([old.ids[kept], new_ids]), matrix))

    def remove(self, ids: Ids) -> None:
        """Take rows out; unknown ids are ignored."""
        with self._write_lock:
            kept = ~np.isin(self._now.ids, ids)
            if not kept.all():
                self._publish(self._now.ids[kept], self._now.matrix[kept])

    def _append(self, ids: Ids, vectors: NDArray[np.floating]) -> None:
        count, needed = len(self._now.ids), len(self._now.ids) + len(ids)
        if needed > len(self._spare.ids):
            capacity = needed if count == 0 else max(needed, count * 3 // 2, 1024)
            spare = Snapshot(np.empty(capacity, np.int64), np.empty((capacity, self.dim), np.float16))
            spare.ids[:count], spare.matrix[:count] = self._now.ids, self._now.matrix
            self._spare = spare
        self._spare.ids[count:needed], self._spare.matrix[count:needed] = ids, vectors
        self._now = Snapshot(self._spare.ids[:needed], self._spare.matrix[:needed])

    def _publish(self, ids: Ids, matrix: NDArray[np.floating]) -> None:
        self._spare = self._now = Snapshot(ids, matrix)


def _best(products: NDArray[np.floating], k: int) -> NDArray[np.intp]:
    """Return the places that may belong to the k best: those and whatever is as good within rounding."""
    if k >= len(products):
        return np.arange(len(products))
    threshold = np.partition(products, -k)[-k] - _PRODUCT_ERROR
    return np.flatnonzero(products >= threshold)


def _sorted(ids: Ids, vectors: NDArray[np.floating]) -> tuple[Ids, NDArray[np.floating]]:
    """Return rows ascending by id; of several with one id the last stays."""
    if len(ids) < 2 or (np.diff(ids) > 0).all():
        return ids, vectors
    _, last = np.unique(ids[::-1], return_index=True)
    rows = len(ids) - 1 - last
    return ids[rows], vectors[rows]
