from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from engine.host.lanes import Lane, LaneJob
from engine.jobs import CancelToken

WAIT_S = 10.0


class Record:
    """Jobs that note what became of them; a job named in `gates` waits for its gate, or to be cancelled."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.started = threading.Event()
        self.gate = threading.Event()
        self.done = threading.Semaphore(0)

    def job(self, key: int, group: str = "g", *, waits: bool = False) -> LaneJob:
        def work(token: CancelToken) -> None:
            if waits:
                self.started.set()
                assert self.gate.wait(WAIT_S)
            self.events.append(f"{key} {'stopped' if token.is_cancelled else 'done'}")
            self.done.release()

        def drop() -> None:
            self.events.append(f"{key} dropped")
            self.done.release()

        return LaneJob(key, group, work, drop)

    def wait(self, count: int) -> None:
        for _ in range(count):
            assert self.done.acquire(timeout=WAIT_S)


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane("test")
    yield lane
    lane.close()
    assert lane.join(WAIT_S)


@pytest.fixture
def record() -> Record:
    return Record()


def test_lane_runs_jobs_in_order_on_one_thread(lane: Lane, record: Record) -> None:
    for key in range(5):
        lane.put(record.job(key))
    record.wait(5)
    assert record.events == [f"{key} done" for key in range(5)]


def test_lane_put_that_replaces_drops_waiting_and_stops_running_jobs_of_its_group(lane: Lane, record: Record) -> None:
    lane.put(record.job(1, "search", waits=True))
    assert record.started.wait(WAIT_S)
    lane.put(record.job(2, "search"))
    lane.put(record.job(3, "explain"))
    lane.put(record.job(4, "search"), replaces=True)
    record.gate.set()
    record.wait(4)
    assert record.events == ["2 dropped", "1 stopped", "3 done", "4 done"]


def test_lane_put_that_does_not_replace_leaves_its_group_alone(lane: Lane, record: Record) -> None:
    lane.put(record.job(1, waits=True))
    lane.put(record.job(2))
    lane.put(record.job(3))
    record.gate.set()
    record.wait(3)
    assert record.events == ["1 done", "2 done", "3 done"]


def test_lane_cancel_of_a_waiting_job_drops_it_at_once(lane: Lane, record: Record) -> None:
    lane.put(record.job(1, waits=True))
    assert record.started.wait(WAIT_S)
    lane.put(record.job(2))
    lane.cancel(2)
    assert record.events == ["2 dropped"]
    lane.cancel(2)
    lane.cancel(99)
    record.gate.set()
    record.wait(2)
    assert record.events == ["2 dropped", "1 done"]


def test_lane_cancel_of_the_running_job_sets_its_token(lane: Lane, record: Record) -> None:
    lane.put(record.job(1, waits=True))
    assert record.started.wait(WAIT_S)
    lane.cancel(1)
    record.gate.set()
    record.wait(1)
    assert record.events == ["1 stopped"]


def test_lane_close_drops_what_waits_stops_what_runs_and_refuses_more(lane: Lane, record: Record) -> None:
    lane.put(record.job(1, waits=True))
    assert record.started.wait(WAIT_S)
    lane.put(record.job(2))
    lane.close()
    lane.put(record.job(3))
    assert not lane.join(0.01)
    record.gate.set()
    assert lane.join(WAIT_S)
    assert record.events == ["2 dropped", "3 dropped", "1 stopped"]


def test_lane_without_jobs_has_no_thread() -> None:
    lane = Lane("idle")
    lane.close()
    assert lane.join(0.0)
    assert not any(thread.name == "lane-idle" for thread in threading.enumerate())


def test_lane_survives_a_job_that_raises(lane: Lane, record: Record, expected_warnings: list[str]) -> None:
    expected_warnings.append("A job of the lane test raised")

    def fail(_token: CancelToken) -> None:
        raise ZeroDivisionError("our bug")

    lane.put(LaneJob(1, "g", fail, drop=lambda: None))
    lane.put(record.job(2))
    record.wait(1)
    assert record.events == ["2 done"]
