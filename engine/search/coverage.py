"""Which pictures stand for the others: the ones worth captioning next, since each says something about many."""

from __future__ import annotations

import heapq
from typing import Final

import numpy as np
from numpy.typing import NDArray

MAX_COMPARED: Final = 2000
_LEAST_GAIN: Final = 1e-3  # a copy of what is there already adds nothing
# The picture that the model is most unsure of counts by this much more than the one it is surest of; chosen on labelled
# photos, see docs/decisions/022-captions-in-search.md.
_DOUBT: Final = 2.0


def most_telling(
    vectors: NDArray[np.float32],
    known: NDArray[np.float32],
    count: int,
    *,
    doubts: NDArray[np.float32] | None = None,
    compared: int = MAX_COMPARED,
) -> NDArray[np.intp]:
    """Choose pictures that, with those already known, lie near to as many of all pictures as possible.

    Greedy facility location: each choice raises the most the sum, over all pictures, of the cosine with the nearest
    chosen or known one, within 1 - 1/e of the best choice (Nemhauser, Wolsey, Fisher, 1978). A crowd of similar
    pictures gives one, and an odd picture that nothing resembles comes late. What a choice raises only shrinks as
    others are made, so that most need not be looked at again (Minoux, 1978).

    Args:
        vectors: (N, D) unit vectors to choose from.
        known: (M, D) unit vectors that need no choosing.
        count: How many.
        doubts: (N,) how unsure the model is of each; of pictures that stand for as many, those come first. Only their
            order counts.
        compared: Of more pictures than this, evenly spaced ones stand for all.

    Returns:
        (K,) rows of `vectors`, the most telling first; fewer than `count` where no other adds anything.
    """
    rows = _evenly(len(vectors), compared)
    seen = vectors[rows].astype(np.float32)
    likeness = np.maximum(seen @ seen.T, 0.0)
    best = np.zeros(len(rows), np.float32)
    if len(known):
        best = np.maximum(seen @ known[_evenly(len(known), compared)].astype(np.float32).T, 0.0).max(axis=1)
    factors = _factors(None if doubts is None else doubts[rows], len(rows))

    def gain(pick: int) -> float:
        return float(np.maximum(likeness[pick] - best, 0.0).sum()) * factors[pick]

    waiting = [(-gain(row), row, 0) for row in range(len(rows))]
    heapq.heapify(waiting)
    chosen: list[int] = []
    while waiting and len(chosen) < count:
        most, pick, looked_at = heapq.heappop(waiting)
        if -most <= _LEAST_GAIN:
            break
        if looked_at < len(chosen):
            heapq.heappush(waiting, (-gain(pick), pick, len(chosen)))
            continue
        chosen.append(pick)
        best = np.maximum(best, likeness[pick])
    return rows[np.array(chosen, np.intp)]


def _factors(doubts: NDArray[np.float32] | None, count: int) -> list[float]:
    """Return by how much each choice counts more for the model being unsure of it."""
    if doubts is None or count < 2 or not np.ptp(doubts):
        return [1.0] * count
    places = np.argsort(np.argsort(doubts, kind="stable"), kind="stable")
    factors: list[float] = (1.0 + _DOUBT * places / (count - 1)).tolist()
    return factors


def _evenly(count: int, at_most: int) -> NDArray[np.intp]:
    return np.linspace(0, max(count - 1, 0), min(count, at_most)).round().astype(np.intp)
