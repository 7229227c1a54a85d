"""Backups: a folder with a whole copy of the database, what only the person has as plain tables, and a manifest.

The manifest is written last and holds size and SHA-256 of everything before it: a folder without one is no backup. Only
files of fixed names directly in the folder are ever read, and only inside the library is anything written.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from engine.errors import BadData, DiskFull, FolderMissing, StoreCorrupt
from engine.index.index_manifest import sync
from engine.jobs import CancelToken, Progress, Reporter
from engine.library.own_files import merge_own_file, own_file, own_file_names
from engine.library_records import BackupInfo, BackupReport, RestoreReport
from engine.store import Store
from engine.store.database import DATABASE_NAME, locked_for_replacing
from engine.store.database_copy import check_copy, copy_database, digest_of, open_plain, take_over

MANIFEST_NAME: Final = "backup.json"
_VERSION: Final = 1
_LONGEST_MANIFEST: Final = 100_000
_PIECE_BYTES: Final = 4 * 1024 * 1024
_SIDE_FILES: Final = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class _Listed:
    """A file of a backup as its manifest tells of it."""

    size_bytes: int
    sha256: str


def write_backup(store: Store, folder: Path, *, own_only: bool, cancel: CancelToken, report: Reporter) -> BackupReport:
    """Write a backup into a new or empty folder, readable by its owner only.

    Raises:
        BadData: There is something in the folder already.
        DiskFull: It cannot be written; what was begun is taken away again.
        Cancelled: A stop was asked for; the same.
    """
    with _new_folder(folder):
        listed: dict[str, _Listed] = {}
        for name in own_file_names():
            _write(folder / name, own_file(store, name))
            listed[name] = _Listed((folder / name).stat().st_size, digest_of(folder / name))
        if not own_only:
            copy = folder / DATABASE_NAME

            def on_pages(done: int, total: int) -> None:
                cancel.check()
                report(Progress(done, total, "Copying the database"))

            copy_database(store.library_dir / DATABASE_NAME, copy, on_pages)
            report(Progress(0, None, "Checking the copy"))
            check_copy(copy)
            sync(copy)
            listed[DATABASE_NAME] = _Listed(copy.stat().st_size, digest_of(copy))
        manifest = {
            "version": _VERSION,
            "made_at": datetime.now().isoformat(timespec="seconds"),
            "files": {name: {"size_bytes": item.size_bytes, "sha256": item.sha256} for name, item in listed.items()},
        }
        _write(folder / MANIFEST_NAME, json.dumps(manifest, indent=2).encode())
        sync(folder)
    return BackupReport(folder, tuple(listed), sum(item.size_bytes for item in listed.values()))


def check_backup(folder: Path, *, cancel: CancelToken, report: Reporter) -> BackupInfo:
    """See whether a backup is as it was written, and say what it is.

    Raises:
        FolderMissing: There is no backup.
        BadData: It is not whole, was changed, or holds something that is no plain file.
        Cancelled: A stop was asked for.
    """
    listed = _read_manifest(folder)
    total = sum(item.size_bytes for item in listed.values())
    done = 0
    for name, item in listed.items():
        report(Progress(done, total, "Checking the backup"))
        digest = hashlib.sha256()
        try:
            with open_plain(folder / name) as file:
                while piece := file.read(_PIECE_BYTES):
                    cancel.check()
                    digest.update(piece)
                    done += len(piece)
                    report(Progress(done, total, "Checking the backup"))
        except OSError as error:
            raise BadData(f"{folder / name} cannot be read: {error.strerror or error}.", path=folder / name) from error
        if digest.hexdigest() != item.sha256:
            raise BadData(f"{folder / name} has changed since it was written.", path=folder / name)
    made_at = datetime.fromtimestamp((folder / MANIFEST_NAME).stat().st_mtime)
    return BackupInfo(folder, made_at, total, DATABASE_NAME in listed)


def restore_backup(library_dir: Path, folder: Path) -> RestoreReport:
    """Put the database of a backup in the place of a library's own, which is kept beside it.

    Whatever happens, one whole database is in place: the old one or the new one.

    Raises:
        FolderMissing: There is no backup.
        BadData: It is not whole, or holds something that is no plain file.
        StoreCorrupt: Its database is damaged.
        StoreTooNew: A newer version wrote it.
        StoreLocked: The library is in use.
        DiskFull: The library cannot be written.
    """
    listed = _read_manifest(folder)
    if DATABASE_NAME not in listed:
        raise BadData(f"{folder} holds no database, only a person's own data.", hint="Try --own.", path=folder)
    with locked_for_replacing(library_dir) as database, _reported(library_dir):
        copy = library_dir / f".restored-{secrets.token_hex(4)}.db"
        try:
            if take_over(folder / DATABASE_NAME, copy) != (listed[DATABASE_NAME].size_bytes, _digest(listed)):
                raise StoreCorrupt(f"The backup {folder} has changed since it was written.", path=folder)
            check_copy(copy)
            sync(copy)
            replaced = _set_aside(database)
            copy.replace(database)
            sync(library_dir)
        finally:
            for name in ("", *_SIDE_FILES):
                copy.with_name(copy.name + name).unlink(missing_ok=True)
        shutil.rmtree(library_dir / "index", ignore_errors=True)  # a cache of the replaced database
    return RestoreReport(library_dir, replaced, own_rows=0)


def merge_own_data(store: Store, folder: Path) -> RestoreReport:
    """Add what only the person has from a backup to the library as it is; rows that are there stay.

    Raises:
        FolderMissing: There is no backup.
        BadData: It is not whole, or a table cannot be read.
        DiskFull: The library cannot be written.
    """
    listed = _read_manifest(folder)
    own = [name for name in own_file_names() if name in listed]
    for name in own:
        with open_plain(folder / name):
            pass
        if digest_of(folder / name) != listed[name].sha256:
            raise BadData(f"{folder / name} has changed since it was written.", path=folder / name)
    return RestoreReport(store.library_dir, None, own_rows=sum(merge_own_file(store, folder / name) for name in own))


def _digest(listed: dict[str, _Listed]) -> str:
    return listed[DATABASE_NAME].sha256


def _set_aside(database: Path) -> Path | None:
    """Keep the database that is about to be replaced, under another name; return that, None where there is none.

    Its newest part may be in a file beside it, which must not be taken for one of the new database.
    """
    if not database.exists():
        for name in _SIDE_FILES:
            database.with_name(database.name + name).unlink(missing_ok=True)
        return None
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(database, isolation_level=None)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    kept = database.with_name(f"{database.stem}-before-{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}.db")
    try:
        kept.hardlink_to(database)
    except OSError:  # some file systems have no links
        shutil.copyfile(database, kept)
        kept.chmod(0o600)
        sync(kept)
    for name in _SIDE_FILES:
        beside = database.with_name(database.name + name)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + name))
    sync(database.parent)
    return kept


def _read_manifest(folder: Path) -> dict[str, _Listed]:
    """Return the files of a backup by name, those of fixed names alone."""
    path = folder / MANIFEST_NAME
    if not path.exists():
        raise FolderMissing(f"{folder} is no backup: it has no {MANIFEST_NAME}.", path=folder)
    try:
        with open_plain(path) as file:
            manifest: dict[str, Any] = json.loads(file.read(_LONGEST_MANIFEST))
        if manifest["version"] != _VERSION:
            raise BadData(f"{folder} was written by another version of Evoke.", path=folder)
        known = {DATABASE_NAME, *own_file_names()}
        return {
            name: _Listed(int(item["size_bytes"]), str(item["sha256"]))
            for name, item in manifest["files"].items()
            if name in known
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise BadData(f"{path} is not what Evoke writes.", path=path) from error


@contextmanager
def _new_folder(folder: Path) -> Iterator[None]:
    """Make a folder, or take an empty one; should the block fail, what was written into it is deleted again."""
    with _reported(folder):
        was_there = folder.is_dir()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise BadData(f"There is something in {folder} already.", hint="Name a new folder.", path=folder)
        try:
            yield
        except BaseException:
            for name in (*own_file_names(), DATABASE_NAME, MANIFEST_NAME):
                for ending in ("", *_SIDE_FILES):
                    (folder / (name + ending)).unlink(missing_ok=True)
            if not was_there:
                folder.rmdir()
            raise


@contextmanager
def _reported(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DiskFull(
            f"{folder} cannot be written: {reason}.", hint="Free some space, or choose another folder.", path=folder
        ) from error


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
