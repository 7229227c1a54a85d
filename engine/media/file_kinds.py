"""What a name says: photo, clip, or something that is never looked into."""

from __future__ import annotations

import os
from pathlib import Path

from engine.records import MediaKind


def _suffixes(names: str) -> frozenset[str]:
    return frozenset(f".{name}" for name in names.split())


RAW_SUFFIXES = _suffixes("3fr arw cr2 cr3 crw dcr dng erf iiq kdc mef mrw nef nrw orf pef raf rw2 rwl sr2 srf srw x3f")
PHOTO_SUFFIXES = RAW_SUFFIXES | _suffixes("apng avif bmp dib gif heic heif hif jfif jpe jpeg jpg mpo png tif tiff webp")
VIDEO_SUFFIXES = _suffixes(
    "3g2 3gp asf avi divx dv f4v flv m2ts m2v m4v mkv mov mp4 mpe mpeg mpg mts mxf ogm ogv qt ts vob webm wmv"
)
# TypeScript shares these endings; only a file with the packet mark of a transport stream is a clip.
_TRANSPORT_STREAMS = frozenset({".ts", ".mts", ".m2ts"})
_PACKETS = ((0, 188), (4, 192))  # first sync byte and packet length: plain, and with a time code before each packet

MEDIA_ENDINGS = frozenset(suffix.encode() for suffix in PHOTO_SUFFIXES | VIDEO_SUFFIXES)

_LEFT_OUT = frozenset(
    {
        b"#recycle",
        b"#snapshot",
        b"$recycle.bin",
        b"@eadir",
        b"@recently-snapshot",
        b"@recycle",
        b"@tmp",
        b"__macosx",
        b"__pycache__",
        b"caches",
        b"lost+found",
        b"node_modules",
        b"system volume information",
        b"thumbnails",
        b"thumbs",
    }
)
_LEFT_OUT_SUFFIXES = (b".lrdata",)  # preview caches of photo software


def kind_of(path: Path) -> MediaKind | None:
    """Tell photo from clip by the name's ending, None for anything else."""
    suffix = path.suffix.lower()
    if suffix in PHOTO_SUFFIXES:
        return MediaKind.PHOTO
    return MediaKind.VIDEO if suffix in VIDEO_SUFFIXES else None


def has_media_ending(name: bytes) -> bool:
    """Whether `kind_of` would call a file of this name (without its folder) photo or clip."""
    dot = name.rfind(b".")
    return dot > 0 and name[dot:].lower() in MEDIA_ENDINGS


def is_left_out(name: str | bytes) -> bool:
    """Whether a file or folder of this name is hidden, a bin or a cache; `exclusion.ALWAYS_LEFT_OUT` lists them."""
    lowered = os.fsencode(name).lower()
    return lowered.startswith(b".") or lowered in _LEFT_OUT or lowered.endswith(_LEFT_OUT_SUFFIXES)


def is_named_like_code(path: Path) -> bool:
    """Whether the ending may mean TypeScript: only `is_transport_stream` can tell then."""
    return path.suffix.lower() in _TRANSPORT_STREAMS


def is_transport_stream(path: Path) -> bool:
    """Look into a file for the marks of a transport stream's packets."""
    try:
        with path.open("rb") as file:
            head = file.read(200)
    except OSError:
        return True  # not ours to judge: decoding it says why
    return any(head[start : start + 1] == b"G" == head[start + step : start + step + 1] for start, step in _PACKETS)
