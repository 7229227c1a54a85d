"""What a photo's EXIF or a clip's container says about when, where and with what it was taken."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

_DATE = re.compile(r"(\d{4})[:/.-](\d\d?)[:/.-](\d\d?)[ T]+(\d\d?):(\d\d)(?::(\d\d))?")
_ISO_6709 = re.compile(r"([+-]\d+(?:\.\d+)?)([+-]\d+(?:\.\d+)?)")
_FIRST_PHOTOGRAPH = 1826
# Most telling first: when the shutter opened, when it was digitised, when the file was last changed by software.
_DATE_TAGS = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.SubsecTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.SubsecTimeDigitized),
    (ExifTags.Base.DateTime, ExifTags.Base.SubsecTime),
)
# A container that was never told the time says its epoch.
_CONTAINER_EPOCHS = frozenset({1904, 1970})


@dataclass(frozen=True, slots=True)
class Capture:
    """When, with what and where; None or "" where the file does not say."""

    taken_at: datetime | None = None
    camera: str = ""
    latitude: float | None = None
    longitude: float | None = None


def photo_capture(exif: Image.Exif) -> Capture:
    """Read a photo's EXIF; values that make no sense count as absent."""
    tags: dict[int, Any] = dict(exif)
    tags.update(ifd_of(exif, ExifTags.IFD.Exif))
    taken_at = next(filter(None, (_exif_time(tags.get(date), tags.get(part)) for date, part in _DATE_TAGS)), None)
    latitude, longitude = _exif_position(ifd_of(exif, ExifTags.IFD.GPSInfo))
    camera = _camera(text_of(tags.get(ExifTags.Base.Make)), text_of(tags.get(ExifTags.Base.Model)))
    return Capture(taken_at, camera, latitude, longitude)


def clip_capture(tags: Mapping[str, str]) -> Capture:
    """Read a container's tags, as FFmpeg names them.

    Apple writes the wall clock with its zone, everybody else universal time, which is turned into this computer's.
    """
    lowered = {key.lower(): value for key, value in tags.items()}
    wall = _date(lowered.get("com.apple.quicktime.creationdate", ""))
    taken_at = wall or _container_time(lowered.get("creation_time") or lowered.get("date", ""))
    place = lowered.get("com.apple.quicktime.location.iso6709") or lowered.get("location", "")
    latitude, longitude = _iso_position(place)
    maker = lowered.get("com.apple.quicktime.make") or lowered.get("com.android.manufacturer", "")
    model = lowered.get("com.apple.quicktime.model") or lowered.get("com.android.model", "")
    return Capture(taken_at, _camera(maker.strip(), model.strip()), latitude, longitude)


def file_time(path: Path) -> datetime:
    """Return the file's modification time as local time; the epoch where the file system's is out of range."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)
    except (OSError, OverflowError, ValueError):
        return datetime(1970, 1, 1)


def ifd_of(exif: Image.Exif, name: int) -> dict[int, Any]:
    """Return one block of a photo's EXIF, empty where it is damaged."""
    try:
        return dict(exif.get_ifd(name))
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        return {}  # Pillow parses the block here, and a damaged one fails in all these ways


def _exif_time(value: object, fraction: object) -> datetime | None:
    moment = _date(text_of(value))
    digits = re.match(r"\d{1,6}", text_of(fraction))
    if moment is not None and digits is not None:
        moment = moment.replace(microsecond=int(digits.group().ljust(6, "0")))
    return moment


def _date(text: str) -> datetime | None:
    found = _DATE.search(text)
    if found is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None  # 0000:00:00, or a thirteenth month
    return moment if _FIRST_PHOTOGRAPH <= moment.year <= 2200 else None


def _container_time(text: str) -> datetime | None:
    moment = _date(text)
    if moment is None or moment.year in _CONTAINER_EPOCHS:
        return None
    if not text.rstrip().endswith("Z"):
        return moment
    try:
        return datetime.fromisoformat(moment.isoformat() + "+00:00").astimezone().replace(tzinfo=None)
    except (OverflowError, OSError, ValueError):
        return moment


def text_of(value: object) -> str:
    """Return a value of EXIF as text, up to its first zero; "" where it is none."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return value.split("\0")[0].strip() if isinstance(value, str) else ""


def _camera(maker: str, model: str) -> str:
    """Join maker and model without saying the maker twice."""
    if model.lower().startswith(maker.lower()):
        return model
    return f"{maker} {model}".strip()


def _exif_position(gps: Mapping[int, Any]) -> tuple[float | None, float | None]:
    latitude = _angle(gps.get(ExifTags.GPS.GPSLatitude), text_of(gps.get(ExifTags.GPS.GPSLatitudeRef)), "S")
    longitude = _angle(gps.get(ExifTags.GPS.GPSLongitude), text_of(gps.get(ExifTags.GPS.GPSLongitudeRef)), "W")
    return _checked_position(latitude, longitude)


def _angle(parts: Any, reference: str, negative: str) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return -value if reference.upper() == negative else value


def _iso_position(text: str) -> tuple[float | None, float | None]:
    found = _ISO_6709.match(text.strip())
    return _checked_position(float(found[1]), float(found[2])) if found else (None, None)


def _checked_position(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    if latitude is None or longitude is None or not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None, None
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude == 0 and longitude == 0):
        return None, None  # (0, 0) is what a receiver without a fix writes
    return latitude, longitude
