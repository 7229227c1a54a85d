from __future__ import annotations

import inspect
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from engine import wire
from engine.errors import MediaUnreadable
from engine.host.outbox import Outbox
from engine.host.server import OPERATIONS, Host, described
from engine.jobs import CancelToken, Progress, Reporter
from engine.library import Library
from engine.library.browser import Browser
from engine.library.caption_desk import CaptionDesk
from engine.library.caption_import import CaptionImporter
from engine.library.care import Care
from engine.library.costs import Costs
from engine.library.index_gate import IndexGate
from engine.library.keeping_out import KeepingOut
from engine.library.marks import Marks
from engine.library.model_shelf import ModelDesk
from engine.library.play_desk import PlayDesk
from engine.library.sharing import Sharing
from engine.library.sidecar_export import SidecarExporter
from engine.library.troubles import Troubles
from engine.library.tuning_desk import TuningDesk
from engine.library_records import LibraryStatus
from engine.records import Picture, SearchRequest, SearchResult

WAIT_S = 10.0


class FakeMarks:
    """A part of a library."""

    def set_favourite(self, media_ids: tuple[int, ...], is_favourite: bool) -> int:
        return len(media_ids) if is_favourite else 0


class FakeLibrary:
    """A library whose searches wait for a gate and whose index reports as it is told."""

    def __init__(self) -> None:
        self.photos = 0
        self.gate = threading.Event()
        self.started = threading.Event()

    @property
    def marks(self) -> FakeMarks:
        return FakeMarks()

    def rest(self) -> None:
        raise AssertionError("nobody waits so long here")

    def warm_up(self) -> None:
        raise AssertionError("nobody waits so long here")

    def status(self) -> LibraryStatus:
        return LibraryStatus(Path("/library"), "fake", self.photos, 0, self.photos, 0)

    def search(self, request: SearchRequest, *, cancel: CancelToken) -> SearchResult:
        self.started.set()
        if request.query == "slow":
            assert self.gate.wait(WAIT_S)
        cancel.check()
        return SearchResult(request.query, (), is_confident=False, took_ms=1.0)

    def index(self, paths: tuple[Path, ...] = (), *, cancel: CancelToken, report: Reporter) -> None:
        for done in range(1, 4):
            self.photos += 1
            report(Progress(done, 3))
        self.started.set()
        if paths:
            assert self.gate.wait(WAIT_S)
            cancel.check()

    def picture(self, path: Path, time_s: float | None = None, max_px: int = 10) -> Picture:
        raise MediaUnreadable("a.jpg is cut off.", hint="Copy it again.", path=path)

    def media(self, path: Path) -> object:
        return object()  # may not cross

    def problems(self) -> tuple[object, ...]:
        raise ZeroDivisionError("our bug")


class Peer:
    """The window's end of the pipes."""

    def __init__(self, library: FakeLibrary) -> None:
        request_read, request_write = os.pipe()
        answer_read, answer_write = os.pipe()
        self.requests: BinaryIO = os.fdopen(request_write, "wb")
        self.answers: BinaryIO = os.fdopen(answer_read, "rb")
        self._engine_in: BinaryIO = os.fdopen(request_read, "rb")
        self._engine_out: BinaryIO = os.fdopen(answer_write, "wb")
        self.outbox = Outbox(self._engine_out, progress_interval_s=0.0)
        self.host = Host(cast(Library, library), self.outbox, change_interval_s=0.0)
        self.host.greet()
        self.thread = threading.Thread(target=self.host.serve, args=(self._engine_in,))
        self.thread.start()
        assert self.read()["hello"] == wire.PROTOCOL_VERSION

    def send(self, frame: object) -> None:
        wire.write_frame(self.requests, frame)

    def read(self) -> Any:
        return wire.read_frame(self.answers)

    def answer(self, request_id: int) -> dict[str, Any]:
        """Read on to the one answer of a request."""
        while True:
            frame = self.read()
            if frame.get("id") == request_id and "progress" not in frame:
                return cast(dict[str, Any], frame)

    def close(self) -> None:
        self.requests.close()
        self.thread.join(WAIT_S)
        assert self.host.close(WAIT_S)
        assert self.outbox.close(WAIT_S)
        for stream in (self.answers, self._engine_in, self._engine_out):
            stream.close()


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def peer(library: FakeLibrary) -> Iterator[Peer]:
    peer = Peer(library)
    yield peer
    library.gate.set()
    peer.close()


