"""A clip's streams without their frames: what they are, and a stretch of them copied into a file of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import av

from engine.errors import DiskFull, MediaUnreadable

Pairs = tuple[tuple[str, str], ...]
_COPIED = ("video", "audio")
# Containers that take what the common cameras write; everything else is put into Matroska, which takes all codecs.
_KEEPS_ITS_OWN = frozenset({".mp4", ".mov", ".mkv", ".webm", ".m4v"})


def cut_suffix(path: Path) -> str:
    """Return the ending of a stretch of a clip."""
    suffix = path.suffix.lower()
    return suffix if suffix in _KEEPS_ITS_OWN else ".mkv"


def describe_streams(path: Path) -> tuple[Pairs, Mapping[str, str]]:
    """Return what a clip is made of as pairs, and its tags.

    Raises:
        MediaUnreadable: It cannot be opened.
    """
    try:
        with av.open(str(path), metadata_errors="replace") as container:
            pairs = [("Length", clock(container.duration / 1_000_000))] if container.duration else []
            for video in container.streams.video[:1]:
                context = video.codec_context
                pairs.append(("Size", f"{context.width} \N{MULTIPLICATION SIGN} {context.height}"))
                pairs.append(("Video", video.codec.long_name if video.codec else ""))
                if video.average_rate:
                    pairs.append(("Frames", f"{float(video.average_rate):.5g} a second"))
            for audio in container.streams.audio[:1]:
                pairs.append(("Sound", audio.codec.long_name if audio.codec else ""))
                pairs.append(("", f"{audio.codec_context.sample_rate} Hz, {audio.codec_context.channels} channels"))
            if container.bit_rate:
                pairs.append(("Data", f"{container.bit_rate / 1_000_000:.1f} Mbit/s"))
            pairs.append(("Container", container.format.long_name))
            tags = {key.lower(): str(value) for key, value in container.metadata.items()}
    except (av.FFmpegError, ValueError, LookupError, AttributeError) as error:
        raise MediaUnreadable(f"{path.name} cannot be read.", path=path) from error
    return tuple((name, text) for name, text in pairs if text), tags


def clock(seconds: float) -> str:
    """Return a time in a clip as `m:ss`, with hours where there are any."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def cut_clip(path: Path, start_s: float, end_s: float, target: Path) -> None:
    """Copy a stretch into a new file as it is, without loss: it begins with the key frame before `start_s`.

    Raises:
        MediaUnreadable: It cannot be read, or there is nothing in that stretch.
        DiskFull: The new file cannot be written.
    """
    try:
        with av.open(str(path), metadata_errors="replace") as source:
            chosen = [stream for kind in _COPIED for stream in getattr(source.streams, kind)[:1]]
            stretch = _stretch(path, source, chosen, start_s, end_s)
            try:
                with av.open(str(target), "w") as copy:
                    packets = _write(copy, chosen, stretch)
            except OSError as error:
                raise DiskFull("The new clip cannot be written.", path=target) from error
    except (av.FFmpegError, ValueError, LookupError) as error:
        raise _uncut(path, error) from error
    if not packets:
        raise MediaUnreadable(f"There is nothing in this stretch of {path.name}.", path=path)


def _stretch(path: Path, source: Any, chosen: list[Any], start_s: float, end_s: float) -> Iterator[Any]:
    """Yield the packets of a stretch, all streams counted from the same moment.

    Raises:
        MediaUnreadable: The clip cannot be read; so that no trouble with it is taken for trouble with the new file.
    """
    begin_s = (source.start_time or 0) / 1_000_000
    zero_s: float | None = None
    try:
        source.seek(round((begin_s + max(0.0, start_s)) * 1_000_000), backward=True)
        for packet in source.demux(*chosen):
            if packet.dts is None or packet.pts is None:
                continue
            time_s = float(packet.pts * packet.time_base)
            if time_s > begin_s + end_s and packet.stream is chosen[0] and packet.is_keyframe:
                break
            if time_s > begin_s + end_s:
                continue
            if zero_s is None:
                if packet.stream is not chosen[0] or not packet.is_keyframe:
                    continue
                zero_s = float(packet.dts * packet.time_base)
            shift = round(zero_s / packet.time_base)
            if packet.dts < shift:
                continue
            packet.pts -= shift
            packet.dts -= shift
            yield packet
    except (av.FFmpegError, OSError, ValueError, LookupError) as error:
        raise _uncut(path, error) from error


def _write(copy: Any, chosen: list[Any], packets: Iterator[Any]) -> int:
    """Write packets into the new clip; return how many."""
    targets = {stream.index: copy.add_stream_from_template(stream) for stream in chosen}
    written = 0
    for packet in packets:
        packet.stream = targets[packet.stream.index]
        copy.mux(packet)
        written += 1
    return written


def _uncut(path: Path, error: Exception) -> MediaUnreadable:
    reason = str(error).strip().rstrip(".").lower() or type(error).__name__
    return MediaUnreadable(f"This stretch of {path.name} cannot be copied: {reason}.", path=path)
