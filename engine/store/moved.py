"""A library that was moved to another place: its old folder says where it is now."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.errors import FolderMissing

NOTE_NAME: Final = "moved-to.json"
_LONGEST_NOTE: Final = 100_000
_MOST_MOVES: Final = 8


@dataclass(frozen=True, slots=True)
class MovedNote:
    """Where a library went, and whether what stayed behind may go."""

    path: Path
    is_confirmed: bool = False


def read_note(library_dir: Path) -> MovedNote | None:
    """Return where a library went, None for one that was not moved or whose note says nothing."""
    try:
        with (library_dir / NOTE_NAME).open(encoding="utf-8") as file:
            note = json.loads(file.read(_LONGEST_NOTE))
        return MovedNote(Path(str(note["path"])), bool(note.get("is_confirmed")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def write_note(library_dir: Path, note: MovedNote) -> None:
    """Say where a library went; whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    temporary = library_dir / f".{NOTE_NAME}-{secrets.token_hex(4)}"
    try:
        handle = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"path": str(note.path), "is_confirmed": note.is_confirmed}, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(library_dir / NOTE_NAME)
    finally:
        temporary.unlink(missing_ok=True)


def followed(library_dir: Path) -> Path:
    """Return where a library is now.

    Raises:
        FolderMissing: It was moved to a place that is not there.
    """
    place = library_dir
    for _ in range(_MOST_MOVES):
        note = read_note(place)
        if note is None:
            return place
        if not note.path.is_dir():
            raise FolderMissing(
                f"The library was moved to {note.path}, which is not there.",
                hint=f"Connect its disk. To use what stayed behind instead, delete {place / NOTE_NAME}.",
                path=note.path,
            )
        place = note.path
    return place
