from __future__ import annotations

import numpy as np
import pytest

from engine.cots.protocol import Calibration
from engine.search.calibration import is_confident

CALIBRATION = Calibration(
    match_score=0.4, mismatch_mean=0.05, mismatch_std=0.1, match_mean=0.5, match_std=0.1, gallery_size=1000
)


def test_is_confident_in_a_gallery_as_large_as_measured_takes_the_threshold_as_it_is() -> None:
    assert is_confident(0.401, 1000, CALIBRATION)
    assert not is_confident(0.399, 1000, CALIBRATION)


def test_is_confident_among_more_frames_asks_for_more_and_among_fewer_for_less() -> None:
    assert not is_confident(0.42, 100_000, CALIBRATION)
    assert is_confident(0.38, 100, CALIBRATION)


def test_is_confident_without_frames_is_false() -> None:
    assert not is_confident(1.0, 0, CALIBRATION)


@pytest.mark.parametrize("count", [1, 2, 10, 300, 10_000])
def test_is_confident_threshold_moves_by_a_share_of_what_independent_scores_would_give(count: int) -> None:
    rng = np.random.default_rng(count)

    def mean_best(size: int) -> float:
        return float(np.mean([rng.normal(0.05, 0.1, size).max() for _ in range(300)]))

    threshold = 0.4 + 0.75 * (mean_best(count) - mean_best(1000))
    assert is_confident(threshold + 0.03, count, CALIBRATION)
    assert not is_confident(threshold - 0.03, count, CALIBRATION)
