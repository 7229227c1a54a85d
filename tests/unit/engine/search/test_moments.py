from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.records import Moment
from engine.search.moments import ClipFrames, group_moments
from tests.helpers.library_rows import DIM, unit_vectors

MARGIN = 0.15
AXES = np.eye(DIM, dtype=np.float32)


def _clip(shots: str, step_s: float = 1.0, duration_s: float | None = None) -> ClipFrames:
    """A frame per letter, in the middle of its step; equal letters look alike."""
    times_s: NDArray[np.float64] = (np.arange(len(shots), dtype=np.float64) + 0.5) * step_s
    vectors = np.stack([AXES["abcdefgh".index(letter)] for letter in shots])
    return ClipFrames.of_one(times_s, vectors, duration_s or len(shots) * step_s)


def _scores(*values: float) -> NDArray[np.float64]:
    return np.array(values, np.float64)


def moments_of(clip: ClipFrames, scores: NDArray[np.float64], *, limit: int, margin: float) -> tuple[Moment, ...]:
    grouped = group_moments(clip, scores, limit=limit, margin=margin)
    return grouped[0] if grouped else ()


def test_group_moments_of_three_shots_finds_the_shot_of_the_best_frame() -> None:
    clip = _clip("aabbbc")
    moments = moments_of(clip, _scores(0.1, 0.2, 0.3, 0.9, 0.4, 0.2), limit=1, margin=MARGIN)
    assert [(moment.start_s, moment.end_s, moment.best_s, moment.score) for moment in moments] == [(2.0, 5.0, 3.5, 0.9)]


def test_group_moments_best_first_and_no_more_than_the_limit() -> None:
    clip = _clip("aabbcc")
    scores = _scores(0.4, 0.2, 0.5, 0.1, 0.45, 0.1)
    assert [moment.score for moment in moments_of(clip, scores, limit=2, margin=MARGIN)] == [0.5, 0.45]
    assert [moment.start_s for moment in moments_of(clip, scores, limit=9, margin=MARGIN)] == [2.0, 4.0, 0.0]


def test_group_moments_same_look_after_a_cut_is_another_moment() -> None:
    moments = moments_of(_clip("aba"), _scores(0.9, 0.1, 0.8), limit=3, margin=MARGIN)
    assert [(moment.start_s, moment.end_s) for moment in moments] == [(0.0, 1.0), (2.0, 3.0)]


def test_group_moments_much_weaker_than_the_best_are_left_out() -> None:
    scores = _scores(0.6, 0.1, 0.6 - MARGIN - 0.01, 0.1, 0.6 - MARGIN + 0.01, 0.1)
    assert [moment.start_s for moment in moments_of(_clip("abcdef"), scores, limit=9, margin=MARGIN)] == [0.0, 4.0]


def test_group_moments_where_duplicates_were_dropped_lasts_until_the_next_look_begins() -> None:
    # Sampled every second; between 1.5 s and 6.5 s nothing changed, so those frames were not kept.
    clip = ClipFrames.of_one(np.array([0.5, 2.5, 6.5]), np.stack([AXES[0], AXES[1], AXES[2]]), 8.0)
    moments = moments_of(clip, _scores(0.1, 0.9, 0.2), limit=1, margin=MARGIN)
    assert (moments[0].start_s, moments[0].end_s) == (2.0, 6.0)


def test_group_moments_of_a_still_clip_is_the_whole_clip() -> None:
    moments = moments_of(ClipFrames.of_one(np.array([0.4]), AXES[:1], 9.0), _scores(0.5), limit=3, margin=MARGIN)
    assert [(moment.start_s, moment.end_s, moment.best_s) for moment in moments] == [(0.0, 9.0, 0.4)]


def test_group_moments_with_a_duration_that_lies_still_holds_the_best_second() -> None:
    moments = moments_of(
        ClipFrames.of_one(np.array([2.0, 4.0]), AXES[:2], 0.0), _scores(0.1, 0.5), limit=1, margin=MARGIN
    )
    assert moments[0].start_s <= moments[0].best_s <= moments[0].end_s == 4.0


def test_group_moments_with_equal_scores_takes_the_earlier() -> None:
    moments = moments_of(_clip("abc"), _scores(0.5, 0.5, 0.5), limit=2, margin=MARGIN)
    assert [moment.best_s for moment in moments] == [0.5, 1.5]


def test_group_moments_without_frames_is_empty() -> None:
    empty = ClipFrames.of_one(np.zeros(0), np.zeros((0, DIM), np.float32), 3.0)
    assert moments_of(empty, _scores(), limit=3, margin=MARGIN) == ()


@given(st.integers(1, 40), st.integers(0, 1000), st.integers(1, 10), st.floats(0.0, 50.0))
def test_group_moments_of_any_clip_never_overlap_and_hold_their_best_second(
    count: int, seed: int, limit: int, duration_s: float
) -> None:
    rng = np.random.default_rng(seed)
    times_s = np.cumsum(rng.integers(1, 4, count) * 0.75)
    vectors = np.repeat(unit_vectors(count, seed), rng.integers(1, 4, count), axis=0)[:count]
    scores = rng.random(count).round(1)
    moments = moments_of(ClipFrames.of_one(times_s, vectors, duration_s), scores, limit=limit, margin=MARGIN)
    assert 1 <= len(moments) <= limit
    assert [moment.score for moment in moments] == sorted((moment.score for moment in moments), reverse=True)
    assert moments[0].score == pytest.approx(scores.max())
    for moment in moments:
        assert 0.0 <= moment.start_s <= moment.best_s <= moment.end_s
    by_time = sorted(moments, key=lambda moment: moment.start_s)
    for earlier, later in itertools.pairwise(by_time):
        assert earlier.end_s <= later.start_s + 1e-9


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(0, 1000), st.integers(1, 4))
def test_group_moments_of_clips_together_are_those_of_each_alone(counts: list[int], seed: int, limit: int) -> None:
    rng = np.random.default_rng(seed)
    starts = np.cumsum([0, *counts[:-1]])
    times_s = np.concatenate([np.cumsum(rng.integers(1, 4, count) * 0.75) for count in counts])
    vectors = np.repeat(unit_vectors(sum(counts), seed), rng.integers(1, 4, sum(counts)), axis=0)[: sum(counts)]
    scores, durations_s = rng.random(sum(counts)).round(1), rng.random(len(counts)) * 20
    together = group_moments(
        ClipFrames(times_s, vectors, starts, durations_s),
        scores,
        limit=limit,
        margin=MARGIN,
        thumbnail=lambda clip, time_s: Path(f"{clip} {time_s}"),
    )
    for number, start in enumerate(starts.tolist()):
        end = start + counts[number]
        clip = ClipFrames.of_one(times_s[start:end], vectors[start:end], float(durations_s[number]))
        alone = moments_of(clip, scores[start:end], limit=limit, margin=MARGIN)
        assert [dataclasses.replace(moment, thumbnail_path=None) for moment in together[number]] == list(alone)
        assert all(moment.thumbnail_path == Path(f"{number} {moment.best_s}") for moment in together[number])
