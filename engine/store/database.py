"""The one place that opens the library's database and turns SQLite's errors into the engine's.

One connection writes, guarded by a lock file between processes and a lock between threads; every thread that reads has
a connection of its own that cannot write. So no two connections ever write or checkpoint at the same time.
"""

from __future__ import annotations

import functools
import logging
import os
import re
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import filelock
import sqlite_utils

from engine.errors import DiskFull, EngineError, FolderMissing, StoreCorrupt, StoreLocked, StorePlaceUnfit
from engine.mounts import corrupts_databases, file_system_of, mounts_table
from engine.store.migrations import MIGRATIONS, migrate
from engine.store.privacy import keep_private
from engine.store.schema_check import check_schema, checked_version

DATABASE_NAME = "evoke.db"
LOCK_NAME = "evoke.lock"
PAGE_BYTES = 8192  # keeps a 768-dimensional fp16 vector inside its page
BUSY_TIMEOUT_MS = 5000

Row = tuple[Any, ...]
Params = Sequence[Any] | dict[str, Any]

_log = logging.getLogger(__name__)

_CHANGING = re.compile(
    r"\s*(?:(?:INSERT|REPLACE)\b.*?\bINTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+(\w+)", re.I | re.S
)
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
}


class Transaction:
    """One write transaction; all of it is stored, or nothing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._statements: set[str] = set()

    def run(self, sql: str, params: Params = ()) -> int:
        """Execute one statement and return how many rows it changed."""
        self._statements.add(sql)
        return self._connection.execute(sql, params).rowcount

    def run_many(self, sql: str, rows: Iterable[Params]) -> int:
        """Execute one statement for every row and return how many rows were changed."""
        self._statements.add(sql)
        return self._connection.executemany(sql, rows).rowcount

    def insert(self, sql: str, params: Params = ()) -> int:
        """Execute an INSERT that ends with `RETURNING id` and return that id."""
        self._statements.add(sql)
        row = self._connection.execute(sql, params).fetchone()
        return int(row[0])

    @property
    def tables(self) -> frozenset[str]:
        """The tables its statements name as what they change; what goes along by reference is not among them."""
        return frozenset(map(changed_table, self._statements))


@functools.lru_cache(maxsize=256)
def changed_table(sql: str) -> str:
    """Return the table that a statement inserts into, updates or deletes from; "" for one that does something else."""
    found = _CHANGING.match(sql)
    return found[1].lower() if found else ""


class LibraryDatabase:
    """The connections to one library's database."""

    def __init__(self, library_dir: Path, *, read_only: bool) -> None:
        """Open the database, creating and migrating it unless `read_only`.

        Raises:
            FolderMissing: There is no library there and `read_only` is set.
            StoreLocked: Another process writes to this library.
            StoreCorrupt: The file is not a library, or damaged.
            StoreTooNew: A newer version wrote it.
            DiskFull: The folder or file cannot be created or written.
        """
        self.path = library_dir / DATABASE_NAME
        self.read_only = read_only
        self._readers: dict[threading.Thread, sqlite3.Connection] = {}
        self._readers_lock = threading.Lock()
        self._write_lock = threading.RLock()
        self._writing_thread: int | None = None
        self._commits: Counter[str] = Counter()
        self._has_written_last = False
        self._writer: sqlite3.Connection | None = None
        self._lock_file: filelock.BaseFileLock | None = None
        try:
            with self._translated():
                if read_only:
                    self._check_readable()
                else:
                    self._open_writer(library_dir)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Run a write transaction from any thread; commits at the end, rolls back on any exception.

        Raises:
            DiskFull: The disk is full, read-only or gone; nothing of the transaction is stored.
            StoreCorrupt: The file is damaged.
        """
        writer = self._writer
        if writer is None:
            raise RuntimeError("this library was opened for reading only, or is closed")
        if self._has_written_last:
            raise StoreLocked(
                f"The library in {self.path.parent} was moved and is not written any more.",
                hint="Open it again.",
                path=self.path.parent,
            )
        with self._write_lock, self._translated():
            if self._writing_thread is not None:
                raise RuntimeError("write transactions do not nest")
            writer.execute("BEGIN IMMEDIATE")
            self._writing_thread = threading.get_ident()
            try:
                transaction = Transaction(writer)
                yield transaction
                writer.execute("COMMIT")
                self._commits.update(transaction.tables)
            except BaseException:
                with suppress(sqlite3.Error):  # the error may have ended the transaction already
                    writer.execute("ROLLBACK")
                raise
            finally:
                self._writing_thread = None

    @contextmanager
    def write_for_the_last_time(self) -> Iterator[None]:
        """Keep everybody from writing while the block lasts, and for ever after should it come to its end."""
        with self.write():
            yield
            self._has_written_last = True

    def query(self, sql: str, params: Params = ()) -> list[Row]:
        """Return all rows; inside this thread's write transaction its own changes are seen."""
        with self._translated():
            return self._connection().execute(sql, params).fetchall()

    def one(self, sql: str, params: Params = ()) -> Row | None:
        """Return the first row, or None."""
        with self._translated():
            row: Row | None = self._connection().execute(sql, params).fetchone()
            return row

    def stream(
        self, sql: str, params: Params = (), *, size: int = 8192, first: int | None = None
    ) -> Iterator[list[Row]]:
        """Yield rows in lists of `size`, those before of `first` and twice as many each time; for large results."""
        at_once = first or size
        with self._translated(), closing(self._connection().execute(sql, params)) as cursor:
            while rows := cursor.fetchmany(at_once):
                yield rows
                at_once = min(size, 2 * at_once)

    def change_mark(self, tables: Iterable[str]) -> tuple[int, ...]:
        """Return something that differs from what this thread got before, once one of the tables was changed since.

        Where another process may write, which does not say what, it differs once anything was committed.
        """
        if not self.read_only:  # then nobody else writes
            return tuple(self._commits[table] for table in (*tables, ""))
        with self._translated():
            connection = self._connection()
            return id(connection), int(connection.execute("PRAGMA data_version").fetchone()[0])

    def damage(self) -> list[str]:
        """Return what SQLite's own check of pages and indexes complains about."""
        try:
            return [str(row[0]) for row in self.query("PRAGMA integrity_check(20)") if row[0] != "ok"]
        except StoreCorrupt as error:
            return [error.user_text]

    def dangling(self) -> list[tuple[str, str, str]]:
        """Return the references with rows that refer to nothing: (table, column, the table referred to)."""
        broken = {(row[0], row[3]) for row in self.query("PRAGMA foreign_key_check")}
        return [
            (table, str(row[3]), str(row[2]))
            for table, number in sorted(broken)
            for row in self.query(f"PRAGMA foreign_key_list({table})")
            if row[0] == number
        ]

    def close(self) -> None:
        """Close every connection, the writing one last, and let go of the lock. Safe to call twice."""
        with self._readers_lock:
            for connection in self._readers.values():
                connection.close()
            self._readers.clear()
        with self._write_lock:
            if self._writer is not None:
                _tidy_up(self._writer, self.path)
                self._writer.close()
                self._writer = None
        if self._lock_file is not None:
            self._lock_file.release()
            self._lock_file = None

    def _open_writer(self, library_dir: Path) -> None:
        try:
            library_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            _refuse_network(library_dir)
            self._lock_file = _locked(library_dir)
            if not self.path.exists():
                # SQLite gives its side files the permissions of the database: the owner's alone.
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            keep_private(library_dir)
        except OSError as error:
            raise _unwritable(library_dir, error) from error
        self._writer = sqlite3.connect(
            self.path, isolation_level=None, check_same_thread=False, timeout=BUSY_TIMEOUT_MS / 1000
        )
        self._writer.execute("PRAGMA trusted_schema = OFF")
        # Before anything is written: a file of a newer version or of somebody else stays as it is.
        version = checked_version(self._writer, self.path)
        if version == 0:
            _refuse_emptied(self.path)
        if version == 0:
            self._writer.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        # The steps to a new, empty database need not wait for the disk one by one: the first row stored does.
        waiting = "NORMAL" if version == 0 else "FULL"
        for pragma in ("journal_mode = WAL", f"synchronous = {waiting}", "foreign_keys = ON"):
            self._writer.execute(f"PRAGMA {pragma}")
        applied = migrate(sqlite_utils.Database(self._writer, execute_plugins=False))
        self._writer.execute("PRAGMA synchronous = FULL")
        check_schema(self._writer, self.path)
        _log.info("Opened %s with SQLite %s, %d migrations applied", self.path, sqlite3.sqlite_version, applied)

    def _check_readable(self) -> None:
        if not self.path.is_file() or _is_blank(self.path):
            raise FolderMissing(
                f"There is no library in {self.path.parent}.", hint="Index a folder first.", path=self.path.parent
            )
        if checked_version(self._connection(), self.path) < len(MIGRATIONS):
            raise StoreLocked(
                f"The library in {self.path.parent} is of an older version and has to be opened for writing once.",
                hint="Run evoke index.",
                path=self.path.parent,
            )

    def _connection(self) -> sqlite3.Connection:
        if self._writing_thread == threading.get_ident() and self._writer is not None:
            return self._writer
        thread = threading.current_thread()
        connection = self._readers.get(thread)
        if connection is None:
            connection = self._open_reader(thread)
        return connection

    def _open_reader(self, thread: threading.Thread) -> sqlite3.Connection:
        if not self.read_only and self._writer is None:
            raise RuntimeError("this library is closed")
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=ro",
            uri=True,
            isolation_level=None,
            check_same_thread=False,  # close() closes it from another thread, once its own is done
            timeout=BUSY_TIMEOUT_MS / 1000,
        )
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = 1")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        with self._readers_lock:
            for ended in [known for known in self._readers if not known.is_alive()]:
                self._readers.pop(ended).close()
            self._readers[thread] = connection
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            translated = _translate(error, self.path)
            if translated is None:
                raise
            raise translated from error


