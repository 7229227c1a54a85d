"""`query`: from a typed text to rows with moments, with and without filters, beside reading everything each time."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np

from engine.bench.bench_run import BenchRun, seconds_of
from engine.bench.drawn_pictures import draw_caption
from engine.bench.drawn_rows import RowPlan, make_rows
from engine.bench.figures import Baseline, BenchResult, Curve, Figure, Goal, Series, Spread
from engine.bench.one_table import OneTable
from engine.cots.encoder import CotsEncoder
from engine.device import thread_count
from engine.library import Library
from engine.records import MediaKind, SearchRequest
from engine.search.ranking import SCAN_BELOW
from engine.store import Store

VECTORS: Final = (10_000, 100_000, 1_000_000)
_QUERIES: Final = 60
_BASELINE_ROUNDS: Final = 5
_BAR_MS: Final = 30.0
_BAR_TIMES: Final = 20.0


@dataclasses.dataclass(frozen=True, slots=True)
class SizeResult:
    """What one size took: milliseconds of every query, by filter, of the window's whole list, and of the baseline."""

    vectors: int
    has_graph: bool
    taken_ms: Mapping[str, list[float]]
    listed_ms: list[float]
    baseline_ms: list[float]


def measure(run: BenchRun) -> BenchResult:
    """Search libraries of three sizes."""
    run.say("loading the model")
    encoder = CotsEncoder.load(run.model, run.config.compute)
    sizes = [_measured(run, encoder, run.scaled(vectors, 40)) for vectors in VECTORS]
    threads = thread_count(run.config.compute)
    figures: list[Figure] = []
    for size in sizes:
        figures += _figures(size, threads, is_largest=size is sizes[-1])
    counts = tuple(float(size.vectors) for size in sizes)
    curve = Curve(
        "From a typed text to rows",
        "vectors",
        "milliseconds",
        (
            Series("Evoke, median", counts, tuple(float(np.median(size.taken_ms["no filter"])) for size in sizes)),
            Series("Evoke, p95", counts, tuple(_p95(size.taken_ms["no filter"]) for size in sizes)),
            Series("every vector read each time", counts, tuple(float(np.median(size.baseline_ms)) for size in sizes)),
        ),
    )
    facts = (
        "Half of the vectors are frames of clips of 40 frames. Every query is a new text of some ten words, embedded "
        "within the time; rows come with path, thumbnail, moments and the verdict whether anything matches.",
        "The window's list has all that matches, up to 5,000, with its counts, so that everything is compared.",
        "The baseline embeds the same text, reads every vector from SQLite, makes one product and sorts; it knows no "
        "filter and no moments.",
        *(f"{size.vectors:,} vectors: {_way(size)}." for size in sizes),
    )
    return BenchResult("query", tuple(figures), (curve,), facts)


def _measured(run: BenchRun, encoder: CotsEncoder, wanted: int) -> SizeResult:
    folder = run.folder / f"vectors-{wanted}"
    library_dir, originals = folder / "library", folder / "Pictures"
    plan = RowPlan.of_vectors(wanted)
    folder.mkdir(exist_ok=True)
    vectors = make_rows(
        library_dir, run.model, plan, originals, lambda done, of: run.say(f"writing {wanted:,} vectors", done, of)
    )
    table = OneTable(folder / "one-table.db")
    _fill(table, library_dir, encoder)
    with Library.open(library_dir, run.config, encoder=encoder) as library:
        run.say(f"opening {wanted:,} vectors")
        library.warm_up()
        has_graph = vectors >= run.config.indexing.exact_below
        run.say(f"opening or building the graph of {wanted:,} vectors")
        library.wait_for_graph()
        texts = map(draw_caption, range(wanted, 10**9))
        requests = _requests(originals, plan)
        taken: dict[str, list[float]] = {name: [] for name in requests}
        listed: list[float] = []
        baseline: list[float] = []
        for request in requests.values():  # what is read once is read now
            library.search(dataclasses.replace(request, query=next(texts)))
        rounds = run.scaled(_QUERIES, 3)
        for number in run.rounds(rounds):
            run.say(f"searching {wanted:,} vectors", number, rounds)
            for name, request in requests.items():
                taken[name].append(_ms(library, dataclasses.replace(request, query=next(texts))))
            if number % max(1, rounds // _BASELINE_ROUNDS) == 0:
                listed.append(1000 * seconds_of(lambda: library.browser.listing(SearchRequest(next(texts)))))
                baseline.append(1000 * seconds_of(lambda: table.search(encoder.encode_texts([next(texts)])[0], 50)))
                library.search(SearchRequest(next(texts)))  # what reading everything threw out of the caches
    return SizeResult(vectors, has_graph, taken, listed, baseline)


def _requests(originals: Path, plan: RowPlan) -> dict[str, SearchRequest]:
    """Return what is asked for, by its filter; the texts are put in later."""
    days = plan.media * 600 / 86_400
    half = datetime.fromordinal(datetime(2000, 1, 1).toordinal() + round(days / 2))
    return {
        "no filter": SearchRequest(""),
        "clips only": SearchRequest("", kind=MediaKind.VIDEO),
        "the later half": SearchRequest("", after=half),
        "one folder": SearchRequest("", folder=originals / "00000"),
    }


def _figures(size: SizeResult, threads: int, *, is_largest: bool) -> Iterator[Figure]:
    baseline = Baseline("every vector read each time", Spread.of(size.baseline_ms), turned=True)
    for name, taken in size.taken_ms.items():
        for part, value in (("p50", Spread.of(taken)), ("p95", _percentile(taken))):
            goal = None
            if is_largest and (name, part) == ("no filter", "p50"):
                goal = Goal(at_least=_BAR_TIMES)
            elif is_largest and part == "p95":
                goal = Goal(at_most=_BAR_MS, of_value=True)
            yield Figure(
                "query", f"{size.vectors:,} vectors, {name}, {part}", value, "ms", baseline, goal, threads, "warm"
            )
    listed = f"{size.vectors:,} vectors, all that matches, as the window lists it"
    yield Figure("query", listed, Spread.of(size.listed_ms), "ms", baseline, None, threads, "warm")


def _way(size: SizeResult) -> str:
    if size.has_graph and size.vectors >= SCAN_BELOW:
        return "the graph is asked, and what a narrow filter lets through is compared"
    return "all are compared"


def _fill(table: OneTable, library_dir: Path, encoder: CotsEncoder) -> None:
    with Store.open(library_dir) as store:  # written, so that one an older version left gets the newer schema
        (space,) = (space for space in store.spaces.all() if space.fingerprint == encoder.fingerprint)
        ids, vectors = store.vectors.load(space.space_id)
        table.fill(vectors, [f"/photos/IMG_{number:07}.jpg" for number in ids.tolist()])


def _ms(library: Library, request: SearchRequest) -> float:
    return 1000 * seconds_of(lambda: library.search(request))


def _p95(values: list[float]) -> float:
    return float(np.percentile(values, 95))


def _percentile(values: list[float]) -> Spread:
    return Spread(_p95(values), min(values), max(values), len(values))
