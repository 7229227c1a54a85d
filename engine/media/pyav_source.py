"""Read clips with PyAV (FFmpeg): every container and codec, any start time, damaged files as far as they go."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import Colorspace, VideoReformatter
from numpy.typing import NDArray

from engine.errors import MediaTooLarge, MediaUnreadable
from engine.media import container_index, tone_mapping
from engine.media.frame_source import ClipFrame, ClipInfo

av.logging.set_level(None)  # FFmpeg's messages through Python's logging have dead-locked and crashed

_SAME_INSTANT_S = 0.0005
_WORTH_SEEKING_S = 0.5  # a seek throws the decoder's state away: below this decoding on is quicker
_BLIND_SEEK_S = 8.0  # the same where the container has no index of its key frames
_STEPS_BACK_S = (0.0, 1.0, 5.0, 30.0)  # how far before the wish to seek, for containers that land behind it
_UNTAGGED, _HD_LINES = 2, 720
_NEARLY_SQUARE = Fraction(1, 50)


class PyAvFrame:
    """A decoded frame and how to turn it."""

    def __init__(self, frame: av.VideoFrame, time_s: float, scaler: VideoReformatter) -> None:
        self._frame = frame
        self._time_s = time_s
        self._scaler = scaler
        self._quarter_turns: int = round(frame.rotation / 90) % 4

    @property
    def time_s(self) -> float:
        """When a player shows it, counted from the start of the clip."""
        return self._time_s

    @property
    def is_key(self) -> bool:
        """Whether the codec marks it as decodable without others."""
        return bool(self._frame.key_frame)

    @property
    def is_upright(self) -> bool:
        """Whether the stored picture is shown as it is."""
        return self._quarter_turns == 0

    def upright_size(self, pixel_aspect: Fraction) -> tuple[int, int]:
        """Return (width, height) as a person sees it: pixels made square, turned upright."""
        width, height = self._frame.width, self._frame.height
        if Fraction(1, 8) < pixel_aspect < 8 and abs(pixel_aspect - 1) > _NEARLY_SQUARE:
            width = round(width * pixel_aspect)
        return (height, width) if self._quarter_turns % 2 else (width, height)

    def scaled(self, width_px: int, height_px: int) -> NDArray[np.uint8]:
        """Return the whole upright frame as (height_px, width_px, 3) RGB, HDR mapped to the standard range."""
        if self._quarter_turns % 2:
            width_px, height_px = height_px, width_px
        is_hdr = self._frame.color_trc in (tone_mapping.PQ, tone_mapping.HLG)
        # Untagged high definition is what players take for BT.709, and FFmpeg for BT.601.
        is_untagged_hd = self._frame.colorspace == _UNTAGGED and self._frame.height >= _HD_LINES
        small = self._scaler.reformat(
            self._frame,
            width=width_px,
            height=height_px,
            format="rgb48le" if is_hdr else "rgb24",
            src_colorspace=int(Colorspace.ITU709) if is_untagged_hd else None,
            interpolation="BICUBIC",
        ).to_ndarray()
        if is_hdr:
            small = tone_mapping.to_standard_range(np.asarray(small, np.uint16), self._frame.color_trc)
        pixels = np.asarray(small, np.uint8)
        return np.ascontiguousarray(np.rot90(pixels, self._quarter_turns)) if self._quarter_turns else pixels


class PyAvSource:
    """A clip opened with PyAV. See `FrameSource`."""

    reader = "pyav"

    def __init__(self, path: Path, *, max_megapixels: int = 300, threads: int = 1) -> None:
        """Open a clip for reading.

        Raises:
            MediaUnreadable: It cannot be opened or has no picture.
            MediaTooLarge: Its frames have more pixels than allowed.
        """
        self._path = path
        self._limit_px = max_megapixels * 1_000_000
        self._threads = threads
        self._scaler = VideoReformatter()
        self._is_partial = False
        self._can_seek = True
        self._blind_seek_s = _BLIND_SEEK_S
        self._last_s = 0.0
        self._last_length_s = 0.0
        self._end_s: float | None = None
        self._open()
        try:
            self._key_times = container_index.key_times(self._container, self._stream)
            self.info = self._read_info()
        except BaseException:
            self.close()
            raise

    @property
    def is_partial(self) -> bool:
        """Whether something so far could not be decoded."""
        return self._is_partial

    @property
    def end_s(self) -> float | None:
        """When the last frame is over, once reading came to the end of the clip."""
        return self._end_s

    @property
    def is_upright(self) -> bool:
        """Whether the stored picture is shown as it is; other readers may turn it differently."""
        return self._is_upright

    def frames(self, times_s: Sequence[float], tolerance_s: float = 0.0) -> Iterator[ClipFrame]:
        """Yield for each of the ascending times the frame shown then; see `FrameSource.frames`.

        Decodes forward through short gaps and seeks to key frames over long ones.
        """
        shown_s = -1.0
        for time_s in times_s:
            frame = self._frame_at(time_s, tolerance_s)
            if frame is None:
                return
            if frame.time_s > shown_s:
                shown_s = frame.time_s
                yield frame

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def _open(self) -> None:
        try:
            self._container = container_index.open_container(self._path)
        except (av.FFmpegError, OSError, ValueError) as error:
            reason = str(error.strerror if isinstance(error, OSError) and error.strerror else error).rstrip(".")
            text = f"{self._path.name} cannot be opened as a clip: {reason}."
            raise MediaUnreadable(text, path=self._path) from error
        stream = container_index.picture_track(self._container)
        if stream is None:
            self.close()
            raise MediaUnreadable(f"{self._path.name} has no picture track that can be read.", path=self._path)
        context = stream.codec_context
        if context.width * context.height > self._limit_px:
            self.close()
            text = f"{self._path.name} has frames of {context.width} x {context.height} pixels."
            raise MediaTooLarge(text, path=self._path)
        context.thread_type = "AUTO"
        context.thread_count = self._threads
        self._stream = stream
        self._tick = container_index.tick(stream)
        self._start = container_index.start(self._container, stream)
        self._restart()

    def _restart(self) -> None:
        """Forget what was decoded; the next packet is wherever the container now stands."""
        self._decoded = self._decode()
        self._current: PyAvFrame | None = None
        self._next: PyAvFrame | None = None

    def _read_info(self) -> ClipInfo:
        duration_s = container_index.duration_s(self._container, self._stream)
        if duration_s is None:
            duration_s = container_index.counted_duration_s(self._container, self._stream)
            self._rewind()
        self._next = next(self._decoded, None)  # only a frame tells how it must be turned
        if self._next is None:
            raise MediaUnreadable(f"{self._path.name} holds no frame that can be decoded.", path=self._path)
        width, height = self._next.upright_size(self._stream.sample_aspect_ratio or Fraction(1))
        self._is_upright = self._next.is_upright
        tags = {**self._container.metadata, **self._stream.metadata}
        return ClipInfo(max(1, width), max(1, height), duration_s, self._stream.codec_context.name, tags)

    def _frame_at(self, wish_s: float, tolerance_s: float) -> PyAvFrame | None:
        if self._is_worth_seeking(wish_s):
            self._land_before(wish_s)
            if self._current is not None and 0 <= wish_s - self._current.time_s <= tolerance_s:
                return self._current
        return self._advance(wish_s)

    def _is_worth_seeking(self, wish_s: float) -> bool:
        newest = self._next or self._current
        if newest is None or (self._end_s is not None and wish_s >= self._end_s):
            return False
        if self._current is not None and wish_s < self._current.time_s - _SAME_INSTANT_S:
            return True
        if not self._can_seek:
            return False
        if self._key_times is None:
            return wish_s - newest.time_s > self._blind_seek_s
        place = bisect.bisect_right(self._key_times, wish_s)
        return place > 0 and self._key_times[place - 1] - newest.time_s > _WORTH_SEEKING_S

    def _land_before(self, wish_s: float) -> None:
        """Stand on a key frame at or before the wish, or at the beginning where the container cannot seek."""
        newest = self._next or self._current
        before_s = newest.time_s if newest is not None else 0.0
        for step_s in _STEPS_BACK_S:
            if not self._can_seek or wish_s - step_s <= 0:
                break
            frame = self._seek(wish_s - step_s, wish_s)
            if frame is not None:
                self._current = frame
                if frame.time_s <= before_s:
                    self._blind_seek_s *= 4  # key frames lie farther apart than we jump: decode on instead
                return
        else:
            self._can_seek = False
        self._rewind()

    def _seek(self, target_s: float, wish_s: float) -> PyAvFrame | None:
        """Return the first key frame behind a seek, None if there is none up to the wish.

        What comes before that key frame refers to pictures that were jumped over, and is garbage.
        """
        try:
            self._container.seek(round((Fraction(target_s) + self._start) / self._tick), stream=self._stream)
        except (av.FFmpegError, OverflowError):
            self._can_seek = False
            return None
        self._restart()
        for frame in self._decoded:
            if frame.time_s > wish_s + _SAME_INSTANT_S:
                return None
            if frame.is_key:
                return frame
        return None

    def _rewind(self) -> None:
        """Begin again with a fresh decoder: not every container can seek to its start."""
        self.close()
        self._open()

    def _advance(self, wish_s: float) -> PyAvFrame | None:
        """Decode on to the frame shown at the wish: the last one that does not come after it."""
        while True:
            if self._next is None:
                self._next = next(self._decoded, None)
            if self._next is None:
                return self._current
            if self._next.time_s > wish_s + _SAME_INSTANT_S:
                return self._current or self._next
            if self._current is None or self._next.time_s >= self._current.time_s:
                self._current = self._next
            self._next = None

    def _decode(self) -> Iterator[PyAvFrame]:
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets, None)
            except (av.FFmpegError, LookupError):  # a track that appears on the way is none that PyAV knows
                self._is_partial = True
                packet = None
            if packet is None:
                break
            try:
                frames = packet.decode()
            except av.FFmpegError:
                self._is_partial = True
                continue
            for frame in frames:
                yield self._timed(frame)
        self._end_s = self._last_s + self._last_length_s

    def _timed(self, frame: av.VideoFrame) -> PyAvFrame:
        self._is_partial |= bool(frame.is_corrupt)
        if frame.pts is None:  # a stream without time stamps: count frames
            time_s = self._last_s + float(1 / (self._stream.average_rate or 25))
        else:
            time_s = max(0.0, float(frame.pts * (frame.time_base or self._tick) - self._start))
        if time_s >= self._last_s:
            self._last_s = time_s
            self._last_length_s = float((frame.duration or 0) * (frame.time_base or self._tick))
        return PyAvFrame(frame, time_s, self._scaler)
