"""Ranks in which ties count against us, and what is read from them: R@K and the median rank."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CUTOFFS = (1, 5, 10)


def rank_of_best(scores: NDArray[np.floating], is_right: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Rank each row's best right candidate among the wrong ones, 1 is best.

    A wrong candidate with the same score, or any comparison with NaN, counts against us.

    Args:
        scores: (N, M), higher is better.
        is_right: (N, M), at least one True per row.

    Returns:
        (N,) ranks: 1 + the number of wrong candidates that are not strictly below the best right one.
    """
    best = np.where(is_right, scores, -np.inf).max(axis=1, keepdims=True)
    is_below = scores < best
    ranks: NDArray[np.int64] = 1 + (~is_below & ~is_right).sum(axis=1, dtype=np.int64)
    return ranks


def recall_at(ranks: NDArray[np.int64], cutoff: int) -> float:
    """Percentage of ranks within the cutoff; 0 for no ranks at all."""
    return 100.0 * float((ranks <= cutoff).mean()) if len(ranks) else 0.0


def recalls(ranks: NDArray[np.int64]) -> dict[str, float]:
    """R@1, R@5 and R@10 as percentages."""
    return {f"R@{cutoff}": recall_at(ranks, cutoff) for cutoff in CUTOFFS}


def median_rank(ranks: NDArray[np.int64]) -> float:
    """The median rank, the mean of the two middle ones for an even count; 0 for no ranks at all."""
    return float(np.median(ranks)) if len(ranks) else 0.0
