"""How quick and how large the window is: `python -m tests.measure.window_speed KIND ...`, see `main`.

`grid` shows a listing of so many rows without an engine; `library` opens the window on a library with the real engine,
types queries and opens results; `index` fills a new library from a folder and watches the event loop meanwhile. Each
prints one JSON document. Run it under xvfb-run, or offscreen.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.appearance import Appearance
from app.engine_client import EngineClient
from app.gui_options import GuiOptions
from app.main import engine_starter
from app.main_window import MainWindow
from app.operations import Operations
from app.preferences import Preferences
from app.search.result_grid import ResultGrid
from app.services import Services
from app.tasks import BackgroundPool
from app.thumbnail_cache import ThumbnailCache
from app.view_state import ViewState
from engine.browse_records import Listing
from engine.config import Config
from engine.records import MediaKind, SearchRequest
from tests.helpers.fake_engine import FakeLibrary, InlinePipe, no_stacks

QUERIES = (
    "a red circle",
    "sunset over water",
    "green hills",
    "a dog on grass",
    "two dots",
    "night sky",
    "snow",
    "a boat",
)
SCROLL_STEPS = 200
PATIENCE_S = 300.0


def share(values: list[float], part: float) -> float:
    """Return a percentile."""
    return float(np.percentile(values, part)) if values else float("nan")


def summary(values_ms: list[float]) -> dict[str, float]:
    """Return what a series of milliseconds comes to."""
    return {
        "p50_ms": round(statistics.median(values_ms), 1),
        "p95_ms": round(share(values_ms, 95), 1),
        "max_ms": round(max(values_ms), 1),
        "count": len(values_ms),
    }


def memory_mb(process: psutil.Process) -> float:
    """Return the resident memory of a process."""
    return float(round(process.memory_info().rss / 1e6, 1))


def wait(until: Callable[[], bool], what: str) -> None:
    """Let the event loop run until something is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        QTest.qWait(2)


