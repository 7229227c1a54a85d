"""`recall`: how many of the ten nearest the graph finds, with and without filters, and after all changed twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.bench.bench_run import BenchRun, seconds_of
from engine.bench.drawn_rows import drawn_vectors
from engine.bench.figures import Baseline, BenchResult, Curve, Figure, Goal, Series, Spread
from engine.cots.checkpoint_header import read_header
from engine.index.exact import ExactIndex
from engine.index.hnsw import HnswIndex

VECTORS: Final = (10_000, 30_000, 100_000)
SHARES: Final = (1.0, 0.5, 0.1, 0.01, 0.001)
NEAREST: Final = 10
_QUERIES: Final = 200
_CHURN_ROUNDS: Final = 10  # each replaces a fifth
_CHURN_SHARE: Final = 0.2
_BAR: Final = 0.99
_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """How well one kind of search did.

    Attributes:
        recalls: Of every query, 0 to 1.
        graph_ms: Of every query.
        exact_ms: The same, compared with everything.
    """

    recalls: list[float]
    graph_ms: list[float]
    exact_ms: list[float]


def measure(run: BenchRun) -> BenchResult:
    """Build graphs of three sizes, ask them, then churn the middle one."""
    dim = read_header(run.model).config.vector_dim
    figures: list[Figure] = []
    plain: list[tuple[int, Found, float]] = []
    for size in VECTORS:
        count = run.scaled(size, 200)
        graph, exact, built_s = _built(run, count, dim)
        for share in SHARES:
            found = asked(run, graph, exact, share, dim)
            figures += _figures(f"{count:,} vectors, {_share_text(share)}", found)
            if share == 1.0:
                plain.append((count, found, built_s))
        figures.append(
            Figure("recall", f"{count:,} vectors, graph built", Spread.exactly(count / built_s), "vectors/s")
        )
    churned = run.scaled(VECTORS[1], 200)
    graph, exact, _ = _built(run, churned, dim)
    churn(run, graph, exact, dim)
    figures += _figures(f"{churned:,} vectors after 200 % were replaced", asked(run, graph, exact, 1.0, dim))
    facts = (
        f"Vectors of {dim} numbers in a thousand groups; {_QUERIES} queries each, near the groups. Filters let a "
        "random share through.",
        "Churn: ten times a fifth is removed and as much added, without the rebuild that a library does at a fifth.",
        "Exact search compares every vector that the filter lets through.",
    )
    return BenchResult("recall", tuple(figures), (_curve(plain),), facts)


def asked(run: BenchRun, graph: HnswIndex, exact: ExactIndex, share: float, dim: int) -> Found:
    """Ask both the same questions over a share of all ids."""
    rng = np.random.default_rng(5)
    ids = exact.ids
    allowed = None if share == 1.0 else np.sort(rng.choice(ids, max(1, round(len(ids) * share)), replace=False))
    found = Found([], [], [])
    answers: dict[str, NDArray[np.int64]] = {}

    def ask(name: str, index: HnswIndex | ExactIndex, query: NDArray[np.float32]) -> None:
        answers[name] = index.search(query, NEAREST, allowed)[0]

    for query in drawn_vectors(run.scaled(_QUERIES, 20), dim, seed=99):
        run.cancel.check()
        found.graph_ms.append(1000 * seconds_of(lambda query=query: ask("graph", graph, query)))  # type: ignore[misc]
        found.exact_ms.append(1000 * seconds_of(lambda query=query: ask("exact", exact, query)))  # type: ignore[misc]
        found.recalls.append(len(np.intersect1d(answers["graph"], answers["exact"])) / len(answers["exact"]))
    return found


def churn(run: BenchRun, graph: HnswIndex, exact: ExactIndex, dim: int) -> None:
    """Replace a fifth of both, ten times over."""
    rng = np.random.default_rng(6)
    for number in range(_CHURN_ROUNDS):
        run.say("replacing vectors", number, _CHURN_ROUNDS)
        gone = rng.choice(exact.ids, round(len(exact) * _CHURN_SHARE), replace=False)
        new = drawn_vectors(len(gone), dim, seed=1000 + number)
        first = int(exact.ids.max()) + 1
        ids = np.arange(first, first + len(gone))
        for index in (graph, exact):
            index.remove(gone)
            index.add(ids, new)


def _built(run: BenchRun, count: int, dim: int) -> tuple[HnswIndex, ExactIndex, float]:
    """Build a graph of the first vectors, and all vectors for comparing; return how long the graph took."""
    vectors = drawn_vectors(count, dim, seed=1)
    ids = np.arange(count)
    graph, built_s = HnswIndex(dim, capacity=count, like=vectors), 0.0
    for start in range(0, count, _AT_ONCE):
        run.say(f"building a graph of {count:,} vectors", start, count)
        part = slice(start, start + _AT_ONCE)
        built_s += seconds_of(lambda part=part: graph.add(ids[part], vectors[part]))  # type: ignore[misc]
    return graph, ExactIndex(dim, ids, vectors), built_s


def _figures(name: str, found: Found) -> tuple[Figure, Figure]:
    mean = float(np.mean(found.recalls))
    recall = Spread(mean, min(found.recalls), max(found.recalls), len(found.recalls))
    exact = Baseline("exact", Spread.exactly(1.0))
    quicker = Baseline("exact", Spread.of(found.exact_ms), turned=True)
    return (
        Figure("recall", f"{name}: recall@{NEAREST}, mean", recall, "", exact, Goal(at_least=_BAR)),
        Figure("recall", f"{name}: time", Spread.of(found.graph_ms), "ms", quicker),
    )


def _share_text(share: float) -> str:
    return "no filter" if share == 1.0 else f"a filter lets {100 * share:g} % through"


def _curve(plain: list[tuple[int, Found, float]]) -> Curve:
    sizes = tuple(float(count) for count, _, _ in plain)
    return Curve(
        "The ten nearest of n vectors",
        "vectors",
        "milliseconds",
        (
            Series("graph", sizes, tuple(float(np.median(found.graph_ms)) for _, found, _ in plain)),
            Series("exact", sizes, tuple(float(np.median(found.exact_ms)) for _, found, _ in plain)),
        ),
    )
