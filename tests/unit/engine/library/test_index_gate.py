from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from engine.config import PolitenessConfig
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library import Library, index_gate
from engine.library.index_gate import IndexGate
from engine.library.politeness import Surroundings
from engine.library_records import IndexHold
from engine.store import Store

OpenLibrary = Callable[..., Library]
BATTERY = Surroundings(on_battery=True, battery_percent=5)
WAIT_S = 10.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "library") as store:
        yield store


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_gate, "_LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(index_gate, "_POLL_S", 0.01)


class Passing:
    """A run that passes a gate in a thread of its own."""

    def __init__(self, gate: IndexGate, until: IndexHold | None) -> None:
        self.cancel = CancelToken()
        self.outcome: list[BaseException | None] = []
        held = threading.Event()
        gate.on_change = lambda: held.set() if gate.hold is until else None
        self._thread = threading.Thread(target=self._run, args=(gate,))
        self._thread.start()
        assert held.wait(WAIT_S)

    def _run(self, gate: IndexGate) -> None:
        try:
            gate.begin()
            gate.pass_through(self.cancel)
            self.outcome.append(None)
        except Cancelled as error:
            self.outcome.append(error)

    def join(self) -> BaseException | None:
        self._thread.join(WAIT_S)
        return self.outcome[0]


def test_gate_that_is_not_enforced_lets_everything_pass(store: Store) -> None:
    gate = IndexGate(store, PolitenessConfig(), lambda: BATTERY)
    gate.set_paused(True)
    gate.pass_through(CancelToken())
    assert gate.hold is None


def test_paused_run_waits_until_the_person_goes_on_and_a_start_remembers(store: Store) -> None:
    gate = IndexGate(store, PolitenessConfig(), Surroundings)
    gate.enforce()
    gate.set_paused(True)
    assert IndexGate(store, PolitenessConfig(), Surroundings).is_paused
    run = Passing(gate, IndexHold.PAUSED)
    gate.go_on()  # about manners only
    time.sleep(0.05)
    assert not run.outcome
    gate.set_paused(False)
    assert run.join() is None
    assert gate.hold is None
    assert gate.waited_s > 0.04
    assert not IndexGate(store, PolitenessConfig(), Surroundings).is_paused


def test_run_on_battery_goes_on_when_told_to_or_plugged_in(store: Store) -> None:
    around = [BATTERY]
    gate = IndexGate(store, PolitenessConfig(), lambda: around[0])
    gate.enforce()
    run = Passing(gate, IndexHold.BATTERY)
    gate.go_on()
    assert run.join() is None
    gate.pass_through(CancelToken())  # for all of this run
    gate.end()
    run = Passing(gate, IndexHold.BATTERY)
    around[0] = Surroundings(on_battery=False)
    assert run.join() is None


def test_waiting_run_stops_when_cancelled_and_makes_way(store: Store) -> None:
    config = PolitenessConfig(from_hour=1, until_hour=2)
    gate = IndexGate(store, config, Surroundings, now=lambda: datetime(2024, 5, 1, 12))
    gate.enforce()
    run = Passing(gate, IndexHold.HOURS)
    run.cancel.cancel()
    assert isinstance(run.join(), Cancelled)
    assert not gate.has_yielded
    gate.end()
    run = Passing(gate, IndexHold.HOURS)
    gate.must_yield = lambda: True
    assert isinstance(run.join(), Cancelled)
    assert gate.has_yielded


def test_slow_run_rests_as_long_as_it_works(store: Store) -> None:
    gate = IndexGate(store, PolitenessConfig(when_active="slow"), lambda: Surroundings(idle_s=0))
    gate.enforce()
    gate.begin()
    gate.pass_through(CancelToken())
    time.sleep(0.08)
    gate.pass_through(CancelToken())
    assert gate.waited_s == pytest.approx(0.08, abs=0.06)


def test_library_paused_in_the_middle_of_a_run_goes_on_where_it_was(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.gate.enforce()
    told: list[object] = []
    paused = threading.Event()

    def on_change() -> None:
        told.append(library.status().hold)
        if library.gate.hold is not None:
            threading.Timer(0.2, library.gate.set_paused, [False]).start()

    library.gate.on_change = on_change

    def report(progress: Progress) -> None:
        if progress.text.startswith("Indexing") and not paused.is_set():
            paused.set()
            library.gate.set_paused(True)

    outcome = library.index([photos], report=report)
    assert paused.is_set()
    assert (outcome.embedded, library.status().hold) == (3, None)
    assert told == [IndexHold.PAUSED, None]
    assert library.gate.waited_s > 0.15


def test_scan_of_what_is_known_has_an_end_and_an_estimate(open_library: OpenLibrary, photos: Path) -> None:
    library = open_library()
    library.index([photos])
    seen: list[Progress] = []
    library.index([photos], report=seen.append)
    scans = [progress for progress in seen if progress.text.startswith("Looking")]
    assert scans
    assert {progress.total for progress in scans} <= {3, None}