def _search(request_id: int, query: str) -> dict[str, object]:
    return {"id": request_id, "op": "search", "args": {"request": SearchRequest(query)}}


def _photos(frame: dict[str, Any]) -> int | None:
    return cast(int, frame["status"].photos) if "event" in frame else None


@pytest.mark.parametrize("name", OPERATIONS)
def test_operations_fit_the_library_they_call(name: str) -> None:
    parts: dict[str, type] = {"": Library, "browser": Browser, "marks": Marks, "sharing": Sharing}
    parts |= {"keeping_out": KeepingOut, "caption_desk": CaptionDesk, "tuning": TuningDesk, "shelf": ModelDesk}
    parts |= {"troubles": Troubles, "play_desk": PlayDesk}
    parts |= {"caption_import": CaptionImporter, "sidecars": SidecarExporter}
    parts |= {"costs": Costs, "gate": IndexGate, "care": Care}
    parameters = inspect.signature(getattr(parts[OPERATIONS[name].part], name)).parameters
    assert ("cancel" in parameters) == OPERATIONS[name].takes_cancel
    assert ("report" in parameters) == OPERATIONS[name].takes_report


def test_host_calls_the_part_of_the_library_that_has_the_operation(peer: Peer) -> None:
    peer.send({"id": 5, "op": "set_favourite", "args": {"media_ids": (1, 2), "is_favourite": True}})
    assert peer.answer(5)["returned"] == 2


def test_host_answers_a_request_with_what_the_library_returned(peer: Peer) -> None:
    peer.send(_search(1, "dog"))
    assert peer.answer(1)["returned"] == SearchResult("dog", (), is_confident=False, took_ms=1.0)


def test_host_newer_search_cancels_the_older_ones(peer: Peer, library: FakeLibrary) -> None:
    peer.send(_search(1, "slow"))
    assert library.started.wait(WAIT_S)
    peer.send(_search(2, "waiting"))
    peer.send(_search(3, "latest"))
    assert peer.answer(2) == {"id": 2, "cancelled": True}
    library.gate.set()
    assert peer.answer(1) == {"id": 1, "cancelled": True}
    assert peer.answer(3)["returned"].query == "latest"


def test_host_cancel_stops_what_runs(peer: Peer, library: FakeLibrary) -> None:
    peer.send({"id": 5, "op": "index", "args": {"paths": (Path("a"),)}})
    assert library.started.wait(WAIT_S)
    peer.send({"cancel": 5})
    peer.send({"id": 6, "op": "status"})
    peer.answer(6)  # so the cancel before it was taken
    library.gate.set()
    assert peer.answer(5) == {"id": 5, "cancelled": True}


def test_host_search_is_answered_while_the_index_lane_is_busy(peer: Peer, library: FakeLibrary) -> None:
    peer.send({"id": 1, "op": "index", "args": {"paths": (Path("a"),)}})
    assert library.started.wait(WAIT_S)
    peer.send(_search(2, "dog"))
    assert peer.answer(2)["returned"].query == "dog"


def test_host_index_reports_progress_and_tells_of_changes(peer: Peer) -> None:
    peer.send({"id": 1, "op": "index", "args": {}})
    frames: list[dict[str, Any]] = []
    while not any("returned" in frame for frame in frames) or not any(_photos(frame) == 3 for frame in frames):
        frames.append(peer.read())
    progress = [frame["progress"] for frame in frames if "progress" in frame]
    assert progress[-1] == Progress(3, 3)
    answers = [frame for frame in frames if frame.get("id") == 1 and "progress" not in frame]
    assert answers == [{"id": 1, "returned": None}]
    statuses = [frame["status"] for frame in frames if "event" in frame]
    assert len(set(statuses)) == len(statuses), "the same status was told twice"


