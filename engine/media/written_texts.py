"""What other programs wrote into a file about what it shows: XMP and IPTC descriptions, EXIF, tags of clips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin

from engine.errors import MediaUnreadable
from engine.media.bounded_file import BoundedFile
from engine.media.clip_streams import describe_streams
from engine.media.decoder_errors import DECODER_ERRORS
from engine.media.file_kinds import kind_of
from engine.media.images import open_picture
from engine.media.metadata import ifd_of, text_of
from engine.media.xmp_text import MAX_XMP_BYTES, described_in
from engine.records import MediaKind

MOST_TEXTS: Final = 20
_IPTC_CAPTION: Final = (2, 120)
_IPTC_CHARSET: Final = (1, 90)
_XMP_TAG: Final = 700
# What cameras and programs write without being asked.
_EMPTY_PHRASES: Final = frozenset(
    {
        "olympus digital camera",
        "minolta digital camera",
        "konica minolta digital camera",
        "kodak digital still camera",
        "samsung camera pictures",
        "sony dsc",
        "exif_jpeg_picture",
        "digital camera",
        "digitalcamera",
        "dcf 1.0",
        "samsung",
        "hdr",
        "default",
        "untitled",
        "screenshot",
        "charset=ascii",
        "created with gimp",
        "lead technologies inc. v1.01",
        "<kenoxs630>",
        "oznorhb",
        "oznor",
        "binary comment",
    }
)
_NAME_OF_A_FILE: Final = re.compile(
    r"(dscn?|dscf|img|image|imgp|_mg|pict|cimg|sam|gopr|mvi|mov|vid|pxl|p)[ _-]?\d{3,}\S*"
    r"|\S+\.(jpe?g|png|tiff?|heic|mp4|mov|raw|dng)"
)


def written_texts(path: Path) -> tuple[str, ...]:
    """Return what is written into a file and into XMP files beside it, every text once, the files beside it first.

    Raises:
        MediaUnreadable: It cannot be opened.
    """
    found: list[str] = []
    for sidecar in xmp_sidecars(path):
        found += _read_xmp(_bounded(sidecar))
    found += _clip_texts(path) if kind_of(path) is MediaKind.VIDEO else _photo_texts(path)
    return tuple(_worth_reading(found, path))[:MOST_TEXTS]


def xmp_sidecars(path: Path) -> tuple[Path, ...]:
    """Return the XMP files that belong to a file: named after it with its ending, or without."""
    names = (f"{path.name}.xmp", f"{path.name}.XMP", f"{path.stem}.xmp", f"{path.stem}.XMP")
    return tuple(dict.fromkeys(path.with_name(name) for name in names if _is_file(path.with_name(name))))


def _photo_texts(path: Path) -> list[str]:
    try:
        with BoundedFile(path) as file, open_picture(file) as image:
            found = _read_xmp(_xmp_of(image))
            found += _iptc_texts(image)
            exif = image.getexif()
            found.append(text_of(exif.get(ExifTags.Base.ImageDescription)))
            found.append(_wide_text(exif.get(ExifTags.Base.XPComment)))
            found.append(_wide_text(exif.get(ExifTags.Base.XPTitle)))
            found.append(_user_comment(ifd_of(exif, ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)))
    except DECODER_ERRORS:
        return []  # a RAW file that Pillow does not know, or a damaged one: what lies beside it still counts
    return found


def _clip_texts(path: Path) -> list[str]:
    try:
        _, tags = describe_streams(path)
    except MediaUnreadable:
        return []
    return [tags.get(name, "") for name in ("description", "synopsis", "com.apple.quicktime.description", "comment")]


def _xmp_of(image: Image.Image) -> bytes:
    tags: Any = getattr(image, "tag_v2", {})
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or tags.get(_XMP_TAG) or b""
    return packet.encode() if isinstance(packet, str) else bytes(packet)


def _read_xmp(packet: bytes) -> list[str]:
    if not packet:
        return []
    try:
        return list(described_in(packet))
    except MediaUnreadable:
        return []


def _iptc_texts(image: Image.Image) -> list[str]:
    if not isinstance(image, ImageFile.ImageFile):
        return []
    try:
        info: dict[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(image) or {}
    except DECODER_ERRORS:
        return []
    values = info.get(_IPTC_CAPTION, b"")
    is_utf8 = info.get(_IPTC_CHARSET) == b"\x1b%G"
    return [_decoded(value, is_utf8=is_utf8) for value in (values if isinstance(values, list) else [values])]


def _decoded(value: object, *, is_utf8: bool) -> str:
    """Many programs write UTF-8 without saying so; what is no UTF-8 is Western."""
    if not isinstance(value, bytes):
        return ""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("utf-8" if is_utf8 else "cp1252", "replace")


def _wide_text(value: object) -> str:
    """Windows keeps its comments as UTF-16."""
    if isinstance(value, tuple):
        value = bytes(part for part in value if isinstance(part, int) and 0 <= part < 256)
    return value.decode("utf-16-le", "replace").rstrip("\0") if isinstance(value, bytes) else text_of(value)


def _user_comment(value: object) -> str:
    if not isinstance(value, bytes) or len(value) <= 8:
        return ""
    kind, text = value[:8], value[8:]
    if kind.startswith(b"UNICODE"):
        big, little = text.decode("utf-16-be", "replace"), text.decode("utf-16-le", "replace")
        return min(big, little, key=lambda one: sum(ord(char) > 0x2FF for char in one)).strip("\0 ")
    return text_of(text) if kind.startswith((b"ASCII", b"\0\0\0")) else ""


def _worth_reading(texts: Iterable[str], path: Path) -> Iterator[str]:
    """Leave out what says nothing, and what was said before in other capitals or spaces."""
    seen: set[str] = set()
    for text in texts:
        line = " ".join(text.split())
        plain = line.casefold()
        is_name = plain in (path.name.casefold(), path.stem.casefold()) or _NAME_OF_A_FILE.fullmatch(plain)
        if plain and plain not in _EMPTY_PHRASES and not is_name and plain not in seen and "\ufffd" not in line:
            seen.add(plain)
            yield line


def _bounded(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_XMP_BYTES + 1)
    except OSError:
        return b""


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
