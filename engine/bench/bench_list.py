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
    BenchInfo(
        "query",
        "query_bench",
        "A typed text to rows with moments, 10,000 to 1,000,000 vectors, beside reading every vector each time.",
        disk_mb=5000,
        minutes=60,
    ),
    BenchInfo(
        "recall",
        "recall_bench",
        "How many of the ten nearest the graph finds, with filters and after churn, beside exact search.",
        minutes=20,
    ),
    BenchInfo(
        "index-photos",
        "index_photos_bench",
        "Files to searchable photos, beside decoding alone, embedding alone, and the plain loop on the same model.",
        disk_mb=2000,
        minutes=20,
    ),
    BenchInfo(
        "index-clips",
        "index_clips_bench",
        "Clips to searchable moments, beside decoding the same frames alone and the plain loop.",
        disk_mb=300,
        minutes=20,
    ),
    BenchInfo(
        "rescan",
        "rescan_bench",
        "Looking through up to 1,000,000 unchanged files, beside find reading the same facts.",
        disk_mb=7000,
        minutes=40,
    ),
    BenchInfo(
        "explain",
        "explain_bench",
        "Heat maps of all words of a query of six words, beside one forward pass of the image tower.",
    ),
    BenchInfo(
        "start",
        "start_bench",
        "Process start to the first result, of the engine and of the window, beside importing torch.",
    ),
    BenchInfo(
        "memory",
        "memory_bench",
        "Memory and disk per 100,000 photos, beside the raw bytes of their vectors, and the peak while indexing.",
        disk_mb=800,
        minutes=20,
    ),
    BenchInfo(
        "train",
        "train_bench",
        "One training step of COTS, level by level, beside a plain InfoNCE step on the same towers.",
        minutes=15,
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
