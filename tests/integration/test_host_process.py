"""The engine as the window starts it: a process that is asked and answers in frames."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from engine import wire
from engine.jobs import Progress
from engine.library_records import FolderState, IndexReport, LibraryStatus
from engine.records import Explanation, Picture, SearchRequest
from tests.helpers.media import draw_photo
from tests.helpers.tiny_cots import save_tiny_checkpoint

ROOT = Path(__file__).resolve().parents[2]
LEAVE_S = 15.0


class EngineProcess:
    """One run of `python -m engine.host`."""

    def __init__(self, library_dir: Path, model: str, *, prelude: str = "") -> None:
        command = [sys.executable, "-m", "engine.host"]
        if prelude:
            command = [
                sys.executable,
                "-c",
                f"{prelude}\nimport sys; from engine.host.host_process import main; sys.exit(main())",
            ]
        self.process = subprocess.Popen(
            [*command, "--library", str(library_dir), "--model", model],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={**os.environ, "PYTHONWARNINGS": "ignore"},
        )
        self.events: list[dict[str, Any]] = []
        self.progress: list[Progress] = []
        self._id = 0

    def read(self) -> dict[str, Any]:
        return cast(dict[str, Any], wire.read_frame(cast(BinaryIO, self.process.stdout)))

    def send(self, frame: object) -> None:
        wire.write_frame(cast(BinaryIO, self.process.stdin), frame)

    def start(self, op: str, **args: object) -> int:
        self._id += 1
        self.send({"id": self._id, "op": op, "args": args})
        return self._id

    def answer(self, request_id: int) -> dict[str, Any]:
        while True:
            frame = self.read()
            if "event" in frame:
                self.events.append(frame)
            elif "progress" in frame:
                self.progress.append(frame["progress"])
            elif frame.get("id") == request_id:
                return frame

    def ask(self, op: str, **args: object) -> Any:
        frame = self.answer(self.start(op, **args))
        assert "returned" in frame, frame
        return frame["returned"]

    def leave(self) -> int:
        """Close the pipe and wait; the window does no more when it is closed."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            return self.process.wait(LEAVE_S)
        finally:
            self.process.kill()
            self.process.wait()
            if self.process.stdout is not None:
                self.process.stdout.close()


StartEngine = Callable[..., EngineProcess]


@pytest.fixture
def start_engine(tmp_path: Path) -> Iterator[StartEngine]:
    model = save_tiny_checkpoint(tmp_path / "tiny")
    started: list[EngineProcess] = []

    def start(*, model: str = str(model), prelude: str = "") -> EngineProcess:
        engine = EngineProcess(tmp_path / "library", model, prelude=prelude)
        started.append(engine)
        return engine

    yield start
    for engine in started:
        engine.leave()


def test_engine_process_indexes_searches_explains_and_leaves(start_engine: StartEngine, photos: Path) -> None:
    engine = start_engine()
    hello = engine.read()
    assert hello["hello"] == wire.PROTOCOL_VERSION
    assert isinstance(hello["status"], LibraryStatus)

    assert isinstance(engine.ask("add_folder", path=photos), FolderState)
    report = engine.ask("index")
    assert isinstance(report, IndexReport)
    assert (report.photos, report.clips) == (3, 1)
    assert engine.progress[-1].done == engine.progress[-1].total == 4

    result = engine.ask("search", request=SearchRequest("red square"))
    assert len(result.hits) == 4
    explanation = engine.ask("explain", query="red square", path=photos / "red.jpg", time_s=None)
    assert isinstance(explanation, Explanation)
    assert [word.word for word in explanation.words] == ["red", "square"]
    picture = engine.ask("picture", path=photos / "clip.mp4", time_s=1.5, max_px=64)
    assert isinstance(picture, Picture)
    assert max(picture.pixels.shape) == 64
    assert engine.ask("frame_times", path=photos / "clip.mp4")
    assert engine.ask("media", path=photos / "red.jpg").facts.taken_at.year == 2020
    assert engine.ask("problems") == ()
    assert engine.ask("verify", repair=False).is_ok

    assert any(event["status"].photos == 3 for event in engine.events)
    engine.send({"op": "shutdown"})
    assert engine.leave() == 0


def test_engine_process_tells_what_is_wrong_and_goes_on(start_engine: StartEngine, photos: Path) -> None:
    engine = start_engine()
    engine.read()
    failed = engine.answer(engine.start("add_folder", path=photos / "nowhere"))["failed"]
    assert failed["code"] == "folder-missing"
    assert "nowhere" in failed["text"]
    assert failed["path"] == photos / "nowhere"
    failed = engine.answer(engine.start("search", request=SearchRequest("  ")))["failed"]
    assert failed["code"] == "bad-query"
    assert engine.ask("status").photos == 0


