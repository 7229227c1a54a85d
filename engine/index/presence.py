"""What is there and what is only away: nothing below a drive that is not plugged in may be taken for deleted.

Every watched folder, and every mount point met in an earlier run, has a marker in the database: its file system and its
number there. A path that leads to another folder than the one that was marked, and where none of the known files is,
is the empty place of a drive, or another drive.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from engine.errors import FolderMissing
from engine.media.scan import check_root
from engine.mounts import is_empty, marker_of, mount_points
from engine.store import Store

_SAMPLE: Final = 32


class Whereabouts(Enum):
    """Where what is known below a path is now."""

    HERE = "here"
    AWAY = "away"
    REPLACED = "replaced"  # something else is at its path


@dataclass(slots=True)
class Presence:
    """What a run may look at, and what it must not take for gone.

    Attributes:
        roots: The given folders and files that are there.
        deleted: Given files that are gone for certain.
        offline: Given ones that the library knows and that are away.
        away: Paths at and below which nothing is gone, whatever was seen.
        markers: Of the watched folders that are there.
        mount_markers: Of the mount points at, above and below the roots.
    """

    roots: list[Path] = field(default_factory=list)
    deleted: list[Path] = field(default_factory=list)
    offline: list[Path] = field(default_factory=list)
    away: set[Path] = field(default_factory=set)
    markers: dict[Path, str] = field(default_factory=dict)
    mount_markers: dict[Path, str] = field(default_factory=dict)


def find_present(store: Store, given: Sequence[Path]) -> Presence:
    """Part the given paths into those that are there and those that are away.

    Raises:
        FolderMissing: A path is not there and the library knows nothing below it, or none of the paths is there.
    """
    found = Presence()
    watched = {folder.path: folder.marker for folder in store.folders.all()}
    homes = {path: next((folder for folder in (path, *path.parents) if folder in watched), None) for path in given}
    concerned = {home for home in watched if home in homes.values() or any(path in home.parents for path in given)}
    states = {home: whereabouts(store, home, watched[home]) for home in concerned}
    failure: FolderMissing | None = None
    for path in given:
        home = homes[path]
        is_away = home is not None and states[home] is Whereabouts.AWAY
        try:
            check_root(path)
        except FolderMissing as error:
            if not is_away and _is_deleted_file(store, path):
                found.deleted.append(path)
                continue
            if path not in watched and not store.files.some_under(path, 1):
                raise
            is_away, failure = True, failure or error
        if is_away:
            found.offline.append(path)
            failure = failure or FolderMissing(f"{path} is not there.", hint="Is its disk connected?", path=path)
        else:
            found.roots.append(path)
    if failure is not None and not found.roots and not found.deleted:
        raise failure
    found.away |= {path for path, state in states.items() if state is not Whereabouts.HERE} | set(found.offline)
    found.markers = _markers(path for path, state in states.items() if state is Whereabouts.HERE)
    found.mount_markers = _markers(mount_points(found.roots))
    found.away |= _away_mounts(store, given)
    return found


def find_homes(store: Store, homes: Iterable[Path]) -> Presence:
    """Return which of these watched folders are there, as roots, and what is away below them."""
    marked = {folder.path: folder.marker for folder in store.folders.all()}
    states = {home: whereabouts(store, home, marked[home]) for home in homes}
    here = [home for home, state in states.items() if state is Whereabouts.HERE]
    return Presence(
        roots=here,
        away={home for home in states if home not in here} | _away_mounts(store, list(states)),
        markers=_markers(here),
        mount_markers=_markers(mount_points(here)),
    )


def look_again(store: Store, found: Presence) -> None:
    """Note after a walk what went away while it lasted."""
    for path, before in found.markers.items():
        if _marker(path) != before:
            found.away.add(path)
            found.offline += [root for root in found.roots if root == path or path in root.parents]
    found.away |= {path for path, before in found.mount_markers.items() if _marker(path) != before}
    found.away |= _away_mounts(store, [*found.roots, *found.deleted])
    found.markers = {path: marker for path, marker in found.markers.items() if path not in found.away}
    found.mount_markers = {path: marker for path, marker in found.mount_markers.items() if path not in found.away}


def away_paths(store: Store) -> set[Path]:
    """Return the watched folders and former mount points that are not there: nothing at or below them is gone."""
    marked = {folder.path: folder.marker for folder in store.folders.all()}
    away = {path for path, marker in marked.items() if whereabouts(store, path, marker) is not Whereabouts.HERE}
    return away | _away_mounts(store, [*marked])


def whereabouts(store: Store, path: Path, marker: str) -> Whereabouts:
    """Tell whether what was marked is what is at its path now. A single file is where its folder is."""
    now = _marker(path)
    if not now:
        is_here = path.is_file() or _is_deleted_file(store, path)
        return Whereabouts.HERE if is_here else Whereabouts.AWAY
    if not marker or now == marker:
        return Whereabouts.HERE
    known = store.files.some_under(path, _SAMPLE)
    if not known or any(_is_there(file, size_bytes) for file, size_bytes in known):
        return Whereabouts.HERE  # file systems are numbered anew now and then; the files say that it is this one
    return Whereabouts.AWAY if is_empty(path) else Whereabouts.REPLACED


def _away_mounts(store: Store, roots: Sequence[Path]) -> set[Path]:
    """Return those of the mount points met in earlier runs where something else is now, or nothing."""
    return {
        point
        for point, marker in store.folders.mounts().items()
        if any(point.is_relative_to(root) or root.is_relative_to(point) for root in roots)
        and whereabouts(store, point, marker or "never marked") is not Whereabouts.HERE
    }


def _is_deleted_file(store: Store, path: Path) -> bool:
    """Whether a known file is gone though its folder is there."""
    return path.parent.is_dir() and any(file == path for file, _ in store.files.some_under(path, 1))


def _markers(folders: Iterable[Path]) -> dict[Path, str]:
    return {folder: marker for folder in folders if (marker := _marker(folder))}


def _marker(folder: Path) -> str:
    """Return the marker of a folder that is there, "" for anything else."""
    try:
        return marker_of(folder) if folder.is_dir() else ""
    except OSError:
        return ""


def _is_there(path: Path, size_bytes: int) -> bool:
    try:
        return os.stat(path).st_size == size_bytes  # noqa: PTH116  # Path.stat costs more
    except (OSError, ValueError):
        return False
