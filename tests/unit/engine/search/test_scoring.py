from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.cots.protocol import Calibration
from engine.search.scoring import Probe, QueryVectors, Spread, Weighed, make_probe, spread_of
from tests.helpers.library_rows import DIM, unit_vectors

CALIBRATION = Calibration(0.3, 0.0, 0.1, 0.4, 0.1, 1000)
NONE = np.zeros((0, DIM), np.float32)
AXES = np.eye(DIM, dtype=np.float32)


def _mix(*weights: float) -> NDArray[np.float32]:
    mixed = np.array(weights, np.float32) @ AXES[: len(weights)]
    unit: NDArray[np.float32] = mixed / np.linalg.norm(mixed)
    return unit


def _query(
    text: NDArray[np.float32] | None,
    picture: NDArray[np.float32] | None = None,
    negatives: NDArray[np.float32] = NONE,
) -> QueryVectors:
    pictures = () if picture is None else (Weighed(picture),)
    return QueryVectors(text, pictures, tuple(Weighed(vector) for vector in negatives))


def _probe(query: QueryVectors, frames: NDArray[np.float32] = NONE, minus_weight: float = 0.5) -> Probe:
    return make_probe(query, lambda: frames, CALIBRATION, minus_weight)


def test_probe_of_text_alone_gives_the_cosine_and_needs_no_frames() -> None:
    text, frames = unit_vectors(1, 1)[0], unit_vectors(20, 2)
    probe = make_probe(_query(text), pytest.fail, CALIBRATION, 0.5)
    np.testing.assert_allclose(probe.scores(frames), [float(np.dot(frame, text)) for frame in frames], atol=2e-6)


def test_probe_of_a_picture_alone_gives_the_cosine() -> None:
    picture, frames = unit_vectors(1, 1)[0], unit_vectors(20, 2)
    np.testing.assert_allclose(_probe(_query(None, picture, NONE)).scores(frames), frames @ picture, atol=2e-6)


def test_probe_of_text_and_picture_lets_both_count_although_their_cosines_differ_in_size() -> None:
    rng = np.random.default_rng(0)
    # Cosines with the text spread by 0.03, those with the picture by 0.3.
    frames = np.stack([_mix(0.0, 0.5, 1.0) for _ in range(400)]).astype(np.float32)
    frames[:, 0] += rng.normal(0, 0.03, 400).astype(np.float32)
    frames[:, 1] += rng.normal(0, 0.3, 400).astype(np.float32)
    frames /= np.linalg.norm(frames, axis=1, keepdims=True)
    scores = _probe(_query(AXES[0], AXES[1], NONE), frames).scores(frames)
    with_text = np.corrcoef(scores, frames @ AXES[0])[0, 1]
    with_picture = np.corrcoef(scores, frames @ AXES[1])[0, 1]
    assert with_text == pytest.approx(with_picture, abs=0.25)
    assert min(with_text, with_picture) > 0.4
    # On the text's scale: the mean of both in its standard deviations.
    typed, like = spread_of(AXES[0], frames, CALIBRATION), spread_of(AXES[1], frames, None)
    z = ((frames @ AXES[0] - typed.mean) / typed.std + (frames @ AXES[1] - like.mean) / like.std) / 2
    np.testing.assert_allclose(scores, typed.mean + typed.std * z, atol=1e-5)


def test_probe_with_a_negative_lowers_what_shows_it_and_not_what_shows_as_much_of_it_as_usual() -> None:
    ordinary = np.stack([_mix(0.3, 0.1, 1.0)] * 5000)
    probe = _probe(_query(AXES[0], None, AXES[1:2]), ordinary)
    dog, snowy_dog = _mix(0.5, 0.1, 1.0), _mix(0.5, 0.9, 1.0)
    scores = probe.scores(np.stack([dog, snowy_dog]))
    assert scores[0] == pytest.approx(float(dog @ AXES[0]), abs=0.01)
    usual = spread_of(AXES[1], ordinary, CALIBRATION).mean
    expected = float(snowy_dog @ AXES[0]) - 0.5 * (float(snowy_dog @ AXES[1]) - usual)
    assert scores[1] == pytest.approx(expected, abs=1e-5)


def test_probe_with_minus_weight_zero_ignores_negatives() -> None:
    frames = unit_vectors(20, 2)
    probe = _probe(_query(AXES[0], None, AXES[1:3]), minus_weight=0.0)
    np.testing.assert_allclose(probe.scores(frames), frames @ AXES[0], atol=2e-6)


def test_probe_with_several_negatives_pushes_away_from_each_less_than_from_one_alone() -> None:
    one = _probe(_query(AXES[0], None, AXES[1:2])).vector
    two = _probe(_query(AXES[0], None, AXES[1:3])).vector
    assert one[1] == pytest.approx(-0.5)
    assert two[1] == two[2] == pytest.approx(-0.5 / math.sqrt(2))


def test_probe_of_negatives_alone_puts_what_shows_least_of_them_first() -> None:
    probe = _probe(_query(None, None, AXES[:2]))
    scores = probe.scores(np.stack([_mix(1.0, 0.0, 0.2), _mix(0.1, 0.1, 1.0), _mix(0.0, 1.0, 0.1)]))
    assert scores.argmax() == 1
    assert probe.as_text_score(float(scores[1]), CALIBRATION) == math.inf


