"""Ranks against a slow, obvious version, and the rule that ties count against us."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from engine.evaluation.ranks import median_rank, rank_of_best, recall_at, recalls


def slow_rank(scores: list[float], is_right: list[bool]) -> int:
    best = max(score for score, right in zip(scores, is_right, strict=True) if right)
    rank = 1
    for score, right in zip(scores, is_right, strict=True):
        if not right and score >= best:
            rank += 1
    return rank


@st.composite
def scored(draw: st.DrawFn) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 8))
    few_values = st.sampled_from([np.float32(value) for value in (-1.0, 0.0, 0.25, 0.5, 1.0)])
    scores = draw(arrays(np.float32, (rows, columns), elements=few_values))
    is_right = draw(arrays(np.bool_, (rows, columns)))
    is_right[np.arange(rows), draw(arrays(np.int64, rows, elements=st.integers(0, columns - 1)))] = True
    return scores, is_right


@given(scored())
def test_rank_of_best_any_scores_equals_slow_version(case: tuple[NDArray[np.float32], NDArray[np.bool_]]) -> None:
    scores, is_right = case
    expected = [slow_rank(row.tolist(), right.tolist()) for row, right in zip(scores, is_right, strict=True)]
    assert rank_of_best(scores, is_right).tolist() == expected


def test_rank_of_best_all_scores_equal_is_last() -> None:
    assert rank_of_best(np.ones((1, 7)), np.eye(7, dtype=bool)[:1]).tolist() == [7]


@pytest.mark.parametrize("scores", [[np.nan, 0.1, 0.2], [0.5, np.nan, np.nan]])
def test_rank_of_best_nan_anywhere_counts_against_us(scores: list[float]) -> None:
    assert rank_of_best(np.array([scores]), np.array([[True, False, False]])).tolist() == [3]


def test_recalls_known_ranks_are_percentages() -> None:
    ranks = np.array([1, 2, 6, 11])
    assert recalls(ranks) == {"R@1": 25.0, "R@5": 50.0, "R@10": 75.0}
    assert median_rank(ranks) == 4.0


def test_recalls_no_ranks_are_zero() -> None:
    nothing = np.zeros(0, np.int64)
    assert recall_at(nothing, 1) == 0.0
    assert median_rank(nothing) == 0.0
