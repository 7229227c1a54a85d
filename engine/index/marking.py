"""The first and the last look at the disk in an indexing run: what is new or changed, and what is gone."""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from engine.errors import EngineError
from engine.index.known_below import KnownBelow
from engine.index.left_out import exclusions_of
from engine.index.pace import Pace
from engine.index.presence import Presence, find_present, look_again
from engine.index.row_reader import RowReader
from engine.jobs import CancelToken
from engine.media.exclusion import Exclusions
from engine.media.scan import FoundFile, Walk, as_media, distinct_roots, newest_first
from engine.media.whole_folder import Listed, WholeFolder
from engine.records import MediaId, SpaceId
from engine.store import Store
from engine.store.files_table import FileRecord, KnownRow
from engine.store.folder_digests_table import FolderDigest, folder_of
from engine.store.path_bytes import decode_path, encode_path
from engine.store.problems_table import ProblemRecord

_TOLD_EVERY = 256
_WRITTEN_WITH_FILES = ("files", "contents", "left_out")


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
        left_out: Paths the library knows and that are now left out by patterns or by a mark in their folder.
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
    left_out: tuple[Path, ...] = ()
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
    within = [folder for folder in store.folders.all() if any(path in folder.path.parents for path in given)]
    resting = [folder.path for folder in within if folder.is_paused and folder.path not in given]
    given = distinct_roots([*given, *(folder.path for folder in within if folder.path not in resting)])
    presence = find_present(store, given)
    unreadable: list[EngineError] = []
    hidden: list[Path] = []
    exclusions = exclusions_of(store)
    before = store.change_mark(*_WRITTEN_WITH_FILES)
    incomplete = store.files.incomplete(space_id)
    comparison = Comparison(store, [*presence.roots, *presence.deleted], incomplete, pace)
    comparison.settled_before_ns = settled_before_ns
    comparison.notes_folders = True
    own = _own_folder(store.library_dir, presence.roots)
    walk = Walk(
        [*presence.roots, *resting],
        cancel,
        unreadable.append,
        hidden.append,
        homes=[*exclusions.homes, *given],
        exclusions=exclusions,
        breathe=breathe,
    )
    due = comparison.folders_with_problems() | {folder_of(path) for path in incomplete}
    walk.digests = _trusted_digests(store, presence.roots, due, own)
    for root in presence.roots:
        listed = walk.listings(root) if own is None else _not_below(own, walk.listings(root))
        nested = [other for other in [*presence.roots, *resting] if other != root and root in other.parents]
        comparison.hold_against(listed, root, nested)
    for path in presence.deleted:
        comparison.hold_against((), path)
    cancel.check()
    look_again(store, presence)
    hidden += [error.path for error in unreadable if error.path is not None]
    marked = comparison.result(presence, [*hidden, *presence.away])
    _keep_digests(store, comparison.looks, before)
    return dataclasses.replace(
        marked,
        unreadable=tuple(as_problem(error, given[0]) for error in unreadable),
        aliases=walk.aliases,
        **sorted_out(marked, exclusions, walk.marked_out),
    )


def _trusted_digests(
    store: Store, roots: Sequence[Path], due: Container[bytes], own: bytes | None
) -> dict[bytes, FolderDigest]:
    """Return what folders looked like, but of those that have files to look at anyway and the library's own."""
    return {
        folder: digest
        for folder, digest in store.folder_digests.under(roots).items()
        if folder not in due and not (own is not None and folder.startswith(own))
    }


def _keep_digests(store: Store, digests: Sequence[FolderDigest], before: tuple[int, ...]) -> None:
    """Note what folders look like whose files are as they are known, unless rows were written meanwhile."""
    if digests:
        with store.write() as tx:
            if store.change_mark(*_WRITTEN_WITH_FILES) == before:
                store.folder_digests.put(tx, digests)


class SortedOut(TypedDict):
    """What of the vanished is gone, and what is merely left out."""

    vanished: dict[Path, MediaId | None]
    left_out: tuple[Path, ...]


def sorted_out(marked: Marked, exclusions: Exclusions, marked_out: Sequence[Path]) -> SortedOut:
    """Part what was not met any more: what is left out is not gone."""
    below = _prefixes(marked_out)
    left_out = tuple(
        path
        for path, media_id in marked.vanished.items()
        if media_id is not None and (encode_path(path).startswith(below) or exclusions.leaves_out(path))
    )
    apart = frozenset(left_out)
    vanished = {path: media_id for path, media_id in marked.vanished.items() if path not in apart}
    return SortedOut(vanished=vanished, left_out=left_out)


