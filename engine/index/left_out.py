"""Brings what patterns leave out into force at once, over what the library knows; the disk is not looked at."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from engine.index.vector_rows import normalised
from engine.index.vectors import VectorIndex
from engine.jobs import CancelToken
from engine.media.exclusion import Exclusions, FolderRules
from engine.records import MediaId, SpaceId
from engine.store import Store
from engine.store.files_table import KnownRow
from engine.store.path_bytes import decode_path, encode_path

PATTERNS_NOTE: Final = "patterns"  # the library's own, for all of its folders
_LOOK_EVERY: Final = 4096
_SEPARATOR: Final = os.fsencode(os.sep)


def exclusions_of(store: Store) -> Exclusions:
    """Return what is left out of a library's folders."""
    return Exclusions(store.notes.get(PATTERNS_NOTE), {folder.path: folder.patterns for folder in store.folders.all()})


@dataclass(slots=True)
class Judge:
    """Says of known files, given in the order of their paths, whether they are left out; asks once per folder."""

    exclusions: Exclusions
    _homes: dict[bytes, FolderRules] = field(init=False)
    _folder: bytes = b""
    _rules: FolderRules | None = None
    _is_out: bool = False

    def __post_init__(self) -> None:
        homes = sorted(self.exclusions.homes, key=lambda home: -len(home.parts))
        self._homes = {encode_path(home): self.exclusions.of(home) for home in homes}

    def leaves_out(self, path: bytes) -> bool:
        """Whether a file is left out; one in no watched folder is not, nor a watched file."""
        if path in self._homes:
            return False
        cut = path.rfind(_SEPARATOR)
        folder, name = path[:cut], path[cut + 1 :]
        if folder != self._folder:
            self._enter(folder)
        if self._rules is None or self._is_out:
            return self._is_out
        if not self._rules.takes_hidden and name.startswith(b"."):
            return True
        return self._rules.concern_files and self._rules.leaves_file(path, name)

    def home_of(self, path: bytes) -> Path | None:
        """Return the watched folder that a file belongs to."""
        home = next((home for home in self._homes if path == home or path.startswith(_inside(home))), None)
        return None if home is None else decode_path(home)

    def _enter(self, folder: bytes) -> None:
        self._folder, self._rules, self._is_out = folder, None, False
        for home, rules in self._homes.items():
            if folder == home or folder.startswith(_inside(home)):
                self._rules = rules
                self._is_out = folder != home and rules.leaves_out(folder, is_folder=True)
                return


def _inside(home: bytes) -> bytes:
    return home if home.endswith(_SEPARATOR) else home + _SEPARATOR


def apply_exclusions(
    store: Store, space_id: SpaceId, index: VectorIndex, cancel: CancelToken, before: Exclusions
) -> tuple[int, int]:
    """Hide known files that are left out now, and show again those that no longer are; return how many of each.

    What was left out by a mark in its folder, not by the patterns of `before`, stays so until a scan sees to it.
    One transaction; nothing is decoded or embedded.
    """
    now, then = Judge(exclusions_of(store)), Judge(before)
    hidden = [path for path in _paths(store.files.after(b""), cancel) if now.leaves_out(path)]
    shown = [
        path
        for rows in store.left_out.all()
        for path in _paths(rows, cancel)
        if then.leaves_out(path) and not now.leaves_out(path)
    ]
    with store.write() as tx:
        lost = store.left_out.take_from_files(tx, hidden)
        orphans = store.media.mark_orphans(tx, int(time.time()), among=lost)
        returned = store.left_out.give_back(tx, shown)
    index.remove(store.frames.ids_of(orphans, space_id))
    _learn(store, space_id, index, returned)
    return len(hidden), len(shown)


def _learn(store: Store, space_id: SpaceId, index: VectorIndex, media_ids: list[MediaId]) -> None:
    frame_ids = store.frames.ids_of(media_ids, space_id)
    if len(frame_ids):
        ids, vectors = store.vectors.get(space_id, frame_ids)
        unit, usable = normalised(vectors, vectors.shape[1])
        index.add(ids[usable], unit[usable])


def _paths(rows: Iterable[KnownRow], cancel: CancelToken) -> Iterator[bytes]:
    for number, row in enumerate(rows):
        if number % _LOOK_EVERY == 0:
            cancel.check()
        yield row[0]
