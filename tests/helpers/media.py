"""Draws photos, clips with the frame number painted in, and damaged files; nothing binary lives in git."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.helpers.fakes import COLOURS

os.environ.setdefault("SVT_LOG", "1")  # the AV1 encoder is talkative: errors only

Pixels = NDArray[np.uint8]
Colour = str | tuple[int, int, int]

_BITS = 12  # painted as 4 x 3 cells: numbers up to 4095
_COLUMNS = 4

EXIF_ORIENTATION = 0x0112
EXIF_DATETIME = 0x0132
EXIF_MAKE = 0x010F
EXIF_MODEL = 0x0110
EXIF_IFD = 0x8769
EXIF_GPS_IFD = 0x8825
EXIF_ORIGINAL = 0x9003


def shade(colour: Colour, size: tuple[int, int] = (96, 64)) -> Pixels:
    """Draw (H, W, 3) of one colour with a chequer of darker squares, so that it is not a flat picture.

    `size` is (width, height); `colour` is a name of `fakes.COLOURS` or RGB.
    """
    rgb = np.array(COLOURS[colour] if isinstance(colour, str) else colour, np.float32)
    rows, columns = np.mgrid[: size[1], : size[0]]
    step = max(2, min(size) // 8)
    weight = np.where((rows // step + columns // step) % 2, 1.0, 0.7)
    return (rgb * weight[..., None]).astype(np.uint8)


def draw_photo(
    path: Path,
    colour: Colour = "red",
    size: tuple[int, int] = (96, 64),
    *,
    orientation: int | None = None,
    taken: str | None = None,
    camera: tuple[str, str] | None = None,
    gps: tuple[float, float] | None = None,
    **options: Any,
) -> Path:
    """Write a photo of one colour in the format of the suffix; `options` go to Pillow's `save`.

    Args:
        path: Where; parent folders are made.
        colour: Name or RGB.
        size: (width, height) as stored.
        orientation: EXIF orientation 1 to 8.
        taken: EXIF capture time, `2024:05:06 07:08:09`.
        camera: EXIF maker and model.
        gps: EXIF latitude and longitude in degrees.
        options: For instance `quality=90`.
    """
    picture = Image.fromarray(shade(colour, size))
    exif = picture.getexif()
    if orientation is not None:
        exif[EXIF_ORIENTATION] = orientation
    if camera is not None:
        exif[EXIF_MAKE], exif[EXIF_MODEL] = camera
    if taken is not None:
        exif.get_ifd(EXIF_IFD)[EXIF_ORIGINAL] = taken
    if gps is not None:
        exif.get_ifd(EXIF_GPS_IFD).update(_gps_tags(*gps))
    if exif or taken or gps:
        options["exif"] = exif.tobytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() in {".heic", ".heif"}:
        import pillow_heif

        pillow_heif.register_heif_opener()
    picture.save(path, **options)
    return path


def number_frame(number: int, size: tuple[int, int] = (96, 64)) -> Pixels:
    """Draw (H, W, 3) with `number` painted as 4 x 3 big black and white cells that survive any codec."""
    bits = [(number >> bit) & 1 for bit in range(_BITS)]
    cells = np.array(bits, np.uint8).reshape(-1, _COLUMNS) * 190 + 30
    rows = np.arange(size[1]) * len(cells) // size[1]
    columns = np.arange(size[0]) * _COLUMNS // size[0]
    return np.repeat(cells[rows][:, columns][..., None], 3, axis=2)


def read_number(pixels: Pixels) -> int:
    """Read back what `number_frame` painted, from a picture of any size."""
    height, width = pixels.shape[:2]
    lines = _BITS // _COLUMNS
    number = 0
    for bit in range(_BITS):
        row, column = divmod(bit, _COLUMNS)
        y, x = int((row + 0.5) * height / lines), int((column + 0.5) * width / _COLUMNS)
        number |= int(pixels[y - 1 : y + 2, x - 1 : x + 2].mean() > 127) << bit
    return number


def make_clip(
    path: Path,
    frames: Sequence[Colour | Pixels],
    fps: int = 8,
    codec: str = "libx264",
    *,
    hold: int = 1,
    size: tuple[int, int] = (96, 64),
    pix_fmt: str = "yuv420p",
    rotation: int = 0,
    start_s: float = 0.0,
    gop: int = 12,
    options: Mapping[str, str] | None = None,
    metadata: Mapping[str, str] | None = None,
) -> Path:
    """Encode a clip in the container of the suffix.

    Args:
        path: Where; parent folders are made.
        frames: Colours or (H, W, 3) pictures, in order.
        fps: Frames a second.
        codec: An encoder of FFmpeg: libx264, libx265, libvpx-vp9, libsvtav1, mpeg4 ...
        hold: How many frames each entry of `frames` is shown: `hold=fps` is a second each.
        size: (width, height) for colours; pictures bring their own.
        pix_fmt: Stored pixel format.
        rotation: Degrees clockwise by which a player must turn the picture (mp4 and mov only).
        start_s: Time stamp of the first frame.
        gop: Frames from key frame to key frame at most.
        options: Of the encoder.
        metadata: Of the container, for instance `creation_time`.
    """
    pictures = [item if isinstance(item, np.ndarray) else shade(item, size) for item in frames]
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        container.metadata.update(metadata or {})
        stream = container.add_stream(codec, rate=fps, options=dict(options or {}))
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = pix_fmt
        stream.gop_size = gop
        stream.time_base = Fraction(1, fps)
        for number, picture in enumerate(picture for picture in pictures for _ in range(hold)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number + round(start_s * fps)
            frame.time_base = Fraction(1, fps)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    ordinary_scheduling()
    if rotation:
        _write_rotation(path, rotation)
    return path


def ordinary_scheduling() -> None:
    """Undo SVT-AV1's change: run as root, it leaves the process in real-time scheduling, above everything else."""
    if hasattr(os, "sched_setscheduler"):
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def truncate(path: Path, share: float) -> Path:
    """Keep only the first `share` of a file's bytes."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def _gps_tags(latitude: float, longitude: float) -> dict[int, Any]:
    return {
        1: "N" if latitude >= 0 else "S",
        2: _degrees(abs(latitude)),
        3: "E" if longitude >= 0 else "W",
        4: _degrees(abs(longitude)),
    }


def _degrees(value: float) -> tuple[float, float, float]:
    minutes = (value % 1) * 60
    return float(int(value)), float(int(minutes)), round((minutes % 1) * 60, 4)


def _write_rotation(path: Path, rotation: int) -> None:
    """Set the display matrix in the track header: the encoder's side has no call for it."""
    turns = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
    content = bytearray(path.read_bytes())
    matrix = content.index(b"tkhd") + 4 + 4 + 20 + 16
    for offset, value in zip((0, 4, 12, 16), turns[rotation], strict=True):
        content[matrix + offset : matrix + offset + 4] = (value << 16).to_bytes(4, "big", signed=True)
    path.write_bytes(bytes(content))
