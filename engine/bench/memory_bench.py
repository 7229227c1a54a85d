"""`memory`: what 100,000 photos take in memory and on the disk, beside the raw bytes of their vectors."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.bench.bench_run import BenchRun, seconds_of
from engine.bench.drawn_photos import make_photos
from engine.bench.drawn_pictures import draw_caption
from engine.bench.drawn_rows import RowPlan, make_rows
from engine.bench.engine_link import StartFailed, engine_link
from engine.bench.figures import Baseline, BenchResult, Figure, Goal, Spread
from engine.bench.process_memory import folder_bytes, watched_peak
from engine.cots.checkpoint_header import read_header
from engine.records import SearchRequest

ITEMS: Final = 100_000
_PHOTOS: Final = 40
_REST_AFTER_S: Final = 4.0  # of quiet; five minutes where a person is at work
_POLL_S: Final = 0.1
_READY: Final = "vectors is ready"  # of the engine's log
_RAM_BAR: Final = 1.6
_DISK_BAR: Final = 1.3
_MB: Final = 1e6
_CACHES: Final = ("thumbnails", "logs")


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes the engine's process takes after a search and while it rests, and its library on the disk.

    Attributes:
        searched: Bytes in memory after a search.
        rested: Bytes in memory once it rests.
        disk: Bytes on the disk.
        search_s: What a search takes.
        woken_s: What the first search after a rest takes.
    """

    searched: int
    rested: int
    disk: int
    search_s: float
    woken_s: float


def measure(run: BenchRun) -> BenchResult:
    """Compare an engine with an empty library with one that has so many photos; then watch an indexing run."""
    items, exact_items = run.scaled(ITEMS, 200), run.scaled(ITEMS, 200) - 100
    few = _taken(run, 100)
    graph = [_taken(run, items) for _ in run.rounds(min(run.repeats, 3))]
    exact = [_taken(run, exact_items) for _ in run.rounds(min(run.repeats, 3))]
    dim = read_header(run.model).config.vector_dim
    figures: list[Figure] = []
    for count, taken, name in ((items, graph, "graph"), (exact_items, exact, "exact search")):
        raw = Baseline(f"vectors in single precision, {dim} x 4 bytes", Spread.exactly(count * dim * 4 / _MB))
        memory = [(one.searched - few.searched) / _MB for one in taken]
        disk = [(one.disk - few.disk) / _MB for one in taken]
        figures.append(_figure(f"{count:,} photos in memory, {name}", memory, raw, Goal(at_most=_RAM_BAR)))
        figures.append(_figure(f"{count:,} photos on the disk, {name}", disk, raw, Goal(at_most=_DISK_BAR)))
    at_work = Baseline("the same engine right after a search", Spread.of([one.searched / _MB for one in graph]))
    figures.append(_figure("the engine without photos, after a search", [few.searched / _MB], None))
    figures.append(_figure(f"{items:,} photos, at rest", [one.rested / _MB for one in graph], at_work))
    usual = Baseline("a search before", Spread.of([one.search_s * 1000 for one in graph]))
    woken = Spread.of([one.woken_s * 1000 for one in graph])
    figures.append(Figure("memory", f"{items:,} photos, the first search after a rest", woken, "ms", usual))
    own, together = _indexing(run)
    figures.append(_figure("peak while indexing, the engine", own, None))
    figures.append(_figure("peak while indexing, with decoding processes", together, None))
    facts = (
        "Resident memory of the engine's process after its first search, less that of an engine whose library has 100 "
        "photos; both hold the model. On the disk: database and index, without thumbnails, less those of 100 photos.",
        "At rest, which begins five minutes after the last request and here after four seconds, the engine lets go of "
        "the model and of what it remembers, and gives freed memory back.",
        "Vectors are kept in half precision, on the disk and in memory; the graph has half as many numbers of each in "
        "single precision, in memory only.",
        f"Indexing: {run.scaled(_PHOTOS, 4)} photos of 12 megapixels, looked at fifty times a second.",
    )
    return BenchResult("memory", tuple(figures), facts=facts)


def _taken(run: BenchRun, photos: int) -> Taken:
    folder = run.folder / f"photos-{photos}"
    library_dir = folder / "library"
    plan = RowPlan(photos, clip_every=0)
    folder.mkdir(exist_ok=True)
    make_rows(library_dir, run.model, plan, folder / "Pictures", lambda done, of: run.say("writing rows", done, of))
    if photos >= run.config.indexing.exact_below:
        _build_graph(run, library_dir)
    run.say(f"looking at an engine with {photos:,} photos")
    rest_s = max(1.0, _REST_AFTER_S * min(1.0, run.scale * 10))
    ready = _times_ready(library_dir)
    with engine_link(library_dir, run.model, "--rest-after", str(rest_s)) as engine:
        engine.ask("search", request=SearchRequest(draw_caption(1)))
        while photos >= run.config.indexing.exact_below and _times_ready(library_dir) == ready:
            time.sleep(_POLL_S)
        search_s = seconds_of(lambda: engine.ask("search", request=SearchRequest(draw_caption(2))))
        searched = engine.memory_bytes
        time.sleep(rest_s * 2)
        rested = engine.memory_bytes
        woken_s = seconds_of(lambda: engine.ask("search", request=SearchRequest(draw_caption(3))))
        engine.leave()
    return Taken(searched, rested, folder_bytes(library_dir, *_CACHES), search_s, woken_s)


def _build_graph(run: BenchRun, library_dir: Path) -> None:
    """Have an engine build the graph and save it, so that the next one opens it."""
    ready = _times_ready(library_dir)
    with engine_link(library_dir, run.model) as engine:
        engine.ask("search", request=SearchRequest(draw_caption(0)))
        while _times_ready(library_dir) == ready:
            run.say("building the graph")
            time.sleep(_POLL_S)
        engine.leave()


def _times_ready(library_dir: Path) -> int:
    """Return how often an engine's log says that its graph is in use."""
    log = library_dir / "logs" / "engine.log"
    return log.read_text(encoding="utf-8").count(_READY) if log.is_file() else 0


def _indexing(run: BenchRun) -> tuple[list[float], list[float]]:
    """Return the peaks of indexing runs in MB: of the engine alone, and with its decoding processes."""
    megapixels = 12.0 if run.scale > 0.01 else 0.3
    photos = run.folder / "to-index"
    make_photos(photos, run.scaled(_PHOTOS, 4), megapixels)
    own: list[float] = []
    together: list[float] = []
    for number in run.rounds(min(run.repeats, 3)):
        run.say("watching an indexing run", number)
        library_dir = run.folder / f"indexed-{number}"
        shutil.rmtree(library_dir, ignore_errors=True)
        arguments = ["index", str(photos), "--library", str(library_dir), "--model", str(run.model), "--json"]
        command = [sys.executable, "-P", "-m", "engine", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with watched_peak(process.pid) as peak:
            if process.wait() != 0:
                raise StartFailed("Indexing ended with an error.")
        own.append(peak.own / _MB)
        together.append(peak.together / _MB)
    return own, together


def _figure(name: str, values: Sequence[float], baseline: Baseline | None, goal: Goal | None = None) -> Figure:
    return Figure("memory", name, Spread.of(values), "MB", baseline, goal)
