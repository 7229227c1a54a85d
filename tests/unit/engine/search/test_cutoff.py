from __future__ import annotations

import math

import numpy as np
import pytest

from engine.cots.protocol import Calibration
from engine.search.cutoff import find_cutoff
from engine.search.scoring import Probe, Spread
from tests.helpers.library_rows import DIM

CALIBRATION = Calibration(
    match_score=0.4, mismatch_mean=0.05, mismatch_std=0.1, match_mean=0.5, match_std=0.1, gallery_size=1000
)
TEXT = Probe(np.zeros(DIM, np.float32))


def _is_confident(best: float, count: int, **options: object) -> bool:
    return find_cutoff(best, count, TEXT, CALIBRATION, **options).is_confident  # type: ignore[arg-type]  # as given


def test_cutoff_in_a_gallery_as_large_as_measured_takes_the_threshold_as_it_is() -> None:
    assert _is_confident(0.401, 1000)
    assert not _is_confident(0.399, 1000)


def test_cutoff_among_more_frames_asks_for_more_and_among_fewer_for_less() -> None:
    assert not _is_confident(0.42, 100_000)
    assert _is_confident(0.38, 100)


def test_cutoff_without_frames_or_without_a_best_lets_nothing_match() -> None:
    assert find_cutoff(1.0, 0, TEXT, CALIBRATION).score == math.inf
    assert not _is_confident(-math.inf, 1000)


@pytest.mark.parametrize("count", [1, 2, 10, 300, 10_000])
def test_cutoff_threshold_moves_by_a_share_of_what_independent_scores_would_give(count: int) -> None:
    rng = np.random.default_rng(count)

    def mean_best(size: int) -> float:
        return float(np.mean([rng.normal(0.05, 0.1, size).max() for _ in range(300)]))

    threshold = 0.4 + 0.75 * (mean_best(count) - mean_best(1000))
    assert _is_confident(threshold + 0.03, count)
    assert not _is_confident(threshold - 0.03, count)


def test_cutoff_lies_two_deviations_below_the_best_but_not_far_below_what_a_best_needs() -> None:
    assert find_cutoff(0.8, 1000, TEXT, CALIBRATION).score == pytest.approx(0.6)
    assert find_cutoff(0.42, 1000, TEXT, CALIBRATION).score == pytest.approx(0.4 - 0.15)


@pytest.mark.parametrize(("count", "deviations"), [(2, 1.0), (33, 1.28), (100, 1.55), (1000, 2.0), (100_000, 2.0)])
def test_cutoff_among_few_frames_lies_nearer_to_the_best(count: int, deviations: float) -> None:
    assert find_cutoff(0.9, count, TEXT, CALIBRATION).score == pytest.approx(0.9 - deviations * 0.1, abs=2e-3)


def test_cutoff_of_a_doubtful_query_lets_nothing_match() -> None:
    assert find_cutoff(0.3, 1000, TEXT, CALIBRATION).score == math.inf


def test_cutoff_asks_in_other_words_only_where_the_query_itself_does_not_convince() -> None:
    asked: list[float] = []

    def otherwise() -> float:
        asked.append(0.45)
        return 0.45

    assert _is_confident(0.39, 1000, best_otherwise=otherwise)
    assert asked
    assert _is_confident(0.5, 1000, best_otherwise=otherwise)
    assert len(asked) == 1
    assert not _is_confident(0.3, 1000, best_otherwise=lambda: 0.3)


def test_cutoff_of_a_picture_is_on_the_scale_of_pictures() -> None:
    picture = Probe(np.zeros(DIM, np.float32), picture_spread=Spread(0.1, 0.2))
    cutoff = find_cutoff(1.0, 1000, picture, CALIBRATION)
    assert cutoff.is_confident
    assert cutoff.score == pytest.approx(1.0 - 2 * 0.2)


def test_cutoff_where_something_is_only_left_out_lets_everything_match() -> None:
    wish = Probe(np.zeros(DIM, np.float32), is_wish_only=True)
    assert find_cutoff(-0.2, 10, wish, CALIBRATION).score == -math.inf


def test_cutoff_with_a_raised_caption_lets_pictures_match_as_before() -> None:
    without = find_cutoff(0.6, 1000, TEXT, CALIBRATION)
    assert find_cutoff(1.2, 1000, TEXT, CALIBRATION, best_seen=0.6) == without


def test_cutoff_where_captions_alone_match_lets_pictures_through_that_would_match_by_themselves() -> None:
    cutoff = find_cutoff(0.7, 1000, TEXT, CALIBRATION, best_seen=0.2)
    assert cutoff.is_confident
    assert cutoff.score == pytest.approx(0.4)


def test_cutoff_of_a_best_that_captions_pushed_away_looks_at_what_is_left() -> None:
    assert not find_cutoff(0.3, 1000, TEXT, CALIBRATION, best_seen=0.8).is_confident
