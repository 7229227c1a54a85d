"""Which photo or clip a table means: by its path, or by its name where the table comes from elsewhere."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadData, FolderMissing
from engine.records import MediaKind
from engine.store import Store
from engine.store.files_table import FoundFile
from engine.store.path_bytes import decode_path

_SEPARATOR: Final = os.fsencode(os.sep)
_REMEMBERED: Final = 20_000


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be captioned: content, a file that holds it (as stored), and how long it lasts where it is a clip."""

    content_hash: str
    stored_path: bytes
    duration_s: float | None

    @property
    def path(self) -> Path:
        """The file."""
        return decode_path(self.stored_path)


class CaptionTargets:
    """Finds files of one library. The names of all files are read once, when a path alone does not tell."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: tuple[NDArray[np.uint64], NDArray[np.int64]] | None = None
        self._checked: dict[bytes, bool] = {}
        self._known: dict[str, FoundFile | None] = {}

    def find(self, named: str, folder: Path) -> Target:
        """Return what a cell of a table in `folder` means.

        Raises:
            FolderMissing: The library has no such file, or another content lies there now.
            BadData: Several files of the library have this name.
        """
        text = named.strip().removeprefix("file://")
        if not text or "\0" in text:
            raise FolderMissing(f"“{named}” is no file.")
        found = self._at(os.path.abspath(os.path.join(folder, text))) or self._by_name(text)  # noqa: PTH100, PTH118  # a million
        if self._has_changed(found):
            raise FolderMissing(f"{decode_path(found.path).name} has changed since it was indexed.")
        is_clip = found.kind == MediaKind.VIDEO.value
        return Target(found.content_hash, found.path, (found.duration_s or 0.0) if is_clip else None)

    def _at(self, path: str) -> FoundFile | None:
        """Return the file at a path; what was asked for lately is remembered, since tables repeat themselves."""
        if path in self._known:
            return self._known[path]
        try:
            found = self._store.files.found_at(os.fsencode(path))
        except ValueError:
            found = None
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[path] = found
        return found

    def _by_name(self, text: str) -> FoundFile:
        parts = text.replace("\\", "/").rstrip("/").split("/")
        try:
            name = os.fsencode(parts[-1])
        except ValueError:
            name = b""
        hashes, media_ids = self._all_names()
        wanted = _number(name)
        first, end = np.searchsorted(hashes, wanted), np.searchsorted(hashes, wanted, side="right")
        found = [one for media_id in set(media_ids[first:end].tolist()) for one in self._named(media_id, name)]
        if not found:
            raise FolderMissing(f"{text} is not in the library.")
        best = max(_agreeing(one.path, parts) for one in found)
        nearest = {one.content_hash: one for one in found if _agreeing(one.path, parts) == best}
        if len(nearest) > 1:
            raise BadData(f"{len(nearest)} files of the library are called {parts[-1]}.")
        return next(iter(nearest.values()))

    def _named(self, media_id: int, name: bytes) -> list[FoundFile]:
        return [one for one in self._store.files.found_of(media_id) if one.path.rpartition(_SEPARATOR)[2] == name]

    def _all_names(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """Return numbers made of all names, ascending, with whose they are: a million take sixteen megabytes."""
        if self._names is None:
            numbers: list[NDArray[np.uint64]] = [np.empty(0, np.uint64)]
            owners: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
            for rows in self._store.files.names():
                numbers.append(np.array([_number(path.rpartition(_SEPARATOR)[2]) for _, path in rows], np.uint64))
                owners.append(np.array([media_id for media_id, _ in rows], np.int64))
            hashes, media_ids = np.concatenate(numbers), np.concatenate(owners)
            order = np.argsort(hashes, kind="stable")
            self._names = hashes[order], media_ids[order]
        return self._names

    def _has_changed(self, found: FoundFile) -> bool:
        """Whether another content lies there now; a file that is away counts as it was."""
        known = self._checked.get(found.path)
        if known is None:
            try:
                info = os.stat(found.path)  # noqa: PTH116  # bytes as stored
                known = (info.st_size, info.st_mtime_ns) != (found.size_bytes, found.mtime_ns)
            except OSError:
                known = False
            self._checked[found.path] = known
        return known


def _number(name: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "little")


def _agreeing(path: bytes, parts: list[str]) -> int:
    """Return how many parts of a path agree with what was given, from the end."""
    own = path.split(_SEPARATOR)
    count = 0
    for mine, theirs in zip(reversed(own), reversed(parts), strict=False):
        if mine != os.fsencode(theirs):
            break
        count += 1
    return count
