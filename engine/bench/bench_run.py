"""What every bench is handed: where it may write, which model, how large, and how long it may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from engine.bench.figures import BenchResult, Spread
from engine.config import Config
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress

_SHARE_FOR_ROUNDS = 0.9  # of the time limit; the rest is for what follows


@dataclass(frozen=True, slots=True)
class BenchRun:
    """One run of one bench.

    Attributes:
        folder: Its own; what it builds lies here, and what is there from an earlier run with the same sizes is used.
        model: The checkpoint's folder.
        config: The settings, none of them the person's own.
        scale: 1 for the sizes of the documentation, less for smaller ones.
        repeats: How often a comparison is repeated, time allowing.
        limit_s: When to be done.
        cancel: Asked between steps.
        report: Told how far it is.
        began_s: When it began, on the monotonic clock.
    """

    folder: Path
    model: Path
    config: Config = field(default_factory=Config)
    scale: float = 1.0
    repeats: int = 5
    limit_s: float = 480.0
    cancel: CancelToken = field(default_factory=CancelToken)
    report: Reporter = ignore_progress
    began_s: float = field(default_factory=time.monotonic)

    def scaled(self, count: int, least: int = 1) -> int:
        """Return a size of the documentation at this run's scale."""
        return max(least, round(count * self.scale))

    def rounds(self, wanted: int | None = None) -> Iterator[int]:
        """Yield round numbers: as many as wanted, at least one, none that would not end in time by the longest so far.

        Raises:
            Cancelled: A stop was asked for.
        """
        longest_s = 0.0
        for number in range(self.repeats if wanted is None else wanted):
            began_s = time.monotonic()
            if number and began_s + longest_s - self.began_s > self.limit_s * _SHARE_FOR_ROUNDS:
                return
            self.cancel.check()
            yield number
            longest_s = max(longest_s, time.monotonic() - began_s)

    def say(self, text: str, done: int = 0, total: int | None = None) -> None:
        """Tell what is being done; looks whether a stop was asked for.

        Raises:
            Cancelled: It was.
        """
        self.cancel.check()
        self.report(Progress(done, total, text))


class Bench(Protocol):
    """A bench: measures, and says what it found."""

    def __call__(self, run: BenchRun, /) -> BenchResult:
        """Measure."""


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turn(run: BenchRun, works: Sequence[Callable[[], object]], wanted: int | None = None) -> tuple[Spread, ...]:
    """Time several things in turn, round after round, so that all of them meet the same machine; return seconds.

    Every other round runs backwards, and after two another one begins: what a first place costs is shared, and so is
    what it costs to follow one that kept all cores busy, after which a machine is slower for a while.
    """
    taken: list[list[float]] = [[] for _ in works]
    for number in run.rounds(wanted):
        order = [(number // 2 + place) % len(works) for place in range(len(works))]
        for which in reversed(order) if number % 2 else order:
            taken[which].append(seconds_of(works[which]))
    return tuple(map(Spread.of, taken))
