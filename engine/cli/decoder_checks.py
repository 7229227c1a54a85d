"""The doctor's check of the decoders: draw one file per format and codec, and decode each as indexing would."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image

from engine.config import Config
from engine.errors import EngineError
from engine.library_records import Check
from engine.media.workers import DecodePool
from engine.records import DecodedMedia

_INPUT_PX = 64
_FRAMES, _FPS = 8, 4

PHOTO_SUFFIXES = {
    "JPEG": "jpg",
    "PNG": "png",
    "WebP": "webp",
    "GIF": "gif",
    "BMP": "bmp",
    "TIFF": "tiff",
    "AVIF": "avif",
    "HEIC": "heic",
}
# codec as people call it: (FFmpeg's encoders, best first; container; pixel format)
CLIP_CODECS = {
    "H.264": (("libx264", "libopenh264"), "mp4", "yuv420p"),
    "HEVC": (("libx265",), "mp4", "yuv420p"),
    "HEVC 10-bit": (("libx265",), "mkv", "yuv420p10le"),
    "VP8": (("libvpx",), "webm", "yuv420p"),
    "VP9": (("libvpx-vp9",), "webm", "yuv420p"),
    "AV1": (("libsvtav1", "libaom-av1"), "mp4", "yuv420p"),
    "MPEG-4": (("mpeg4",), "avi", "yuv420p"),
    "MPEG-2": (("mpeg2video",), "mpg", "yuv420p"),
}


def check_decoders(config: Config) -> tuple[Check, ...]:
    """Return one check per photo format and per codec that can be drawn here; the others are left out."""
    with tempfile.TemporaryDirectory(prefix="evoke-doctor-") as folder:
        names = dict(_draw_all(Path(folder)))
        decoding = dataclasses.replace(config.decoding, workers=1)
        checks: dict[str, Check] = {}
        try:
            with DecodePool(decoding, config.sampling, _INPUT_PX) as pool:
                for path, decoded in pool.decode(list(names)):
                    checks[names[path]] = _judged(names[path], decoded)
        except EngineError as error:
            return (Check("Decoding processes", False, error.user_text, error.hint),)
    return tuple(checks[name] for name in names.values() if name in checks)


def _judged(name: str, decoded: DecodedMedia | EngineError) -> Check:
    if isinstance(decoded, EngineError):
        return Check(name, False, decoded.user_text, decoded.hint)
    if not decoded.frames or not _looks_as_drawn(decoded.frames[0].pixels):
        return Check(name, False, "decodes to another picture than the one drawn")
    return Check(name, True, f"decodes ({decoded.facts.reader})")


def _draw_all(folder: Path) -> Iterator[tuple[Path, str]]:
    """Draw what this machine can encode; yield each file with its name for a person."""
    for label, suffix in PHOTO_SUFFIXES.items():
        path = folder / f"photo.{suffix}"
        if _is_drawn(path, _draw_photo):
            yield path, f"Photo: {label}"
    for label, (encoders, suffix, pixel_format) in CLIP_CODECS.items():
        path = folder / f"{label.replace(' ', '-')}.{suffix}"
        encoder = next((name for name in encoders if name in av.codecs_available), None)
        if encoder and _is_drawn(path, partial(_draw_clip, encoder=encoder, pixel_format=pixel_format)):
            yield path, f"Clip: {label}"


def _is_drawn(path: Path, draw: Callable[[Path], None]) -> bool:
    """Whether the encoder is there and works; a missing encoder says nothing about decoding."""
    try:
        draw(path)
    except (OSError, ValueError, KeyError, RuntimeError, av.FFmpegError):
        return False
    return True


def _draw_photo(path: Path) -> None:
    if path.suffix == ".heic":
        pillow_heif.from_pillow(Image.fromarray(_picture())).save(path)
    else:
        Image.fromarray(_picture()).save(path)


def _draw_clip(path: Path, encoder: str, pixel_format: str) -> None:
    os.environ.setdefault("SVT_LOG", "0")  # this encoder and x265 are talkative
    options = {"x265-params": "log-level=none"} if encoder == "libx265" else {}
    with av.open(str(path), "w") as container:
        stream = container.add_stream(encoder, rate=_FPS, options=options)
        stream.width, stream.height, stream.pix_fmt = 128, 96, pixel_format
        stream.time_base = Fraction(1, _FPS)
        for number in range(_FRAMES):
            frame = av.VideoFrame.from_ndarray(_picture(), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, _FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    if hasattr(os, "sched_setscheduler"):
        # Run as root, SVT-AV1 leaves the process in real-time scheduling, above everything else.
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def _picture() -> NDArray[np.uint8]:
    """(96, 128, 3): the left half red with a pattern, the right half blue."""
    pixels = np.zeros((96, 128, 3), np.uint8)
    pixels[:, :64, 0], pixels[:, 64:, 2] = 200, 200
    pixels[::8] //= 2
    return pixels


def _looks_as_drawn(pixels: NDArray[np.uint8]) -> bool:
    left, right = pixels[:, : _INPUT_PX // 2].mean((0, 1)), pixels[:, _INPUT_PX // 2 :].mean((0, 1))
    return bool(left.argmax() == 0 and right.argmax() == 2)
