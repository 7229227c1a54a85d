"""Which benches there are: their names, what each measures, and what it needs."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass

from engine.bench.bench_run import Bench
from engine.errors import BadConfig


@dataclass(frozen=True, slots=True)
class BenchInfo:
    """A bench that can be run.

    Attributes:
        name: As typed.
        module: Where its `measure` is.
        summary: What it measures and what it is held against, one sentence.
        disk_mb: Room its files take at full size.
        minutes: What it may take at full size before it is stopped.
    """

    name: str
    module: str
    summary: str
    disk_mb: int = 50
    minutes: float = 8.0

    def load(self) -> Bench:
        """Import its module, which may take seconds, and return what measures."""
        measure: Bench = importlib.import_module(f"engine.bench.{self.module}").measure
        return measure


BENCHES: tuple[BenchInfo, ...] = (
    BenchInfo(
        "two-stream",
        "two_stream_bench",
        "All scores of 5,000 photos with 25,000 texts, beside a cross-encoder that has to read every pair.",
    ),
)


def chosen(names: Sequence[str]) -> tuple[BenchInfo, ...]:
    """Return the benches of these names in the order of the list, all of them for none.

    Raises:
        BadConfig: There is none of that name.
    """
    known = [info.name for info in BENCHES]
    for name in names:
        if name not in known:
            raise BadConfig(f"There is no bench {name!r}.", hint=f"There are: {', '.join(known)}.")
    return tuple(info for info in BENCHES if not names or info.name in names)
