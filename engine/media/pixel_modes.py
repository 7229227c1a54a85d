"""From whatever a picture file stores to (H, W, 3) sRGB: depth, palette, alpha, colour profile, orientation."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

_GREY = (128, 128, 128)
_DEEP = frozenset({"I;16", "I;16B", "I;16L", "I;16N", "I", "F"})
_ORIENTATION_TAG = 0x0112
_BAND_ROWS = 256
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def orientation_of(exif: Image.Exif) -> int:
    """Return the EXIF orientation, 1 to 8; 1 where the tag is absent or nonsense."""
    value = exif.get(_ORIENTATION_TAG, 1)
    return value if value in _TURNS else 1


def is_sideways(orientation: int) -> bool:
    """Whether width and height change places when the picture is turned upright."""
    return orientation >= 5


def turn_upright(image: Image.Image, orientation: int) -> Image.Image:
    """Apply an EXIF orientation to the pixels."""
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def to_resizable(image: Image.Image) -> Image.Image:
    """Bring a loaded picture into a mode that can be averaged: L, RGB, RGBA, CMYK or LAB, eight bits a channel."""
    if image.mode in _DEEP:
        return Image.fromarray(_to_eight_bits(np.asarray(image)))
    if image.mode in {"L", "RGB"} and "transparency" not in image.info:
        return image
    if image.mode in {"RGBA", "CMYK", "LAB"}:
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode in {"LA", "La", "PA", "RGBa"} or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("RGB")


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert a picture of `to_resizable` to RGB, through its colour profile where that is usable, over mid grey."""
    if image.mode == "RGBA":
        ground = Image.new("RGB", image.size, _GREY)
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    converted = _through_profile(image, profile)
    if converted is not None:
        return converted
    return image if image.mode == "RGB" else image.convert("RGB")


def _through_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    try:
        if image.mode == "LAB":
            source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        elif not profile or _is_srgb(profile):
            return None
        else:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None  # a damaged profile, or one for other channels: the plain conversion is near enough


def _is_srgb(profile: bytes) -> bool:
    """Whether the profile describes sRGB, judged by its name: building a transform costs milliseconds a picture."""
    return b"sRGB" in profile or b"s\0R\0G\0B" in profile


def _to_eight_bits(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Scale deep grey values (H, W) to eight bits; Pillow's own conversion would clip them to white.

    Works through bands of rows: as floating point, a whole scan of hundreds of megapixels would not fit.
    """
    bands = [slice(top, top + _BAND_ROWS) for top in range(0, len(values), _BAND_ROWS)]
    low = min(float(_finite(values[band]).min()) for band in bands)
    high = max(float(_finite(values[band]).max()) for band in bands)
    black, white = _range_of(values.dtype.kind, low, high)
    scaled = np.empty(values.shape, np.uint8)
    for band in bands:
        scaled[band] = ((_finite(values[band]) - black) * (255.99 / (white - black))).clip(0, 255)
    return scaled


def _finite(values: NDArray[np.generic]) -> NDArray[np.float32]:
    return np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)


def _range_of(kind: str, low: float, high: float) -> tuple[float, float]:
    """Return what is black and what is white.

    Whole numbers use the range of their likely depth: 8 bits, 12 (sensors in 16-bit files) or 16. Fractions from 0
    to 1 are what they seem. Anything else is stretched over what occurs.
    """
    if kind in "iu" and low >= 0:
        for white in (255.0, 4095.0, 65535.0):
            if high <= white:
                return 0.0, white
    if kind == "f" and low >= 0 and high <= 1:
        return 0.0, 1.0
    return (low, high) if high > low else (low, low + 1.0)
