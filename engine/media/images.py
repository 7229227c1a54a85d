"""Decode photos of every format once: encoder square, thumbnail and facts, or pixels for the viewer."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from engine.config import DecodingConfig
from engine.errors import MediaTooLarge, MediaUnreadable
from engine.media import metadata, pixel_modes, raw_photos
from engine.media.bounded_file import BoundedFile
from engine.media.decoder_errors import DECODER_ERRORS
from engine.media.file_kinds import RAW_SUFFIXES
from engine.media.metadata import Capture
from engine.records import DecodedMedia, MediaFacts, MediaKind, Picture, Sampled

# What may be opened, whatever the file is called. Pillow knows dozens more, each one a way in for a hostile file.
_DECODERS: tuple[type[ImageFile.ImageFile], ...] = (
    AvifImagePlugin.AvifImageFile,
    BmpImagePlugin.BmpImageFile,
    GifImagePlugin.GifImageFile,
    JpegImagePlugin.JpegImageFile,  # also the multi-picture variant of phones and 3D cameras
    PngImagePlugin.PngImageFile,
    TiffImagePlugin.TiffImageFile,
    WebPImagePlugin.WebPImageFile,
)
_FORMATS = tuple(str(decoder.format) for decoder in _DECODERS)
_HEIF = "HEIF"
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2", b"MiHE"})
Box = tuple[float, float, float, float]
_THUMBNAIL_QUALITY = 82
# Pictures are first reduced by whole factors (in a JPEG's transform, or by averaging blocks) to no less than this
# many times the wanted size, then resized with a bicubic filter. A photo of 12 megapixels is just within it at an
# eighth, which takes two thirds of the time of a quarter; its vector differs by a cosine of 0.9992.
_REDUCING_GAP = 1.4


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a picture must still be good for after reducing it: both its sides, and the longer one."""

    both_px: int
    longer_px: int

    def factor(self, size: tuple[int, int]) -> int:
        """Return by how much a picture of this size may be reduced first, at least 1."""
        spare = min(min(size) / self.both_px, max(size) / self.longer_px)
        return max(1, int(spare / _REDUCING_GAP))


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A decoded picture, possibly reduced, not yet upright.

    `box` is what of `image` the picture covers: reducing may leave half a pixel over at the right and bottom.
    `size` is (width, height) of the file's full picture, upright.
    """

    image: Image.Image
    box: Box
    size: tuple[int, int]
    orientation: int
    capture: Capture
    reader: str
    is_partial: bool = False

    def at(self, width_px: int, height_px: int) -> Image.Image:
        """Render the whole picture upright at exactly this size in sRGB."""
        stored = (height_px, width_px) if pixel_modes.is_sideways(self.orientation) else (width_px, height_px)
        resized = self.image.resize(stored, Image.Resampling.BICUBIC, box=self.box)
        upright = pixel_modes.turn_upright(resized, self.orientation)
        return pixel_modes.to_srgb(upright, self.image.info.get("icc_profile"))


def open_picture(file: BinaryIO) -> Image.Image:
    """Open a picture of a format that may be opened, whatever the file is called.

    Raises:
        Any of `DECODER_ERRORS`: It is of no such format, or damaged.
    """
    if not _is_heif(file):
        return Image.open(file, formats=_FORMATS)
    import pillow_heif  # loads its own codecs: only where needed

    pillow_heif.register_heif_opener(thumbnails=False)
    return Image.open(file, formats=(_HEIF,))


def read_photo(path: Path, input_px: int, decoding: DecodingConfig) -> DecodedMedia:
    """Decode a photo once into everything the index needs.

    Returns:
        One `Sampled`: the whole upright picture stretched to (input_px, input_px, 3), and its thumbnail.

    Raises:
        MediaTooLarge: It has more megapixels than allowed; refused before they are allocated.
        MediaUnreadable: It cannot be decoded, not even in part.
    """
    loaded = _load(path, _Wanted(input_px, decoding.thumbnail_px), decoding)
    pixels = np.asarray(loaded.at(input_px, input_px))
    if loaded.is_partial and not pixels.std(axis=(0, 1)).any():
        raise MediaUnreadable(f"{path.name} is cut off before its picture begins.", path=path)
    thumbnail = encode_thumbnail(loaded.at(*fit(loaded.size, decoding.thumbnail_px)))
    return DecodedMedia(MediaKind.PHOTO, _facts(path, loaded), (Sampled(0.0, pixels, thumbnail),))


def read_picture(path: Path, max_px: int, decoding: DecodingConfig) -> Picture:
    """Decode a photo for showing, its longer side at most `max_px`, never enlarged.

    Raises:
        MediaTooLarge: It has more megapixels than allowed.
        MediaUnreadable: It cannot be decoded, not even in part.
    """
    loaded = _load(path, _Wanted(1, max_px), decoding)
    return Picture(np.asarray(loaded.at(*fit(loaded.size, max_px))))


def fit(size: tuple[int, int], longer_px: int) -> tuple[int, int]:
    """Shrink (width, height) so that the longer side is at most `longer_px`, keeping proportions; never enlarge."""
    scale = min(1.0, longer_px / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def encode_thumbnail(image: Image.Image) -> bytes:
    """Encode an RGB picture as the JPEG that thumbnails are stored as."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_THUMBNAIL_QUALITY)
    return buffer.getvalue()