@contextmanager
def locked_for_replacing(library_dir: Path) -> Iterator[Path]:
    """Hold the lock of a library whose database is to be replaced, and give out its path.

    Raises:
        StoreLocked: Another process writes to this library.
        StorePlaceUnfit: The folder is on a network drive.
        DiskFull: The folder cannot be made or written.
    """
    try:
        library_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_network(library_dir)
        lock = _locked(library_dir)
    except OSError as error:
        raise _unwritable(library_dir, error) from error
    try:
        yield library_dir / DATABASE_NAME
    finally:
        lock.release()


def _tidy_up(writer: sqlite3.Connection, path: Path) -> None:
    """Fold the log into the database. A full disk must not keep the library from closing: the next start does it."""
    try:
        writer.execute("PRAGMA optimize")
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        if isinstance(_translate(error, path), DiskFull):  # whatever else is wrong was told before
            _log.warning("The library could not be tidied up while it was closed: %s. Nothing is lost.", error)


def _unwritable(library_dir: Path, error: OSError) -> DiskFull:
    return DiskFull(
        f"The library folder {library_dir} cannot be written: {error.strerror}.",
        hint="Choose another folder, or check the disk and its permissions.",
        path=library_dir,
    )


def _locked(library_dir: Path) -> filelock.BaseFileLock:
    lock = filelock.FileLock(library_dir / LOCK_NAME, mode=0o600, thread_local=False, blocking=False)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise StoreLocked(
            f"The library in {library_dir} is being used by another Evoke.",
            hint="Close the other window or wait for the other command to end.",
            path=library_dir,
        ) from error
    return lock


