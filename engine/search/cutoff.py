"""From which score on something counts as a match: by the query's own best, and by what the model's cosines mean."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

from engine.cots.protocol import Calibration
from engine.search.scoring import Probe

# The best of more unrelated frames is higher, but by less than for independent normal scores: frames resemble each
# other. Measured on libraries of 30 to 1,000 photos, where it keeps the share of wrong answers even.
_DEPENDENCE: Final = 0.75
# In standard deviations of unrelated cosines: how far below its best a query still finds what it means, and how far
# below the threshold for a best nothing counts any more. Chosen on labelled photos, see docs/decisions/016-browsing.md.
# The best of few frames stands out less, so among fewer than a thousand the depth shrinks like the expected maximum.
_DEPTH: Final = 2.0
_LEAST_DEPTH: Final = 1.0
_DEPTH_FRAMES: Final = 1000
_FLOOR: Final = 1.5


@dataclass(frozen=True, slots=True)
class Cutoff:
    """What is at least `score` matches, on the probe's own scale; infinite where nothing does."""

    score: float
    is_confident: bool


def find_cutoff(
    best_score: float,
    frame_count: int,
    probe: Probe,
    calibration: Calibration,
    *,
    best_seen: float | None = None,
    best_otherwise: Callable[[], float] | None = None,
) -> Cutoff:
    """Decide what matches, given the best score among `frame_count` frames.

    The model's threshold was measured on a gallery of a certain size. Among more frames chance alone gives a higher
    best cosine, among fewer a lower one, so it moves along with the expected maximum.

    Args:
        best_score: The best one found.
        frame_count: Among how many.
        probe: What it was found with.
        calibration: Of the model.
        best_seen: The best score of a picture by itself, less than `best_score` where a caption raised one: what
            captions lift must not shut out what matches by what it shows.
        best_otherwise: Gives the best cosine of the same query in other words, asked where its own does not convince.
    """
    if frame_count == 0 or not math.isfinite(best_score):
        return Cutoff(math.inf, is_confident=False)
    if probe.is_wish_only:
        return Cutoff(-math.inf, is_confident=True)
    growth = expected_maximum(frame_count) - expected_maximum(calibration.gallery_size)
    threshold = calibration.match_score + _DEPENDENCE * calibration.mismatch_std * growth
    best = probe.as_text_score(best_score, calibration)
    if best < threshold and (best_otherwise is None or best_otherwise() < threshold):
        return Cutoff(math.inf, is_confident=False)
    seen = best if best_seen is None else min(best, probe.as_text_score(best_seen, calibration))
    if seen < threshold <= best:  # captions alone match
        return Cutoff(probe.from_text_score(threshold, calibration), is_confident=True)
    depth = _DEPTH * min(1.0, expected_maximum(frame_count) / expected_maximum(_DEPTH_FRAMES))
    lowest = max(
        seen - max(depth, _LEAST_DEPTH) * calibration.mismatch_std, threshold - _FLOOR * calibration.mismatch_std
    )
    return Cutoff(probe.from_text_score(min(seen, lowest), calibration), is_confident=True)


def expected_maximum(count: int) -> float:
    """Return about the expected maximum of `count` standard normal numbers (Blom's approximation)."""
    return NormalDist().inv_cdf((max(count, 1) - 0.375) / (max(count, 1) + 0.25))
