"""The upkeep's errands on the index lane: behind whatever was asked for, announced when there is something to do."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from engine import wire
from engine.config import WatchingConfig
from engine.errors import DiskFull
from engine.host import upkeep_runner
from engine.host.lanes import Lane, LaneJob
from engine.host.outbox import Outbox
from engine.host.upkeep_runner import TITLE, UpkeepRunner
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.library.updates import Upkept
from engine.library.upkeep import Upkeep
from engine.media.watcher import News
from tests.helpers.fake_watching import REPORT, FakeKeptLibrary, FakeLink

WAIT_S = 10.0
FILE = Path("/photos/a.jpg")


class WorkingLibrary(FakeKeptLibrary):
    """Reports something to do, and works until told to go on or to stop."""

    def __init__(self) -> None:
        super().__init__(Path("/photos"))
        self.steps: tuple[Progress, ...] = ()
        self.started = threading.Event()
        self.gate = threading.Event()
        self.gate.set()

    def refresh(self, paths: frozenset[Path], *, cancel: CancelToken, report: Reporter = ignore_progress) -> Upkept:
        for step in self.steps:
            report(step)
        self.started.set()
        while not self.gate.wait(0.01):
            cancel.check()
        return super().refresh(paths, cancel=cancel, report=report)


class Bench:
    """A runner between an upkeep and the window's end of the pipe."""

    def __init__(self) -> None:
        answer_read, answer_write = os.pipe()
        self.answers: BinaryIO = os.fdopen(answer_read, "rb")
        self._out: BinaryIO = os.fdopen(answer_write, "wb")
        self.outbox = Outbox(self._out, progress_interval_s=0.0)
        self.library = WorkingLibrary()
        self.lane = Lane("index")
        self.tells: list[str] = []
        self.tell_news: Callable[[News], None] = lambda news: None
        self.upkeep = Upkeep(self.library, WatchingConfig(), start_link=self._start)
        self.runner = UpkeepRunner(self.upkeep, self.lane, self.outbox, self)

    def _start(self, tell: Callable[[News], None]) -> FakeLink:
        self.tell_news = tell
        return FakeLink(tell)

    def tell(self) -> None:
        self.tells.append("end")

    def tell_if_due(self) -> None:
        self.tells.append("progress")

    def change(self) -> None:
        self.tell_news(News(frozenset({FILE})))

    def read(self) -> Any:
        return wire.read_frame(self.answers)

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + WAIT_S
        while not is_so():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def close(self) -> None:
        self.library.gate.set()
        self.lane.close()
        assert self.lane.join(WAIT_S)
        assert self.runner.close(WAIT_S)
        assert self.outbox.close(WAIT_S)
        self.answers.close()
        self._out.close()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    bench.wait_for(lambda: bench.library.scans == [()])
    bench.wait_for(lambda: bench.tells == ["end"])
    yield bench
    bench.close()


def test_errand_with_something_to_do_is_announced_and_answered(bench: Bench) -> None:
    bench.library.steps = (Progress(2, None), Progress(0, 2), Progress(1, 2), Progress(2, 2))
    bench.change()
    began = bench.read()
    assert began["event"] == "began"
    assert began["title"] == TITLE
    assert began["id"] < 0
    frames = [bench.read()]
    while "progress" in frames[-1]:
        frames.append(bench.read())
    assert frames[-2] == {"id": began["id"], "progress": Progress(2, 2)}
    assert frames[-1] == {"id": began["id"], "returned": REPORT}
    bench.wait_for(lambda: bench.tells.count("end") == 2)


def test_errand_without_anything_to_do_is_not_announced(bench: Bench) -> None:
    bench.library.steps = (Progress(2, None), Progress(2, 2))
    bench.change()
    bench.wait_for(lambda: len(bench.library.refreshed) == 1)
    bench.outbox.send("nothing before this")
    assert bench.read() == "nothing before this"


def test_errand_gives_way_to_what_was_asked_for_and_is_done_afterwards(bench: Bench) -> None:
    bench.library.gate.clear()
    bench.change()
    assert bench.library.started.wait(WAIT_S)
    order: list[int] = []

    def asked(token: CancelToken) -> None:
        order.append(len(bench.library.refreshed))
        bench.library.gate.set()

    bench.lane.put(LaneJob(1, "index", asked, lambda: None))
    bench.wait_for(lambda: bench.library.refreshed == [frozenset({FILE})])
    assert order == [0]


def test_errand_stopped_by_the_person_rests_for_a_while(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep_runner, "PAUSE_S", 0.3)
    bench.library.steps = (Progress(0, 2),)
    bench.library.gate.clear()
    bench.change()
    number = bench.read()["id"]
    bench.lane.cancel(number)
    while "cancelled" not in bench.read():
        pass
    bench.library.gate.set()
    stopped_s = time.monotonic()
    bench.wait_for(lambda: bench.library.refreshed == [frozenset({FILE})])
    assert time.monotonic() - stopped_s >= 0.25


def test_errand_that_fails_costs_neither_lane_nor_upkeep(bench: Bench, expected_warnings: list[str]) -> None:
    expected_warnings += ["The upkeep failed", "A bug in the upkeep"]
    for failure in (DiskFull("The disk is full."), ZeroDivisionError("ours")):
        bench.library.failure = failure
        bench.upkeep._not_before_s = 0.0
        done = len(bench.library.refreshed)
        bench.change()
        bench.wait_for(lambda: len(bench.library.refreshed) > done)  # noqa: B023  # called at once
    bench.library.failure = None
    bench.upkeep._not_before_s = 0.0
    done = len(bench.library.refreshed)
    bench.change()
    bench.wait_for(lambda: len(bench.library.refreshed) > done)


def test_closing_ends_an_errand_under_way(bench: Bench) -> None:
    bench.library.gate.clear()
    bench.change()
    assert bench.library.started.wait(WAIT_S)
    bench.lane.close()
    assert bench.lane.join(WAIT_S)
    assert bench.runner.close(WAIT_S)
