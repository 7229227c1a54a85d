"""Rounds of a bench: in turn, within the time, and stopped when asked to."""

from __future__ import annotations

import functools
import time
from pathlib import Path

import pytest

from engine.bench.bench_run import BenchRun, in_turn
from engine.jobs import Cancelled, CancelToken


def test_rounds_are_as_many_as_wanted() -> None:
    assert list(BenchRun(Path(), Path(), repeats=3).rounds()) == [0, 1, 2]
    assert list(BenchRun(Path(), Path(), repeats=3).rounds(2)) == [0, 1]


def test_rounds_stop_before_one_that_would_not_end_in_time() -> None:
    run = BenchRun(Path(), Path(), limit_s=0.1)
    done = 0
    for _ in run.rounds(1000):
        time.sleep(0.03)
        done += 1
    assert 1 <= done <= 3


def test_rounds_without_any_time_left_are_one() -> None:
    assert list(BenchRun(Path(), Path(), limit_s=0.0).rounds(5)) == [0]


def test_rounds_stop_when_asked_to() -> None:
    cancel = CancelToken()
    rounds = BenchRun(Path(), Path(), cancel=cancel).rounds(5)
    next(rounds)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(rounds)


def test_scaled_size_is_never_below_the_least() -> None:
    run = BenchRun(Path(), Path(), scale=0.001)
    assert run.scaled(5000) == 5
    assert run.scaled(100, 3) == 3


@pytest.mark.parametrize(
    ("names", "rounds"),
    [("ab", ["ab", "ba", "ba", "ab"]), ("abc", ["abc", "cba", "bca", "acb", "cab", "bac"]), ("a", ["a", "a"])],
)
def test_in_turn_has_everything_first_and_after_every_other_equally_often(names: str, rounds: list[str]) -> None:
    order: list[str] = []
    works = [functools.partial(order.append, name) for name in names]
    taken = in_turn(BenchRun(Path(), Path(), repeats=len(rounds)), works)
    assert "".join(order) == "".join(rounds)
    assert [spread.repeats for spread in taken] == [len(rounds)] * len(names)


def test_in_turn_times_what_takes_long() -> None:
    quick, slow = in_turn(BenchRun(Path(), Path(), repeats=2), [lambda: None, lambda: time.sleep(0.02)])
    assert slow.low >= 0.02 > quick.median
