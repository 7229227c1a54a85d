"""A thread that steps behind: nicer, in long turns where the system has them, and nobody else with it."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.media import low_priority
from engine.media.low_priority import lower_this_thread, step_behind

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives threads a niceness of their own")


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def behind(level: str) -> tuple[int, int]:
    """Return policy and niceness of a thread after it stepped behind a level."""
    with ThreadPoolExecutor(1, initializer=step_behind, initargs=(level,)) as pool:
        return pool.submit(lambda: (os.sched_getscheduler(0), niceness())).result()


def turn_ns() -> int:
    """Return how long turns of this thread are, by sched_getattr(2); 0 where the system does not tell."""
    number = {"x86_64": 315, "aarch64": 275}.get(os.uname().machine, -1)
    room = ctypes.create_string_buffer(48)
    if ctypes.CDLL(None).syscall(number, 0, room, len(room), 0):
        return 0
    return int(struct.unpack("=IIQiIQQQ", room.raw)[5])


@pytest.mark.parametrize(("level", "nice"), [("normal", 8), ("low", 18), ("lowest", 19)])
def test_thread_is_nicer_than_what_was_lowered_to_the_level(level: str, nice: int) -> None:
    own = niceness()
    assert behind(level) == (os.sched_getscheduler(0), max(own, nice))
    assert niceness() == own


def test_turns_are_long_so_that_others_need_not_wait_for_their_end() -> None:
    usual_ns = turn_ns()
    if not (usual_ns and low_priority._breaks_long_turns(os.uname().release)):
        pytest.skip("all turns are of one length, or this system does not tell")
    with ThreadPoolExecutor(1, initializer=step_behind, initargs=("low",)) as pool:
        assert pool.submit(turn_ns).result() == 100_000_000
    assert turn_ns() == usual_ns


@pytest.mark.parametrize(
    ("release", "breaks"),
    [("6.16.9", False), ("6.17", True), ("6.18.44-custom", True), ("7.0-rc1", True), ("5.15.0+", False), ("?", False)],
)
def test_turns_are_long_only_where_others_may_break_them(release: str, breaks: bool) -> None:
    assert low_priority._breaks_long_turns(release) is breaks


def test_policy_that_a_thread_was_given_stays() -> None:
    def batch_then_behind() -> tuple[int, int]:
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
        step_behind("low")
        return os.sched_getscheduler(0), niceness()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(batch_then_behind).result() == (os.SCHED_BATCH, max(niceness(), 18))


@pytest.mark.parametrize("number", [None, 9999], ids=["an unknown processor", "a system that refuses"])
def test_thread_is_nicer_where_its_turns_cannot_be_longer(monkeypatch: pytest.MonkeyPatch, number: int | None) -> None:
    known = {} if number is None else {os.uname().machine: number}
    monkeypatch.setattr(low_priority, "_SCHED_SETATTR", known)
    assert behind("low") == (os.sched_getscheduler(0), max(niceness(), 18))


@pytest.mark.parametrize(("level", "nice"), [("normal", 0), ("low", 10), ("lowest", 19)])
def test_lowered_thread_takes_no_other_with_it(level: str, nice: int) -> None:
    own = niceness()
    with ThreadPoolExecutor(1, initializer=lower_this_thread, initargs=(level,)) as pool:
        assert pool.submit(niceness).result() == max(own, nice)
    assert niceness() == own


def test_thread_that_is_nicer_already_stays_so() -> None:
    def lowest_then_behind() -> int:
        lower_this_thread("lowest")
        step_behind("normal")
        return niceness()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lowest_then_behind).result() == 19
