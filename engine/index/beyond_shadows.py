"""Vectors whose shadows say too little: few of them are compared in every search, many make the shadows useless.

What a library holds little of hardly counts where directions are chosen, and may lie outside them altogether: a
fiftieth of another kind was found in two of a hundred cases. Its shadows say so themselves, by the length that is left
over. And some libraries fill all directions alike; whether half of them will do is found out by trying.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.index.projection import Projection, sample_of

Ids = NDArray[np.int64]
Singles = NDArray[np.float32]

_MUCH: Final = 0.35  # of a length: kinds of their own that lose less were found in 99.7 of 100 cases
_MUCH_OF_USUAL: Final = 1.3  # where all lose something, what matters is who loses more than others
_NOTHING_IS_MUCH: Final = 2.0  # longer than any
_FEW: Final = 4000  # compared in a millisecond
_FEW_SHARE: Final = 0.02
_TRIED: Final = 16  # vectors from everywhere, and as many of those that lose most
_BEST: Final = 10
_RECALL: Final = 0.97
_AT_ONCE: Final = 4096


class BeyondShadows:
    """The ids of those vectors. Whoever changes a graph tells it."""

    def __init__(self, much: float, found: list[Ids] | None = None) -> None:
        """Begin with those that were found; `much` is the length a shadow may lack."""
        self.much = much
        self.ids: Ids = np.unique(np.concatenate([np.empty(0, np.int64), *(found or [])]))

    def note(self, ids: Ids, shadows: Singles) -> None:
        """Take up of these ids (N,) those whose shadows (N, P) lack much; others are no longer among them."""
        found = ids[shadows[:, -1] > self.much]
        if len(found) or len(self.ids):
            self.ids = np.union1d(np.setdiff1d(self.ids, ids), found)

    def forget(self, ids: Ids) -> None:
        """Take ids out."""
        self.ids = np.setdiff1d(self.ids, ids)

    def are_too_many(self, total: int) -> bool:
        """Whether so many of `total` are not worth comparing each time."""
        return len(self.ids) > most(total)


def most(total: int) -> float:
    """Return how many of `total` may be compared in every search."""
    return max(_FEW, total * _FEW_SHARE)


def much_of(projection: Projection, vectors: NDArray[np.floating]) -> float:
    """Return what is much to lose where all vectors are like these (N, D)."""
    lost = projection.losses(sample_of(vectors))
    lost = lost[np.isfinite(lost)]
    if projection.is_whole:
        return _NOTHING_IS_MUCH
    return max(_MUCH, _MUCH_OF_USUAL * float(np.median(lost))) if len(lost) else _MUCH


def share_beyond(projection: Projection, much: float, vectors: NDArray[np.floating]) -> float:
    """Return which part of vectors (N, D) loses that much, judged by a sample."""
    lost = projection.losses(sample_of(vectors))
    return 0.0 if projection.is_whole or len(lost) == 0 else float((lost > much).mean())


def chosen(vectors: NDArray[np.floating], dim: int, looked_at: int) -> tuple[Projection, float]:
    """Choose directions for unit vectors (N, D), and what is much to lose; all directions where half are not enough.

    Args:
        vectors: What the graph will hold.
        dim: Their numbers.
        looked_at: How many of them a search compares.
    """
    projection = Projection.of(sample_of(vectors), dim)
    much = much_of(projection, vectors)
    if projection.is_whole or _is_enough(projection, much, vectors, looked_at):
        return projection, much
    return Projection.whole(dim), _NOTHING_IS_MUCH


def _is_enough(projection: Projection, much: float, vectors: NDArray[np.floating], looked_at: int) -> bool:
    """Whether searches for some vectors, also for those that lose most, would find by shadows what is nearest."""
    lost = projection.losses(vectors)
    is_beyond = lost > much
    # Half: a graph that was begun must not be worn the next day.
    if int(is_beyond.sum()) > most(len(vectors)) / 2:
        return False
    if len(vectors) <= looked_at:
        return True
    known = np.where(is_beyond, -1.0, lost)
    tried = np.union1d(np.argsort(known)[-_TRIED:], np.random.default_rng(0).integers(0, len(vectors), _TRIED))
    queries = np.asarray(vectors[tried], np.float32)
    best = _nearest(vectors, queries)
    asked = queries @ projection.directions
    own = np.einsum("qkp,qp->qk", np.asarray(vectors[best], np.float32) @ projection.directions, asked)
    better = np.zeros(own.shape, np.int64)
    for start in range(0, len(vectors), _AT_ONCE):
        part = (np.asarray(vectors[start : start + _AT_ONCE], np.float32) @ projection.directions) @ asked.T
        better += (part[:, :, np.newaxis] > own).sum(axis=0)
    return float(((better < looked_at) | is_beyond[best]).mean()) >= _RECALL


def _nearest(vectors: NDArray[np.floating], queries: Singles) -> NDArray[np.intp]:
    """Return the rows (Q, K) of the vectors that are nearest to each query."""
    rows = np.empty((len(queries), 0), np.intp)
    products = np.empty((len(queries), 0), np.float32)
    for start in range(0, len(vectors), _AT_ONCE):
        part = queries @ np.asarray(vectors[start : start + _AT_ONCE], np.float32).T
        products = np.concatenate([products, part], axis=1)
        rows = np.concatenate([rows, np.broadcast_to(np.arange(start, start + part.shape[1]), part.shape)], axis=1)
        keep = np.argsort(-products, axis=1)[:, :_BEST]
        rows, products = np.take_along_axis(rows, keep, axis=1), np.take_along_axis(products, keep, axis=1)
    return rows
