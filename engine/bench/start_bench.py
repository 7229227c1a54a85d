"""`start`: from the start of a process to the first result, of the engine and of the window, beside importing torch."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from filelock import FileLock

from engine.bench.bench_run import BenchRun
from engine.bench.drawn_pictures import draw_caption
from engine.bench.drawn_rows import RowPlan, make_rows
from engine.bench.engine_link import StartFailed, engine_link
from engine.bench.figures import Baseline, BenchResult, Figure, Goal, Spread
from engine.records import SearchRequest
from engine.store.database import LOCK_NAME

VECTORS: Final = 20_000
_PATIENCE_S: Final = 120.0
_POLL_S: Final = 0.005
_WINDOW_BAR: Final = 1.0
_RESULT_BAR: Final = 2.0
_OPEN, _ANSWERED = "The window is open.", "The first answer has"


def measure(run: BenchRun) -> BenchResult:
    """Start everything in turn, warm: files were read before."""
    vectors = run.scaled(VECTORS, 40)
    library_dir = run.folder / "library"
    plan = RowPlan.of_vectors(vectors)
    make_rows(library_dir, run.model, plan, run.folder / "Pictures", lambda done, of: run.say("writing rows", done, of))
    taken: dict[str, list[float]] = {}
    run.say("starting")
    _start_all(run, library_dir)  # what the disk has to be read for is read once
    for number in run.rounds():
        run.say("starting", number, run.repeats)
        for name, seconds in _start_all(run, library_dir).items():
            taken.setdefault(name, []).append(seconds)
    spreads = {name: Spread.of(seconds) for name, seconds in taken.items()}
    baseline = Baseline('python -c "import torch"', spreads.pop("torch"))
    bars = {
        "window: open": Goal(at_most=_WINDOW_BAR),
        "window: first result of a typed query": Goal(at_most=_RESULT_BAR),
        "engine: first result": Goal(at_most=_RESULT_BAR),
    }
    figures = tuple(
        Figure("start", name, spread, "s", baseline, bars.get(name), 1, "warm") for name, spread in spreads.items()
    )
    facts = (
        f"A library of {plan.vectors:,} vectors. The window is drawn off screen, so that none opens on a desktop; "
        "it is open when its event loop takes the first turn, by its own log.",
        "A first result needs the model: torch imported, weights read, the query embedded and compared.",
    )
    return BenchResult("start", figures, facts=facts)


def _start_all(run: BenchRun, library_dir: Path) -> dict[str, float]:
    return {"torch": _import_torch(), **_window(library_dir, run.model), **_engine(library_dir, run.model)}


def _import_torch() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import torch"], check=True)
    return time.perf_counter() - began


def _engine(library_dir: Path, model: Path) -> dict[str, float]:
    """Start the engine's process, ask at once, and wait for the answer."""
    with engine_link(library_dir, model) as engine:
        engine.ask("search", request=SearchRequest(draw_caption(1)))
        answered_s = time.perf_counter() - engine.began
        engine.leave()
        return {"engine: ready to be asked": engine.ready_s, "engine: first result": answered_s}


def _window(library_dir: Path, model: Path) -> dict[str, float]:
    """Start the window with a query and follow its log."""
    log = library_dir / "logs" / "window.log"
    log.unlink(missing_ok=True)
    command = [sys.executable, "-P", "-m", "app", "gui", "--library", str(library_dir), "--model", str(model)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    began = time.perf_counter()
    process = subprocess.Popen([*command, "--query", draw_caption(2)], stderr=subprocess.DEVNULL, env=environment)
    try:
        opened = _when(log, process, began, _OPEN)
        answered = _when(log, process, began, _ANSWERED)
    finally:
        process.kill()  # its engine reads the end of its input and leaves in order
        process.wait()
    _wait_for_lock(library_dir)
    return {"window: open": opened, "window: first result of a typed query": answered}


def _when(log: Path, process: subprocess.Popen[bytes], began: float, said: str) -> float:
    """Wait until a log says something; return how long after the start that was."""
    while time.perf_counter() - began < _PATIENCE_S:
        if log.is_file() and said in log.read_text(encoding="utf-8", errors="replace"):
            return time.perf_counter() - began
        if process.poll() is not None:
            raise StartFailed("The window ended before it was open; evoke doctor says what is missing.")
        time.sleep(_POLL_S)
    raise StartFailed(f"The window was not there within {_PATIENCE_S:.0f} s.")


def _wait_for_lock(library_dir: Path) -> None:
    """Wait until the engine of a window that was ended has let go of its library."""
    with FileLock(library_dir / LOCK_NAME, timeout=_PATIENCE_S):
        pass
