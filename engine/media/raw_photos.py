"""RAW photos through the preview that the camera put into them, developed only where there is none."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import rawpy
from numpy.typing import NDArray
from PIL import Image

from engine.media import metadata
from engine.media.bounded_file import BoundedFile
from engine.media.metadata import Capture

# LibRaw's flip as EXIF orientations: half turn, quarter turn left, quarter turn right.
_ORIENTATION_OF_FLIP = {3: 3, 5: 8, 6: 6}
_USEFUL_SHARE = 0.6  # of the wanted pixels: enlarging a little is cheaper than developing


@dataclass(frozen=True, slots=True)
class RawPhoto:
    """A RAW file's picture.

    Attributes:
        preview: JPEG bytes, or (H, W, 3) uint8 RGB.
        orientation: EXIF orientation that `preview` still needs, unless it carries its own.
        size: (width, height) of the sensor's picture, upright.
        taken_at: Capture time by the RAW header, or None.
    """

    preview: bytes | NDArray[np.uint8]
    orientation: int
    size: tuple[int, int]
    taken_at: datetime | None


def read_raw(path: Path, shorter_px: int, longer_px: int, limit_px: int) -> RawPhoto:
    """Open a RAW file for reading and take the embedded preview, or develop it at half size.

    A preview whose sides are much smaller than `shorter_px` and `longer_px` is passed over.

    Raises:
        OSError: LibRaw cannot read the file.
        PIL.Image.DecompressionBombError: It has more pixels than `limit_px`.
    """
    try:
        with path.open("rb") as file, rawpy.imread(file) as raw:
            sizes = raw.sizes
            if sizes.width * sizes.height > limit_px:
                raise Image.DecompressionBombError(f"{sizes.width} x {sizes.height} pixels")
            orientation = _ORIENTATION_OF_FLIP.get(sizes.flip, 1)
            size = (sizes.height, sizes.width) if orientation >= 5 else (sizes.width, sizes.height)
            preview = _preview(raw)
            if preview is None or not _is_useful(preview, shorter_px, longer_px):
                preview, orientation = _developed(raw), 1
            return RawPhoto(preview, orientation, size, _taken_at(raw))
    except rawpy.LibRawError as error:
        raise OSError(str(error)) from error


def header_capture(path: Path, taken_at: datetime | None) -> Capture:
    """Read EXIF from the file's own header, which is a TIFF's in most RAW formats."""
    exif = Image.Exif()
    try:
        with BoundedFile(path) as file:
            exif.load_from_fp(file)
            capture = metadata.photo_capture(exif)
    except (OSError, ValueError, SyntaxError, TypeError, LookupError, RuntimeError, struct.error):
        capture = Capture()
    if capture.taken_at is None and taken_at is not None:
        return Capture(taken_at, capture.camera, capture.latitude, capture.longitude)
    return capture


def _preview(raw: rawpy.RawPy) -> bytes | NDArray[np.uint8] | None:
    try:
        thumbnail = raw.extract_thumb()
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError):
        return None
    if thumbnail.format == rawpy.ThumbFormat.JPEG:
        return bytes(thumbnail.data)
    pixels: NDArray[np.uint8] = thumbnail.data
    return pixels


def _is_useful(preview: bytes | NDArray[np.uint8], shorter_px: int, longer_px: int) -> bool:
    if isinstance(preview, bytes):
        try:
            with Image.open(io.BytesIO(preview), formats=("JPEG",)) as image:
                sides = sorted(image.size)
        except (OSError, ValueError, SyntaxError):
            return False  # a damaged preview: develop the sensor's data instead
    else:
        sides = sorted(preview.shape[:2])
    return sides[0] >= _USEFUL_SHARE * shorter_px and sides[1] >= _USEFUL_SHARE * longer_px


def _developed(raw: rawpy.RawPy) -> NDArray[np.uint8]:
    """Demosaic at half size, upright: a quarter of the work, still far more pixels than an encoder sees."""
    pixels: NDArray[np.uint8] = raw.postprocess(half_size=True, use_camera_wb=True, output_bps=8)
    return pixels


def _taken_at(raw: rawpy.RawPy) -> datetime | None:
    """Return the header's time; a camera without a clock writes the epoch."""
    moment: datetime = raw.other.timestamp
    return moment if moment.year > 1970 else None
