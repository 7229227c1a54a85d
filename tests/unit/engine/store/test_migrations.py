"""Numbered steps: once each, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
import sqlite_utils

from engine.store.migrations import APPLICATION_ID, MIGRATIONS, migrate, schema_version


@pytest.fixture
def db() -> Iterator[sqlite_utils.Database]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield sqlite_utils.Database(connection, execute_plugins=False)
    connection.close()


def test_migrate_twice_changes_nothing_the_second_time(db: sqlite_utils.Database) -> None:
    assert migrate(db) == len(MIGRATIONS)
    schema = db.schema
    assert migrate(db) == 0
    assert db.schema == schema
    assert schema_version(db) == len(MIGRATIONS)
    assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


def test_migrate_that_fails_keeps_the_steps_before_it_and_stays_pending(db: sqlite_utils.Database) -> None:
    def good(database: sqlite_utils.Database) -> None:
        database.execute("CREATE TABLE good (id INTEGER)")

    def bad(database: sqlite_utils.Database) -> None:
        database.execute("CREATE TABLE half (id INTEGER)")
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="disk"):
        migrate(db, (good, bad))
    assert db.table_names() == ["good"]
    assert schema_version(db) == 1
    assert migrate(db, (good, good_again := lambda database: database.execute("CREATE TABLE more (id INTEGER)"))) == 1
    assert callable(good_again)
    assert db.table_names() == ["good", "more"]


def test_every_reference_has_an_index_on_its_own_side(db: sqlite_utils.Database) -> None:
    """Otherwise deleting one content would read every vector there is."""
    migrate(db)
    for table in db.table_names():
        columns = {
            row[2]
            for index in db.execute(f"PRAGMA index_list({table})").fetchall()
            for row in db.execute(f"PRAGMA index_info({index[1]})").fetchall()
            if row[0] == 0
        }
        for reference in db.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            assert reference[3] in columns, f"{table}.{reference[3]}"


_ROWS_OF_THE_FIRST_RELEASE = (
    "INSERT INTO contents VALUES (1, 'h', 'photo', 4, 3, '2024-01-01', 0, '', NULL, NULL, NULL, 'pillow', 0, NULL)",
    "INSERT INTO files VALUES (1, X'2F61', 1, 10, 20)",
    "INSERT INTO frames VALUES (1, 1, 0.0)",
    "INSERT INTO spaces VALUES (1, 'f', 'name', 2)",
    "INSERT INTO vectors VALUES (1, 1, X'00000000')",
    "INSERT INTO embeddings VALUES (1, 1)",
)


def _dump(db: sqlite_utils.Database) -> dict[str, Any]:
    names = [name for name in db.table_names() if not name.startswith("sqlite_")]
    return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_migrate_from_the_first_release_keeps_every_row(db: sqlite_utils.Database) -> None:
    migrate(db, MIGRATIONS[:1])
    for statement in _ROWS_OF_THE_FIRST_RELEASE:
        db.execute(statement)
    before = _dump(db)
    assert migrate(db) == len(MIGRATIONS) - 1
    after = _dump(db)
    before["files"] = [row[1:] for row in before["files"]]  # the third release keeps no number of its own for a file
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() >= {"captions", "chosen_models"}


@pytest.mark.parametrize("failing", ["CREATE TABLE captions", "CREATE UNIQUE INDEX", "CREATE TABLE chosen_models"])
def test_migrate_from_the_first_release_cut_at_any_statement_can_be_done_again(
    db: sqlite_utils.Database, failing: str
) -> None:
    migrate(db, MIGRATIONS[:1])
    for statement in _ROWS_OF_THE_FIRST_RELEASE:
        db.execute(statement)
    before = _dump(db)

    class Cut(sqlite_utils.Database):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            cursor = super().execute(sql, *args)
            if failing in sql:
                raise sqlite3.OperationalError("the disk went away")
            return cursor

    with pytest.raises(sqlite3.OperationalError, match="disk"):
        migrate(Cut(db.conn, execute_plugins=False))
    assert _dump(db) == before
    assert schema_version(db) == 1
    migrate(db)
    assert schema_version(db) == len(MIGRATIONS)