class Comparison:
    """Holds listed files against known ones, both in the order of paths.

    Attributes:
        settled_before_ns: Files that were written later, and are new or changed, are put off. None puts nothing off.
        notes_folders: Whether to note what folders look like that are as they are known.
        looks: What was noted.
    """

    def __init__(self, store: Store, roots: Sequence[Path], incomplete: Container[bytes], pace: Pace) -> None:
        """Compare below `roots`; those of `incomplete` are to be embedded though nothing changed."""
        self._store = store
        self._pace = pace
        self._incomplete = incomplete
        self.settled_before_ns: int | None = None
        self.notes_folders = False
        self.looks: list[FolderDigest] = []
        self._unsettled: list[Path] = []
        problems = store.problems.under(roots)
        self._problems = {encode_path(path): record for path, record in problems.items()}
        self._seen_problems: set[bytes] = set()
        self._seen = self._bad = 0
        self._todo: list[FoundFile] = []
        self._known_rows: dict[bytes, KnownRow] = {}
        self._gone: list[bytes] = []

    def folders_with_problems(self) -> set[bytes]:
        """Return the folders in which files are known problems."""
        return {folder_of(path) for path in self._problems}

    def hold_against(self, listings: Iterable[list[Listed]], root: Path, nested: Sequence[Path] = ()) -> None:
        """Compare what is listed of one root; what is known at and below `nested` belongs to other roots."""
        rows = RowReader(KnownBelow(self._store.files, root, nested))
        for files in listings:
            if isinstance(files, WholeFolder) and files.same:
                if self._take_whole(files, rows):
                    continue
                files.load()
            if not rows.take_same(files):
                self._hold_one_by_one(files, rows)
            elif self._has_due(files):
                for listed in files:
                    self._meet_same(listed)
            else:
                self._count(len(files))
                if isinstance(files, WholeFolder) and self.notes_folders:
                    self._note(files)
        while (row := rows.take()) is not None:
            self._gone.append(row[0])

    def _take_whole(self, files: WholeFolder, rows: RowReader) -> bool:
        """Take in a folder that looks as it did when its files were known; return whether that is all it has."""
        high = _after(files.folder)
        if self._store.files.count_between(files.folder, high) != files.same:
            return False  # there were folders in it, perhaps
        self._gone += [row[0] for row in rows.leap(files.folder, high)]
        self._count(files.same)
        return True

    def _note(self, files: WholeFolder) -> None:
        """Note what a folder looks like whose files are all known and are all that is known there."""
        known = self._store.files.count_between(files.folder, _after(files.folder))
        digest = files.digest() if known == len(files) else None
        if digest is not None:
            self.looks.append(digest)

    def _hold_one_by_one(self, files: Iterable[Listed], rows: RowReader) -> None:
        for listed in files:
            while (row := rows.first()) is not None and row[0] < listed[0]:
                self._gone.append(row[0])
                rows.take()
            if row is None or row[0] != listed[0]:
                self._meet(listed, None)
                continue
            rows.take()
            if row == listed:
                self._meet_same(listed)
            else:
                self._meet(listed, row)

    def _has_due(self, files: Iterable[Listed]) -> bool:
        """Whether there is something to do about one of these files though none has changed."""
        if not self._problems and self._incomplete == set():
            return False  # of a million files it is nearly always so
        return any(path in self._incomplete or path in self._problems for path, _, _ in files)

    def _meet_same(self, listed: Listed) -> None:
        """Take in a file that has not changed."""
        if listed[0] in self._incomplete or listed[0] in self._problems:
            self._meet(listed, listed)
        else:
            self._count()

    def result(self, presence: Presence, hidden: Sequence[Path]) -> Marked:
        """Return what was found out; nothing at or below `hidden` is taken for gone."""
        vanished: dict[Path, MediaId | None] = {
            decode_path(path): None for path in self._problems if path not in self._seen_problems
        }
        vanished |= {decode_path(path): media_id for path, media_id in self._store.files.media_at(self._gone).items()}
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
            self._known_rows[path] = row

    def _count(self, files: int = 1) -> None:
        self._seen += files
        if files > 1 or self._seen % _TOLD_EVERY == 1:
            self._pace.found(self._seen)

    def _records(self) -> dict[Path, FileRecord]:
        media = self._store.files.media_at(self._known_rows)
        hashes = self._store.media.hashes(set(media.values()))
        return {
            decode_path(path): FileRecord(
                decode_path(path),
                media[path],
                hashes[media[path]],
                size_bytes=size_bytes,
                mtime_ns=mtime_ns,
                is_embedded=path not in self._incomplete,
            )
            for path, size_bytes, mtime_ns in self._known_rows.values()
        }


def _after(folder: bytes) -> bytes:
    """Return what comes after all paths in a folder, which ends with a separator."""
    return folder[:-1] + bytes([folder[-1] + 1])


def _prefixes(folders: Iterable[Path]) -> tuple[bytes, ...]:
    """Return what the paths below the folders, and the folders themselves with a separator, begin with."""
    separator = os.fsencode(os.sep)
    return tuple(path if path.endswith(separator) else path + separator for path in map(encode_path, folders))


def _own_folder(library_dir: Path, roots: Sequence[Path]) -> bytes | None:
    """Return the library's folder where it lies below a root: its thumbnails are nobody's photos."""
    folder = Path(os.path.abspath(library_dir))  # noqa: PTH100  # as the roots
    return encode_path(folder) + os.fsencode(os.sep) if any(folder.is_relative_to(root) for root in roots) else None


def _not_below(own: bytes, listings: Iterator[list[Listed]]) -> Iterator[list[Listed]]:
    return (files for files in listings if not (files and files[0][0].startswith(own)))


def as_problem(error: EngineError, fallback: Path) -> ProblemRecord:
    """Note what could not be looked at; it has no size or time, so that the next run looks again."""
    return ProblemRecord(error.path or fallback, error.code, error.user_text, size_bytes=0, mtime_ns=0)