def test_host_error_of_the_world_is_told_in_its_words(peer: Peer) -> None:
    peer.send({"id": 1, "op": "picture", "args": {"path": Path("a.jpg")}})
    assert peer.answer(1)["failed"] == {
        "code": "unreadable",
        "text": "a.jpg is cut off.",
        "hint": "Copy it again.",
        "path": Path("a.jpg"),
    }


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ({"id": 1, "op": "problems"}, "ZeroDivisionError: our bug"),
        ({"id": 1, "op": "media", "args": {"path": Path("a")}}, "may not cross the border"),
        ({"id": 1, "op": "search", "args": {"nonsense": 1}}, "nonsense"),
    ],
)
def test_host_bug_of_ours_is_told_with_its_traceback_and_survived(
    peer: Peer, expected_warnings: list[str], frame: dict[str, object], words: str
) -> None:
    expected_warnings.append("A bug in")
    peer.send(frame)
    assert words in peer.answer(1)["bug"]
    peer.send(_search(2, "dog"))
    assert peer.answer(2)["returned"].query == "dog"


@pytest.mark.parametrize("op", ["close", "__init__", "_store", "open", "warm_up", "nothing", None, 3, ("search",)])
def test_host_operation_that_is_not_listed_is_never_called(peer: Peer, op: object) -> None:
    peer.send({"id": 1, "op": op, "args": {}})
    assert "is not a request of the engine" in peer.answer(1)["bug"]


def test_host_arguments_that_are_no_map_are_refused(peer: Peer) -> None:
    peer.send({"id": 1, "op": "status", "args": (1, 2)})
    assert "is not a request of the engine" in peer.answer(1)["bug"]


def test_host_frames_that_ask_nothing_are_ignored(peer: Peer) -> None:
    peer.send({"hello": 1})
    peer.send({"cancel": ("no", "key")})
    peer.send({"id": "text", "op": "status"})
    peer.send({"id": 1, "op": "status"})
    assert peer.answer(1)["returned"].model_name == "fake"


def test_host_status_that_fails_after_a_change_costs_neither_answer_nor_lane(
    peer: Peer, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch, expected_warnings: list[str]
) -> None:
    expected_warnings.append("A bug in status")

    def fail() -> LibraryStatus:
        raise ZeroDivisionError("our bug")

    monkeypatch.setattr(library, "status", fail)
    for request_id in (1, 2):
        peer.send({"id": request_id, "op": "index"})
        assert peer.answer(request_id)["returned"] is None


def test_host_shutdown_cancels_and_ends(peer: Peer, library: FakeLibrary) -> None:
    peer.send({"id": 1, "op": "index", "args": {"paths": (Path("a"),)}})
    assert library.started.wait(WAIT_S)
    peer.send({"op": "shutdown"})
    peer.thread.join(WAIT_S)
    assert not peer.thread.is_alive()
    assert not peer.host.close(0.01)  # the index run has not looked at its token yet
    library.gate.set()
    assert peer.host.close(WAIT_S)
    assert peer.answer(1) == {"id": 1, "cancelled": True}


def test_host_input_that_is_no_frame_ends_the_service(peer: Peer, expected_warnings: list[str]) -> None:
    expected_warnings.append("not a frame")
    peer.requests.write(b"\xff" * 64)
    peer.requests.flush()
    peer.thread.join(WAIT_S)
    assert not peer.thread.is_alive()


def test_described_error_names_code_text_hint_and_path() -> None:
    error = MediaUnreadable("a.jpg is cut off.", path=Path("a.jpg"))
    assert described(error) == {
        "code": "unreadable",
        "text": "a.jpg is cut off.",
        "hint": "",
        "path": Path("a.jpg"),
    }
