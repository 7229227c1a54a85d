"""Which pictures stand for the others: the ones worth captioning next, since each says something about many."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

MAX_COMPARED: Final = 2000
_LEAST_GAIN: Final = 1e-3  # a copy of what is there already adds nothing


def most_telling(
    vectors: NDArray[np.float32], known: NDArray[np.float32], count: int, *, compared: int = MAX_COMPARED
) -> NDArray[np.intp]:
    """Choose pictures that, with those already known, lie near to as many of all pictures as possible.

    Greedy facility location: each choice raises the most the sum, over all pictures, of the cosine with the nearest
    chosen or known one, within 1 - 1/e of the best choice (Nemhauser, Wolsey, Fisher, 1978). A crowd of similar
    pictures gives one, and an odd picture that nothing resembles comes late.

    Args:
        vectors: (N, D) unit vectors to choose from.
        known: (M, D) unit vectors that need no choosing.
        count: How many.
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
    chosen: list[int] = []
    while len(chosen) < min(count, len(rows)):
        gains = np.maximum(likeness - best[:, None], 0.0).sum(axis=0)
        gains[chosen] = -1.0
        pick = int(gains.argmax())
        if gains[pick] <= _LEAST_GAIN:
            break
        chosen.append(pick)
        best = np.maximum(best, likeness[:, pick])
    return rows[np.array(chosen, np.intp)]


def _evenly(count: int, at_most: int) -> NDArray[np.intp]:
    return np.linspace(0, max(count - 1, 0), min(count, at_most)).round().astype(np.intp)
