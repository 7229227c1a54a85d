"""How long it takes to look at a clip: tried on a stretch of it, for each of some densities."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.config import DecodingConfig, SamplingConfig
from engine.library_records import ClipTrial, StretchTrial
from engine.media import images, sampling
from engine.media.frame_source import ClipFrame, FrameSource
from engine.media.video import open_clip, spacing_tolerance_s

_WHOLE_BELOW: Final = 12  # looked-at frames up to which a clip is read from its beginning to its end
_FROM: Final = 0.4  # of a longer one, where the stretch begins: the beginning of many clips is still
_AT_LEAST: Final = 3  # frames, however long they take


def try_clip(
    path: Path,
    decoding: DecodingConfig,
    densities: Sequence[SamplingConfig],
    *,
    input_px: int,
    threads: int,
    limit_s: float,
) -> ClipTrial:
    """Read stretches of a clip as indexing would, for at most `limit_s` each, and keep nothing.

    Raises:
        MediaUnreadable: It cannot be opened, or holds no frame that can be decoded.
    """
    readings = []
    open_s, duration_s = 0.0, 0.0
    for density in densities:
        began_s = time.perf_counter()
        source = open_clip(path, decoding, threads=threads)
        try:
            open_s = time.perf_counter() - began_s
            duration_s = source.info.duration_s
            readings.append(_read(source, decoding, density, input_px, limit_s))
        finally:
            source.close()
    return ClipTrial(duration_s, open_s, tuple(readings))


def _read(
    source: FrameSource, decoding: DecodingConfig, density: SamplingConfig, input_px: int, limit_s: float
) -> StretchTrial:
    times_s = sampling.frame_times(source.info.duration_s, density)
    spacing_s = source.info.duration_s / len(times_s)
    is_whole = len(times_s) <= _WHOLE_BELOW
    times_s = times_s if is_whole else times_s[int(len(times_s) * _FROM) :]
    thumbnail = images.fit((source.info.width_px, source.info.height_px), decoding.thumbnail_px)
    began_s, looked_at, kept, thumbnail_bytes = time.perf_counter(), 0, 0, 0

    def pictures() -> Iterator[tuple[ClipFrame, NDArray[np.uint8]]]:
        nonlocal began_s, looked_at
        for number, frame in enumerate(source.frames(times_s, spacing_tolerance_s(spacing_s))):
            if number == 0 and not is_whole:
                began_s = time.perf_counter()  # what it took to get here is no part of the stretch
                yield frame, frame.scaled(input_px, input_px)
                continue
            looked_at += 1
            yield frame, frame.scaled(input_px, input_px)
            if looked_at >= _AT_LEAST and time.perf_counter() - began_s > limit_s:
                return

    for frame, _ in sampling.keep_frames(pictures(), density):
        kept += 1
        thumbnail_bytes += len(images.encode_thumbnail_of(frame.scaled(*thumbnail)))
    seconds = time.perf_counter() - began_s
    looked_at = max(1, looked_at)
    return StretchTrial(
        frame_s=seconds / looked_at,
        kept_share=min(1.0, kept / (looked_at if is_whole else looked_at + 1)),
        thumbnail_bytes=thumbnail_bytes // max(1, kept),
    )
