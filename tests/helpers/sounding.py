"""Clips with a sound that is known, and what pitch is heard in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from tests.helpers.media import number_frame

_FPS = 8
_CHUNK = 1024


def tones(pitches_hz: Sequence[float], rate_hz: int, channels: int = 2, *, each_s: float = 1.0) -> NDArray[np.float32]:
    """Return (N, channels): one pitch after the other, half as loud as can be."""
    count = round(each_s * rate_hz)
    times_s = np.arange(count) / rate_hz
    one = np.concatenate([0.5 * np.sin(2 * np.pi * pitch * times_s) for pitch in pitches_hz])
    return np.repeat(one[:, None], channels, axis=1).astype(np.float32)


def make_sounding_clip(
    path: Path,
    sound: NDArray[np.float32] | None,
    *,
    rate_hz: int = 48_000,
    codec: str = "aac",
    layout: str = "stereo",
    pictures_s: float | None = None,
    sound_start_s: float = 0.0,
    pictures_start_s: float = 0.0,
    gap: tuple[float, float] | None = None,
    options: Mapping[str, str] | None = None,
) -> Path:
    """Write a clip of numbered frames and a sound, (N, channels) of floats in [-1, 1].

    Args:
        path: Where; the suffix says the container.
        sound: None for a clip without any.
        rate_hz: Of the sound.
        codec: Of the sound.
        layout: Of the sound's channels.
        pictures_s: Length of the pictures; as long as the sound.
        sound_start_s: Time stamp of its first sample.
        pictures_start_s: Time stamp of the first picture.
        gap: From when on there is a hole in the sound, and of what length; nothing of the sound is lost.
        options: Of the container.
    """
    length_s = pictures_s or (1.0 if sound is None else len(sound) / rate_hz)
    with av.open(str(path), "w", options=dict(options or {})) as container:
        video = container.add_stream("libvpx" if path.suffix == ".webm" else "mpeg4", rate=_FPS)
        video.width, video.height, video.pix_fmt = 96, 64, "yuv420p"
        video.time_base = Fraction(1, _FPS)
        audio = None
        if sound is not None:
            audio = container.add_stream(codec, rate=rate_hz, layout=layout)
        for number in range(round(length_s * _FPS)):
            frame = av.VideoFrame.from_ndarray(number_frame(number), format="rgb24")
            frame.pts, frame.time_base = number + round(pictures_start_s * _FPS), Fraction(1, _FPS)
            container.mux(video.encode(frame))
            if audio is not None and sound is not None:
                begin, end = (round(at * rate_hz / _FPS) for at in (number, number + 1))
                _sound(container, audio, sound[begin:end], (begin, sound_start_s, gap))
        if audio is not None and sound is not None:
            rest = round(round(length_s * _FPS) * rate_hz / _FPS)
            _sound(container, audio, sound[rest:], (rest, sound_start_s, gap))
            container.mux(audio.encode(None))
        container.mux(video.encode(None))
    return path


def _sound(
    container: av.container.OutputContainer,
    stream: av.AudioStream,
    samples: NDArray[np.float32],
    place: tuple[int, float, tuple[float, float] | None],
) -> None:
    begin, start_s, gap = place
    rate_hz = stream.codec_context.sample_rate
    for offset in range(0, len(samples), _CHUNK):
        chunk = samples[offset : offset + _CHUNK]
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(chunk.T), format="fltp", layout=stream.codec_context.layout.name
        )
        frame.sample_rate = rate_hz
        at = begin + offset
        late = gap[1] if gap is not None and at >= gap[0] * rate_hz else 0.0
        frame.pts, frame.time_base = at + round((start_s + late) * rate_hz), Fraction(1, rate_hz)
        container.mux(stream.encode(frame))


def pitch_of(samples: NDArray[np.int16], rate_hz: int = 48_000) -> float:
    """Return the strongest pitch in hertz, of the left channel."""
    left = samples[:, 0].astype(np.float64) * np.hanning(len(samples))
    return float(np.abs(np.fft.rfft(left)).argmax() * rate_hz / len(left))


def loudness(samples: NDArray[np.int16]) -> float:
    """Return the root mean square of the left channel, 1 being as loud as can be."""
    return float(np.sqrt(np.mean((samples[:, 0] / 32768.0) ** 2))) if len(samples) else 0.0
