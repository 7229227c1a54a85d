"""Changes are reported once they settle; lost events ask for a scan; nothing runs on after closing."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers import Observer

from engine.media import watch
from engine.media.watch import Changes, Debouncer, FolderWatcher
from tests.helpers.media import draw_photo

A, B = Path("a.jpg"), Path("b.jpg")


def test_debouncer_path_is_due_once_quiet() -> None:
    debouncer = Debouncer(quiet_s=2, cap_s=60)
    debouncer.add(A, 10.0)
    debouncer.add(A, 11.5)
    assert debouncer.next_due_s() == 13.5
    assert debouncer.take(13.4) is None
    assert debouncer.take(13.5) == Changes(frozenset({A}))
    assert debouncer.take(99.0) is None
    assert debouncer.next_due_s() is None


def test_debouncer_path_that_never_rests_is_due_at_the_cap() -> None:
    debouncer = Debouncer(quiet_s=2, cap_s=60)
    for second in range(70):
        debouncer.add(A, float(second))
        taken = debouncer.take(float(second))
        assert (taken is not None) == (second == 60)


def test_debouncer_paths_wait_for_themselves_only() -> None:
    debouncer = Debouncer(quiet_s=2, cap_s=60)
    debouncer.add(A, 0.0)
    debouncer.add(B, 1.9)
    assert debouncer.take(2.0) == Changes(frozenset({A}))
    assert debouncer.take(3.9) == Changes(frozenset({B}))


def test_debouncer_lost_events_are_due_at_once_and_told_once() -> None:
    debouncer = Debouncer()
    debouncer.add(A, 0.0)
    debouncer.lose_events()
    assert debouncer.take(0.0) == Changes(frozenset(), needs_rescan=True)
    assert debouncer.take(0.0) is None
    assert debouncer.take(5.0) == Changes(frozenset({A}))


Reports = queue.Queue[Changes]


@pytest.fixture
def reports() -> Reports:
    return queue.Queue()


@pytest.fixture
def watcher(tmp_path: Path, reports: Reports) -> Iterator[FolderWatcher]:
    (tmp_path / "watched").mkdir()
    before = threading.active_count()
    with FolderWatcher([tmp_path / "watched", tmp_path / "absent"], reports.put, quiet_s=0.2) as opened:
        yield opened
    assert threading.active_count() == before


def wait_for(reports: Reports, *expected: Path) -> None:
    """Take reports until all of the paths were told."""
    missing = set(expected)
    while missing:
        missing -= reports.get(timeout=10).paths


@pytest.mark.usefixtures("watcher")
def test_watcher_new_photo_is_reported_once(tmp_path: Path, reports: Reports) -> None:
    path = draw_photo(tmp_path / "watched/a.jpg")
    assert reports.get(timeout=10) == Changes(frozenset({path}))
    assert reports.empty()


@pytest.mark.usefixtures("watcher")
def test_watcher_moved_deleted_and_new_folders_are_reported(tmp_path: Path, reports: Reports) -> None:
    root = tmp_path / "watched"
    path = draw_photo(root / "a.jpg")
    wait_for(reports, path)
    path.rename(root / "b.jpg")
    wait_for(reports, path, root / "b.jpg")
    (root / "b.jpg").unlink()
    wait_for(reports, root / "b.jpg")
    (root / "album").mkdir()
    wait_for(reports, root / "album")


@pytest.mark.usefixtures("watcher")
def test_watcher_hidden_and_other_files_are_no_news(tmp_path: Path, reports: Reports) -> None:
    root = tmp_path / "watched"
    (root / "notes.txt").write_text("x")
    (root / ".a.jpg.part").write_text("x")
    draw_photo(root / ".thumbnails/a.jpg")
    path = draw_photo(root / "last.jpg")
    assert reports.get(timeout=10) == Changes(frozenset({path}))


@pytest.mark.usefixtures("watcher")
def test_watcher_reading_a_photo_is_no_news(tmp_path: Path, reports: Reports) -> None:
    path = draw_photo(tmp_path / "watched/a.jpg")
    wait_for(reports, path)
    path.read_bytes()
    other = draw_photo(tmp_path / "watched/b.jpg")
    assert reports.get(timeout=10) == Changes(frozenset({other}))


@pytest.mark.usefixtures("watcher")
def test_watcher_overflow_asks_for_a_scan(reports: Reports) -> None:
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; filesystem events were lost")
    assert reports.get(timeout=10) == Changes(frozenset(), needs_rescan=True)


def test_watcher_report_that_fails_does_not_end_it(tmp_path: Path, expected_warnings: list[str]) -> None:
    expected_warnings.append("was not taken")
    reports: Reports = queue.Queue()

    def fail_first(changes: Changes) -> None:
        reports.put(changes)
        if reports.qsize() == 1:
            raise RuntimeError("full")

    with FolderWatcher([tmp_path], fail_first, quiet_s=0.05) as watcher:
        watcher._on_overflow()
        path = draw_photo(tmp_path / "a.jpg")
        wait_for(reports, path)


def test_watcher_without_system_notices_polls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of watches is reached: the same changes come, later."""

    def refuse(_: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "start", refuse)
    monkeypatch.setattr(watch, "_POLLING_S", 0.1)
    reports: Reports = queue.Queue()
    with FolderWatcher([tmp_path], reports.put, quiet_s=0.05) as watcher:
        assert watcher.is_polling
        wait_for(reports, draw_photo(tmp_path / "a.jpg"))
