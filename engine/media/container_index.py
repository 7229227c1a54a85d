"""Open FFmpeg containers, and what they know of their picture before a frame is decoded: start, length, key frames."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

# Formats whose index names every sample. Others fill it while reading, so that it says nothing about what lies ahead.
_COMPLETE_INDEX = ("mov", "avi")
_FORMATS = "asf,avi,dv,flv,h264,hevc,ivf,m4v,matroska,mov,mpeg,mpegts,mpegvideo,mxf,nut,ogg,rm,wtv"
_EARLY_START = av.time_base // 2
_STAMP_ROUNDING_S = Fraction(1, 100_000)


def open_container(path: Path) -> InputContainer:
    """Open a clip for reading.

    Only clips: FFmpeg also knows playlists, which would make it open other files or the network.

    Raises:
        av.FFmpegError, OSError, ValueError: It is not a clip of a known format.
    """
    options = {"format_whitelist": _FORMATS, "protocol_whitelist": "file"}
    container: InputContainer = av.open(str(path), options=options, metadata_errors="replace")
    return container


def knows_every_sample(container: InputContainer) -> bool:
    """Whether the index of the container names every sample of every track, so that any of them can be sought."""
    return bool(container.format.name.startswith(_COMPLETE_INDEX))


def picture_track(container: InputContainer) -> VideoStream | None:
    """Return the first track of moving pictures; a cover image is none."""
    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic and stream.codec_context is not None:
            return stream
    return None


def tick(stream: VideoStream) -> Fraction:
    """Return the length of one time stamp in seconds."""
    return stream.time_base or Fraction(1, av.time_base)


def start(container: InputContainer, stream: VideoStream) -> Fraction:
    """Return the time stamp, in seconds, that a player's clock calls zero: where the first of all tracks begins."""
    earliest = Fraction(container.start_time or 0, av.time_base)
    own = (stream.start_time or 0) * tick(stream)
    return own if abs(own - earliest) <= _STAMP_ROUNDING_S else earliest


def key_times(container: InputContainer, stream: VideoStream) -> list[float] | None:
    """Return about when key frames come, ascending, or None if the container cannot tell beforehand.

    Decoding order counts here, so a key frame may be shown a few frames later than it says.
    """
    if not knows_every_sample(container):
        return None
    unit, zero = tick(stream), start(container, stream)
    times = [float(entry.timestamp * unit - zero) for entry in stream.index_entries if entry.is_keyframe]
    return sorted(times) or None


def duration_s(container: InputContainer, stream: VideoStream) -> float | None:
    """Return the picture track's length by its header, None if that says nothing usable."""
    if stream.duration:
        late = (stream.start_time or 0) * tick(stream) - start(container, stream)
        seconds = float(stream.duration * tick(stream) + max(Fraction(0), late))
    elif (container.start_time or 0) > _EARLY_START and container.format.name.startswith("matroska"):
        return None  # writers disagree whether the length counts from zero or from the first frame
    else:
        seconds = (container.duration or 0) / av.time_base
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def counted_duration_s(container: InputContainer, stream: VideoStream) -> float:
    """Return the length by reading every packet without decoding, for recordings that were never finished."""
    unit, last = tick(stream), Fraction(0)
    zero = start(container, stream)
    try:
        for packet in container.demux(stream):
            if packet.pts is not None:
                last = max(last, (packet.pts + (packet.duration or 0)) * unit - zero)
    except av.FFmpegError:
        pass  # cut off here: what was read so far is its length
    return float(last)


def closed_group_times(container: InputContainer, stream: VideoStream) -> list[float] | None:
    """Return the time of every frame, ascending, if no frame is shown before the key frame it is stored behind.

    None for open groups of pictures, for frames without a time stamp or left out by an edit list, and for a file
    that ends early: what a reader that addresses frames by number gets wrong. Reads every packet.
    """
    unit, zero = tick(stream), start(container, stream)
    times: list[float] = []
    key_s = 0.0
    try:
        for packet in container.demux(stream):
            if packet.size == 0:
                continue  # marks the end
            if packet.pts is None or packet.is_discard or packet.is_corrupt:
                return None
            time_s = float(packet.pts * unit - zero)
            key_s = time_s if packet.is_keyframe else key_s
            if time_s < key_s:
                return None
            times.append(time_s)
    except av.FFmpegError:
        return None
    return sorted(times)
