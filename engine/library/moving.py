"""Moves a library to another disk: copied, checked, only then used; what stayed behind is kept until told otherwise.

Killed at any moment there is one whole library: the copy grows under another name, is renamed into place when it is
whole, and the one step that switches is the renaming of a note into the old folder. See docs/decisions/027-moving.md.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from engine.errors import BadData, DiskFull, FolderMissing, StorePlaceUnfit
from engine.index.index_manifest import sync
from engine.jobs import CancelToken, Progress, Reporter
from engine.library_records import LibraryMove
from engine.mounts import corrupts_databases, file_system_of, mounts_table
from engine.store import Store
from engine.store.database import DATABASE_NAME, LOCK_NAME
from engine.store.database_copy import check_copy, copy_database
from engine.store.moved import NOTE_NAME, MovedNote, read_note, write_note

_STAYS: Final = frozenset({LOCK_NAME, NOTE_NAME, "logs", "checked", "restore.json"})
_ROOM: Final = 1.05  # of its size: file systems need some of their own
_PIECE_BYTES: Final = 4 * 1024 * 1024


def move_library(store: Store, target: Path, *, cancel: CancelToken, report: Reporter) -> LibraryMove:
    """Copy the library of an open store into a new or empty folder, check it, and have it used from the next opening.

    Nothing can be written to the old one afterwards; open the library again.

    Raises:
        BadData: There is something in the folder, or it lies in the library, or the library in it.
        StorePlaceUnfit: It is on a network drive, where a database gets damaged.
        DiskFull: There is no room, or it cannot be written; what was begun is taken away again.
        Cancelled: A stop was asked for; the same.
    """
    source = store.library_dir
    total = _checked_size(source, target)
    with _reported(target), _growing(target) as copy:
        done = _copy_files(source, copy, Progress(0, total, "Copying the library"), cancel, report)
        with store.write_for_the_last_time():
            _copy_database(source, copy, done, total, cancel, report)
            report(Progress(total, total, "Checking the copy"))
            check_copy(copy / DATABASE_NAME)
            _compare(source, copy, cancel)
            sync(copy / DATABASE_NAME)
            sync(copy)
            cancel.check()
            if target.is_dir():
                target.rmdir()  # empty, as was checked: a folder is not renamed over another everywhere
            copy.rename(target)
            sync(target.parent)
            write_note(source, MovedNote(target))
            sync(source)
    return LibraryMove(source, target, total)


def old_copy(opened_as: Path, now_at: Path) -> Path | None:
    """Return the folder that a library was moved away from and that was not given up yet."""
    if opened_as == now_at:
        return None
    note = read_note(opened_as)
    return opened_as if note is not None and note.path == now_at and not note.is_confirmed else None


def forget_old_copy(opened_as: Path, now_at: Path) -> int:
    """Delete what stayed behind of a library that was moved, the note aside; return how many bytes that were.

    Raises:
        FolderMissing: Nothing stayed behind.
        DiskFull: It cannot be deleted.
    """
    if old_copy(opened_as, now_at) is None or not (now_at / DATABASE_NAME).is_file():
        raise FolderMissing("There is no old copy of this library.", path=opened_as)
    size_bytes = sum(size for _, size in _files(opened_as))
    with _reported(opened_as):
        write_note(opened_as, MovedNote(now_at, is_confirmed=True))
        for item in list(opened_as.iterdir()):
            if item.name in (NOTE_NAME, LOCK_NAME):
                continue
            if item.is_dir() and not item.is_symlink():
                shutil.rmtree(item)
            else:
                item.unlink(missing_ok=True)
    return size_bytes


def _checked_size(source: Path, target: Path) -> int:
    real, old = target.resolve(), source.resolve()
    if real == old or real.is_relative_to(old) or old.is_relative_to(real):
        raise BadData(f"{target} cannot hold the library: one lies in the other.", path=target)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BadData(f"There is something in {target} already.", hint="Name a new folder.", path=target)
    kind = file_system_of(target.parent if not target.exists() else target, mounts_table())
    if corrupts_databases(kind):
        raise StorePlaceUnfit(
            f"{target} is on a network drive ({kind}), where a database gets damaged.",
            hint="Choose a folder on a disk of this computer.",
            path=target,
        )
    with _reported(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        total = sum(size for _, size in _files(source)) + (source / DATABASE_NAME).stat().st_size
        free = shutil.disk_usage(target.parent).free
    if free < total * _ROOM:
        raise DiskFull(
            f"There is too little room for the library: {total / 1e9:.1f} GB are needed and {free / 1e9:.1f} GB free.",
            hint="Free some space, or choose another disk.",
            path=target,
        )
    return total


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    """Yield what moves beside the database, with sizes."""
    for item in sorted(folder.iterdir()):
        if item.name in _STAYS or item.name.startswith((DATABASE_NAME, ".")):
            continue
        places = (place for place in item.rglob("*")) if item.is_dir() and not item.is_symlink() else iter((item,))
        for place in places:
            if place.is_file() and not place.is_symlink():
                yield place, place.stat().st_size


def _copy_files(source: Path, copy: Path, progress: Progress, cancel: CancelToken, report: Reporter) -> int:
    done = progress.done
    for path, size_bytes in _files(source):
        cancel.check()
        place = copy / path.relative_to(source)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("rb") as reading, os.fdopen(os.open(place, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as writing:
            while piece := reading.read(_PIECE_BYTES):
                cancel.check()
                writing.write(piece)
        done += size_bytes
        report(Progress(done, progress.total, progress.text))
    return done


def _copy_database(source: Path, copy: Path, done: int, total: int, cancel: CancelToken, report: Reporter) -> None:
    def on_pages(pages: int, of: int) -> None:
        cancel.check()
        report(Progress(done + round((total - done) * pages / max(1, of)), total, "Copying the library"))

    copy_database(source / DATABASE_NAME, copy / DATABASE_NAME, on_pages)


def _compare(source: Path, copy: Path, cancel: CancelToken) -> None:
    """See that every file arrived; what came meanwhile (a thumbnail, a kept table) is brought along."""
    for path, size_bytes in _files(source):
        cancel.check()
        place = copy / path.relative_to(source)
        if not place.is_file() or place.stat().st_size != size_bytes:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(path, place)
            place.chmod(0o600)


@contextmanager
def _growing(target: Path) -> Iterator[Path]:
    """Make a folder beside the target that is taken away again unless it was renamed."""
    copy = target.parent / f".{target.name}-{secrets.token_hex(4)}"
    copy.mkdir(mode=0o700)
    try:
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DiskFull(
            f"{folder} cannot be written: {reason}.", hint="Choose another folder, or check the disk.", path=folder
        ) from error
