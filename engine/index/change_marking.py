"""What is new, changed or gone at some paths that were reported as changed, without a look at anything else.

A report is only a hint: what a folder lists decides, not whether a path can be opened. On a file system that does not
tell cases apart a file can be opened under a name that it no longer has.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final

from engine.errors import EngineError
from engine.index.left_out import exclusions_of
from engine.index.marking import Comparison, Marked, as_problem, sorted_out
from engine.index.pace import Pace
from engine.index.presence import find_homes, look_again
from engine.jobs import CancelToken
from engine.media.exclusion import Exclusions
from engine.media.file_kinds import has_media_ending
from engine.media.scan import Walk, is_marked_out
from engine.media.spelling import as_listed, other_forms
from engine.records import SpaceId
from engine.store import Store
from engine.store.path_bytes import decode_path

_WHOLE_FOLDER_ABOVE: Final = 500  # changed names in one folder, from which on listing all of it is less work


def mark_changes(
    store: Store,
    space_id: SpaceId,
    changed: Collection[Path],
    aliases: Mapping[Path, Path],
    settled_before_ns: int,
    cancel: CancelToken,
    pace: Pace,
) -> Marked:
    """Look at the changed paths; those outside the watched folders are ignored.

    Args:
        store: The library's.
        space_id: The space in use.
        changed: Files and folders that may have been made, changed, moved or deleted.
        aliases: As the last scan found them: a name that a folder has as well, by the one it is known under.
        settled_before_ns: Files in changed folders that were written later are put off: they have reports of their own.
        cancel: Looked at once per file.
        pace: Told how many were looked at.

    Raises:
        Cancelled: A stop was asked for.
    """
    exclusions = exclusions_of(store)
    places = _Places(store, exclusions, (_known_name(path, aliases) for path in changed))
    presence = find_homes(store, places.homes())
    unreadable: list[EngineError] = []
    hidden: list[Path] = []
    homes = [folder.path for folder in store.folders.all()]
    walk = Walk(homes, cancel, unreadable.append, hidden.append, homes=homes, exclusions=exclusions)
    places.look(presence.roots, list(presence.mount_markers))
    comparison = Comparison(store, places.all(), _Incomplete(store, space_id), pace)
    for path in places.files:
        comparison.hold_against(walk.listings(path), path)
    for path in places.gone:
        comparison.hold_against((), path, [home for home in homes if path in home.parents])
    comparison.settled_before_ns = settled_before_ns
    for path in places.trees:
        nested = [home for home in homes if path in home.parents]
        comparison.hold_against(walk.listings(path, root_is_taken=path in homes), path, nested)
    cancel.check()
    look_again(store, presence)
    hidden += [*(error.path for error in unreadable if error.path is not None), *places.unreadable]
    marked = comparison.result(presence, [*hidden, *presence.away])
    return dataclasses.replace(
        marked,
        roots=(),
        offline=(),
        places=tuple(places.all()),
        unreadable=tuple(as_problem(error, error.path or homes[0]) for error in unreadable),
        needs_scan=places.needs_scan or walk.has_followed or bool(walk.aliases),
        **sorted_out(marked, exclusions, walk.marked_out),
    )


class _Places:
    """What to look at: trees to walk, single files, and paths where nothing is any more. None lies below another."""

    def __init__(self, store: Store, exclusions: Exclusions, changed: Iterable[Path]) -> None:
        folders = store.folders.all()
        self._exclusions = exclusions
        self._watched = {folder.path for folder in folders}
        self._resting = {folder.path for folder in folders if folder.is_paused}
        self._by_folder: dict[Path, set[bytes]] = {}
        self._homes: dict[Path, Path] = {}
        self._spellings: dict[Path, Path] = {}
        self.trees: list[Path] = []
        self.files: list[Path] = []
        self.gone: list[Path] = []
        self.unreadable: list[Path] = []
        self.needs_scan = False
        for path in sorted(set(changed), key=os.fsencode):
            self._sort_in(path)

    def homes(self) -> set[Path]:
        """Return the watched folders that are concerned."""
        return set(self._homes.values())

    def look(self, present: Collection[Path], mounts: Collection[Path]) -> None:
        """List the folders of the changed names; those of homes that are away are left alone."""
        for folder, names in self._by_folder.items():
            if self._homes[folder] in present and not self._is_in_tree(folder):
                self._look_into(folder, names)
        self.needs_scan |= any(tree in point.parents for point in mounts for tree in self.trees)
        trees = dict.fromkeys(self.trees)  # walked twice, a tree would be empty the second time
        self.trees = [tree for tree in trees if not any(other in tree.parents for other in trees)]
        self.files = [path for path in self.files if not self._is_in_tree(path)]
        self.gone = [path for path in self.gone if not self._is_in_tree(path) and path not in self.files]

    def all(self) -> list[Path]:
        """Return every place to look at."""
        return [*self.trees, *self.files, *self.gone]

    def _sort_in(self, path: Path) -> None:
        if path in self._watched:
            self.needs_scan = True  # a folder itself came or went
            return
        home = next((folder for folder in path.parents if folder in self._watched), None)
        if home is None or home in self._resting or self._exclusions.leaves_out(path):
            return
        folder = self._spelled(path.parent, home)
        self._by_folder.setdefault(folder, set()).add(os.fsencode(path.name))
        self._homes[folder] = home

    def _spelled(self, folder: Path, home: Path) -> Path:
        """Return a folder as it is listed now: a report may name it as it was called before."""
        if folder not in self._spellings:
            self._spellings[folder] = as_listed(folder, below=home)
        return self._spellings[folder]

    def _look_into(self, folder: Path, names: set[bytes]) -> None:
        home = self._homes[folder]
        if self._is_in_cache(folder, home):
            return
        try:
            with os.scandir(os.fsencode(folder)) as opened:
                entries = {entry.name: entry for entry in opened}
        except (FileNotFoundError, NotADirectoryError):
            self._take_gone_folder(folder, home)
            return
        except OSError:
            self.unreadable.append(folder)
            self.needs_scan = True
            return
        listed = names & entries.keys()
        missing = [Path(folder, os.fsdecode(name)) for name in names - listed]
        if len(listed) > _WHOLE_FOLDER_ABOVE or any(os.path.lexists(path) for path in missing):
            self.trees.append(folder)  # or a name that is listed in another spelling
            return
        for name in sorted(listed):
            try:
                self._take(entries[name])
            except OSError:
                self.unreadable.append(Path(folder, os.fsdecode(name)))
        respelled = {form for name in names for form in other_forms(os.fsdecode(name))}
        missing += [Path(folder, name) for name in respelled if os.fsencode(name) not in entries]
        self.gone += sorted(missing)

    def _take(self, entry: os.DirEntry[bytes]) -> None:
        path = Path(os.fsdecode(entry.path))
        if entry.is_symlink() and entry.is_dir():
            self.needs_scan = True
        elif entry.is_dir(follow_symlinks=False) and not self._exclusions.leaves_out(path, is_folder=True):
            self.trees.append(path)
        elif entry.is_file() and has_media_ending(entry.name):
            self.files.append(path)
        else:
            self.gone.append(path)  # whatever is there now, no photo or clip is

    def _take_gone_folder(self, folder: Path, home: Path) -> None:
        """Take the topmost of the folders that are gone, instead of the names in it."""
        while folder != home and not os.path.lexists(folder.parent):
            folder = folder.parent
        if folder == home:
            self.needs_scan = True
        elif folder not in self.gone:
            self.gone.append(folder)

    def _is_in_tree(self, path: Path) -> bool:
        return any(tree == path or tree in path.parents for tree in self.trees)

    def _is_in_cache(self, folder: Path, home: Path) -> bool:
        between = [folder, *(parent for parent in folder.parents if home in parent.parents)]
        return any(is_marked_out(os.fsencode(place)) for place in between if place != home)


class _Incomplete:
    """Files whose contents are not complete in a space, asked one by one."""

    def __init__(self, store: Store, space_id: SpaceId) -> None:
        self._store = store
        self._space_id = space_id

    def __contains__(self, path: object) -> bool:
        media_id = self._store.files.media_of(decode_path(path)) if isinstance(path, bytes) else None
        return media_id is not None and not self._store.vectors.has_media(self._space_id, media_id)


def _known_name(path: Path, aliases: Mapping[Path, Path]) -> Path:
    """Return the path under the name its folder is known by."""
    for folder in (path, *path.parents):
        if folder in aliases:
            return aliases[folder] / path.relative_to(folder)
    return path
