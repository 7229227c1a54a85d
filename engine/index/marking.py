"""The first and the last look at the disk in an indexing run: what is new or changed, and what is gone."""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import EngineError
from engine.index.pace import Pace
from engine.index.presence import Presence, find_present, look_again
from engine.jobs import CancelToken
from engine.media.scan import FoundFile, Listed, Walk, as_media, distinct_roots, newest_first
from engine.records import MediaId, SpaceId
from engine.store import Store
from engine.store.files_table import FileRecord, KnownRow
from engine.store.path_bytes import decode_path, encode_path
from engine.store.problems_table import ProblemRecord

_TOLD_EVERY = 256


@dataclass(frozen=True, slots=True)
class Marked:
    """What a scan found, held against what the library knows.

    Attributes:
        roots: The given folders and files that are there.
        offline: Given ones that the library knows and that are away, on an unplugged drive perhaps.
        places: Where a refresh looked.
        seen: How many media files there are.
        bad: How many of them are known problems and have not changed.
        todo: New and changed ones, those not yet in the space, and those that were out of reach; newest first.
        known: What the library knows of those of `todo` that it has met before.
        unreadable: Folders and files that could not be looked at, as problems.
        vanished: Paths the library knows and that are gone for certain, with what they held; None for mere problems.
        markers: What tells the watched folders that were there from others at their path.
        mount_markers: The same for mount points.
        aliases: Folders that are known under another name: that name by this one.
        unsettled: New and changed files that were written a moment ago, and are left for later.
        needs_scan: Only a scan of everything can tell what happened: a link to a folder or a mount is concerned.
    """

    roots: tuple[Path, ...] = ()
    offline: tuple[Path, ...] = ()
    places: tuple[Path, ...] = ()
    seen: int = 0
    bad: int = 0
    todo: tuple[FoundFile, ...] = ()
    known: dict[Path, FileRecord] = field(default_factory=dict)
    unreadable: tuple[ProblemRecord, ...] = ()
    vanished: dict[Path, MediaId | None] = field(default_factory=dict)
    markers: dict[Path, str] = field(default_factory=dict)
    mount_markers: dict[Path, str] = field(default_factory=dict)
    aliases: dict[Path, Path] = field(default_factory=dict)
    unsettled: tuple[Path, ...] = ()
    needs_scan: bool = False


def mark(
    store: Store,
    space_id: SpaceId,
    paths: Sequence[Path],
    cancel: CancelToken,
    pace: Pace,
    *,
    settled_before_ns: int | None = None,
    breathe: Callable[[], None] = lambda: None,
) -> Marked:
    """Scan below the paths; a file that is as the library knows it costs only the look.

    Disk and database are read side by side in the order of paths, so that what has not changed takes no memory.

    Args:
        store: The library's.
        space_id: The space in use.
        paths: Folders and files.
        cancel: Looked at once per file.
        pace: Told how many files were met.
        settled_before_ns: Files that were written later, and are new or changed, are left for later.
        breathe: Called once per folder; may take its time.

    Raises:
        FolderMissing: A path is not there and the library knows nothing below it, or none of the paths is there.
        Cancelled: A stop was asked for.
    """
    given = distinct_roots(Path(os.path.abspath(path)) for path in paths)  # noqa: PTH100  # resolve follows links
    presence = find_present(store, given)
    unreadable: list[EngineError] = []
    hidden: list[Path] = []
    homes = [*(folder.path for folder in store.folders.all()), *given]
    walk = Walk(presence.roots, cancel, unreadable.append, hidden.append, homes=homes, breathe=breathe)
    comparison = Comparison(store, [*presence.roots, *presence.deleted], store.files.incomplete(space_id), pace)
    comparison.settled_before_ns = settled_before_ns
    own = _own_folder(store.library_dir, presence.roots)
    for root in presence.roots:
        listed = walk.below(root) if own is None else _not_below(own, walk.below(root))
        nested = [other for other in presence.roots if other != root and root in other.parents]
        comparison.hold_against(listed, store.files.in_order(root), nested)
    for path in presence.deleted:
        comparison.hold_against((), store.files.in_order(path))
    look_again(store, presence)
    hidden += [error.path for error in unreadable if error.path is not None]
    marked = comparison.result(presence, [*hidden, *presence.away])
    return dataclasses.replace(
        marked,
        unreadable=tuple(as_problem(error, given[0]) for error in unreadable),
        aliases=walk.aliases,
    )


