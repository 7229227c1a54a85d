"""Whether anything really matches, said honestly."""

from __future__ import annotations

from statistics import NormalDist

from engine.cots.protocol import Calibration

# The best of more unrelated frames is higher, but by less than for independent normal scores: frames resemble each
# other. Measured on libraries of 30 to 1,000 photos, where it keeps the share of wrong answers even.
_DEPENDENCE = 0.75


def is_confident(best_score: float, frame_count: int, calibration: Calibration) -> bool:
    """Return whether the best of `frame_count` frames is better than chance would give.

    The model's threshold was measured on a gallery of a certain size. Among more frames chance alone gives a higher
    best cosine, among fewer a lower one, so it moves along with the expected maximum.
    """
    if frame_count == 0:
        return False
    growth = _expected_maximum(frame_count) - _expected_maximum(calibration.gallery_size)
    return best_score >= calibration.match_score + _DEPENDENCE * calibration.mismatch_std * growth


def _expected_maximum(count: int) -> float:
    """Return about the expected maximum of `count` standard normal numbers (Blom's approximation)."""
    return NormalDist().inv_cdf((max(count, 1) - 0.375) / (max(count, 1) + 0.25))
