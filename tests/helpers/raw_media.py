"""Writes a minimal DNG: a Bayer picture and, if wanted, an embedded JPEG preview."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
from PIL import Image

from tests.helpers.media import Pixels

_BYTE, _ASCII, _SHORT, _LONG, _RATIONAL, _SRATIONAL = 1, 2, 3, 4, 5, 10
_SIZES = {_BYTE: 1, _ASCII: 1, _SHORT: 2, _LONG: 4, _RATIONAL: 8, _SRATIONAL: 8}
_XYZ_TO_SRGB = (3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.2040, 1.0570)

Tags = dict[int, tuple[int, bytes]]


def draw_dng(
    path: Path,
    scene: Pixels,
    *,
    preview: Pixels | None = None,
    orientation: int = 1,
    taken: str = "2021:02:03 04:05:06",
    model: str = "Testcam One",
) -> Path:
    """Write `scene` (H, W, 3), even sides, as raw sensor data, and `preview` as the JPEG that a camera adds."""
    height, width = scene.shape[:2]
    bayer = _bayer(scene)
    tags = {
        254: _long(0),
        256: _long(width),
        257: _long(height),
        258: _short(16),
        259: _short(1),
        262: _short(32803),
        271: _text("Evoke"),
        272: _text(model),
        274: _short(orientation),
        277: _short(1),
        278: _long(height),
        306: _text(taken),
        33421: _short(2, 2),
        33422: (_BYTE, bytes([0, 1, 1, 2])),
        50706: (_BYTE, bytes([1, 4, 0, 0])),
        50708: _text(model),
        50714: _short(0),
        50717: _long(65535),
        50721: _rationals(_SRATIONAL, _XYZ_TO_SRGB),
        50728: _rationals(_RATIONAL, (1.0, 1.0, 1.0)),
        50778: _short(21),
    }
    blobs = [bayer.tobytes()]
    ifds = [tags]
    if preview is not None:
        buffer = io.BytesIO()
        Image.fromarray(preview).save(buffer, "JPEG", quality=95)
        blobs.append(buffer.getvalue())
        ifds.append(
            {
                254: _long(1),
                256: _long(preview.shape[1]),
                257: _long(preview.shape[0]),
                258: _short(8, 8, 8),
                259: _short(7),
                262: _short(6),
                277: _short(3),
                278: _long(preview.shape[0]),
            }
        )
    path.write_bytes(_tiff(ifds, blobs))
    return path


def _bayer(scene: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    linear = ((scene / 255.0) ** 2.2 * 65535).astype("<u2")
    bayer = linear[..., 1].copy()
    bayer[::2, ::2] = linear[::2, ::2, 0]
    bayer[1::2, 1::2] = linear[1::2, 1::2, 2]
    return bayer


def _tiff(ifds: list[Tags], blobs: list[bytes]) -> bytes:
    """Lay out header, data, then the directories; the second hangs below the first as its sub-directory."""
    body = bytearray(b"II*\0\0\0\0\0")
    for tags, blob in zip(ifds, blobs, strict=True):
        tags[273] = _long(len(body))
        tags[279] = _long(len(blob))
        body += blob + b"\0" * (len(blob) % 2)
    offset = 0
    for number, tags in enumerate(reversed(ifds)):
        if number:
            tags[330] = _long(offset)
        offset = _append_ifd(body, tags)
    body[4:8] = struct.pack("<I", offset)
    return bytes(body)


def _append_ifd(body: bytearray, tags: Tags) -> int:
    entries = b""
    for tag, (kind, value) in sorted(tags.items()):
        count = len(value) // _SIZES[kind]
        if len(value) > 4:
            place = struct.pack("<I", len(body))
            body += value + b"\0" * (len(value) % 2)
        else:
            place = value.ljust(4, b"\0")
        entries += struct.pack("<HHI", tag, kind, count) + place
    offset = len(body)
    body += struct.pack("<H", len(tags)) + entries + bytes(4)
    return offset


def _long(value: int) -> tuple[int, bytes]:
    return _LONG, struct.pack("<I", value)


def _short(*values: int) -> tuple[int, bytes]:
    return _SHORT, struct.pack(f"<{len(values)}H", *values)


def _text(value: str) -> tuple[int, bytes]:
    return _ASCII, value.encode() + b"\0"


def _rationals(kind: int, values: tuple[float, ...]) -> tuple[int, bytes]:
    return kind, b"".join(struct.pack("<ii", round(value * 10_000), 10_000) for value in values)