def measure_grid(count: int) -> dict[str, object]:
    """Show, scroll and select a listing of `count` rows."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        library, pool = FakeLibrary(Path(folder), items=60), BackgroundPool()
        engine = EngineClient(lambda on_frame, on_end: InlinePipe(library, on_frame, on_end))
        engine.start()
        assert isinstance(application, QApplication)
        grid = ResultGrid(Operations(engine), ThumbnailCache(pool), Appearance(application, "light"), cell_px=220)
        grid.resize(1300, 800)
        grid.show()
        ids = np.arange(1, count + 1, dtype=np.int64)
        days = (738_000 - ids // 20).astype(np.int32)
        listing = Listing(
            "", (), ids, days, no_stacks(), count, 0, is_capped=False, has_query=False, head=(), took_ms=0
        )
        before = memory_mb(psutil.Process())
        began = time.perf_counter()
        grid.show_listing(SearchRequest(""), listing)
        grid.repaint()
        shown_ms = (time.perf_counter() - began) * 1000
        bar, steps = grid.verticalScrollBar(), []
        for step in range(SCROLL_STEPS):
            began = time.perf_counter()
            bar.setValue(bar.maximum() * step // SCROLL_STEPS)
            grid.viewport().repaint()
            steps.append((time.perf_counter() - began) * 1000)
            QTest.qWait(5)
        small: list[float] = []
        for _ in range(SCROLL_STEPS):
            began = time.perf_counter()
            bar.setValue(bar.value() - bar.singleStep())
            grid.viewport().repaint()
            small.append((time.perf_counter() - began) * 1000)
            QTest.qWait(1)
        wait(lambda: not grid.results.loader.is_busy, "the rows")
        began = time.perf_counter()
        grid.select_all()
        selected_ms = (time.perf_counter() - began) * 1000
        after = memory_mb(psutil.Process())
        grid.close()
        pool.close()
        engine.close()
    return {
        "rows": count,
        "first_show_ms": round(shown_ms, 1),
        "jump": summary(steps),
        "scroll_step": summary(small),
        "select_all_ms": round(selected_ms, 1),
        "memory_mb": round(after - before, 1),
    }


class OpenWindow:
    """A window with the real engine on a library."""

    def __init__(self, library: Path) -> None:
        self.began = time.perf_counter()
        found = QApplication.instance()
        application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
        self.pool = BackgroundPool()
        self.engine = EngineClient(engine_starter(GuiOptions(library)))
        self._settings = tempfile.TemporaryDirectory()
        settings = Path(self._settings.name)
        services = Services(
            Config(),
            self.engine,
            Operations(self.engine),
            ThumbnailCache(self.pool),
            Appearance(application, "light"),
            Preferences(settings / "settings.toml"),
            self.pool,
        )
        self.window = MainWindow(services, ViewState(settings / "window.ini"))
        self.window.show_at_start(remembers=False)
        self.window.resize(1480, 920)
        QTest.qWait(1)
        self.shown_ms = (time.perf_counter() - self.began) * 1000
        self.engine.start()
        wait(lambda: self.engine.status is not None, "the engine")
        self.ready_ms = (time.perf_counter() - self.began) * 1000
        self.page = self.window.search_page

    def memory(self) -> dict[str, float]:
        here = psutil.Process()
        engines = [child for child in here.children(recursive=True) if "engine.host" in " ".join(child.cmdline())]
        return {"window_mb": memory_mb(here), "engine_mb": sum(map(memory_mb, engines))}

    def still(self) -> None:
        page = self.page
        wait(lambda: not self.engine.running and not page.session.is_busy and self.window.thumbnails.is_idle, "rest")

    def close(self) -> None:
        self.window.close()
        self.pool.close()
        self.engine.close()
        self._settings.cleanup()


def measure_library(library: Path) -> dict[str, object]:
    """Start, type, open, hover."""
    opened = OpenWindow(library)
    page = opened.page
    has_torch = "torch" in sys.modules
    wait(lambda: page.session.listing is not None, "the first listing")
    listed_ms = (time.perf_counter() - opened.began) * 1000
    opened.still()
    idle = opened.memory()
    typed: list[float] = []
    answers: list[float] = []
    page.session.answered.connect(lambda listing: answers.append(time.perf_counter()))
    for number, query in enumerate((*QUERIES, *QUERIES, *QUERIES)):
        page.query_bar.edit.setFocus()
        page.query_bar.edit.selectAll()
        before = len(answers)
        QTest.keyClicks(page.query_bar.edit, query + " " * (number % 2))
        began = time.perf_counter()
        wait(lambda before=before: len(answers) > before and not page.session.is_busy, query)  # type: ignore[misc]  # of this turn
        typed.append((answers[-1] - began) * 1000)
        opened.still()
    searched = opened.memory()
    heat: list[float] = []
    shown: list[float] = []
    explained: list[float] = []
    page.viewer.session.explained.connect(lambda explanation: explained.append(time.perf_counter()))
    grid = page.grid
    grid.setFocus()
    for _ in range(25):
        before = len(explained)
        began = time.perf_counter()
        if not grid.step(1):
            break
        wait(lambda: grid.current_hit is not None, "a row")
        hit = grid.current_hit
        assert hit is not None
        page.open_hit(hit)
        wait(lambda before=before: len(explained) > before, "an explanation")  # type: ignore[misc]  # of this turn
        heat.append((explained[-1] - began) * 1000)
        began = time.perf_counter()
        page.viewer.why.pin_next()
        page.viewer.picture.repaint()
        shown.append((time.perf_counter() - began) * 1000)
        opened.still()
    curves: list[float] = []
    told: list[float] = []
    page.viewer.session.curves_loaded.connect(lambda found: told.append(time.perf_counter()))
    page.session.change_now({"kind": MediaKind.VIDEO})
    opened.still()
    for row in range(min(10, grid.results.rowCount())):
        clip = grid.results.hit(row)
        if clip is not None:
            before, began = len(told), time.perf_counter()
            page.viewer.leave()
            page.open_hit(clip)
            wait(lambda before=before: len(told) > before, "a curve")  # type: ignore[misc]  # of this turn
            curves.append((told[-1] - began) * 1000)
            opened.still()
    viewed = opened.memory()
    gaps = list(map(float, opened.window.loop_watch.gaps_ms))
    opened.close()
    return {
        "window_shown_ms": round(opened.shown_ms),
        "engine_ready_ms": round(opened.ready_ms),
        "first_listing_ms": round(listed_ms),
        "torch_in_window": has_torch,
        "memory_idle": idle,
        "memory_after_searches": searched,
        "memory_after_viewing": viewed,
        "last_key_to_results": summary(typed),
        "result_opened_to_heat_maps": summary(heat),
        "next_word_shown": summary(shown),
        "clip_opened_to_curve": summary(curves) if curves else None,
        "event_loop_gap": summary(gaps) | {"p99_ms": share(gaps, 99)},
    }


def measure_index(library: Path, photos: Path, most_s: float = 300.0) -> dict[str, object]:
    """Fill a library and watch how late the event loop's ticks are while a person types."""
    opened = OpenWindow(library)
    ended: list[object] = []
    session = opened.window.library_page.session
    session.index_ended.connect(lambda: ended.append(1))
    opened.window._on_folder_given(photos)
    card = opened.window.library_page.card
    wait(lambda: card.yes_button.isVisible() or session.is_indexing or bool(ended), "the estimate")
    if card.yes_button.isVisible():
        card.yes_button.click()
    opened.window.show_search()
    opened.window.loop_watch._gaps_ms.clear()
    began, number = time.monotonic(), 0
    while not ended and time.monotonic() - began < most_s:
        opened.page.query_bar.edit.selectAll()
        QTest.keyClicks(opened.page.query_bar.edit, QUERIES[number % len(QUERIES)])
        number += 1
        QTest.qWait(3000)
    took_s = time.monotonic() - began
    gaps = list(map(float, opened.window.loop_watch.gaps_ms))
    status = opened.engine.status
    opened.close()
    return {
        "seconds": round(took_s),
        "is_finished": bool(ended),
        "frames": status.frames if status else 0,
        "event_loop_gap": summary(gaps) | {"p99_ms": share(gaps, 99)},
    }


def main() -> None:
    kind, *rest = sys.argv[1:]
    if kind == "grid":
        result = measure_grid(int(rest[0]))
    elif kind == "library":
        result = measure_library(Path(rest[0]).absolute())
    else:
        result = measure_index(Path(rest[0]).absolute(), Path(rest[1]).absolute())
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
