"""Numbered steps: once each, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

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