def test_probe_scores_of_a_frame_are_the_same_in_any_batch() -> None:
    frames = unit_vectors(3000, 1)
    probe = _probe(_query(unit_vectors(1, 2)[0], None, unit_vectors(2, 3)), frames)
    whole = probe.scores(frames)
    single = np.concatenate([probe.scores(frames[row : row + 1]) for row in range(100)])
    np.testing.assert_allclose(whole[:100], single, atol=1.1e-6)


def test_as_text_score_measures_a_picture_in_its_own_deviations() -> None:
    assert Probe(AXES[0]).as_text_score(0.37, CALIBRATION) == 0.37
    like = Probe(AXES[0], picture_spread=Spread(0.2, 0.1))
    assert like.as_text_score(0.5, CALIBRATION) == pytest.approx(CALIBRATION.mismatch_mean + 3 * 0.1)


def test_spread_of_few_frames_leans_on_the_model_and_of_many_on_the_library() -> None:
    assert spread_of(AXES[0], NONE, CALIBRATION) == Spread(CALIBRATION.mismatch_mean, CALIBRATION.mismatch_std)
    frames = unit_vectors(5000, 1)
    cosines = frames @ AXES[0]
    spread = spread_of(AXES[0], frames, CALIBRATION)
    assert spread.mean == pytest.approx(float(cosines.mean()), abs=0.01)
    assert spread.std == pytest.approx(float(cosines.std()), abs=0.01)
    few = spread_of(AXES[0], np.stack([AXES[0]] * 3), CALIBRATION)
    assert few.mean < 0.2
    assert few.std > 0.05


def test_from_text_score_is_the_way_back() -> None:
    like = Probe(AXES[0], picture_spread=Spread(0.2, 0.1))
    for probe in (Probe(AXES[0]), like):
        for score in (-0.1, 0.2, 0.9):
            text_score = probe.as_text_score(score, CALIBRATION)
            assert probe.from_text_score(text_score, CALIBRATION) == pytest.approx(score)
    wish = Probe(AXES[0], is_wish_only=True)
    assert wish.from_text_score(0.4, CALIBRATION) == -math.inf


def test_probe_parts_count_by_their_weights() -> None:
    frames = unit_vectors(500, 2)
    heavy = QueryVectors(AXES[0], (Weighed(AXES[1], 2.0),))
    light = QueryVectors(AXES[0], (Weighed(AXES[1], 0.1),))
    with_heavy = np.corrcoef(_probe(heavy, frames).scores(frames), frames @ AXES[1])[0, 1]
    with_light = np.corrcoef(_probe(light, frames).scores(frames), frames @ AXES[1])[0, 1]
    assert with_heavy > 0.8
    assert with_light < 0.3
    nearly = _probe(QueryVectors(AXES[0], (Weighed(AXES[1], 1e-6),)), frames).scores(frames)
    np.testing.assert_allclose(nearly, frames @ AXES[0], atol=1e-4)


def test_probe_of_several_pictures_finds_what_resembles_all_of_them() -> None:
    frames = np.stack([_mix(1.0, 0.0), _mix(0.0, 1.0), _mix(1.0, 1.0), _mix(0.0, 0.0, 1.0)])
    probe = _probe(QueryVectors(None, (Weighed(AXES[0]), Weighed(AXES[1]))), frames)
    assert int(np.argmax(probe.scores(frames))) == 2


def test_probe_with_a_picture_it_should_not_resemble_pushes_away() -> None:
    frames = np.stack([_mix(1.0, 0.0), _mix(1.0, 1.0), _mix(0.0, 0.0, 1.0)])
    plain = _probe(QueryVectors(AXES[0]), frames).scores(frames)
    pushed = _probe(QueryVectors(AXES[0], unlike=(Weighed(AXES[1]),)), frames).scores(frames)
    assert pushed[1] < plain[1] - 0.1
    assert pushed[0] > plain[0] - 0.1
    only = _probe(QueryVectors(unlike=(Weighed(AXES[0]),)), frames)
    assert only.is_wish_only
    assert int(np.argmax(only.scores(frames))) == 2


def test_moment_margin_is_on_the_scale_of_the_scores() -> None:
    wide = dataclasses.replace(CALIBRATION, match_std=0.2)
    text, picture = Probe(np.zeros(DIM, np.float32)), Probe(np.zeros(DIM, np.float32), picture_spread=Spread(0.1, 0.25))
    assert text.moment_margin(wide) == pytest.approx(0.24)
    assert picture.moment_margin(wide) == pytest.approx(0.15)


def test_scores_of_many_frames_are_those_of_each() -> None:
    frames, probe = unit_vectors(600, 1), Probe(unit_vectors(1, 2)[0], offset=0.25)
    scores = probe.scores(frames)
    assert scores.tolist() == [probe.scores(frame[np.newaxis])[0] for frame in frames]
    assert probe.scores(frames[:0]).shape == (0,)
