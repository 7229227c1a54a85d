"""Whether a fine-tuned model may replace the one it came from: paired differences and their bootstrap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning.finetune_scores import Scores

_RESAMPLES = 4000
_AT_ONCE = 200  # bounds the memory of a resample of many pictures


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision, one sentence on it, and the bounds it rests on (percentage points)."""

    accepted: bool
    reason: str
    figures: dict[str, float]


def lower_bound(differences: NDArray[np.float64], seed: int, level: float = 0.05) -> float:
    """Return the one-sided lower bound of the mean by bootstrap over the (N,) pairs (Efron, 1979).

    The mean of everything a person could have captioned lies above it with probability 1 - `level`, roughly: resampling
    few pictures is a little too sure of itself.
    """
    rng = np.random.default_rng([seed, 3])
    count = len(differences)
    means = [
        differences[rng.integers(count, size=(_AT_ONCE, count))].mean(axis=1) for _ in range(_RESAMPLES // _AT_ONCE)
    ]
    return float(np.quantile(np.concatenate(means), level))


def judge(before: Scores, after: Scores, guard_before: Scores, guard_after: Scores, config: FinetuneConfig) -> Verdict:
    """Compare held-out pictures, and the queries of the guard, before and after; both pairs row by row.

    Better on own captions: the mean reciprocal rank rose, surely (95 %), and R@1 and R@10 together did not fall.
    Not worse in general: R@1 and R@10 together fell by at most `guard_drop` points on average, and surely (95 %) by
    less than `guard_bound`.
    """
    gain = 100 * (after.reciprocal - before.reciprocal)
    recall = 100 * (after.recall - before.recall)
    guard = 100 * (guard_after.recall - guard_before.recall)
    figures = {
        "own_gain": float(gain.mean()),
        "own_gain_at_least": lower_bound(gain, config.seed),
        "own_recall_gain": float(recall.mean()),
        "guard_gain": float(guard.mean()),
        "guard_gain_at_least": lower_bound(guard, config.seed),
        "held_out": float(len(gain)),
        "guard_queries": float(len(guard)),
    }
    figures = {name: round(value, 2) for name, value in figures.items()}
    own_better = figures["own_gain_at_least"] > 0 and figures["own_recall_gain"] >= 0
    guard_kept = figures["guard_gain"] >= -config.guard_drop and figures["guard_gain_at_least"] >= -config.guard_bound
    return Verdict(own_better and guard_kept, _reason(own_better, guard_kept, figures["own_gain"]), figures)


def _reason(own_better: bool, guard_kept: bool, gain: float) -> str:
    if own_better and guard_kept:
        return "Your held-out captions find their pictures better, and other searches are as good as before."
    if own_better:
        return "Your held-out captions find their pictures better, but other searches became worse."
    if gain > 0:
        return "Your held-out captions find their pictures hardly better: that may be chance."
    return "Your held-out captions do not find their pictures better than before."
