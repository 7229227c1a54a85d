"""The folders of a library: what each holds, adding one, taking one out without touching what lies elsewhere."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from engine.errors import BadData, FolderMissing, MediaUnreadable
from engine.index.presence import Whereabouts, whereabouts
from engine.library_records import FolderLoss, FolderState
from engine.media.file_kinds import kind_of
from engine.media.spelling import as_listed
from engine.records import FolderId, MediaId, MediaKind, SpaceId
from engine.store import Store
from engine.store.folders_table import FolderRecord


def absolute_path(path: Path) -> Path:
    """Return the absolute path without `..`, links left as they are: files are known under the names a person uses."""
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100  # Path.resolve follows links


def known_file(store: Store, path: Path) -> Path:
    """Return the absolute path under which the library knows a file, whatever spelling of it was given."""
    absolute = absolute_path(path)
    return absolute if store.files.media_of(absolute) is not None else as_listed(absolute)


def folder_outside(store: Store, folder: Path) -> Path:
    """Return the absolute path of a folder that may be written: one that belongs to none of the library's.

    Raises:
        BadData: It belongs to the library.
        FolderMissing: It is not there.
    """
    target = absolute_path(folder)
    if not target.is_dir():
        raise FolderMissing("The folder to copy into is not there.", path=target)
    real = Path(os.path.realpath(target))
    for record in store.folders.all():
        root = Path(os.path.realpath(record.path))
        if real == root or root in real.parents:
            raise BadData(
                "This folder belongs to the library, and Evoke never writes there.",
                hint="Choose a folder that is not below one of the library's.",
                path=target,
            )
    return target


class FolderList:
    """The watched folders (or single files) of one library."""

    def __init__(self, store: Store, library_dir: Path) -> None:
        self._store = store
        self._library_dir = library_dir

    def states(self, space_id: SpaceId | None) -> tuple[FolderState, ...]:
        """Return every folder with what of it can be found in the space."""
        return tuple(self._state(record, space_id) for record in self._store.folders.all())

    def known_name(self, path: Path) -> Path:
        """Return an absolute path under the name by which a watched folder on the way is known.

        The same folder may be reached through a link, or in other letters where the file system does not tell them
        apart; its files are known under one name only. Everything below is named as it is listed.
        """
        absolute = absolute_path(path)
        watched = [record.path for record in self._store.folders.all()]
        for folder in (absolute, *absolute.parents):
            if folder in watched:
                return as_listed(absolute, below=folder)
        numbers = {number: folder for folder in watched if (number := _number_of(folder)) is not None}
        for folder in (absolute, *absolute.parents):
            known = numbers.get(_number_of(folder) or (0, 0))
            if known is not None:
                return as_listed(known / absolute.relative_to(folder), below=known)
        return as_listed(absolute)

    def add(self, path: Path, space_id: SpaceId | None) -> FolderState:
        """Add a folder or file; one that is there already stays as it is.

        Raises:
            FolderMissing: It does not exist, may not be entered, or belongs to the library itself.
            MediaUnreadable: It is a file that is neither a photo nor a clip.
        """
        absolute = self.known_name(path)
        self._check(absolute)
        with self._store.write() as tx:
            folder_id = self._store.folders.add(tx, absolute)
        record = self._store.folders.get(folder_id)
        assert record is not None
        return self._state(record, space_id)

    def add_all(self, paths: Sequence[Path]) -> None:
        """Add those of the paths that no folder of the library covers yet: all of them, or none should one be refused.

        Raises:
            FolderMissing: One does not exist, may not be entered, or belongs to the library itself.
            MediaUnreadable: One is a file that is neither a photo nor a clip.
        """
        covered = {record.path for record in self._store.folders.all()}
        new: list[Path] = []
        for path in map(self.known_name, paths):
            if covered.isdisjoint((path, *path.parents)):
                self._check(path)
                covered.add(path)
                new.append(path)
        if new:
            with self._store.write() as tx:
                for path in new:
                    self._store.folders.add(tx, path)

    def pause(self, folder_id: FolderId, *, is_paused: bool) -> None:
        """Let a folder rest: it is neither watched nor looked through, and what is known of it is still found."""
        with self._store.write() as tx:
            self._store.folders.pause(tx, folder_id, is_paused=is_paused)

    def remove(self, folder_id: FolderId, space_id: SpaceId) -> list[MediaId]:
        """Take a folder out with the files that no other folder covers; return the media that lost their last file.

        Originals are not touched. A folder that is not there is no error: it may have been taken out twice.
        """
        record = self._store.folders.get(folder_id)
        if record is None:
            return []
        others = [other.path for other in self._store.folders.all() if other.folder_id != folder_id]

        def only_here(path: Path) -> bool:
            return not any(path.is_relative_to(other) for other in others)

        files = [path for path in self._store.files.under([record.path], space_id) if only_here(path)]
        problems = [path for path in self._store.problems.under([record.path]) if only_here(path)]
        with self._store.write() as tx:
            self._store.folders.remove(tx, folder_id)
            if not any(record.path.is_relative_to(other) for other in others):
                self._store.left_out.forget(tx, [record.path])
            self._store.files.remove(tx, files)
            self._store.problems.remove(tx, problems)
            return self._store.media.mark_orphans(tx, int(time.time()))

    def loss(self, folder_id: FolderId, space_id: SpaceId | None) -> FolderLoss:
        """Count what would lose its last file with a folder."""
        record = self._store.folders.get(folder_id)
        if record is None or space_id is None:
            return FolderLoss(0, 0, 0, 0)
        others = [other.path for other in self._store.folders.all() if other.folder_id != folder_id]
        lost = self._store.media.only_under(record.path, others)
        hashes = set(self._store.media.hashes(lost).values())
        clips = sum(kind is MediaKind.VIDEO for kind in lost.values())
        return FolderLoss(
            photos=len(lost) - clips,
            clips=clips,
            captioned=len(hashes & self._store.captions.hashes()),
            favourites=len(hashes & self._store.favourites.hashes()),
        )

    def _state(self, record: FolderRecord, space_id: SpaceId | None) -> FolderState:
        counts = None if space_id is None else self._store.media.count(space_id, [record.path])
        return FolderState(
            folder_id=record.folder_id,
            path=record.path,
            photos=counts.photos if counts else 0,
            clips=counts.clips if counts else 0,
            problems=self._store.problems.count([record.path]),
            is_online=whereabouts(self._store, record.path, record.marker) is Whereabouts.HERE,
            indexed_at=record.indexed_at,
            held=record.held,
            is_paused=record.is_paused,
            patterns=record.patterns,
            left_out=self._store.left_out.count(record.path),
        )

    def _check(self, path: Path) -> None:
        try:
            if path.is_dir():
                next(path.iterdir(), None)
            elif not path.is_file():
                raise FolderMissing(f"{path} does not exist.", hint="Is its disk connected?", path=path)
            elif kind_of(path) is None:
                raise MediaUnreadable(f"{path} is neither a photo nor a clip.", path=path)
        except PermissionError as error:
            raise FolderMissing(f"{path} may not be read.", hint="Check its permissions.", path=path) from error
        if path.resolve().is_relative_to(self._library_dir.resolve()):
            raise FolderMissing(f"{path} belongs to the library itself and holds no originals.", path=path)


def _number_of(folder: Path) -> tuple[int, int] | None:
    try:
        info = folder.stat()
    except (OSError, ValueError):
        return None
    return (info.st_dev, info.st_ino) if info.st_ino else None
