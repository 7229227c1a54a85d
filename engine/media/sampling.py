"""Which frames of a clip are kept, and what that will cost before it starts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.config import SamplingConfig

Frame = TypeVar("Frame")

_SIGNATURE_PX = 32
_LUMA = np.array([0.299, 0.587, 0.114], np.float32)


@dataclass(frozen=True, slots=True)
class ClipEstimate:
    """What sampling many clips costs at most: duplicates and flat frames are only known once decoded."""

    clips: int
    clip_seconds: float
    frames: int


def frame_count(duration_s: float, config: SamplingConfig) -> int:
    """Return how many frames of a clip of this length are looked at; never more are kept."""
    if not math.isfinite(duration_s) or duration_s <= 0:
        return 1
    return max(1, min(config.max_frames, math.ceil(duration_s / config.interval_s - 1e-6)))


def frame_times(duration_s: float, config: SamplingConfig) -> list[float]:
    """Return the times to look at, ascending: the middles of `frame_count` equal parts of the clip.

    Middles rather than beginnings: a clip often begins and ends on black.
    """
    count = frame_count(duration_s, config)
    spacing = max(duration_s, 0.0) / count if math.isfinite(duration_s) else 0.0
    return [(number + 0.5) * spacing for number in range(count)]


def estimate(durations_s: Iterable[float], config: SamplingConfig) -> ClipEstimate:
    """Sum up what clips of these lengths cost."""
    durations = [max(0.0, duration) for duration in durations_s]
    return ClipEstimate(len(durations), sum(durations), sum(frame_count(duration, config) for duration in durations))


def keep_frames(
    frames: Iterable[tuple[Frame, NDArray[np.uint8]]], config: SamplingConfig
) -> Iterator[tuple[Frame, NDArray[np.uint8]]]:
    """Pass on the frames of one clip that are worth keeping, at least one if there is any.

    Black and flat frames and near-duplicates of the last kept frame are dropped. If that leaves nothing, the frame
    with the most detail is kept.

    Args:
        frames: (anything, its picture (H, W, 3) uint8) in order of time.
        config: How near a duplicate is and how flat a flat frame.
    """
    last: NDArray[np.float32] | None = None
    spare: tuple[Frame, NDArray[np.uint8]] | None = None
    spare_detail = -1.0
    for frame, pixels in frames:
        cells = signature(pixels)
        detail = deviation(cells)
        if last is None and detail > spare_detail:
            spare, spare_detail = (frame, pixels), detail
        if detail < config.flat_deviation:
            continue
        if last is not None and distance(cells, last) < config.duplicate_distance:
            continue
        last = cells
        spare = None
        yield frame, pixels
    if last is None and spare is not None:
        yield spare


def signature(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Shrink a picture (H, W, 3) to (32, 32, 3) in 0..1, each cell the mean of its block.

    Colour is kept: two scenes may be equally bright everywhere.
    """
    height, width = pixels.shape[:2]
    rows = np.arange(_SIGNATURE_PX) * height // _SIGNATURE_PX
    columns = np.arange(_SIGNATURE_PX) * width // _SIGNATURE_PX
    lines = np.add.reduceat(pixels, rows, axis=0, dtype=np.float32)
    blocks = np.add.reduceat(lines, columns, axis=1)
    areas = np.diff(rows, append=height).clip(1)[:, None] * np.diff(columns, append=width).clip(1)
    cells: NDArray[np.float32] = (blocks / (255.0 * areas[..., None])).astype(np.float32)
    return cells


def deviation(cells: NDArray[np.float32]) -> float:
    """Return the standard deviation of a signature's brightness: 0 for a flat picture."""
    return float((cells @ _LUMA).std())


def distance(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    """Return the mean absolute difference of two signatures, 0 to 1."""
    return float(np.abs(first - second).mean())
