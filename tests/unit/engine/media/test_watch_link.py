"""The watching process is heard, its death or silence noticed, and it is started again."""

from __future__ import annotations

import os
import queue
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from engine.media import watch_link
from engine.media.watch_link import SILENCE_S, WATCH_COMMAND, WatchLink
from engine.media.watcher import News
from tests.helpers.media import draw_photo

Opened = tuple[WatchLink, "queue.SimpleQueue[News]"]


@pytest.fixture
def opened() -> Iterator[Callable[..., Opened]]:
    links: list[WatchLink] = []

    def open_link(command: Sequence[str] = WATCH_COMMAND) -> Opened:
        news: queue.SimpleQueue[News] = queue.SimpleQueue()
        link = WatchLink(news.put, quiet_s=0.1, command=command)
        links.append(link)
        return link, news

    yield open_link
    for link in links:
        pid = link.pid
        link.close()
        assert pid is None or not psutil.pid_exists(pid)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "watched").mkdir()
    return tmp_path / "watched"


def told(news: queue.SimpleQueue[News], is_it: Callable[[News], bool], timeout_s: float = 30) -> News:
    deadline = time.monotonic() + timeout_s
    while True:
        found = news.get(timeout=max(0.01, deadline - time.monotonic()))
        if is_it(found):
            return found


def begin(opened: Callable[..., Opened], folder: Path) -> Opened:
    link, news = opened()
    link.watch([folder])
    told(news, lambda item: item.is_watching)
    return link, news


def test_changes_are_told_from_the_moment_watching_begins(opened: Callable[..., Opened], folder: Path) -> None:
    _, news = begin(opened, folder)
    file = draw_photo(folder / "one.jpg", (1, 2, 3))
    assert told(news, lambda item: file in item.paths).rescan == ""


def test_paths_to_look_at_are_told_once_settled(opened: Callable[..., Opened], folder: Path) -> None:
    file = draw_photo(folder / "one.jpg", (1, 2, 3))
    link, news = begin(opened, folder)
    link.look_at([file])
    told(news, lambda item: file in item.paths)


def test_death_leads_to_a_new_process_and_a_rescan_within_five_seconds(
    opened: Callable[..., Opened], folder: Path
) -> None:
    link, news = begin(opened, folder)
    first = link.pid
    assert first is not None
    os.kill(first, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert "interrupted" in told(news, lambda item: bool(item.rescan)).rescan
    assert link.pid not in (None, first)
    file = draw_photo(folder / "one.jpg", (1, 2, 3))
    told(news, lambda item: file in item.paths)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="processes cannot be stopped here")
def test_silence_is_death(opened: Callable[..., Opened], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch_link, "SILENCE_S", 1.5)
    link, news = begin(opened, folder)
    assert link.pid is not None
    assert SILENCE_S < 5
    os.kill(link.pid, signal.SIGSTOP)
    assert "silent" in told(news, lambda item: bool(item.rescan)).rescan


def test_process_that_cannot_be_started_leaves_the_folders_unwatched(
    opened: Callable[..., Opened], folder: Path
) -> None:
    link, news = opened(["/no/such/program"])
    link.watch([folder])
    assert folder in (told(news, lambda item: bool(item.unwatched)).unwatched or {})


def test_what_the_system_refuses_is_left_out_by_the_next_process(
    opened: Callable[..., Opened], folder: Path, tmp_path: Path
) -> None:
    program = tmp_path / "limited.py"
    program.write_text(
        "import sys\n"
        "from engine import wire\n"
        "settings = wire.read_frame(sys.stdin.buffer)\n"
        "paths = wire.read_frame(sys.stdin.buffer)['watch']\n"
        "if not settings['skip']:\n"
        "    wire.write_frame(sys.stdout.buffer, {'failed': '', 'limited': paths})\n"
        "    sys.exit()\n"
        "unwatched = dict.fromkeys(settings['skip'], 'limit')\n"
        "wire.write_frame(sys.stdout.buffer, {'paths': (), 'rescan': '', 'unwatched': unwatched})\n"
        "sys.stdin.buffer.read()\n"
    )
    news: queue.SimpleQueue[News] = queue.SimpleQueue()
    link = WatchLink(news.put, command=[sys.executable, str(program)])
    try:
        link.watch([folder])
        while not (found := told(news, lambda item: item.unwatched is not None)).unwatched:
            link.watch([folder])
        assert found.unwatched == {folder: "limit"}
    finally:
        link.close()


def test_callback_that_raises_does_not_end_the_watching(folder: Path, expected_warnings: list[str]) -> None:
    expected_warnings.append("were not taken")
    seen: queue.SimpleQueue[News] = queue.SimpleQueue()

    def fail(item: News) -> None:
        seen.put(item)
        raise ZeroDivisionError

    link = WatchLink(fail, quiet_s=0.1)
    try:
        link.watch([folder])
        told(seen, lambda item: item.is_watching)
        file = draw_photo(folder / "one.jpg", (1, 2, 3))
        told(seen, lambda item: file in item.paths)
    finally:
        link.close()


def test_process_ends_with_its_owner(opened: Callable[..., Opened], folder: Path) -> None:
    """Also where the owner was killed and could close nothing: its end of the pipe closes then."""
    link, _ = begin(opened, folder)
    assert link.pid is not None
    process = psutil.Process(link.pid)
    assert link._process is not None
    assert link._process.stdin is not None
    link._process.stdin.close()
    process.wait(10)


def test_close_at_once_ends_everything(opened: Callable[..., Opened]) -> None:
    link, _ = opened()
    link.close()
    assert link.pid is None
