"""A clip's sound as samples on the clip's own clock: any codec, rate and layout made into one, gaps as silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from engine.browse_records import SoundPiece
from engine.errors import MediaUnreadable
from engine.media import container_index

RATE_HZ = 48_000
_RATES_HZ = range(1_000, 768_001)  # what a track may say; anything else is damage, and far too much to make of it
# Where time stamps are coarse (a millisecond in Matroska, a packet in AVI) sound still follows on without a seam.
_FOLLOWS_ON_S = Fraction(30, 1000)
_RUN_UP_S = 0.3  # codecs need what comes before: overlapping blocks, a reservoir of bits
_STEPS_BACK_S = (0.0, 1.0, 5.0, 30.0)  # how far before the wish to seek, for containers that land behind it

# A track that appears while a damaged file is read is one that PyAV does not find in its list.
_DAMAGE = (av.FFmpegError, LookupError, ValueError)

Samples = NDArray[np.int16]


class SoundReader:
    """Reads one clip's sound. Reading on where the last piece ended goes on with the same decoder, without a seam."""

    def __init__(self, path: Path) -> None:
        """Open a clip.

        Raises:
            MediaUnreadable: It cannot be opened, or its sound is of a kind that nothing here decodes.
        """
        self._path = path
        self._on_packet: Callable[[], None] = _nothing
        self._failures, self._successes = 0, 0
        self._held: tuple[int, Samples] | None = None
        self._reached = 0
        self._open()

    def read(self, start_s: float, length_s: float, on_packet: Callable[[], None]) -> SoundPiece:
        """Return the sound from a time on; shorter where it ends, empty where there is none.

        Args:
            start_s: On the clock of the clip's pictures.
            length_s: How much.
            on_packet: Called often, as a sign of life.

        Raises:
            MediaUnreadable: Nothing of it can be decoded.
        """
        first, count = round(max(0.0, start_s) * RATE_HZ), round(length_s * RATE_HZ)
        if self._stream is None:
            return SoundPiece(first / RATE_HZ, RATE_HZ, _silence(0), has_track=False, is_last=True)
        self._on_packet = on_packet
        if first != self._reached:
            self._go_to(first)
        samples = _silence(count)
        known, is_last = self._fill(samples, first)
        if self._failures and not self._successes:
            raise MediaUnreadable(f"The sound of {self._path.name} cannot be decoded.", path=self._path)
        self._reached = first + count
        return SoundPiece(first / RATE_HZ, RATE_HZ, samples[:known], is_last=is_last)

    def _fill(self, samples: Samples, first: int) -> tuple[int, bool]:
        """Put in what sounds from a sample on; return how many are known, and whether there are no more."""
        known, last = first, first + len(samples)
        while known < last:
            block = self._take()
            if block is None:
                return known - first, True
            position, sound = block
            begin, end = max(first, position), min(last, position + len(sound))
            if begin < end:
                samples[begin - first : end - first] = sound[begin - position : end - position]
                known = end
            if position + len(sound) > last:
                self._held = max(last, position), sound[max(0, last - position) :]
                known = last
        return known - first, False

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def _open(self) -> None:
        try:
            self._container = container_index.open_container(self._path)
        except (av.FFmpegError, OSError, ValueError) as error:
            raise MediaUnreadable(f"{self._path.name} cannot be opened as a clip.", path=self._path) from error
        self._stream = self._container.streams.best("audio")
        self._is_fresh = True
        self._restart()
        if self._stream is None:
            return
        if self._stream.codec_context is None:
            self.close()
            raise MediaUnreadable(f"The sound of {self._path.name} is of a kind that is not known.", path=self._path)
        pictures = container_index.picture_track(self._container)
        earliest = Fraction(self._container.start_time or 0, av.time_base)
        self._zero = earliest if pictures is None else container_index.start(self._container, pictures)
        self._tick = self._stream.time_base or Fraction(1, av.time_base)

    def _restart(self) -> None:
        """Forget what was decoded; the next packet is wherever the container now stands."""
        self._failures, self._successes = 0, 0
        self._held = None
        self._reached = 0
        self._blocks = _line_up(self._frames(), self._path)

    def _take(self) -> tuple[int, Samples] | None:
        held, self._held = self._held, None
        return held or next(self._blocks, None)

    def _go_to(self, first: int) -> None:
        """Stand some way before a sample, or at the beginning where the container cannot seek."""
        for step_s in _STEPS_BACK_S:
            target_s = first / RATE_HZ - _RUN_UP_S - step_s
            if target_s <= 0 or not self._seek(target_s):
                break
            self._held = self._take()
            if self._held is not None and self._held[0] <= first:
                return
        if not self._is_fresh:
            self.close()
            self._open()

    def _seek(self, target_s: float) -> bool:
        self._is_fresh = False
        stamp_s = Fraction(target_s) + self._zero
        try:
            if container_index.knows_every_sample(self._container):
                self._container.seek(round(stamp_s / self._tick), stream=self._stream)
            else:
                self._container.seek(round(stamp_s * av.time_base))
        except (*_DAMAGE, OverflowError):
            return False
        self._restart()
        return True

    def _frames(self) -> Iterator[tuple[Fraction | None, av.AudioFrame]]:
        """Yield what can be decoded, with its time; what cannot is left out."""
        packets = self._container.demux(self._stream)
        while True:
            self._is_fresh = False
            try:
                packet = next(packets, None)
            except _DAMAGE:
                self._failures += 1
                packet = None
            if packet is None:
                return
            self._on_packet()
            try:
                frames = packet.decode()
            except _DAMAGE:
                self._failures += 1
                continue
            for frame in frames:
                assert isinstance(frame, av.AudioFrame)
                self._successes += 1
                stamp = frame.pts
                time_s = None if stamp is None else stamp * (frame.time_base or self._tick) - self._zero
                yield time_s, frame


