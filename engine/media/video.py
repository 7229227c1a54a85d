"""Open clips with the reader that reads them right, and turn them into frames worth indexing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.config import DecodingConfig, SamplingConfig
from engine.errors import MediaUnreadable
from engine.media import decord_source, images, metadata, sampling
from engine.media.decord_source import DecordSource
from engine.media.frame_source import ClipFrame, ClipInfo, FrameSource
from engine.media.pyav_source import PyAvSource
from engine.records import MediaFacts, Picture, Sampled

_MOST_THREADS = 4
# Frames wider apart than this may be key frames near the wished time: decoding up to it would cost whole groups.
_EXACT_BELOW_S = 2.0
_TOLERANCE = 0.25  # of the spacing
_ENDS_EARLY = 0.5  # a clip whose picture ends before this share of its length lies about its length or is cut off


@dataclass(frozen=True, slots=True)
class ClipReading:
    """How a clip is to be read."""

    decoding: DecodingConfig
    sampling: SamplingConfig
    input_px: int
    threads: int = 1


OnFrame = Callable[[], None]


def open_clip(path: Path, decoding: DecodingConfig, *, threads: int = 1, allow_decord: bool = True) -> FrameSource:
    """Open a clip with decord where that is proven right for its kind, otherwise with PyAV.

    Raises:
        MediaTooLarge: Its frames have more pixels than allowed.
        MediaUnreadable: It cannot be opened or holds no picture.
    """
    source = PyAvSource(path, max_megapixels=decoding.max_megapixels, threads=min(threads, _MOST_THREADS))
    times_s = decord_source.frame_times(path) if allow_decord and source.is_upright else None
    if not times_s:
        return source
    try:
        quick = DecordSource(path, source.info, times_s)
    except MediaUnreadable:
        return source
    source.close()
    return quick


def read_clip(path: Path, reading: ClipReading, emit: Callable[[Sampled], None], on_frame: OnFrame) -> MediaFacts:
    """Hand the kept frames of a clip to `emit` in order of time, at least one, and return its facts.

    Args:
        path: The clip.
        reading: Limits, policy and sizes.
        emit: Takes each kept frame, its picture stretched to (input_px, input_px, 3).
        on_frame: Called for every frame looked at, as a sign of life.

    Raises:
        MediaTooLarge: Its frames have more pixels than allowed.
        MediaUnreadable: Not one frame could be decoded.
    """
    once = _Once(emit)
    source = open_clip(path, reading.decoding, threads=reading.threads)
    try:
        return _read(path, source, reading, once, on_frame)
    except MediaUnreadable:
        if source.reader == PyAvSource.reader:
            raise
    finally:
        source.close()
    source = open_clip(path, reading.decoding, threads=reading.threads, allow_decord=False)
    try:
        return _read(path, source, reading, once, on_frame)
    finally:
        source.close()


def read_still(path: Path, time_s: float, max_px: int, decoding: DecodingConfig) -> Picture:
    """Decode the frame of a clip that a player shows at `time_s`, its longer side at most `max_px`.

    Raises:
        MediaUnreadable: It cannot be opened, or holds no frame then.
    """
    source = open_for_playing(path, decoding)
    try:
        return frame_at(path, source, time_s, max_px)
    finally:
        source.close()


def open_for_playing(path: Path, decoding: DecodingConfig) -> FrameSource:
    """Open a clip for `frame_at`; errors as `open_clip`."""
    return open_clip(path, decoding, threads=_MOST_THREADS, allow_decord=False)


def frame_at(path: Path, source: FrameSource, time_s: float, max_px: int) -> Picture:
    """Decode the frame that a player shows at `time_s`, its longer side at most `max_px`, from an open clip.

    Raises:
        MediaUnreadable: It holds no frame then.
    """
    for frame in source.frames((max(0.0, time_s),)):
        return Picture(frame.scaled(*images.fit(_size(source.info), max_px)), frame.time_s)
    raise MediaUnreadable(f"{path.name} has no frame that can be decoded at {time_s:.1f} s.", path=path)


def probe_clip(path: Path, decoding: DecodingConfig) -> MediaFacts:
    """Read a clip's facts by decoding its first frame only.

    Raises:
        MediaUnreadable: It cannot be opened or holds no picture.
    """
    source = open_clip(path, decoding, allow_decord=False)
    try:
        return _facts(path, source, source.info.duration_s)
    finally:
        source.close()


class _Once:
    """Passes frames on, each time only once, though a clip may have to be read a second time."""

    def __init__(self, emit: Callable[[Sampled], None]) -> None:
        self._emit = emit
        self._times: set[float] = set()

    def __call__(self, sampled: Sampled) -> None:
        if sampled.time_s not in self._times:
            self._times.add(sampled.time_s)
            self._emit(sampled)

    def __len__(self) -> int:
        return len(self._times)


def _read(path: Path, source: FrameSource, reading: ClipReading, emit: _Once, on_frame: OnFrame) -> MediaFacts:
    duration_s = source.info.duration_s
    _sample(source, duration_s, reading, emit, on_frame)
    is_short = source.end_s is not None and source.end_s < _ENDS_EARLY * duration_s
    if is_short and source.end_s is not None and sampling.frame_count(duration_s, reading.sampling) > 1:
        duration_s = source.end_s
        _sample(source, duration_s, reading, emit, on_frame)
    if not len(emit):
        raise MediaUnreadable(f"{path.name} holds no frame that can be decoded.", path=path)
    return _facts(path, source, duration_s, is_short)


def _sample(source: FrameSource, duration_s: float, reading: ClipReading, emit: _Once, on_frame: OnFrame) -> None:
    times_s = sampling.frame_times(duration_s, reading.sampling)
    tolerance_s = spacing_tolerance_s(duration_s / len(times_s))
    thumbnail = images.fit(_size(source.info), reading.decoding.thumbnail_px)

    def looked_at() -> Iterator[tuple[ClipFrame, NDArray[np.uint8]]]:
        for frame in source.frames(times_s, tolerance_s):
            on_frame()
            yield frame, frame.scaled(reading.input_px, reading.input_px)

    for frame, pixels in sampling.keep_frames(looked_at(), reading.sampling):
        emit(Sampled(frame.time_s, pixels, images.encode_thumbnail_of(frame.scaled(*thumbnail))))


def spacing_tolerance_s(spacing_s: float) -> float:
    """Return how much earlier than wished a frame may be, where frames lie so far apart."""
    return _TOLERANCE * spacing_s if spacing_s >= _EXACT_BELOW_S else 0.0


def _size(info: ClipInfo) -> tuple[int, int]:
    return info.width_px, info.height_px


def _facts(path: Path, source: FrameSource, duration_s: float, is_short: bool = False) -> MediaFacts:
    info = source.info
    capture = metadata.clip_capture(info.tags)
    return MediaFacts(
        width_px=info.width_px,
        height_px=info.height_px,
        taken_at=capture.taken_at or metadata.file_time(path),
        taken_from_file=capture.taken_at is None,
        camera=capture.camera,
        latitude=capture.latitude,
        longitude=capture.longitude,
        duration_s=duration_s,
        reader=source.reader,
        is_partial=source.is_partial or is_short,
    )
