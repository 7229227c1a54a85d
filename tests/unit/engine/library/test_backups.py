"""Backups are whole or none, are checked before they are believed, and put nothing in place that was not."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from engine.errors import BadData, DiskFull, EngineError, FolderMissing, StoreCorrupt, StoreLocked, StoreTooNew
from engine.jobs import Cancelled, CancelToken, ignore_progress
from engine.library import backups
from engine.library.backups import MANIFEST_NAME, merge_own_data, restore_backup, write_backup
from engine.library.own_files import keep_own_files, merge_own_file, own_file
from engine.library_records import BackupReport
from engine.store import Store
from engine.store.captions_table import CaptionRecord
from engine.store.database_copy import digest_of
from engine.store.own_tables import OWN_TABLES
from tests.helpers.file_limit import files_limited_to
from tests.helpers.library_rows import add_media, make_space

CAPTIONS = [
    CaptionRecord("hash-a", None, "Rex jumps, into the lake", datetime(2024, 5, 6, 7, 8, 9, 10)),
    CaptionRecord("hash-b", 1.25, '=HYPERLINK("x")\nüber "all"', datetime(2024, 5, 6, 8)),
    CaptionRecord("hash-b", 0.1 + 0.2, "'=quoted already", datetime(2024, 5, 7)),
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "library") as store:
        space = make_space(store)
        add_media(store, space, Path("/photos/a.jpg"), content="hash-a")
        with store.write() as tx:
            store.captions.add(tx, CAPTIONS)
    return tmp_path / "library"


@pytest.fixture
def backup(tmp_path: Path, library: Path) -> Path:
    back_up(library, tmp_path / "backup")
    return tmp_path / "backup"


def back_up(library: Path, folder: Path, *, own_only: bool = False, cancel: CancelToken | None = None) -> BackupReport:
    with Store.open(library, read_only=True) as store:
        return write_backup(store, folder, own_only=own_only, cancel=cancel or CancelToken(), report=ignore_progress)


def captions(library: Path) -> tuple[CaptionRecord, ...]:
    with Store.open(library, read_only=True) as store:
        assert store.damage() == []
        return store.captions.all()


def test_backup_holds_the_database_and_plain_tables_for_its_owner_alone(library: Path, backup: Path) -> None:
    tables = [f"{name}.csv" for name in OWN_TABLES]
    assert sorted(path.name for path in backup.iterdir()) == sorted([MANIFEST_NAME, *tables, "evoke.db"])
    if os.name != "nt":
        assert {stat.S_IMODE(path.stat().st_mode) for path in backup.iterdir()} == {0o600}
        assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    lines = (backup / "captions.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "content_hash,time_s,end_s,text,created_at,path"
    assert lines[1].endswith("/photos/a.jpg")
    assert "'=HYPERLINK" in lines[2]


def test_backup_of_a_library_in_use_is_of_one_moment(library: Path, tmp_path: Path) -> None:
    done = threading.Event()
    with Store.open(library) as store:
        space = make_space(store)

        def write() -> None:
            number = 0
            while not done.is_set():
                number += 1
                add_media(store, space, Path(f"/photos/{number}.jpg"))

        thread = threading.Thread(target=write)
        thread.start()
        try:
            report = write_backup(
                store, tmp_path / "backup", own_only=False, cancel=CancelToken(), report=ignore_progress
            )
        finally:
            done.set()
            thread.join()
    assert report.files[-1] == "evoke.db"
    restore_backup(tmp_path / "other", report.folder)
    assert captions(tmp_path / "other") == tuple(CAPTIONS)


def test_restore_puts_the_backup_in_place_and_keeps_what_was_there(library: Path, backup: Path) -> None:
    with Store.open(library) as store, store.write() as tx:
        store.captions.remove(tx, "hash-b")
        store.captions.add(tx, [CaptionRecord("later", None, "later", datetime(2025, 1, 1))])
    (library / "index").mkdir()
    (library / "index" / "space-1.json").write_text("{}")
    report = restore_backup(library, backup)
    assert captions(library) == tuple(CAPTIONS)
    assert not (library / "index").exists()
    assert report.replaced is not None
    with closing(sqlite3.connect(report.replaced)) as before:
        assert [row[0] for row in before.execute("SELECT text FROM captions")] == [CAPTIONS[0].text, "later"]
    with Store.open(library) as store:
        assert store.damage() == []


def test_restore_makes_a_library_where_none_is(backup: Path, tmp_path: Path) -> None:
    report = restore_backup(tmp_path / "new" / "library", backup)
    assert report.replaced is None
    assert captions(tmp_path / "new" / "library") == tuple(CAPTIONS)


def test_restore_over_a_damaged_database_works(library: Path, backup: Path) -> None:
    (library / "evoke.db").write_bytes(b"garbage" * 1000)
    (library / "evoke.db-wal").write_bytes(b"old pages")
    report = restore_backup(library, backup)
    assert captions(library) == tuple(CAPTIONS)
    assert report.replaced is not None
    assert report.replaced.read_bytes().startswith(b"garbage")


@pytest.fixture(params=["hash", "size", "page", "truncated", "missing", "link", "folder", "pipe"])
def broken(request: pytest.FixtureRequest, backup: Path, tmp_path: Path) -> Path:
    """A backup of which one thing is not as it should be."""
    database = backup / "evoke.db"
    if request.param == "page":  # also in the manifest: only the database itself can tell
        content = bytearray(database.read_bytes())
        content[8192 * 3 : 8192 * 3 + 4000] = b"\xff" * 4000
        replace_database(backup, bytes(content))
    elif request.param in ("hash", "size"):
        database.write_bytes(database.read_bytes()[:-1] + (b"\x07" if request.param == "hash" else b""))
    elif request.param == "truncated":
        database.write_bytes(database.read_bytes()[:5000])
    elif os.name == "nt" and request.param in ("link", "pipe"):
        pytest.skip("not to be had here")
    else:
        database.rename(tmp_path / "elsewhere.db")
        if request.param == "link":
            database.symlink_to(tmp_path / "elsewhere.db")
        elif request.param == "folder":
            database.mkdir()
        elif request.param == "pipe":
            os.mkfifo(database)
    return backup


def replace_database(backup: Path, content: bytes) -> None:
    (backup / "evoke.db").write_bytes(content)
    manifest = json.loads((backup / MANIFEST_NAME).read_text())
    manifest["files"]["evoke.db"] = {
        "size_bytes": len(content),
        "sha256": digest_of(backup / "evoke.db"),
    }
    (backup / MANIFEST_NAME).write_text(json.dumps(manifest))


def test_restore_of_a_broken_backup_changes_nothing(library: Path, broken: Path) -> None:
    before = sorted(path.name for path in library.iterdir())
    with pytest.raises(EngineError):
        restore_backup(library, broken)
    assert sorted(path.name for path in library.iterdir()) == before
    assert captions(library) == tuple(CAPTIONS)


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ("CREATE TRIGGER spy AFTER INSERT ON files BEGIN DELETE FROM captions; END", StoreCorrupt),
        ("CREATE VIEW spy AS SELECT load_extension('/tmp/evil.so')", StoreCorrupt),
        ("PRAGMA user_version = 99", StoreTooNew),
        ("PRAGMA application_id = 7", StoreCorrupt),
        ("PRAGMA foreign_keys = OFF; INSERT INTO embeddings VALUES (99, 99)", StoreCorrupt),
    ],
)
def test_restore_of_a_database_that_is_none_of_ours_changes_nothing(
    library: Path, backup: Path, sql: str, error: type[EngineError]
) -> None:
    with closing(sqlite3.connect(backup / "evoke.db")) as connection:
        connection.executescript(sql)
        connection.commit()
    replace_database(backup, (backup / "evoke.db").read_bytes())
    with pytest.raises(error):
        restore_backup(library, backup)
    assert captions(library) == tuple(CAPTIONS)
    assert not list(library.glob(".restored-*"))


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        '{"version": 9, "files": {}}',
        '{"version": 1, "files": 3}',
        '{"version": 1, "files": {"evoke.db": {}}}',
        "[" * 50_000,
        '{"version": 1, "files": {"../../etc/passwd": {"size_bytes": 1, "sha256": ""}}}',
    ],
)
def test_restore_of_a_strange_manifest_is_refused(library: Path, backup: Path, manifest: str) -> None:
    (backup / MANIFEST_NAME).write_text(manifest)
    with pytest.raises(BadData):
        restore_backup(library, backup)
    assert captions(library) == tuple(CAPTIONS)


def test_restore_without_a_manifest_is_no_backup(library: Path, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="no backup"):
        restore_backup(library, tmp_path)


def test_restore_into_a_library_in_use_is_refused(library: Path, backup: Path) -> None:
    with Store.open(library), pytest.raises(StoreLocked):
        restore_backup(library, backup)


@pytest.mark.parametrize("step", ["check_copy", "_set_aside", "replace"])
def test_restore_that_fails_at_any_step_leaves_the_old_library(
    library: Path, backup: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    owner: object = Path if step == "replace" else backups
    monkeypatch.setattr(owner, step, fail)
    with pytest.raises(DiskFull, match="No space left"):
        restore_backup(library, backup)
    monkeypatch.undo()
    assert captions(library) == tuple(CAPTIONS)


def test_backup_into_a_folder_that_holds_something_is_refused(library: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "captions.csv").write_text("mine")
    with pytest.raises(BadData, match="already"):
        back_up(library, tmp_path / "full")
    assert (tmp_path / "full" / "captions.csv").read_text() == "mine"


def test_backup_on_a_full_disk_leaves_nothing(library: Path, tmp_path: Path) -> None:
    with files_limited_to(20_000), pytest.raises(DiskFull):
        back_up(library, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_backup_cancelled_leaves_nothing(library: Path, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        back_up(library, tmp_path / "backup", cancel=cancel)
    assert not (tmp_path / "backup").exists()


def test_own_data_is_merged_into_another_library_and_twice_adds_nothing(library: Path, tmp_path: Path) -> None:
    back_up(library, tmp_path / "own", own_only=True)
    assert not (tmp_path / "own" / "evoke.db").exists()
    with Store.open(tmp_path / "other") as store:
        with store.write() as tx:
            store.captions.add(tx, CAPTIONS[:1])
        assert merge_own_data(store, tmp_path / "own").own_rows == 2
        assert merge_own_data(store, tmp_path / "own").own_rows == 0
        assert store.captions.all() == tuple(CAPTIONS)
    with pytest.raises(BadData, match="only a person's own data"):
        restore_backup(library, tmp_path / "own")


def test_every_own_table_comes_back(library: Path, tmp_path: Path) -> None:
    """Also a table that somebody adds later: its rows must mean the same in another library."""
    at = datetime(2024, 5, 6, 7, 8)
    with Store.open(library) as store:
        with store.write() as tx:
            store.favourites.add(tx, ["hash-a"], at)
            store.searches.note(tx, '{"query": "dog"}', at, keep=10)
            store.searches.put_album(tx, "=Summer", '{"query": "beach"}', at)
        assert all(list(store.own.rows(table)) for table in OWN_TABLES)
    back_up(library, tmp_path / "own", own_only=True)
    with Store.open(tmp_path / "other") as other, Store.open(library, read_only=True) as store:
        merge_own_data(other, tmp_path / "own")
        for table in OWN_TABLES:
            assert list(other.own.rows(table)) == list(store.own.rows(table))


def test_own_data_that_was_changed_is_refused(library: Path, backup: Path) -> None:
    with (backup / "captions.csv").open("a") as file:
        file.write("h,,text,2024-01-01,\n")
    with Store.open(library) as store, pytest.raises(BadData, match="has changed"):
        merge_own_data(store, backup)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "rows") as opened:
        yield opened


@pytest.mark.parametrize(
    "page",
    [
        b"\xff\xfe\x00",
        b"content_hash,text\nh,t\n",
        b"content_hash,time_s,text,created_at\nh,later,t,2024-01-01\n",
        b"content_hash,time_s,text,created_at\nh,-1,t,2024-01-01\n",
        b"content_hash,time_s,text,created_at\nh,nan,t,2024-01-01\n",
        b"content_hash,time_s,text,created_at\nh,,t\n",
        b"content_hash,time_s,text,created_at\nh,,t,yesterday\n",
        b"content_hash,time_s,text,created_at\nh,,t,\n",
        b"content_hash,time_s,text,created_at\nh,,a\x00b,2024-01-01\n",
        b'content_hash,time_s,text,created_at\nh,,"t,2024-01-01\n',
    ],
)
def test_own_file_that_is_no_such_table_adds_nothing(store: Store, tmp_path: Path, page: bytes) -> None:
    (tmp_path / "captions.csv").write_bytes(b"content_hash,time_s,text,created_at\n")
    assert merge_own_file(store, tmp_path / "captions.csv") == 0
    (tmp_path / "captions.csv").write_bytes(page)
    with pytest.raises(BadData):
        merge_own_file(store, tmp_path / "captions.csv")
    assert store.captions.all() == ()


def test_own_file_of_another_name_or_place_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "files.csv").write_text("path,content_id,size_bytes,mtime_ns\n")
    with pytest.raises(BadData, match="none of the files"):
        merge_own_file(store, tmp_path / "files.csv")
    (tmp_path / "captions.csv").symlink_to(tmp_path / "files.csv")
    with pytest.raises(BadData, match="a link"):
        merge_own_file(store, tmp_path / "captions.csv")


def test_own_files_are_kept_beside_the_database_and_never_get_shorter(library: Path) -> None:
    kept = library / "own" / "captions.csv"
    with Store.open(library) as store:
        keep_own_files(store)
        assert kept.read_bytes() == own_file(store, "captions.csv")
        with store.write() as tx:
            store.captions.remove(tx, "hash-b")
        keep_own_files(store)
        keep_own_files(store)
    (before,) = library.glob("own/captions-before-*.csv")
    assert before.read_text(encoding="utf-8").count("hash-b") == 2
    assert kept.read_text(encoding="utf-8").count("hash-b") == 0
    shutil.copy(before, library.parent / "captions.csv")
    with Store.open(library) as store:
        assert merge_own_file(store, library.parent / "captions.csv") == 2
        assert set(store.captions.all()) == set(CAPTIONS)


def test_own_files_of_a_library_without_any_are_not_written(tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        keep_own_files(store)
    assert not (tmp_path / "library" / "own").exists()
