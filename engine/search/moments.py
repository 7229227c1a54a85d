"""From the scores of a clip's frames to the stretches that match."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.records import Moment


@dataclass(frozen=True, slots=True)
class ClipFrames:
    """The kept frames of one clip, by time.

    Attributes:
        times_s: (N,) ascending.
        vectors: (N, D) unit length.
        duration_s: Length of the clip; the last frame's time where it is not known.
    """

    times_s: NDArray[np.float64]
    vectors: NDArray[np.float32]
    duration_s: float


# A frame belongs to the moment of a peak while it looks like the peak's frame. Chosen on clips of known shots, see
# docs/decisions/008-ranking.md.
SAME_SHOT_COSINE = 0.6


def group_moments(clip: ClipFrames, scores: NDArray[np.floating], *, limit: int, margin: float) -> tuple[Moment, ...]:
    """Return up to `limit` stretches that do not overlap, best first, from the scores (N,) of a clip's frames.

    There is always one; further ones are within `margin` of the best.
    From the best frame left, a moment grows to both sides over frames that show the same. It ends halfway to the next
    frame that does not, or where that frame's own look begins when frames between were dropped as duplicates.
    """
    starts_s, ends_s = _extents(clip.times_s, clip.duration_s)
    is_free = np.ones(len(clip.times_s), bool)
    moments: list[Moment] = []
    for peak in np.lexsort((clip.times_s, -scores)):
        is_weak = bool(moments) and scores[peak] < moments[0].score - margin
        if len(moments) == limit or is_weak:
            break
        if is_free[peak]:
            first, last = _grow(clip, int(peak), is_free)
            is_free[first : last + 1] = False
            moments.append(
                Moment(
                    start_s=float(starts_s[first]),
                    end_s=float(ends_s[last]),
                    best_s=float(clip.times_s[peak]),
                    score=float(scores[peak]),
                )
            )
    return tuple(moments)


def _grow(clip: ClipFrames, peak: int, is_free: NDArray[np.bool_]) -> tuple[int, int]:
    """Return the first and last frame of the moment around a peak."""
    belongs = is_free & (clip.vectors @ clip.vectors[peak] >= SAME_SHOT_COSINE)
    first = last = peak
    while first > 0 and belongs[first - 1]:
        first -= 1
    while last + 1 < len(belongs) and belongs[last + 1]:
        last += 1
    return first, last


def _extents(times_s: NDArray[np.float64], duration_s: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return from when to when each kept frame stands for what is seen.

    Frames between two kept ones were dropped because they look like the first of the two, so the border lies half a
    sampling step before the second.
    """
    if len(times_s) < 2:
        return np.zeros(len(times_s)), np.maximum(times_s, duration_s)
    # The first frame looked at stands half a step after the beginning.
    step_s = min(float(np.diff(times_s).min()), 2 * float(times_s[0]) or np.inf)
    starts_s = np.maximum(times_s - step_s / 2, 0.0)
    return starts_s, np.append(starts_s[1:], max(duration_s, float(times_s[-1])))
