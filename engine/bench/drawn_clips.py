"""Clips as files: a camera that pans over drawn scenes, in several codecs, sizes and lengths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

from engine.bench.drawn_pictures import draw_scene

_FPS: Final = 25
_QUIET: Final = ("SVT_LOG", "1")  # the AV1 encoder prints what it is, on the table's own stream
_SHOT_S: Final = 3.0
_MARGIN: Final = 1.4  # a scene is so much larger than the picture that pans over it


@dataclass(frozen=True, slots=True)
class ClipKind:
    """How a clip is made: encoder, file suffix, its options, size and length."""

    encoder: str
    suffix: str
    options: tuple[tuple[str, str], ...]
    width_px: int
    height_px: int
    seconds: float

    @property
    def is_there(self) -> bool:
        """Whether this machine's libraries can make one."""
        return self.encoder in av.codecs_available


_H264: Final = ("libx264", ".mp4", (("preset", "veryfast"), ("crf", "23")))
_HEVC: Final = ("libx265", ".mp4", (("preset", "ultrafast"), ("x265-params", "log-level=none")))
_VP9: Final = ("libvpx-vp9", ".webm", (("deadline", "realtime"), ("cpu-used", "8")))
_AV1: Final = ("libsvtav1", ".mkv", (("preset", "12"),))
_MPEG4: Final = ("mpeg4", ".avi", (("qscale", "4"),))

KINDS: Final = (
    ClipKind(*_H264, 1920, 1080, 24.0),
    ClipKind(*_H264, 1280, 720, 60.0),
    ClipKind(*_H264, 640, 360, 6.0),
    ClipKind(*_HEVC, 1280, 720, 24.0),
    ClipKind(*_VP9, 1280, 720, 12.0),
    ClipKind(*_AV1, 1280, 720, 12.0),
    ClipKind(*_MPEG4, 640, 480, 24.0),
)


def make_clips(folder: Path, scale: float) -> list[Path]:
    """Write a clip of each kind, or return those that an earlier run wrote; `scale` below 1 makes them shorter.

    Raises:
        OSError, av.FFmpegError: They cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault(*_QUIET)
    paths = []
    for number, kind in enumerate(kind for kind in KINDS if kind.is_there):
        path = folder / f"{number:02}-{kind.encoder}-{kind.width_px}x{kind.height_px}{kind.suffix}"
        if not path.is_file():
            _encode(path, kind, max(1.5, kind.seconds * scale), number)
        paths.append(path)
    return paths


def _encode(path: Path, kind: ClipKind, seconds: float, number: int) -> None:
    unfinished = path.with_name(f"unfinished-{path.name}")
    with av.open(str(unfinished), "w") as container:
        stream = container.add_stream(kind.encoder, rate=_FPS, options=dict(kind.options))
        stream.width, stream.height, stream.pix_fmt = kind.width_px, kind.height_px, "yuv420p"
        stream.time_base = Fraction(1, _FPS)
        for at, pixels in enumerate(_panning(kind, round(seconds * _FPS), number)):
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = at, Fraction(1, _FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    unfinished.replace(path)


def _panning(kind: ClipKind, frames: int, number: int) -> Iterator[NDArray[np.uint8]]:
    """Yield (H, W, 3) frames: shots of three seconds, each from one corner of a scene to the other."""
    per_shot = round(_SHOT_S * _FPS)
    scene = np.zeros((0, 0, 3), np.uint8)
    for at in range(frames):
        shot, step = divmod(at, per_shot)
        if step == 0:
            wide, high = round(kind.width_px * _MARGIN), round(kind.height_px * _MARGIN)
            scene = draw_scene(10_000 + 100 * number + shot, wide, high)
        share = step / per_shot
        left = round(share * (scene.shape[1] - kind.width_px))
        top = round(share * (scene.shape[0] - kind.height_px))
        yield np.ascontiguousarray(scene[top : top + kind.height_px, left : left + kind.width_px])
