"""Text files beside pictures, a caption a line: as data sets for training and some programs keep them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from engine.errors import BadData
from engine.jobs import CancelToken
from engine.media.file_kinds import has_media_ending
from engine.store import Store
from engine.store.files_table import FoundFile

MOST_LINES: Final = 20
_MOST_BYTES: Final = 64 * 1024
_ENDING: Final = b".txt"
_SEPARATOR: Final = os.fsencode(os.sep)


def files_with_texts(store: Store, cancel: CancelToken) -> Iterator[tuple[FoundFile, tuple[Path, ...], int]]:
    """Yield the library's files that have text files beside them, with these and how many files were looked at.

    Every folder is listed once. `photo.txt` and `photo.jpg.txt` belong to `photo.jpg`.

    Raises:
        Cancelled: A stop was asked for.
    """
    folder, texts = b"", dict[bytes, bytes]()
    for number, file in enumerate(store.files.found_in_order(), start=1):
        parent, _, name = file.path.rpartition(_SEPARATOR)
        if number == 1 or parent != folder:
            cancel.check()
            folder, texts = parent, _texts_in(parent or _SEPARATOR)
        if not texts:
            continue
        stem = name.rpartition(b".")[0] or name
        names = dict.fromkeys(texts[key] for key in (name.lower(), stem.lower()) if key in texts)
        if names:
            yield file, tuple(Path(os.fsdecode(parent + _SEPARATOR + one)) for one in names), number


def captions_in(path: Path) -> tuple[str, ...]:
    """Return the captions of a text file: its lines that are not empty.

    Raises:
        BadData: It is too long for captions, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise BadData(f"{path.name} cannot be read: {error.strerror or error}.", path=path) from error
    lines = [line.strip() for line in _decoded(raw).splitlines() if line.strip()]
    if len(raw) > _MOST_BYTES or len(lines) > MOST_LINES:
        raise BadData(f"{path.name} has more than {MOST_LINES} lines: a text, not captions.", path=path)
    return tuple(lines)


def _texts_in(folder: bytes) -> dict[bytes, bytes]:
    """Return the text files of a folder by what they are named after, in small letters."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.lower().endswith(_ENDING)]
    except OSError:
        return {}  # away, or gone
    return {name[: -len(_ENDING)].lower(): name for name in names if not has_media_ending(name)}


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