class Comparison:
    """Holds listed files against known ones, both in the order of paths.

    Attributes:
        settled_before_ns: Files that were written later, and are new or changed, are put off. None puts nothing off.
    """

    def __init__(self, store: Store, roots: Sequence[Path], incomplete: Container[int], pace: Pace) -> None:
        """Compare below `roots`; the contents of `incomplete` are to be embedded though nothing changed."""
        self._store = store
        self._pace = pace
        self._incomplete = incomplete
        self.settled_before_ns: int | None = None
        self._unsettled: list[Path] = []
        problems = store.problems.under(roots)
        self._problems = {encode_path(path): record for path, record in problems.items()}
        self._seen_problems: set[bytes] = set()
        self._seen = self._bad = 0
        self._todo: list[FoundFile] = []
        self._known_ids: dict[Path, KnownRow] = {}
        self._gone: list[KnownRow] = []

    def hold_against(self, listed: Iterable[Listed], rows: Iterable[KnownRow], nested: Sequence[Path] = ()) -> None:
        """Compare one root; rows at and below `nested` belong to other roots."""
        names, below = {encode_path(path) for path in nested}, _prefixes(nested)
        remaining = iter(rows)
        if nested:
            remaining = (row for row in rows if row[0] not in names and not row[0].startswith(below))
        row = next(remaining, None)
        for path, size_bytes, mtime_ns in listed:
            while row is not None and row[0] < path:
                self._gone.append(row)
                row = next(remaining, None)
            if row is None or row[0] != path:
                self._meet((path, size_bytes, mtime_ns), None)
                continue
            is_same = row[2] == size_bytes and row[3] == mtime_ns
            if is_same and row[1] not in self._incomplete and path not in self._problems:
                self._count()
            else:
                self._meet((path, size_bytes, mtime_ns), row)
            row = next(remaining, None)
        while row is not None:
            self._gone.append(row)
            row = next(remaining, None)

    def result(self, presence: Presence, hidden: Sequence[Path]) -> Marked:
        """Return what was found out; nothing at or below `hidden` is taken for gone."""
        vanished: dict[Path, MediaId | None] = {
            decode_path(path): None for path in self._problems if path not in self._seen_problems
        }
        vanished |= {decode_path(row[0]): MediaId(row[1]) for row in self._gone}
        kept = {encode_path(path) for path in hidden}
        below = _prefixes(hidden)
        return Marked(
            roots=tuple(root for root in presence.roots if root not in presence.offline),
            offline=tuple(dict.fromkeys(presence.offline)),
            seen=self._seen,
            bad=self._bad,
            todo=tuple(newest_first(self._todo)),
            known=self._records(),
            vanished={
                path: media_id
                for path, media_id in vanished.items()
                if not (raw := encode_path(path)).startswith(below) and raw not in kept
            },
            markers=presence.markers,
            mount_markers=presence.mount_markers,
            unsettled=tuple(self._unsettled),
        )

    def _meet(self, listed: Listed, row: KnownRow | None) -> None:
        """Take in a file that is not simply as it was."""
        path, size_bytes, mtime_ns = listed
        problem = self._problems.get(path)
        if problem is not None:
            self._seen_problems.add(path)
            if (problem.size_bytes, problem.mtime_ns) == (size_bytes, mtime_ns):
                self._bad += 1
                self._count()
                return
        found = as_media(path, size_bytes, mtime_ns)
        if found is None:
            return
        if self.settled_before_ns is not None and self.settled_before_ns < mtime_ns <= time.time_ns():
            self._unsettled.append(found.path)
            return
        self._count()
        self._todo.append(found)
        if row is not None:
            self._known_ids[found.path] = row

    def _count(self) -> None:
        self._seen += 1
        if self._seen % _TOLD_EVERY == 1:
            self._pace.found(self._seen)

    def _records(self) -> dict[Path, FileRecord]:
        hashes = self._store.media.hashes([MediaId(row[1]) for row in self._known_ids.values()])
        return {
            path: FileRecord(
                path,
                MediaId(row[1]),
                hashes[MediaId(row[1])],
                size_bytes=row[2],
                mtime_ns=row[3],
                is_embedded=row[1] not in self._incomplete,
            )
            for path, row in self._known_ids.items()
        }


def _prefixes(folders: Iterable[Path]) -> tuple[bytes, ...]:
    """Return what the paths below the folders, and the folders themselves with a separator, begin with."""
    separator = os.fsencode(os.sep)
    return tuple(path if path.endswith(separator) else path + separator for path in map(encode_path, folders))


def _own_folder(library_dir: Path, roots: Sequence[Path]) -> bytes | None:
    """Return the library's folder where it lies below a root: its thumbnails are nobody's photos."""
    folder = Path(os.path.abspath(library_dir))  # noqa: PTH100  # as the roots
    return encode_path(folder) + os.fsencode(os.sep) if any(folder.is_relative_to(root) for root in roots) else None


def _not_below(own: bytes, listed: Iterator[Listed]) -> Iterator[Listed]:
    return (item for item in listed if not item[0].startswith(own))


def as_problem(error: EngineError, fallback: Path) -> ProblemRecord:
    """Note what could not be looked at; it has no size or time, so that the next run looks again."""
    return ProblemRecord(error.path or fallback, error.code, error.user_text, size_bytes=0, mtime_ns=0)
