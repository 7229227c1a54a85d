"""Whether a file is a library's database, and holds what ours hold and nothing else.

A database may come from a backup, from another computer, from anybody: triggers and views in it would be run by our own
statements.
"""

from __future__ import annotations

import functools
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlite_utils

from engine.errors import StoreCorrupt, StoreTooNew
from engine.store.migrations import APPLICATION_ID, MIGRATIONS, migrate, schema_version

_NAMES = "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"


def checked_version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema's version of a database of ours, 0 for one that is empty.

    Raises:
        StoreCorrupt: It is none of ours.
        StoreTooNew: A newer version wrote it.
    """
    version = schema_version(sqlite_utils.Database(connection, execute_plugins=False))
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if owner != APPLICATION_ID and not is_empty:
        raise StoreCorrupt(f"{path} is a database, but not one of Evoke.", path=path)
    if version > len(MIGRATIONS):
        raise StoreTooNew(
            f"The library in {path.parent} was written by a newer version of Evoke.",
            hint="Update Evoke, or choose another library folder.",
            path=path.parent,
        )
    return version


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Check that a database of the current version has the tables, columns and indexes of ours, and nothing else.

    Raises:
        StoreCorrupt: It has not.
    """
    expected, found = _expected(), _schema_of(connection)
    for kind, name, *_ in sorted(expected ^ found):
        is_missing = any(item[:2] == (kind, name) for item in expected)
        what = "lacks" if is_missing else "has a foreign"
        raise StoreCorrupt(
            f"The library's database {path} {what} {kind} {name}.",
            hint="Restore it with evoke restore, or move it away and index your folders again.",
            path=path,
        )


def _schema_of(connection: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    parts: set[tuple[str, ...]] = set()
    for kind, name, table in connection.execute(_NAMES).fetchall():
        parts.add((kind, name, table))
        if kind == "table":
            columns = connection.execute("SELECT name, type FROM pragma_table_xinfo(?)", [name]).fetchall()
            parts |= {("column", f"{name}.{column}", declared) for column, declared in columns}
    return frozenset(parts)


@functools.cache
def _expected() -> frozenset[tuple[str, ...]]:
    """Return what the migrations make in an empty database."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(sqlite_utils.Database(connection, execute_plugins=False))
        return _schema_of(connection)
