"""Stops before much of a folder is taken out at once: a drive half there looks like files that were deleted.

What would no longer be found at all counts; a file that was moved or has a copy does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.records import MediaId
from engine.store import Store

HELD_SHARE: Final = 0.2  # of a folder's known files; should more go at once, none does
_AT_LEAST: Final = 5  # fewer go without a question: what they held waits a month for them anyway
_ALL_AT_LEAST: Final = 3  # but not a folder that is suddenly empty


@dataclass(frozen=True, slots=True)
class Held:
    """Files of one watched folder that are gone and kept, and how many the library knows there."""

    folder: Path
    paths: frozenset[Path]
    known: int


def held_back(store: Store, vanished: Mapping[Path, MediaId | None]) -> tuple[Held, ...]:
    """Return which of the vanished files must stay, by folder. Call it once what was found anew is stored."""
    counts = Counter(media_id for media_id in vanished.values() if media_id is not None)
    if not counts:
        return ()
    copies = store.files.copies(list(counts))
    homes = sorted((folder.path for folder in store.folders.all()), key=lambda path: -len(path.parts))
    lost: dict[Path, set[Path]] = {}
    for path, media_id in vanished.items():
        if media_id is not None and copies.get(media_id, 0) <= counts[media_id]:
            home = next((folder for folder in homes if folder == path or folder in path.parents), None)
            if home is not None:
                lost.setdefault(home, set()).add(path)
    judged = (Held(home, frozenset(paths), store.files.count_under(home)) for home, paths in lost.items())
    return tuple(held for held in judged if _is_too_much(len(held.paths), held.known))


def _is_too_much(lost: int, known: int) -> bool:
    if lost >= known:
        return lost >= _ALL_AT_LEAST
    return lost >= _AT_LEAST and lost > known * HELD_SHARE