def test_engine_process_waits_while_it_is_paused_and_lets_other_things_pass(
    start_engine: StartEngine, photos: Path
) -> None:
    engine = start_engine()
    engine.read()
    engine.ask("set_paused", is_paused=True)
    folder = engine.ask("add_folder", path=photos)
    run = engine.start("index")
    while not any(event.get("status") and event["status"].hold for event in engine.events):
        frame = engine.read()
        if "event" in frame:
            engine.events.append(frame)
    patterns = engine.start("set_patterns", patterns="*.mp4", folder_id=folder.folder_id)  # of the same lane
    assert "cancelled" in engine.answer(run)  # it made way, and is taken up again by itself
    assert "returned" in engine.answer(patterns)
    assert engine.ask("status").is_paused
    engine.ask("set_paused", is_paused=False)
    while engine.ask("status").photos < 3:
        time.sleep(0.05)
    assert engine.ask("status").clips == 0
    engine.send({"op": "shutdown"})
    assert engine.leave() == 0


def test_engine_process_restores_a_backup_by_starting_anew(
    start_engine: StartEngine, photos: Path, tmp_path: Path
) -> None:
    engine = start_engine()
    engine.read()
    folder = engine.ask("add_folder", path=photos)
    engine.ask("back_up", folder=tmp_path / "backup")
    engine.ask("remove_folder", folder_id=folder.folder_id)
    assert engine.ask("check_backup", folder=tmp_path / "backup").has_database
    engine.ask("restore_next_time", folder=tmp_path / "backup")
    engine.send({"op": "shutdown"})
    assert engine.leave() == 0

    engine = start_engine()
    assert [folder.path for folder in engine.read()["status"].folders] == [photos]
    engine.send({"op": "shutdown"})
    assert engine.leave() == 0


def test_engine_process_that_cannot_open_the_library_says_why_and_exits_with_three(
    start_engine: StartEngine,
) -> None:
    engine = start_engine(model="no-such-model")
    failed = engine.read()["failed"]
    assert failed["code"] == "model-missing"
    assert "no-such-model" in failed["text"]
    assert engine.leave() == 3


def test_engine_process_that_meets_damage_when_it_greets_says_so_and_exits_with_three(
    start_engine: StartEngine,
) -> None:
    damaged = (
        "from engine.errors import StoreCorrupt\n"
        "from engine.library import Library\n"
        "def status(self):\n"
        "    raise StoreCorrupt('The database is damaged.')\n"
        "Library.status = status\n"
    )
    engine = start_engine(prelude=damaged)
    assert engine.read()["failed"]["code"] == "library-corrupt"
    assert engine.leave() == 3


def test_second_engine_process_of_a_library_is_refused(start_engine: StartEngine) -> None:
    first = start_engine()
    first.read()
    second = start_engine()
    assert second.read()["failed"]["code"] == "library-locked"
    assert second.leave() == 3
    assert first.ask("status").photos == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folders private by other means")
def test_engine_process_makes_a_library_only_its_owner_can_enter(start_engine: StartEngine, tmp_path: Path) -> None:
    start_engine().read()
    assert stat.S_IMODE((tmp_path / "library").stat().st_mode) == 0o700


def test_engine_process_that_prints_does_not_spoil_its_frames(start_engine: StartEngine) -> None:
    noisy = (
        "import os\n"
        "from engine.library import Library\n"
        "old = Library.status\n"
        "def status(self):\n"
        "    print('noise on stdout', flush=True)\n"
        "    os.write(1, b'more noise')\n"
        "    return old(self)\n"
        "Library.status = status\n"
    )
    engine = start_engine(prelude=noisy)
    assert "hello" in engine.read()
    assert engine.ask("status").photos == 0


def test_engine_process_cancelled_in_the_middle_stops_soon(start_engine: StartEngine, photos: Path) -> None:
    engine = start_engine()
    engine.read()
    index_id = engine.start("index", paths=(photos,))
    engine.send({"cancel": index_id})
    assert set(engine.answer(index_id)) - {"id"} <= {"cancelled", "returned"}
    assert engine.ask("verify", repair=False).is_ok


def test_engine_process_whose_window_dies_while_it_indexes_leaves_a_sound_library(
    start_engine: StartEngine, photos: Path
) -> None:
    engine = start_engine()
    engine.read()
    engine.ask("add_folder", path=photos)
    engine.start("index")
    assert engine.leave() == 0
    again = start_engine()
    again.read()
    assert again.ask("index").photos == 3
    assert again.ask("verify", repair=False).is_ok


def test_engine_process_notices_changes_of_its_own_accord(start_engine: StartEngine, photos: Path) -> None:
    engine = start_engine()
    engine.read()
    engine.ask("add_folder", path=photos)
    assert engine.ask("index", paths=(photos,)).photos == 3
    draw_photo(photos / "new.jpg", (200, 190, 10))
    while not engine.events or engine.events[-1]["status"].photos != 4:
        frame = engine.read()
        if frame.get("event") == "library_changed":
            engine.events.append(frame)
    assert engine.leave() == 0


def test_engine_process_catches_up_when_it_starts(start_engine: StartEngine, photos: Path) -> None:
    engine = start_engine()
    engine.read()
    engine.ask("add_folder", path=photos)
    engine.ask("index", paths=(photos,))
    assert engine.leave() == 0
    (photos / "red.jpg").unlink()
    engine = start_engine()
    assert engine.read()["status"].photos == 3
    while (frame := engine.read()).get("event") != "library_changed" or frame["status"].photos != 2:
        pass