def encode_thumbnail_of(pixels: NDArray[np.uint8]) -> bytes:
    """Encode (H, W, 3) uint8 RGB as a thumbnail JPEG."""
    return encode_thumbnail(Image.fromarray(pixels))


def _facts(path: Path, loaded: _Loaded) -> MediaFacts:
    capture = loaded.capture
    return MediaFacts(
        width_px=loaded.size[0],
        height_px=loaded.size[1],
        taken_at=capture.taken_at or metadata.file_time(path),
        taken_from_file=capture.taken_at is None,
        camera=capture.camera,
        latitude=capture.latitude,
        longitude=capture.longitude,
        reader=loaded.reader,
        is_partial=loaded.is_partial,
    )


def _load(path: Path, wanted: _Wanted, decoding: DecodingConfig) -> _Loaded:
    limit = decoding.max_megapixels * 1_000_000
    try:
        with _bomb_guard(limit):
            if path.suffix.lower() in RAW_SUFFIXES:
                return _load_raw(path, wanted, limit)
            with BoundedFile(path) as file:
                return _load_stream(file, wanted)
    except Image.DecompressionBombError as error:
        text = f"{path.name} has more than {decoding.max_megapixels} megapixels."
        raise MediaTooLarge(text, hint="The limit is the setting decoding.max_megapixels.", path=path) from error
    except UnidentifiedImageError as error:
        raise MediaUnreadable(f"{path.name} is not a picture of a known format.", path=path) from error
    except DECODER_ERRORS as error:
        raise MediaUnreadable(f"{path.name} cannot be decoded: {_reason(error)}.", path=path) from error


def _load_raw(path: Path, wanted: _Wanted, limit: int) -> _Loaded:
    raw = raw_photos.read_raw(path, wanted.both_px, wanted.longer_px, limit)
    if isinstance(raw.preview, bytes):
        loaded = _load_stream(io.BytesIO(raw.preview), wanted)
        orientation = raw.orientation if loaded.orientation == 1 else loaded.orientation
        capture = loaded.capture if loaded.capture.taken_at else raw_photos.header_capture(path, raw.taken_at)
        return replace(loaded, size=raw.size, orientation=orientation, capture=capture, reader="rawpy")
    image, box = _reduced(Image.fromarray(raw.preview), wanted)
    capture = raw_photos.header_capture(path, raw.taken_at)
    return _Loaded(image, box, raw.size, raw.orientation, capture, "rawpy")


def _load_stream(file: BinaryIO, wanted: _Wanted) -> _Loaded:
    """Decode the first picture of a stream; what is cut off is kept as far as it goes."""
    try:
        return _load_whole(file, wanted)
    except Image.DecompressionBombError:
        raise
    except DECODER_ERRORS as error:
        file.seek(0)
        with _truncated_allowed():
            try:
                return replace(_load_whole(file, wanted), is_partial=True)
            except MemoryError:
                raise error from None  # a lying length, which only this tolerant mode believes


def _load_whole(file: BinaryIO, wanted: _Wanted) -> _Loaded:
    with open_picture(file) as image:
        size = image.size
        factor = wanted.factor(size)
        draft = image.draft(None, (size[0] // factor, size[1] // factor))
        image.load()
        exif = _exif_of(image)  # after loading: a TIFF is turned by then and its tag is gone
        orientation = pixel_modes.orientation_of(exif)
        reduced, box = _reduced(image, wanted, draft and draft[1])
    if pixel_modes.is_sideways(orientation):
        size = size[1], size[0]
    reader = "heif" if image.format == _HEIF else "pillow"
    return _Loaded(reduced, box, size, orientation, metadata.photo_capture(exif), reader)


def _reduced(image: Image.Image, wanted: _Wanted, box: Box | None = None) -> tuple[Image.Image, Box]:
    """Average whole blocks as far as allowed; the result outlives the file and keeps the colour profile."""
    profile = image.info.get("icc_profile")
    box = box or (0.0, 0.0, float(image.width), float(image.height))
    image = pixel_modes.to_resizable(image)
    factor = wanted.factor(image.size)
    if factor > 1:
        image = image.reduce(factor)
        box = (0.0, 0.0, box[2] / factor, box[3] / factor)
    else:
        image = image.copy()
    image.info["icc_profile"] = profile
    return image, box


def _exif_of(image: Image.Image) -> Image.Exif:
    """Return the picture's EXIF; a damaged block is no reason to lose the picture."""
    try:
        return image.getexif()
    except DECODER_ERRORS:
        return Image.Exif()


def _is_heif(file: BinaryIO) -> bool:
    head = file.read(12)
    file.seek(0)
    return head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS


@contextmanager
def _bomb_guard(limit_px: int) -> Iterator[None]:
    """Make Pillow refuse more pixels than the limit when it has read the header; it raises at twice its own figure."""
    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = limit_px // 2
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # damaged metadata is not news in a library of strangers' files
            yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


@contextmanager
def _truncated_allowed() -> Iterator[None]:
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _reason(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__