class _Stretch:
    """Sound of one make that follows on without a gap, made into our rate and two channels."""

    def __init__(self, position: int, frame: av.AudioFrame, path: Path) -> None:
        if frame.sample_rate not in _RATES_HZ:
            raise MediaUnreadable(f"The sound of {path.name} has {frame.sample_rate} samples a second.", path=path)
        self.make = _make(frame)
        self._position = position  # of the next sample that comes out
        self._rate_hz = frame.sample_rate
        self._begin_s = Fraction(position, RATE_HZ)
        self._taken = 0
        self._path = path
        # One channel becomes two that are as loud; FFmpeg would make them quieter.
        self._is_mono = frame.layout.nb_channels == 1
        layout = frame.layout if self._is_mono else "stereo"
        self._resampler = av.AudioResampler(format="s16", layout=layout, rate=RATE_HZ)

    @property
    def end_s(self) -> Fraction:
        """When the next sample is to follow."""
        return self._begin_s + Fraction(self._taken, self._rate_hz)

    def feed(self, frame: av.AudioFrame | None) -> Iterator[tuple[int, Samples]]:
        """Take a frame, or None for the end; yield what comes out, each with its position."""
        if frame is not None:
            self._taken += frame.samples
            frame.pts = None
        try:
            made = self._resampler.resample(frame)
        except _DAMAGE as error:
            raise MediaUnreadable(f"The sound of {self._path.name} cannot be decoded.", path=self._path) from error
        for one in made:
            samples = one.to_ndarray().reshape(-1, 1 if self._is_mono else 2)
            if len(samples):
                yield self._position, np.repeat(samples, 2, axis=1) if self._is_mono else samples
            self._position += len(samples)


def _line_up(frames: Iterator[tuple[Fraction | None, av.AudioFrame]], path: Path) -> Iterator[tuple[int, Samples]]:
    """Yield blocks of samples with their positions, in order, none over another; gaps lie between them."""
    end = None
    for position, samples in _placed(frames, path):
        fresh = samples if end is None else samples[max(0, end - position) :]
        if len(fresh):
            end = position + len(samples)
            yield end - len(fresh), fresh


def _placed(frames: Iterator[tuple[Fraction | None, av.AudioFrame]], path: Path) -> Iterator[tuple[int, Samples]]:
    stretch: _Stretch | None = None
    for time_s, frame in frames:
        if stretch is not None:
            follows = time_s is None or abs(time_s - stretch.end_s) <= _FOLLOWS_ON_S
            if not follows or stretch.make != _make(frame):
                yield from stretch.feed(None)
                time_s = stretch.end_s if follows else time_s
                stretch = None
        if stretch is None:
            stretch = _Stretch(round((time_s or Fraction(0)) * RATE_HZ), frame, path)
        yield from stretch.feed(frame)
    if stretch is not None:
        yield from stretch.feed(None)


def _make(frame: av.AudioFrame) -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate


def _silence(count: int) -> Samples:
    return np.zeros((count, 2), np.int16)


def _nothing() -> None:
    """Nobody waits."""
