"""The first and the last look at the disk in an indexing run: what is new or changed, and what is gone."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import EngineError, FolderMissing
from engine.index.mounts import away, mount_points
from engine.index.pace import Pace
from engine.jobs import CancelToken
from engine.media.scan import FoundFile, find_media, newest_first
from engine.records import SpaceId
from engine.store import Store
from engine.store.files_table import FileRecord
from engine.store.problems_table import ProblemRecord


@dataclass(frozen=True, slots=True)
class Marked:
    """What a scan found, held against what the library knows.

    Attributes:
        roots: The given folders and files that are there.
        offline: Given ones that the library knows and that are away, on an unplugged drive perhaps.
        seen: How many media files there are.
        bad: How many of them are known problems and have not changed.
        todo: New and changed ones, those not yet in the space, and those that were out of reach; newest first.
        known: What the library knows below the roots.
        unreadable: Folders and files that could not be looked at, as problems.
        vanished: Paths the library knows and that are gone for certain.
    """

    roots: tuple[Path, ...]
    offline: tuple[Path, ...]
    seen: int
    bad: int
    todo: tuple[FoundFile, ...]
    known: dict[Path, FileRecord]
    unreadable: tuple[ProblemRecord, ...]
    vanished: tuple[Path, ...]


def mark(store: Store, space_id: SpaceId, paths: Sequence[Path], cancel: CancelToken, pace: Pace) -> Marked:
    """Scan below the paths; a file that is as the library knows it costs only the look.

    Raises:
        FolderMissing: A path is not there and the library knows nothing below it, or none of the paths is there.
        Cancelled: A stop was asked for.
    """
    given = list(dict.fromkeys(Path(os.path.abspath(path)) for path in paths))  # noqa: PTH100  # resolve follows links
    known, problems = store.files.under(given, space_id), store.problems.under(given)
    roots, offline = _split_by_presence(store, given, known)
    unreadable: list[EngineError] = []
    hidden: list[Path] = []
    found: dict[Path, FoundFile] = {}
    own = _own_folders(store.library_dir, roots)
    for item in find_media(roots, cancel=cancel, on_problem=unreadable.append, on_away=hidden.append):
        cancel.check()
        if not any(folder in item.path.parents for folder in own):
            found[item.path] = item
            pace.found(len(found))
    bad = {path for path, problem in problems.items() if path in found and _is_same(problem, found[path])}
    done = {path for path, item in found.items() if path not in problems and _is_done(item, known.get(path))}
    due = (item for path, item in found.items() if path not in bad and path not in done)
    hidden += [error.path for error in unreadable if error.path is not None]
    hidden += [*offline, *away(store.folders.mounts())]
    gone = [path for path in {**known, **problems} if path not in found]
    return Marked(
        roots=tuple(roots),
        offline=tuple(offline),
        seen=len(found),
        bad=len(bad),
        todo=tuple(newest_first(due)),
        known=known,
        unreadable=tuple(_as_problem(error, given[0]) for error in unreadable),
        vanished=tuple(path for path in gone if not any(path.is_relative_to(folder) for folder in hidden)),
    )


def remembered_mounts(roots: Sequence[Path]) -> list[Path]:
    """Return the mount points to remember, so that a later run can tell an unplugged drive from deleted files."""
    return [point for point in mount_points(roots) if point.is_mount()]


def _own_folders(library_dir: Path, roots: Sequence[Path]) -> list[Path]:
    """Return the library's folder where it lies below a root: its thumbnails are nobody's photos."""
    folder = Path(os.path.abspath(library_dir))  # noqa: PTH100  # as the roots
    return [folder] if any(folder.is_relative_to(root) for root in roots) else []


def _split_by_presence(store: Store, given: list[Path], known: dict[Path, FileRecord]) -> tuple[list[Path], list[Path]]:
    """Return the paths that are there, and those that are away: known, but perhaps on an unplugged drive."""
    watched = {folder.path for folder in store.folders.all()}
    roots: list[Path] = []
    offline: list[Path] = []
    failure: FolderMissing | None = None
    deleted = 0
    for path in given:
        try:
            find_media([path])
            roots.append(path)
        except FolderMissing as error:
            if path in known and path.parent.is_dir():
                deleted += 1  # a file whose folder is there
                continue
            if path not in watched and not any(file.is_relative_to(path) for file in known):
                raise
            offline.append(path)
            failure = failure or error
    if failure is not None and not roots and not deleted:
        raise failure
    return roots, offline


def _is_same(record: FileRecord | ProblemRecord, found: FoundFile) -> bool:
    return (record.size_bytes, record.mtime_ns) == (found.size_bytes, found.mtime_ns)


def _is_done(found: FoundFile, known: FileRecord | None) -> bool:
    return known is not None and known.is_embedded and _is_same(known, found)


def _as_problem(error: EngineError, fallback: Path) -> ProblemRecord:
    return ProblemRecord(error.path or fallback, error.code, error.user_text, size_bytes=0, mtime_ns=0)
