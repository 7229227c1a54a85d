from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from app import single_instance
from app.single_instance import SingleInstance, instance_name, read_message

pytestmark = pytest.mark.usefixtures("qapp")
# A second start as it is: a process of its own, while this one runs its event loop.
SECOND = "import sys; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]); \
from pathlib import Path; from app.single_instance import SingleInstance; \
sys.exit(0 if SingleInstance(Path(sys.argv[1]), Path(sys.argv[2])).claim('a dog') else 7)"


@pytest.fixture
def first(tmp_path: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(tmp_path / "library", tmp_path)
    assert made.claim()
    yield made
    made.release()


def start_second(library: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SECOND, str(library), str(folder)])


def test_second_start_tells_the_first_what_to_search_and_leaves(
    qtbot: QtBot, tmp_path: Path, first: SingleInstance
) -> None:
    with qtbot.waitSignal(first.started_again, timeout=15_000) as told:
        second = start_second(tmp_path / "library", tmp_path)
    assert told.args == ["a dog"]
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=5000)
    assert second.returncode == 7


def test_another_library_has_a_window_of_its_own(tmp_path: Path, first: SingleInstance) -> None:
    other = SingleInstance(tmp_path / "other", tmp_path)
    assert other.claim()
    assert first.is_first
    assert other.is_first
    other.release()


def test_lock_and_socket_of_a_crashed_window_are_taken_over(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    name = instance_name(tmp_path / "library")
    (tmp_path / f"{name}.socket").write_bytes(b"")
    lock = QLockFile(str(tmp_path / f"{name}.lock"))
    assert lock.tryLock(0)
    content = (tmp_path / f"{name}.lock").read_bytes().replace(str(os.getpid()).encode(), str(gone.pid).encode(), 1)
    lock.unlock()
    (tmp_path / f"{name}.lock").write_bytes(content)
    made = SingleInstance(tmp_path / "library", tmp_path)
    assert made.claim()
    assert made.is_first
    made.release()


def test_first_that_hangs_does_not_keep_a_person_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "_ANSWER_MS", 150)
    name = instance_name(tmp_path / "library")
    held = QLockFile(str(tmp_path / f"{name}.lock"))
    assert held.tryLock(0)
    late = SingleInstance(tmp_path / "library", tmp_path)
    assert late.claim()
    assert not late.is_first
    late.release()
    held.unlock()


def test_folder_that_cannot_be_written_costs_only_the_raising(tmp_path: Path) -> None:
    made = SingleInstance(tmp_path / "library", tmp_path / "is-not-there")
    assert made.claim()
    made.release()


def test_release_lets_the_next_be_the_first(tmp_path: Path, first: SingleInstance) -> None:
    first.release()
    next_one = SingleInstance(tmp_path / "library", tmp_path)
    assert next_one.claim()
    assert next_one.is_first
    next_one.release()


def test_what_no_evoke_sends_is_read_and_forgotten(qtbot: QtBot, tmp_path: Path, first: SingleInstance) -> None:
    told: list[str] = []
    first.started_again.connect(told.append)
    socket = QLocalSocket()
    socket.connectToServer(first._address)  # a path where one is short enough
    socket.write(b"GET / HTTP/1.1\n")
    qtbot.waitUntil(lambda: socket.bytesAvailable() > 0)
    assert told == []


def test_runtime_folder_without_a_session_is_that_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert single_instance.runtime_folder() == Path(os.environ["XDG_RUNTIME_DIR"])
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert single_instance.runtime_folder() == tmp_path / "config" / "Evoke"
    assert single_instance.runtime_folder().is_dir()


@pytest.mark.parametrize("line", [b"", b"{", b"[1]", b'{"query": 3}', b"\xff\n"])
def test_read_message_of_something_else_is_none(line: bytes) -> None:
    assert read_message(line) is None


def test_read_message_keeps_every_letter() -> None:
    assert read_message(json.dumps({"query": "Straße 雪"}).encode()) == "Straße 雪"


def test_instance_name_is_one_for_one_folder_and_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    assert instance_name(tmp_path / "link" / "a") == instance_name(tmp_path / "a")
    before = instance_name(tmp_path)
    monkeypatch.setattr("getpass.getuser", lambda: "somebody-else")
    assert instance_name(tmp_path) != before
