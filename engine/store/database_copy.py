"""Whole copies of a library's database: taken while it is in use, checked before they are believed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

import sqlite_utils

from engine.errors import BadData, StoreCorrupt
from engine.store.migrations import migrate
from engine.store.schema_check import check_schema, checked_version

_PAGES_AT_ONCE: Final = 4096
_PIECE_BYTES: Final = 1024 * 1024
OnPages = Callable[[int, int], None]


def copy_database(source: Path, target: Path, on_pages: OnPages) -> None:
    """Copy a database that may be written to meanwhile; the copy is of one moment and is one file.

    Args:
        source: The database.
        target: A file that does not exist yet; readable by its owner only.
        on_pages: Told pages done and in all, some thousands at a time; may raise to stop.

    Raises:
        sqlite3.Error: Something cannot be read or written.
        OSError: The target cannot be made.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as reading,
        closing(sqlite3.connect(target, isolation_level=None)) as writing,
    ):
        reading.execute("BEGIN")  # one moment for all pages: otherwise every commit begins the copy anew
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        reading.backup(
            writing, pages=_PAGES_AT_ONCE, progress=lambda _status, left, total: on_pages(total - left, total)
        )
        reading.execute("COMMIT")
        writing.execute("PRAGMA journal_mode = DELETE")  # otherwise its newest part may be in a file beside it


def check_copy(path: Path) -> None:
    """Check a copy, and bring it to the present schema.

    Raises:
        StoreCorrupt: It is damaged, or no library.
        StoreTooNew: A newer version wrote it.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as copy:
            copy.execute("PRAGMA trusted_schema = OFF")
            if checked_version(copy, path) == 0:
                raise StoreCorrupt(f"{path.name} holds no library.", path=path)
            complaint = next((row[0] for row in copy.execute("PRAGMA integrity_check(1)") if row[0] != "ok"), None)
            if complaint is None:
                migrate(sqlite_utils.Database(copy, execute_plugins=False))
                check_schema(copy, path)
                dangling = copy.execute("PRAGMA foreign_key_check").fetchone()
                complaint = f"rows of {dangling[0]} refer to nothing" if dangling else None
            if complaint is not None:
                raise StoreCorrupt(f"{path.name} is damaged: {complaint}.", path=path)
    except sqlite3.Error as error:
        raise StoreCorrupt(f"{path.name} is damaged: {error}.", path=path) from error


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def take_over(source: Path, target: Path) -> tuple[int, str]:
    """Copy a plain file into a new one readable by its owner only; return its size and SHA-256 as they were read.

    Raises:
        BadData: It is no plain file: a link might lead to what is none of ours.
        OSError: It cannot be read, or the target not be written.
    """
    digest, size_bytes = hashlib.sha256(), 0
    with open_plain(source) as reading:
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as writing:
            while piece := reading.read(_PIECE_BYTES):
                writing.write(piece)
                digest.update(piece)
                size_bytes += len(piece)
            writing.flush()
            os.fsync(writing.fileno())
    return size_bytes, digest.hexdigest()


def open_plain(path: Path) -> BinaryIO:
    """Open a file for reading that is a file itself, neither a link nor a pipe nor a device.

    Raises:
        BadData: It is something else.
        OSError: It cannot be opened.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_symlink():
        raise BadData(f"{path} is a link, not a file.", path=path)
    file = os.fdopen(os.open(path, flags), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise BadData(f"{path} is not a plain file.", path=path)
    return file
