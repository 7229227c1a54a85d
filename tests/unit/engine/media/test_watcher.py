"""What happens below watched folders is told; what cannot be told asks for a scan; nothing runs on after closing."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.media import watcher as watcher_module
from engine.media.observing import Observation
from engine.media.watcher import LIMIT_REACHED, REMOTE, News, Watcher
from tests.helpers.media import draw_photo
from tests.helpers.mounting import bound

QUIET_S = 0.1


class Watch:
    """A watcher, and everything it told."""

    def __init__(self, mounts: dict[Path, str], **options: object) -> None:
        self.watcher = Watcher(quiet_s=QUIET_S, mounts=lambda: dict(mounts), **options)  # type: ignore[arg-type]
        self.paths: set[Path] = set()
        self.rescans: list[str] = []
        self.unwatched: dict[Path, str] = {}

    def until(self, is_done: Callable[[], bool], timeout_s: float = 10) -> None:
        deadline = time.monotonic() + timeout_s
        while not is_done():
            assert time.monotonic() < deadline, f"told {self.paths}, {self.rescans}"
            self.take(self.watcher.tick())
            time.sleep(0.01)

    def told(self, *paths: Path) -> None:
        self.until(lambda: self.paths >= set(paths))

    def settle(self) -> None:
        """Take the news of half a second."""
        end = time.monotonic() + 0.5
        self.until(lambda: time.monotonic() > end)

    def take(self, news: News | None) -> None:
        if news is not None:
            self.paths |= news.paths
            self.rescans += [news.rescan] if news.rescan else []
            self.unwatched = dict(news.unwatched) if news.unwatched is not None else self.unwatched


@pytest.fixture
def mounts() -> dict[Path, str]:
    return {Path("/"): "ext4"}


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watcher_module, "PROBE_EVERY_S", 0.1)
    (tmp_path / "watched").mkdir()
    return tmp_path / "watched"


@pytest.fixture
def start(mounts: dict[Path, str]) -> Iterator[Callable[..., Watch]]:
    """Starts watching the given paths, and takes the first news."""
    before = set(threading.enumerate())
    opened: list[Watch] = []

    def start(*paths: Path, **options: object) -> Watch:
        watch = Watch(mounts, **options)
        opened.append(watch)
        watch.watcher.watch(paths)
        watch.take(watch.watcher.tick())
        watch.rescans.clear()
        return watch

    yield start
    for watch in opened:
        watch.watcher.close()
    deadline = time.monotonic() + 5
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert set(threading.enumerate()) <= before


@pytest.fixture
def watch(start: Callable[..., Watch], watched: Path) -> Watch:
    return start(watched)


def test_new_changed_moved_and_deleted_files_are_told(watch: Watch, watched: Path) -> None:
    one = draw_photo(watched / "one.jpg", (1, 2, 3))
    watch.told(one)
    watch.paths.clear()
    draw_photo(one, (90, 90, 90))
    watch.told(one)
    one.rename(watched / "two.jpg")
    watch.told(one, watched / "two.jpg")
    watch.paths.clear()
    (watched / "two.jpg").unlink()
    watch.told(watched / "two.jpg")
    assert watch.rescans == []


def test_folders_are_told_with_what_was_put_into_them(watch: Watch, watched: Path, tmp_path: Path) -> None:
    draw_photo(tmp_path / "outside" / "a.jpg", (1, 2, 3))
    shutil.copytree(tmp_path / "outside", watched / "copied")
    (tmp_path / "outside").rename(watched / "moved")
    watch.told(watched / "copied", watched / "copied" / "a.jpg", watched / "moved")
    watch.paths.clear()
    draw_photo(watched / "moved" / "b.jpg", (1, 2, 3))
    watch.told(watched / "moved" / "b.jpg")
    (watched / "moved").rename(tmp_path / "outside")
    watch.told(watched / "moved")


def test_what_a_scan_would_not_find_is_not_told(watch: Watch, watched: Path) -> None:
    (watched / "notes.txt").touch()
    draw_photo(watched / ".hidden" / "a.jpg", (1, 2, 3))
    draw_photo(watched / "@eaDir" / "a.jpg", (1, 2, 3))
    (watched / ".temporary.jpg").touch()
    draw_photo(watched / "last.jpg", (1, 2, 3))
    watch.told(watched / "last.jpg")
    assert watch.paths == {watched / "last.jpg"}


def test_looking_at_files_is_no_change(watch: Watch, watched: Path) -> None:
    draw_photo(watched / "one.jpg", (1, 2, 3))
    watch.told(watched / "one.jpg")
    watch.paths.clear()
    (watched / "one.jpg").read_bytes()
    (watched / "one.jpg").stat()
    list(watched.iterdir())
    watch.settle()
    assert watch.paths == set()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_no_text_are_told(watch: Watch, watched: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(watched) + b"/caf\xe9\n.jpg"))
    path.write_bytes(b"1")
    watch.told(path)


def test_paths_are_told_under_the_name_the_folder_is_known_by(
    start: Callable[..., Watch], watched: Path, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(watched, target_is_directory=True)
    watch = start(tmp_path / "link")
    draw_photo(watched / "sub" / "one.jpg", (1, 2, 3))
    watch.told(tmp_path / "link" / "sub" / "one.jpg")


def test_single_file_is_watched_and_its_neighbours_are_not(start: Callable[..., Watch], watched: Path) -> None:
    file = draw_photo(watched / "one.jpg", (1, 2, 3))
    watch = start(file)
    draw_photo(watched / "two.jpg", (1, 2, 3))
    draw_photo(watched / "sub" / "one.jpg", (1, 2, 3))
    draw_photo(file, (9, 9, 9))
    watch.told(file)
    assert watch.paths == {file}


def test_root_that_goes_and_comes_asks_for_a_scan_and_is_watched_again(watch: Watch, watched: Path) -> None:
    watched.rename(watched.parent / "away")
    watch.until(lambda: any("went away" in reason for reason in watch.rescans))
    watched.mkdir()
    watch.until(lambda: any("came" in reason for reason in watch.rescans))
    draw_photo(watched / "one.jpg", (1, 2, 3))
    watch.told(watched / "one.jpg")


def test_root_that_is_replaced_asks_for_a_scan(watch: Watch, watched: Path) -> None:
    other = watched.parent / "other"
    other.mkdir()
    watched.rename(watched.parent / "away")
    other.rename(watched)
    watch.until(lambda: bool(watch.rescans))
    draw_photo(watched / "one.jpg", (1, 2, 3))
    watch.told(watched / "one.jpg")


def test_drive_that_is_mounted_below_asks_for_a_scan_and_is_watched(
    start: Callable[..., Watch], watched: Path, mounts: dict[Path, str]
) -> None:
    place, drive = watched / "usb", watched.parent / "drive"
    place.mkdir()
    drive.mkdir()
    watch = start(watched)
    with bound(drive, place):
        mounts[place] = "ext4"
        watch.until(lambda: bool(watch.rescans))
        draw_photo(place / "one.jpg", (1, 2, 3))
        watch.told(place / "one.jpg")
        watch.rescans.clear()
    del mounts[place]
    watch.until(lambda: bool(watch.rescans))


def test_network_drive_is_not_watched_and_that_is_told(
    start: Callable[..., Watch], watched: Path, mounts: dict[Path, str]
) -> None:
    mounts[watched.resolve()] = "nfs4"
    assert start(watched).unwatched == {watched: REMOTE}


def test_network_drive_below_a_folder_is_told_and_the_folder_is_watched(
    start: Callable[..., Watch], watched: Path, mounts: dict[Path, str]
) -> None:
    (watched / "nas").mkdir()
    mounts[watched.resolve() / "nas"] = "fuse.sshfs"
    mounts[watched.resolve() / "usb"] = "exfat"
    watch = start(watched)
    assert watch.unwatched == {watched / "nas": REMOTE}
    (watched / "a.jpg").touch()
    watch.told(watched / "a.jpg")


def test_lost_events_ask_for_a_scan_at_once(watch: Watch) -> None:
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; filesystem events were lost")
    watch.take(watch.watcher.tick())
    assert watch.rescans == ["events were lost"]


def test_sleep_asks_for_a_scan(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    real = watcher_module._all_seconds
    monkeypatch.setattr(watcher_module, "_all_seconds", lambda: real() + 3600)
    watch.take(watch.watcher.tick())
    assert watch.rescans == ["the computer slept"]


def test_very_many_changes_ask_for_a_scan(watch: Watch, watched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher_module, "_AT_ONCE", 3)
    for number in range(5):
        (watched / f"{number}.jpg").touch()
    watch.until(lambda: "very much changed" in watch.rescans)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is that of inotify")
def test_folder_that_the_limit_leaves_out_is_noticed(
    start: Callable[..., Watch], watched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers import inotify_c

    real = inotify_c.InotifyFD._get_or_create_watch

    def refuse(self: inotify_c.InotifyFD, path: bytes, mask: inotify_c.Mask) -> inotify_c.Watch:
        if path.endswith(b"more"):
            raise OSError(errno.ENOSPC, "inotify watch limit reached")
        return real(self, path, mask)

    monkeypatch.setattr(inotify_c.InotifyFD, "_get_or_create_watch", refuse)
    watch = start(watched)
    assert watch.watcher.limited == set()
    (watched / "more").mkdir()
    watch.until(lambda: watch.watcher.limited == {watched})
    again = start(watched, skip={watched})
    assert again.unwatched == {watched: LIMIT_REACHED}


@pytest.mark.skipif(sys.platform != "linux", reason="the reading thread is that of inotify")
def test_reading_thread_that_dies_is_noticed(watch: Watch, watched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from watchdog.observers.inotify_c import InotifyFD

    def fail(self: InotifyFD, event: object) -> None:
        raise KeyError("a copied tree")

    monkeypatch.setattr(InotifyFD, "handle_event", fail)
    (watched / "one.jpg").touch()
    watch.until(lambda: "KeyError" in watch.watcher.failure)


def test_emitter_that_dies_is_noticed_but_not_with_its_folder(watched: Path) -> None:
    observation = Observation(lambda path, is_folder: None)
    try:
        observation.watch(watched)
        observation.check()
        assert observation.failure == ""
        next(iter(observation._observer.emitters)).stop()
        deadline = time.monotonic() + 5
        while not observation.failure and time.monotonic() < deadline:
            observation.check()
            time.sleep(0.01)
        assert observation.failure == "a watching thread has ended"
    finally:
        observation.close()


def test_folders_can_be_added_and_taken_out(start: Callable[..., Watch], watched: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    watch = start(watched)
    watch.watcher.watch([other])
    (watched / "one.jpg").touch()
    (other / "two.jpg").touch()
    watch.told(other / "two.jpg")
    assert watch.paths == {other / "two.jpg"}


def test_root_that_does_not_answer_counts_as_away(
    start: Callable[..., Watch], watched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = start(watched)
    answers = threading.Event()
    real = watcher_module._identity

    def hang(path: Path, table: dict[Path, str]) -> object:
        answers.wait(10)
        return real(path, table)

    monkeypatch.setattr(watcher_module, "_identity", hang)
    monkeypatch.setattr(watcher_module, "_NO_ANSWER_S", 0.3)
    watch.until(lambda: any("went away" in reason for reason in watch.rescans))
    answers.set()
    watch.until(lambda: any("came" in reason for reason in watch.rescans))


def test_look_at_tells_once_settled(watch: Watch, watched: Path) -> None:
    file = draw_photo(watched / "one.jpg", (1, 2, 3))
    watch.told(file)
    watch.paths.clear()
    watch.watcher.look_at([file])
    watch.told(file)