def _refuse_network(library_dir: Path) -> None:
    file_system = file_system_of(library_dir, mounts_table())
    if corrupts_databases(file_system):
        raise StorePlaceUnfit(
            f"The library folder {library_dir} is on a network drive ({file_system}), where a database gets damaged.",
            hint="Choose a folder on a disk of this computer with --library or EVOKE_LIBRARY.",
            path=library_dir,
        )


def _is_blank(path: Path) -> bool:
    """Whether a database was never written to, nor its log."""
    log = path.with_name(path.name + "-wal")
    return path.stat().st_size == 0 and not (log.is_file() and log.stat().st_size > 0)


def _refuse_emptied(path: Path) -> None:
    """Refuse to begin anew in the place of a library whose database was emptied."""
    thumbnails = path.parent / "thumbnails"
    if _is_blank(path) and next(thumbnails.glob("*/*/*.jpg"), None) is not None:
        raise StoreCorrupt(
            f"The library's database {path} is empty, though there was a library.",
            hint="Restore it with evoke restore, or delete the library folder and index your folders again.",
            path=path,
        )


def _translate(error: sqlite3.Error, path: Path) -> EngineError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF  # the rest says where in SQLite it happened
    if primary in _LOCKED:
        return StoreLocked(f"The library in {path.parent} is locked by another program.", path=path.parent)
    if primary in _CORRUPT:
        return StoreCorrupt(
            f"The library's database {path} is damaged.",
            hint="Restore it with evoke restore, or move it away and index your folders again.",
            path=path,
        )
    if primary in _UNWRITABLE:
        return DiskFull(
            f"The library in {path.parent} cannot be written: {error}.",
            hint="Free some space, or check that the disk is there and not read-only.",
            path=path.parent,
        )
    return None
