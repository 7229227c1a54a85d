"""From the scores of clips' frames to the stretches that match, of many clips at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.records import Moment

Places = NDArray[np.intp]
Seconds = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ClipFrames:
    """The kept frames of some clips, one clip's after the other's, each by time. Every clip has one at least.

    Attributes:
        times_s: (N,) ascending within each clip.
        vectors: (N, D) unit length.
        starts: (C,) where the frames of each clip begin.
        durations_s: (C,) lengths of the clips; the last frame's time where it is not known.
    """

    times_s: Seconds
    vectors: NDArray[np.float32]
    starts: Places
    durations_s: Seconds

    @classmethod
    def of_one(cls, times_s: Seconds, vectors: NDArray[np.float32], duration_s: float) -> ClipFrames:
        """Return the frames of one clip; none where there are no frames."""
        clips = min(len(times_s), 1)
        return cls(times_s, vectors, np.zeros(clips, np.intp), np.full(clips, duration_s))

    @property
    def ends(self) -> Places:
        """(C,) where the frames of each clip end."""
        return np.append(self.starts[1:], len(self.times_s))


# A frame belongs to the moment of a peak while it looks like the peak's frame. Chosen on clips of known shots, see
# docs/decisions/008-ranking.md.
SAME_SHOT_COSINE = 0.6

# Where the picture of the clip of this number at a time lies.
Thumbnail = Callable[[int, float], Path]


def group_moments(
    clips: ClipFrames, scores: NDArray[np.floating], *, limit: int, margin: float, thumbnail: Thumbnail | None = None
) -> list[tuple[Moment, ...]]:
    """Return of each clip up to `limit` stretches that do not overlap, best first, from the scores (N,) of its frames.

    There is always one; further ones are within `margin` of the best.
    From the best frame left, a moment grows to both sides over frames that show the same. It ends halfway to the next
    frame that does not, or where that frame's own look begins when frames between were dropped as duplicates.
    """
    found: list[list[tuple[float, float, float, float]]] = [[] for _ in clips.starts]
    if not found:
        return []
    begin_s, end_s = _extents(clips)
    left = np.array(scores, np.float64)  # minus infinity once a frame is in a moment
    least = np.full(len(found), -np.inf)
    for turn in range(limit):
        tops = np.maximum.reduceat(left, clips.starts)
        chosen = np.flatnonzero((tops > -np.inf) & (tops >= least))
        if len(chosen) == 0:
            break
        peaks = _first_of(left, tops, clips)[chosen]
        firsts, lasts = _grown(clips, chosen, peaks, left)
        if turn == 0:
            least = tops - margin
        parts = (chosen, firsts, lasts, begin_s[firsts], end_s[lasts], clips.times_s[peaks], tops[chosen])
        for clip, first, last, start, end, best_s, score in zip(*(part.tolist() for part in parts), strict=True):
            left[first : last + 1] = -np.inf
            found[clip].append((start, end, best_s, score))
    return [
        tuple(Moment(*moment, None if thumbnail is None else thumbnail(clip, moment[2])) for moment in moments)
        for clip, moments in enumerate(found)
    ]


def _first_of(left: Seconds, tops: Seconds, clips: ClipFrames) -> Places:
    """Return of each clip (C,) the first frame that has the clip's best score."""
    places = np.flatnonzero(left == np.repeat(tops, np.diff(clips.starts, append=len(left))))
    return places[np.searchsorted(places, clips.starts)]


def _grown(clips: ClipFrames, chosen: Places, peaks: Places, left: Seconds) -> tuple[Places, Places]:
    """Return the first and last frames (K,) of the moments around some clips' peaks (K,)."""
    starts, ends = clips.starts[chosen], clips.ends[chosen]
    looks = np.empty(len(left), np.float32)
    for start, end, peak in zip(starts.tolist(), ends.tolist(), peaks.tolist(), strict=True):
        np.dot(clips.vectors[start:end], clips.vectors[peak], out=looks[start:end])
    looks[peaks] = 1.0
    stops = np.flatnonzero((left == -np.inf) | (looks < SAME_SHOT_COSINE))
    stops = np.concatenate([[-1], stops, [len(left)]])
    after = np.searchsorted(stops, peaks)
    return np.maximum(stops[after - 1] + 1, starts), np.minimum(stops[after], ends) - 1


def _extents(clips: ClipFrames) -> tuple[Seconds, Seconds]:
    """Return from when to when each kept frame (N,) stands for what is seen.

    Frames between two kept ones were dropped because they look like the first of the two, so the border lies half a
    sampling step before the second.
    """
    times_s, starts, lasts = clips.times_s, clips.starts, clips.ends - 1
    steps_s = np.append(times_s[1:] - times_s[:-1], np.inf)
    steps_s[lasts] = np.inf
    # The first frame looked at stands half a step after the beginning.
    first_s = np.where(times_s[starts] > 0, 2 * times_s[starts], np.inf)
    half_s = np.minimum(np.minimum.reduceat(steps_s, starts), first_s) / 2
    begin_s = np.maximum(times_s - np.repeat(half_s, lasts - starts + 1), 0.0)
    end_s = np.append(begin_s[1:], 0.0)
    end_s[lasts] = np.maximum(clips.durations_s, times_s[lasts])
    return begin_s, end_s
