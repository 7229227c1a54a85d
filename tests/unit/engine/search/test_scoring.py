from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.cots.protocol import Calibration
from engine.search.scoring import QueryScorer, QueryVectors
from tests.helpers.library_rows import DIM, unit_vectors

CALIBRATION = Calibration(0.3, 0.0, 0.1, 0.4, 0.1, 1000)
NONE = np.zeros((0, DIM), np.float32)
AXES = np.eye(DIM, dtype=np.float32)


def _mix(*weights: float) -> NDArray[np.float32]:
    mixed = np.array(weights, np.float32) @ AXES[: len(weights)]
    unit: NDArray[np.float32] = mixed / np.linalg.norm(mixed)
    return unit


def test_score_of_text_alone_is_the_cosine() -> None:
    text, frames = unit_vectors(1, 1)[0], unit_vectors(20, 2)
    scorer = QueryScorer(QueryVectors(text, None, NONE), unit_vectors(50, 3), CALIBRATION, 0.5)
    np.testing.assert_allclose(scorer.score(frames), [float(np.dot(frame, text)) for frame in frames], atol=1e-6)


def test_score_of_a_picture_alone_is_the_cosine() -> None:
    picture, frames = unit_vectors(1, 1)[0], unit_vectors(20, 2)
    scorer = QueryScorer(QueryVectors(None, picture, NONE), NONE, CALIBRATION, 0.5)
    np.testing.assert_allclose(scorer.score(frames), frames @ picture, atol=1e-6)


def test_score_of_text_and_picture_lets_both_count_although_their_cosines_differ_in_size() -> None:
    rng = np.random.default_rng(0)
    # Cosines with the text spread by 0.03, those with the picture by 0.3.
    frames = np.stack([_mix(0.0, 0.5, 1.0) for _ in range(400)]).astype(np.float32)
    frames[:, 0] += rng.normal(0, 0.03, 400).astype(np.float32)
    frames[:, 1] += rng.normal(0, 0.3, 400).astype(np.float32)
    frames /= np.linalg.norm(frames, axis=1, keepdims=True)
    scorer = QueryScorer(QueryVectors(AXES[0], AXES[1], NONE), frames, CALIBRATION, 0.5)
    scores = scorer.score(frames)
    with_text = np.corrcoef(scores, frames @ AXES[0])[0, 1]
    with_picture = np.corrcoef(scores, frames @ AXES[1])[0, 1]
    assert with_text == pytest.approx(with_picture, abs=0.25)
    assert min(with_text, with_picture) > 0.4


def test_score_with_a_negative_pushes_only_what_shows_more_of_it_than_usual() -> None:
    background = np.stack([_mix(0.3, 0.1, 1.0)] * 100)
    scorer = QueryScorer(QueryVectors(AXES[0], None, AXES[1:2]), background, CALIBRATION, 0.5)
    dog, snowy_dog = _mix(0.5, 0.1, 1.0), _mix(0.5, 0.9, 1.0)
    scores = scorer.score(np.stack([dog, snowy_dog]))
    assert scores[0] == pytest.approx(float(dog @ AXES[0]), abs=1e-6)
    assert scores[1] < float(snowy_dog @ AXES[0]) - 0.1


def test_score_with_minus_weight_zero_ignores_negatives() -> None:
    frames = unit_vectors(20, 2)
    scorer = QueryScorer(QueryVectors(AXES[0], None, AXES[1:3]), NONE, CALIBRATION, 0.0)
    np.testing.assert_allclose(scorer.score(frames), frames @ AXES[0], atol=1e-6)


def test_score_with_negatives_alone_puts_what_shows_least_of_them_first() -> None:
    scorer = QueryScorer(QueryVectors(None, None, AXES[:2]), NONE, CALIBRATION, 0.5)
    frames = np.stack([_mix(1.0, 0.0, 0.2), _mix(0.1, 0.1, 1.0), _mix(0.0, 1.0, 0.1)])
    scores = scorer.score(frames)
    assert scores.argmax() == 1
    np.testing.assert_allclose(scores, -(frames @ AXES[:2].T).max(axis=1), atol=1e-6)


@given(st.integers(0, 5000), st.booleans(), st.booleans(), st.integers(0, 3), st.integers(0, 40))
def test_bound_of_any_query_is_never_below_the_score(
    seed: int, has_text: bool, has_picture: bool, negatives: int, background: int
) -> None:
    if not (has_text or has_picture or negatives):
        return
    query = QueryVectors(
        unit_vectors(1, seed)[0] if has_text else None,
        unit_vectors(1, seed + 1)[0] if has_picture else None,
        unit_vectors(negatives, seed + 2) if negatives else NONE,
    )
    scorer = QueryScorer(query, unit_vectors(background, seed + 3) if background else NONE, CALIBRATION, 0.5)
    frames = unit_vectors(50, seed + 4)
    scores = scorer.score(frames)
    assert np.isfinite(scores).all()
    assert (scores <= scorer.bound(frames @ scorer.probe) + 1e-6).all()
