"""One picture of the training data as the towers see it: whole, upright, stretched to a square, eight bits RGB."""

from __future__ import annotations

import functools
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from engine.errors import MediaTooLarge, MediaUnreadable
from engine.media import pixel_modes
from engine.media.decoder_errors import DECODER_ERRORS

MAX_MEGAPIXELS = 89  # below Pillow's own limit, so that a picture that passed is never warned about
_WANTED_FORMATS = ("AVIF", "BMP", "GIF", "JPEG", "PNG", "TIFF", "WEBP")
_REDUCING_GAP = 1.5  # as when the library opens a photo: first by whole factors, then bicubic


def decode_square(name: str, content: bytes, size_px: int) -> NDArray[np.uint8]:
    """Decode one picture as the library does: (S, S, 3) uint8 sRGB, EXIF orientation applied, deep grey scaled.

    Raises:
        MediaTooLarge: It has more than `MAX_MEGAPIXELS`; refused before they are allocated.
        MediaUnreadable: It cannot be decoded in full.
    """
    try:
        with Image.open(io.BytesIO(content), formats=_formats()) as image:
            if image.width * image.height > MAX_MEGAPIXELS * 1_000_000:
                raise MediaTooLarge(f"{name} has more than {MAX_MEGAPIXELS} megapixels.")
            return _to_square(image, size_px)
    except Image.DecompressionBombError as error:
        raise MediaTooLarge(f"{name} has more than {MAX_MEGAPIXELS} megapixels.") from error
    except UnidentifiedImageError as error:
        raise MediaUnreadable(f"{name} is not a picture of a known format.") from error
    except (*DECODER_ERRORS, MemoryError) as error:
        raise MediaUnreadable(f"{name} cannot be decoded: {_reason(error)}.") from error


@contextmanager
def decoder_warnings_ignored() -> Iterator[None]:
    """Keep Pillow's remarks about damaged metadata from the screen; filters are the process', so threads share them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        yield


def _to_square(image: Image.Image, size_px: int) -> NDArray[np.uint8]:
    factor = max(1, int(min(image.size) / size_px / _REDUCING_GAP))
    draft = image.draft(None, (image.width // factor, image.height // factor)) if factor > 1 else None
    image.load()
    orientation = _orientation(image)
    profile = image.info.get("icc_profile")
    box = draft[1] if draft else (0.0, 0.0, float(image.width), float(image.height))
    resized = pixel_modes.to_resizable(image).resize((size_px, size_px), Image.Resampling.BICUBIC, box=box)
    upright = pixel_modes.turn_upright(resized, orientation)
    return np.array(pixel_modes.to_srgb(upright, profile))


def _orientation(image: Image.Image) -> int:
    try:
        return pixel_modes.orientation_of(image.getexif())
    except DECODER_ERRORS:
        return 1


@functools.cache
def _formats() -> tuple[str, ...]:
    """The formats that may be opened, whatever the file is called, as far as this Pillow has them."""
    Image.init()
    return tuple(name for name in _WANTED_FORMATS if name in Image.OPEN)


def _reason(error: BaseException) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__
