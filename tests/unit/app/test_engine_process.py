from __future__ import annotations

import queue
import sys
from pathlib import Path
from typing import Any

from app.engine_process import EngineProcess
from engine.library_records import LibraryStatus

FAKE = Path(__file__).parents[2] / "helpers" / "fake_engine.py"


class Line:
    """One engine as a real process, and what came from it."""

    def __init__(self, tmp_path: Path, *flags: str, command: list[str] | None = None) -> None:
        self.frames: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.ends: queue.SimpleQueue[int] = queue.SimpleQueue()
        command = command or [sys.executable, str(FAKE), "--library", str(tmp_path / "library"), *flags]
        self.log_path = tmp_path / "logs" / "engine.log"
        self.process = EngineProcess(command, self.frames.put, self.ends.put, log_path=self.log_path)


def test_process_answers_frames_and_leaves_with_zero(tmp_path: Path) -> None:
    line = Line(tmp_path)
    hello = line.frames.get(timeout=20)
    assert isinstance(hello["status"], LibraryStatus)
    line.process.send({"id": 7, "op": "history", "args": {"limit": 25}})
    answer = line.frames.get(timeout=20)
    assert answer["id"] == 7
    assert answer["returned"] == ()
    line.process.stop()
    assert line.ends.get(timeout=20) == 0


def test_process_refusing_to_start_tells_why_and_ends_with_three(tmp_path: Path) -> None:
    line = Line(tmp_path, "--refuse")
    assert line.frames.get(timeout=20)["failed"]["code"] == "library-locked"
    assert line.ends.get(timeout=20) == 3
    line.process.stop()


def test_process_deaf_to_shutdown_is_killed(tmp_path: Path, expected_warnings: list[str]) -> None:
    expected_warnings.append("did not leave within")
    line = Line(tmp_path, "--deaf")
    line.frames.get(timeout=20)
    line.process.stop(timeout_s=0.2)
    assert line.ends.get(timeout=20) < 0


def test_process_crash_tells_the_end_and_takes_later_frames_silently(tmp_path: Path) -> None:
    line = Line(tmp_path)
    line.frames.get(timeout=20)
    line.process.send({"id": 1, "op": "explain", "args": {"query": "crash", "path": tmp_path, "time_s": None}})
    assert line.ends.get(timeout=20) == 139
    line.process.send({"id": 2, "op": "status", "args": {}})
    line.process.stop()


def test_process_that_cannot_be_started_tells_the_end(tmp_path: Path, expected_warnings: list[str]) -> None:
    expected_warnings.append("could not be started")
    line = Line(tmp_path, command=[str(tmp_path / "no-such-program")])
    assert line.ends.get(timeout=20) == -1
    line.process.stop()


def test_process_speaking_gibberish_is_ended(tmp_path: Path, expected_warnings: list[str]) -> None:
    expected_warnings.append("not a frame")
    line = Line(tmp_path, command=[sys.executable, "-c", "import time; print('x' * 64, flush=True); time.sleep(60)"])
    assert line.ends.get(timeout=20) != 0
    line.process.stop()


def test_process_prints_go_to_its_log(tmp_path: Path) -> None:
    line = Line(tmp_path, command=[sys.executable, "-c", "import sys; sys.stderr.write('oh dear')"])
    assert line.ends.get(timeout=20) == 0
    line.process.stop()
    assert line.log_path.read_text() == "oh dear"
