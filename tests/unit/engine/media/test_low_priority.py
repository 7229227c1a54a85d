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

SCHED_GETATTR = {"x86_64": 315, "aarch64": 275}.get(os.uname().machine if sys.platform == "linux" else "")


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def behind(level: str) -> tuple[int, int]:
    """Return policy and niceness of a thread after it stepped behind a level."""
    with ThreadPoolExecutor(1, initializer=step_behind, initargs=(level,)) as pool:
        return pool.submit(lambda: (os.sched_getscheduler(0), niceness())).result()


def attributes() -> tuple[int, ...]:
    """Return size, policy, flags, niceness, priority, length of turns, deadline and period of this thread."""
    room = ctypes.create_string_buffer(48)
    assert ctypes.CDLL(None).syscall(SCHED_GETATTR, 0, room, len(room), 0) == 0
    return struct.unpack("=IIQiIQQQ", room.raw)


def has_turns_of_any_length() -> bool:
    major, minor = os.uname().release.split(".")[:2]
    return (int(major), int(minor)) >= (6, 12)


@pytest.mark.parametrize(("level", "nice"), [("normal", 8), ("low", 18), ("lowest", 19)])
def test_thread_is_nicer_than_what_was_lowered_to_the_level(level: str, nice: int) -> None:
    own = niceness()
    assert behind(level) == (os.SCHED_OTHER, max(own, nice))
    assert niceness() == own


@pytest.mark.skipif(SCHED_GETATTR is None, reason="no number known for the call")
@pytest.mark.skipif(not has_turns_of_any_length(), reason="all turns are of one length before Linux 6.12")
def test_turns_are_long_so_that_others_need_not_wait_for_their_end() -> None:
    usual = attributes()[5]
    with ThreadPoolExecutor(1, initializer=step_behind, initargs=("low",)) as pool:
        size, policy, _, nice, _, turn_ns, _, _ = pool.submit(attributes).result()
    assert (size, policy, nice) == (48, os.SCHED_OTHER, max(niceness(), 18))
    assert turn_ns == 100_000_000 > 10 * usual
    assert attributes()[5] == usual


@pytest.mark.parametrize("number", [None, 9999], ids=["an unknown processor", "a system that refuses"])
def test_thread_is_nicer_where_its_turns_cannot_be_longer(monkeypatch: pytest.MonkeyPatch, number: int | None) -> None:
    known = {} if number is None else {os.uname().machine: number}
    monkeypatch.setattr(low_priority, "_SCHED_SETATTR", known)
    assert behind("low") == (os.SCHED_OTHER, max(niceness(), 18))


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
