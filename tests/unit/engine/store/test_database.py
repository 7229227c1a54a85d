"""Opening, locking, refusing and failing."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest
import sqlite_utils

from engine.errors import DiskFull, FolderMissing, StoreCorrupt, StoreLocked, StoreTooNew
from engine.records import SpaceId
from engine.store import Store
from engine.store.database import DATABASE_NAME, LibraryDatabase, changed_table
from engine.store.migrations import MIGRATIONS, migrate
from tests.helpers.file_limit import files_limited_to
from tests.helpers.library_rows import add_media, make_space


def test_open_makes_a_library_only_its_owner_can_read(tmp_path: Path) -> None:
    library_dir = tmp_path / "new" / "library"
    with Store.open(library_dir) as store:
        make_space(store)
        assert stat.S_IMODE(library_dir.stat().st_mode) == 0o700
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) & 0o077 for path in library_dir.iterdir()}
        assert set(modes) >= {DATABASE_NAME, DATABASE_NAME + "-wal", "evoke.lock"}
        assert set(modes.values()) == {0}


def test_open_sets_the_pragmas_that_keep_commits(tmp_path: Path) -> None:
    database = LibraryDatabase(tmp_path, read_only=False)
    try:
        assert database.query("PRAGMA journal_mode") == [("wal",)]
        with database.write():
            assert database.query("PRAGMA synchronous") == [(2,)]
            assert database.query("PRAGMA foreign_keys") == [(1,)]
            assert database.query("PRAGMA page_size") == [(8192,)]
    finally:
        database.close()


def test_open_twice_is_refused_until_the_first_is_closed(tmp_path: Path) -> None:
    first = Store.open(tmp_path)
    with pytest.raises(StoreLocked, match="another Evoke"):
        Store.open(tmp_path)
    first.close()
    first.close()
    Store.open(tmp_path).close()


def test_open_while_another_process_holds_it_is_refused(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from engine.store import Store\n"
        f"store = Store.open(Path({str(tmp_path)!r})); print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(StoreLocked):
            Store.open(tmp_path)
        with Store.open(tmp_path, read_only=True) as reader:
            assert reader.folders.all() == ()
        holder.kill()
    Store.open(tmp_path).close()


def test_open_read_only_where_nothing_is_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="no library"):
        Store.open(tmp_path / "nothing", read_only=True)
    assert not (tmp_path / "nothing").exists()


def test_open_read_only_reads_and_refuses_to_write(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        space = make_space(store)
        add_media(store, space, Path("/p/a.jpg"))
    with Store.open(tmp_path, read_only=True) as reader:
        assert reader.is_read_only
        assert reader.media.count(space).photos == 1
        with pytest.raises(RuntimeError, match="reading only"), reader.write():
            pass


def test_open_of_an_older_library_for_reading_says_what_to_do(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE_NAME, isolation_level=None)
    migrate(sqlite_utils.Database(connection, execute_plugins=False), MIGRATIONS[:1])
    connection.close()
    with pytest.raises(StoreLocked, match="older version") as refused:
        Store.open(tmp_path, read_only=True)
    assert "evoke index" in refused.value.hint
    Store.open(tmp_path).close()
    Store.open(tmp_path, read_only=True).close()


@pytest.mark.parametrize("read_only", [False, True])
def test_open_of_a_newer_library_is_refused_and_leaves_it_alone(tmp_path: Path, read_only: bool) -> None:
    Store.open(tmp_path).close()
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = (tmp_path / DATABASE_NAME).read_bytes()
    with pytest.raises(StoreTooNew, match="newer version"):
        Store.open(tmp_path, read_only=read_only)
    assert (tmp_path / DATABASE_NAME).read_bytes() == before


def test_open_of_somebody_elses_database_is_refused_and_leaves_it_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    connection.execute("CREATE TABLE theirs (id INTEGER)")
    connection.close()
    before = (tmp_path / DATABASE_NAME).read_bytes()
    with pytest.raises(StoreCorrupt, match="not one of Evoke"):
        Store.open(tmp_path)
    assert (tmp_path / DATABASE_NAME).read_bytes() == before


@pytest.mark.parametrize("content", [b"this is not a database at all" * 500, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_open_of_garbage_is_refused_and_lets_go_of_the_lock(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(content)
    for _ in range(2):
        with pytest.raises(StoreCorrupt):
            Store.open(tmp_path)
    assert (tmp_path / DATABASE_NAME).read_bytes() == content


def test_open_where_the_library_folder_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DiskFull, match="cannot be written"):
        Store.open(tmp_path / "file")


@pytest.mark.usefixtures("ordinary_user")
def test_open_in_a_folder_without_permission_says_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DiskFull, match="cannot be written"):
            Store.open(tmp_path / "library")
    finally:
        tmp_path.chmod(0o700)


def test_damage_names_a_page_that_was_overwritten(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        space = make_space(store)
        for number in range(200):
            add_media(store, space, Path(f"/p/{number}.jpg"))
        assert store.damage() == []
    path = tmp_path / DATABASE_NAME
    content = bytearray(path.read_bytes())
    content[8192 * 2 + 8 : 8192 * 2 + 400] = b"\xff" * 392
    path.write_bytes(content)
    with Store.open(tmp_path) as store:
        assert store.damage()


def fill(store: Store, space: SpaceId) -> None:
    for number in range(500):
        add_media(store, space, Path(f"/p/{number}.jpg"))


def test_write_on_a_full_disk_is_reported_and_the_library_goes_on(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        space = make_space(store)
        add_media(store, space, Path("/p/before.jpg"))
        with files_limited_to(200_000), pytest.raises(DiskFull, match="cannot be written"):
            fill(store, space)
        assert store.damage() == []
        add_media(store, space, Path("/p/after.jpg"))
        assert store.media.by_path(Path("/p/before.jpg")) is not None


def test_nested_writes_are_a_bug(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store, store.write(), pytest.raises(RuntimeError, match="nest"), store.write():
        pass


def test_connections_of_ended_threads_are_closed(tmp_path: Path) -> None:
    database = LibraryDatabase(tmp_path, read_only=False)
    for _ in range(5):
        thread = threading.Thread(target=database.query, args=("SELECT 1",))
        thread.start()
        thread.join()
    database.query("SELECT 1")
    assert len(database._readers) == 1
    database.close()


def test_killed_at_any_moment_loses_no_acknowledged_commit(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from engine.store import Store\n"
        "from tests.helpers.library_rows import add_media, make_space\n"
        f"store = Store.open(Path({str(tmp_path)!r})); space = make_space(store)\n"
        "start = store.vectors.count(space)\n"
        "for number in range(start, start + 10_000):\n"
        "    add_media(store, space, Path(f'/p/{number}.jpg')); print(number, flush=True)\n"
    )
    acknowledged = 0
    for kill_after in (1, 7, 40):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        with child:
            assert child.stdout is not None
            for _ in range(kill_after):
                acknowledged = int(child.stdout.readline()) + 1
            child.kill()
        with Store.open(tmp_path) as store:
            space = make_space(store)
            assert store.damage() == []
            assert store.vectors.count(space) == store.media.count(space).photos >= acknowledged


def test_change_mark_differs_once_a_named_table_was_changed(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        space_id = make_space(store)
        files, searches = store.change_mark("files", "contents"), store.change_mark("searches")
        with store.write() as tx:
            store.searches.note(tx, "{}", datetime(2026, 1, 1), keep=3)
        assert store.change_mark("files", "contents") == files
        assert store.change_mark("searches") != searches
        add_media(store, space_id, Path("/a/b.jpg"))
        assert store.change_mark("files") != files[:1]


def test_change_mark_stays_where_nothing_was_kept(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        before = store.change_mark("searches")
        with pytest.raises(ZeroDivisionError):
            _fail_after_noting(store)
        assert store.change_mark("searches") == before


def test_change_mark_of_a_reader_differs_once_anything_was_written(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store, Store.open(tmp_path, read_only=True) as reader:
        before = reader.change_mark("files")
        with store.write() as tx:
            store.searches.note(tx, "{}", datetime(2026, 1, 1), keep=3)
        assert reader.change_mark("files") != before


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("INSERT INTO files (path) VALUES (?)", "files"),
        ("\n  INSERT OR REPLACE INTO Problems (path) VALUES (?)", "problems"),
        ("REPLACE INTO marks VALUES (1)", "marks"),
        ("UPDATE OR IGNORE albums SET name = ?", "albums"),
        ("update contents set orphaned_s = NULL", "contents"),
        ("DELETE FROM searches WHERE id NOT IN (SELECT id FROM files)", "searches"),
        ("WITH gone AS (SELECT 1) DELETE FROM files", ""),
        ("PRAGMA user_version = 3", ""),
    ],
)
def test_changed_table_is_the_one_a_statement_changes(sql: str, table: str) -> None:
    assert changed_table(sql) == table


def _fail_after_noting(store: Store) -> None:
    with store.write() as tx:
        store.searches.note(tx, "{}", datetime(2026, 1, 1), keep=3)
        raise ZeroDivisionError
