"""A database that holds more or less than ours is not used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from engine.errors import FolderMissing, StoreCorrupt
from engine.store import Store
from engine.store.database import DATABASE_NAME


@pytest.fixture
def library(tmp_path: Path) -> Path:
    Store.open(tmp_path / "library").close()
    return tmp_path / "library"


def change(library: Path, sql: str) -> None:
    with closing(sqlite3.connect(library / DATABASE_NAME)) as connection:
        connection.execute(sql)
        connection.commit()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("CREATE TRIGGER spy AFTER INSERT ON files BEGIN DELETE FROM captions; END", "foreign trigger spy"),
        ("CREATE VIEW overlay AS SELECT 1", "foreign view overlay"),
        ("CREATE TABLE extra (a)", "foreign"),
        ("ALTER TABLE files ADD COLUMN extra", "foreign column files.extra"),
        ("DROP TABLE captions", "lacks"),
        ("DROP INDEX files_by_content", "lacks index files_by_content"),
    ],
)
def test_database_with_another_schema_is_refused_and_left_alone(library: Path, sql: str, said: str) -> None:
    change(library, sql)
    before = (library / DATABASE_NAME).read_bytes()
    with pytest.raises(StoreCorrupt, match=said) as caught:
        Store.open(library)
    assert "evoke restore" in caught.value.hint
    assert (library / DATABASE_NAME).read_bytes() == before


def test_empty_database_is_a_new_library_when_written_and_none_when_read(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).touch()
    with pytest.raises(FolderMissing, match="no library"):
        Store.open(tmp_path, read_only=True)
    Store.open(tmp_path).close()
    Store.open(tmp_path, read_only=True).close()


def test_database_that_was_emptied_is_no_new_library(library: Path) -> None:
    thumbnail = library / "thumbnails" / "ab" / "cd" / "abcd-0.jpg"
    thumbnail.parent.mkdir(parents=True)
    thumbnail.touch()
    (library / DATABASE_NAME).write_bytes(b"")
    for name in ("-wal", "-shm"):
        (library / (DATABASE_NAME + name)).unlink(missing_ok=True)
    with pytest.raises(StoreCorrupt, match="is empty, though there was a library"):
        Store.open(library)
    assert (library / DATABASE_NAME).stat().st_size == 0
