"""One file, many names: file systems that do not tell cases or Unicode forms apart open a file under each of them.

The library knows a file by the name that its folder lists, and by no other.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path


def as_listed(path: Path, below: Path | None = None) -> Path:
    """Return an absolute path as its folders list it; what is not there, or told apart by its case, stays as it is.

    With `below`, that folder's own path stays as it is too.
    """
    spelled = Path(path.anchor) if below is None else below
    for name in path.relative_to(spelled).parts:
        spelled /= _listed_name(spelled, name)
    return spelled


def other_forms(name: str) -> set[str]:
    """Return the name in the other Unicode forms of the same letters; none for most names."""
    return {unicodedata.normalize(form, name) for form in ("NFC", "NFD")} - {name} if not name.isascii() else set()


def _listed_name(folder: Path, name: str) -> str:
    """Return a name as its folder lists it. Only where it can be opened under another name is the folder listed."""
    if not any(os.path.lexists(folder / other) for other in _other_spellings(name)):
        return name
    try:
        with os.scandir(folder) as opened:
            names = [entry.name for entry in opened]
    except OSError:
        return name
    if name in names or not os.path.lexists(folder / name):
        return name
    return next((other for other in names if _folded(other) == _folded(name)), name)


def _other_spellings(name: str) -> set[str]:
    return {*other_forms(name), "".join(map(_other_case, name))} - {name}


def _other_case(letter: str) -> str:
    """Swap the case of one letter, where both cases are one letter: a file system folds no others."""
    swapped = letter.swapcase()
    return swapped if len(swapped) == 1 and swapped.swapcase() == letter else letter


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
