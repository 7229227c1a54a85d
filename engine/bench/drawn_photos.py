"""Photos as files: drawn JPEGs of any size with EXIF, each with a content of its own."""

from __future__ import annotations

import io
import math
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PIL import Image

from engine.bench.drawn_pictures import draw_scene

_CAMERAS: Final = (("Canon", "EOS 80D"), ("Apple", "iPhone 13"), ("Google", "Pixel 7"), ("SONY", "ILCE-7M3"))
_DRAWN: Final = 12  # different pictures of one size; drawing twelve megapixels takes longer than indexing them
_QUALITY: Final = 88
_IFD, _TAKEN, _MAKE, _MODEL, _ORIENTATION = 0x8769, 0x9003, 0x010F, 0x0110, 0x0112


def make_photos(folder: Path, count: int, megapixels: float) -> list[Path]:
    """Write so many JPEGs, or return those that an earlier run wrote; all contents differ, a quarter are on their side.

    Raises:
        OSError: They cannot be written.
    """
    paths = [folder / f"{number // 100:03}" / f"IMG_{number:05}.jpg" for number in range(count)]
    drawn: list[bytes] = []
    for number, path in enumerate(paths):
        if path.is_file():
            continue
        while len(drawn) < min(_DRAWN, count):
            drawn.append(_jpeg(len(drawn), megapixels))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(with_exif(drawn[number % len(drawn)], number))
    return paths


def with_exif(jpeg: bytes, number: int) -> bytes:
    """Put camera, time and orientation into a JPEG without EXIF; no two numbers give the same file."""
    exif = Image.Exif()
    exif[_MAKE], exif[_MODEL] = _CAMERAS[number % len(_CAMERAS)]
    exif[_ORIENTATION] = 6 if number % 4 == 3 else 1
    taken = datetime(2015, 1, 1, 9) + timedelta(minutes=number * 37)
    exif.get_ifd(_IFD)[_TAKEN] = taken.strftime("%Y:%m:%d %H:%M:%S")
    block = exif.tobytes()
    return jpeg[:2] + b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block + jpeg[2:]


def forget_cached(paths: Sequence[Path]) -> bool:
    """Ask the system to forget what it keeps of files in memory; False where that cannot be asked."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)  # what is not written yet cannot be forgotten
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)
    return True


def _jpeg(number: int, megapixels: float) -> bytes:
    height = round(math.sqrt(megapixels * 1e6 * 3 / 4) / 8) * 8
    buffer = io.BytesIO()
    picture = Image.fromarray(draw_scene(number, height * 4 // 3, height))
    picture.save(buffer, "JPEG", quality=_QUALITY)
    written = buffer.getvalue()
    # Pillow begins with a JFIF block, which EXIF takes the place of.
    return written[:2] + written[4 + int.from_bytes(written[4:6], "big") :] if written[2:4] == b"\xff\xe0" else written
