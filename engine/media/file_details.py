"""Everything a file says about itself that a person may want to read: EXIF of photos, streams and tags of clips."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from PIL import ExifTags

from engine.browse_records import MediaDetails
from engine.errors import MediaUnreadable
from engine.media.bounded_file import BoundedFile
from engine.media.decoder_errors import DECODER_ERRORS
from engine.media.file_kinds import RAW_SUFFIXES
from engine.media.images import open_picture
from engine.media.metadata import clip_capture, file_time, ifd_of, photo_capture, text_of
from engine.records import MediaKind

Pairs = tuple[tuple[str, str], ...]
_MAX_TEXT_CHARS = 500
_Base, _Gps = ExifTags.Base, ExifTags.GPS
_METERING = {1: "Average", 2: "Centre-weighted", 3: "Spot", 4: "Multi-spot", 5: "Pattern", 6: "Partial"}
_PROGRAMS = {1: "Manual", 2: "Automatic", 3: "Aperture priority", 4: "Shutter priority", 5: "Creative", 6: "Action"}


def photo_details(path: Path) -> MediaDetails:
    """Read a photo's header and EXIF; nothing is decoded.

    Raises:
        MediaUnreadable: It is no picture.
    """
    sections: dict[str, Pairs] = {"File": _file(path)}
    try:
        with BoundedFile(path) as file, open_picture(file) as image:
            tags: dict[int, Any] = dict(image.getexif())
            tags.update(ifd_of(image.getexif(), ExifTags.IFD.Exif))
            gps = ifd_of(image.getexif(), ExifTags.IFD.GPSInfo)
            capture = photo_capture(image.getexif())
            sections["Picture"] = _pairs(
                ("Size", _size(image.width, image.height)),
                ("Format", image.format or ""),
                ("Colours", image.mode),
                ("Frames", str(getattr(image, "n_frames", 1)) if getattr(image, "is_animated", False) else ""),
            )
    except DECODER_ERRORS as error:
        if path.suffix.lower() not in RAW_SUFFIXES:
            raise MediaUnreadable(f"{path.name} cannot be read.", path=path) from error
        return MediaDetails(path, MediaKind.PHOTO, sections)  # a RAW file that Pillow does not know
    sections |= {"Camera": _camera(tags, capture.camera), "Taken": _times(tags), "Place": _place(gps)}
    if capture.latitude is not None and capture.longitude is not None:
        place = (("Position", f"{capture.latitude:.5f}, {capture.longitude:.5f}"),)
        sections["Place"] = (*place, *sections["Place"])
    sections["Description"] = _pairs(
        *((name, _short(text_of(tags.get(tag)))) for name, tag in (
            ("Title", _Base.ImageDescription),
            ("Author", _Base.Artist),
            ("Copyright", _Base.Copyright),
            ("Software", _Base.Software),
        ))
    )  # fmt: skip
    kept = {name: pairs for name, pairs in sections.items() if pairs}
    return MediaDetails(path, MediaKind.PHOTO, kept, capture.latitude, capture.longitude)


def clip_details(path: Path, streams: Callable[[Path], tuple[Pairs, Mapping[str, str]]]) -> MediaDetails:
    """Read a clip's container with `streams`, which returns pairs to show and the tags it holds."""
    pairs, tags = streams(path)
    capture = clip_capture(tags)
    sections: dict[str, Pairs] = {"File": _file(path), "Clip": pairs}
    if capture.camera:
        sections["Camera"] = (("Camera", capture.camera),)
    if capture.taken_at is not None:
        sections["Taken"] = (("Taken", f"{capture.taken_at:%Y-%m-%d %H:%M:%S}"),)
    if capture.latitude is not None and capture.longitude is not None:
        sections["Place"] = (("Position", f"{capture.latitude:.5f}, {capture.longitude:.5f}"),)
    texts = [(name, _short(tags.get(name.lower(), ""))) for name in ("Title", "Artist", "Comment", "Encoder")]
    described = _pairs(*texts)
    if described:
        sections["Description"] = described
    return MediaDetails(path, MediaKind.VIDEO, sections, capture.latitude, capture.longitude)


def _file(path: Path) -> Pairs:
    try:
        size_bytes = path.stat().st_size
    except OSError:
        size_bytes = 0
    return _pairs(
        ("Name", path.name),
        ("Folder", str(path.parent)),
        ("Size", f"{size_bytes:,} bytes"),
        ("Changed", f"{file_time(path):%Y-%m-%d %H:%M:%S}"),
    )


def _camera(tags: Mapping[int, Any], camera: str) -> Pairs:
    exposure, aperture = _number(tags.get(_Base.ExposureTime)), _number(tags.get(_Base.FNumber))
    focal, focal_35 = _number(tags.get(_Base.FocalLength)), _number(tags.get(_Base.FocalLengthIn35mmFilm))
    iso, bias = _number(tags.get(_Base.ISOSpeedRatings)), _number(tags.get(_Base.ExposureBiasValue))
    flash = _number(tags.get(_Base.Flash))
    return _pairs(
        ("Camera", camera),
        ("Lens", _short(text_of(tags.get(_Base.LensModel)))),
        ("Exposure", _exposure(exposure)),
        ("Aperture", f"f/{aperture:.2g}" if aperture else ""),
        ("Sensitivity", f"ISO {iso:.0f}" if iso else ""),
        ("Focal length", f"{focal:.3g} mm" if focal else ""),
        ("As on 35 mm film", f"{focal_35:.0f} mm" if focal_35 else ""),
        ("Correction", f"{bias:+.1f} EV" if bias else ""),
        ("Programme", _PROGRAMS.get(int(_number(tags.get(_Base.ExposureProgram)) or 0), "")),
        ("Metering", _METERING.get(int(_number(tags.get(_Base.MeteringMode)) or 0), "")),
        ("Flash", "" if flash is None else "Fired" if int(flash) & 1 else "Off"),
    )


def _times(tags: Mapping[int, Any]) -> Pairs:
    zone = text_of(tags.get(_Base.OffsetTimeOriginal))
    return _pairs(
        ("Taken", f"{text_of(tags.get(_Base.DateTimeOriginal))} {zone}".strip()),
        ("Digitised", text_of(tags.get(_Base.DateTimeDigitized))),
    )


def _place(gps: Mapping[int, Any]) -> Pairs:
    altitude = _number(gps.get(_Gps.GPSAltitude))
    below = gps.get(_Gps.GPSAltitudeRef) in (1, b"\x01")
    return _pairs(("Altitude", "" if altitude is None else f"{-altitude if below else altitude:.0f} m"))


def _pairs(*pairs: tuple[str, str]) -> Pairs:
    return tuple((name, text) for name, text in pairs if text)


def _number(value: object) -> float | None:
    """Read a number of EXIF, which may be a fraction by zero, a tuple or a text."""
    if isinstance(value, tuple) and value:
        value = value[0]
    try:
        number = float(value)  # type: ignore[arg-type]  # whatever the file holds
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _exposure(seconds: float | None) -> str:
    if not seconds or seconds <= 0:
        return ""
    if seconds >= 0.4:
        return f"{seconds:.3g} s"
    return f"1/{round(1 / Fraction(seconds).limit_denominator(100_000))} s"


def _size(width: int, height: int) -> str:
    return f"{width} \N{MULTIPLICATION SIGN} {height} ({width * height / 1e6:.1f} megapixels)"


def _short(text: str) -> str:
    return text if len(text) <= _MAX_TEXT_CHARS else text[:_MAX_TEXT_CHARS] + "…"
