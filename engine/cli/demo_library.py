"""The demo's material: real photographs in the public domain that ship inside scikit-image, and a clip made from them.

Each is published by scikit-image as CC0, public domain or without known copyright restrictions; samples of which
scikit-image does not say so are left out, and so are pictures through a microscope, which nobody's album holds. They
are written into the demo's folder and never into the project.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.errors import DiskFull, EngineError

CLIP_NAME = "slide-show.mp4"
# The last one is in none of the pictures, and the answer should say so.
QUERIES = (
    "a man behind a camera",
    "a cat looking at the camera",
    "a cup of coffee on a table",
    "an astronaut in an orange suit",
    "grass",
    "a motorcycle",
)

_EXIF_TIME, _EXIF_PHOTO, _EXIF_TAKEN = 0x0132, 0x8769, 0x9003
_CLIP_TAKEN_AT = "2024-08-01T20:15:00Z"
_CLIP_SIZE = (480, 360)  # width, height
_FPS = 12
_SECONDS_EACH = 3
_ZOOM = 0.15  # how much of the picture is gone at the end of its shot


class DemoMissing(EngineError):
    """The package with the demo's photographs is not installed."""

    code = "demo-missing"


@dataclass(frozen=True, slots=True)
class Sample:
    """One photograph: its file in scikit-image, its name here, and an invented capture time to filter by."""

    source: str
    name: str
    taken_at: datetime
    is_in_clip: bool = False


SAMPLES = (
    Sample("astronaut.png", "astronaut.jpg", datetime(2021, 1, 17, 10, 30), is_in_clip=True),
    Sample("rocket.jpg", "rocket.jpg", datetime(2021, 2, 11, 18, 3), is_in_clip=True),
    Sample("chelsea.png", "cat.jpg", datetime(2021, 5, 2, 9, 15), is_in_clip=True),
    Sample("coffee.png", "coffee.jpg", datetime(2021, 8, 21, 8, 5), is_in_clip=True),
    Sample("camera.png", "camera.jpg", datetime(2022, 3, 9, 14, 40), is_in_clip=True),
    Sample("coins.png", "coins.jpg", datetime(2022, 4, 30, 16, 20)),
    Sample("hubble_deep_field.jpg", "galaxies.jpg", datetime(2022, 9, 25, 23, 50), is_in_clip=True),
    Sample("horse.png", "horse.jpg", datetime(2022, 10, 1, 12, 0)),
    Sample("brick.png", "bricks.jpg", datetime(2023, 1, 8, 11, 11)),
    Sample("grass.png", "grass.jpg", datetime(2023, 6, 3, 15, 30)),
    Sample("gravel.png", "gravel.jpg", datetime(2023, 6, 4, 15, 45)),
    Sample("text.png", "handwriting.jpg", datetime(2024, 2, 2, 19, 0)),
)


def write_demo_media(folder: Path) -> tuple[Path, ...]:
    """Write the photographs and the clip into a folder; what is already there is left as it is.

    Raises:
        DemoMissing: scikit-image is not installed.
        DiskFull: The folder cannot be made or written to.
    """
    source_dir = sample_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        samples = [sample for sample in SAMPLES if (source_dir / sample.source).is_file()]
        for sample in samples:
            if not (folder / sample.name).exists():
                _write_photo(source_dir / sample.source, folder / sample.name, sample.taken_at)
        shown = [folder / sample.name for sample in samples if sample.is_in_clip]
        if not (folder / CLIP_NAME).exists():
            write_clip(folder / CLIP_NAME, shown)
    except OSError as error:
        raise DiskFull(f"The demo cannot be written to {folder}: {error.strerror or error}.", path=folder) from error
    return (*(folder / sample.name for sample in samples), folder / CLIP_NAME)


def sample_dir() -> Path:
    """Find scikit-image's samples without importing it.

    Raises:
        DemoMissing: It is not installed.
    """
    found = importlib.util.find_spec("skimage")
    folder = Path(found.origin).parent / "data" if found is not None and found.origin else None
    if folder is None or not folder.is_dir():
        raise DemoMissing(
            "The demo's photographs come with scikit-image, which is not installed.",
            hint="Install it with: python -m pip install scikit-image",
        )
    return folder


def write_clip(path: Path, photos: list[Path]) -> None:
    """Encode a clip that shows each photo for three seconds while slowly closing in; whole or not at all."""
    temporary = path.with_name(f".{path.name}.part")
    encoder = "libx264" if "libx264" in av.codecs_available else "mpeg4"
    with av.open(str(temporary), "w", format="mp4") as container:
        container.metadata["creation_time"] = _CLIP_TAKEN_AT
        stream = container.add_stream(encoder, rate=_FPS)
        stream.width, stream.height = _CLIP_SIZE
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, _FPS)
        for number, pixels in enumerate(_clip_frames(photos)):
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, _FPS)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    temporary.replace(path)


def _clip_frames(photos: list[Path]) -> Iterator[NDArray[np.uint8]]:
    """Yield (H, W, 3) frames: the middle of each photo in the clip's proportions, closing in."""
    width, height = _CLIP_SIZE
    for photo in photos:
        with Image.open(photo) as opened:
            picture = opened.convert("RGB")
        scale = min(picture.width / width, picture.height / height)
        for number in range(_SECONDS_EACH * _FPS):
            share = scale * (1 - _ZOOM * number / (_SECONDS_EACH * _FPS - 1))
            wide, high = min(width * share, picture.width), min(height * share, picture.height)
            left, top = (picture.width - wide) / 2, (picture.height - high) / 2
            box = (left, top, left + wide, top + high)
            yield np.asarray(picture.resize(_CLIP_SIZE, Image.Resampling.BICUBIC, box=box, reducing_gap=2.0))


def _write_photo(source: Path, path: Path, taken_at: datetime) -> None:
    with Image.open(source) as opened:
        picture: Image.Image = opened
        if picture.mode == "RGBA":
            backdrop = Image.new("RGBA", picture.size, "white")
            picture = Image.alpha_composite(backdrop, picture).convert("RGB")
        exif = Image.Exif()
        stamp = taken_at.strftime("%Y:%m:%d %H:%M:%S")
        exif[_EXIF_TIME] = stamp
        exif.get_ifd(_EXIF_PHOTO)[_EXIF_TAKEN] = stamp
        temporary = path.with_name(f".{path.name}.part")
        picture.save(temporary, "JPEG", quality=92, exif=exif)
    temporary.replace(path)
