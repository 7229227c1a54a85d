"""Paths as the bytes the file system holds: names that are not valid text survive, and prefixes cannot be fooled."""

from __future__ import annotations

import os
from pathlib import Path


def encode_path(path: Path) -> bytes:
    """Return the absolute path, dots collapsed and links untouched, as stored in a BLOB column."""
    return os.fsencode(os.path.abspath(path))  # noqa: PTH100  # Path.absolute keeps "..", Path.resolve follows links


def decode_path(stored: bytes) -> Path:
    """Return the path of `encode_path`; bytes that are not UTF-8 come back as surrogate escapes."""
    return Path(os.fsdecode(stored))


def prefix_range(folder: Path) -> tuple[bytes, bytes]:
    """Return `(low, high)` so that `low <= path < high` holds exactly for what lies below `folder`.

    The range is over bytes with the separator included, so `%`, `_` and a sibling such as `photos-old` match nothing.
    """
    separator = os.fsencode(os.sep)
    low = encode_path(folder)
    if not low.endswith(separator):
        low += separator
    return low, low[:-1] + bytes([low[-1] + 1])


def storable_text(text: str) -> str:
    """Return text SQLite can hold: a file name's bytes that are not UTF-8, quoted in a sentence, become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
