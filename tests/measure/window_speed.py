"""How quick and how large the window is: `python -m tests.measure.window_speed KIND ...` prints one JSON document.

    grid COUNT        a listing of so many rows, without an engine: first show, scrolling, memory
    start LIBRARY     starts the window in processes of its own, cold (where the caches may be dropped) and warm
    library LIBRARY   types queries and opens photos: times to results and heat maps, memory of window and engine
    clip WORK         indexes a clip of ten minutes and opens it: time to the timeline
    index LIBRARY PHOTOS [SECONDS]   fills a library and watches the event loop while somebody types

A large library comes from `tests.measure.large_library`. Run it under xvfb-run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av
import numpy as np
import psutil
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.appearance import Appearance
from app.engine_client import EngineClient
from app.operations import Operations
from app.search.result_grid import ResultGrid
from app.tasks import BackgroundPool
from app.thumbnail_cache import ThumbnailCache
from engine.bench.drawn_pictures import draw_scene
from engine.browse_records import Listing
from engine.records import MediaKind, SearchRequest
from tests.helpers.fake_engine import FakeLibrary, InlinePipe, no_stacks
from tests.measure.opened_window import Figures, OpenedWindow, memory_mb, summary, wait

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
WARM_STARTS = 5
KEY_MS = 90  # between two keys of somebody who types well
CLIP_S, CLIP_FPS = 600, 10


def measure_grid(count: int) -> Figures:
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
        before = memory_mb(psutil.Process())["own"]
        began = time.perf_counter()
        grid.show_listing(SearchRequest(""), listing)
        grid.repaint()
        shown_ms = (time.perf_counter() - began) * 1000
        bar, jumps = grid.verticalScrollBar(), []
        for step in range(SCROLL_STEPS):
            began = time.perf_counter()
            bar.setValue(bar.maximum() * step // SCROLL_STEPS)
            grid.viewport().repaint()
            jumps.append((time.perf_counter() - began) * 1000)
            QTest.qWait(5)
        steps: list[float] = []
        for _ in range(SCROLL_STEPS):
            began = time.perf_counter()
            bar.setValue(bar.value() - bar.singleStep())
            grid.viewport().repaint()
            steps.append((time.perf_counter() - began) * 1000)
            QTest.qWait(1)
        wait(lambda: not grid.results.loader.is_busy, "the rows")
        began = time.perf_counter()
        grid.select_all()
        selected_ms = (time.perf_counter() - began) * 1000
        after = memory_mb(psutil.Process())["own"]
        grid.close()
        pool.close()
        engine.close()
    return {
        "rows": count,
        "first_show_ms": round(shown_ms, 1),
        "jump": summary(jumps),
        "scroll_step": summary(steps),
        "select_all_ms": round(selected_ms, 1),
        "memory_mb": round(after - before, 1),
    }


def measure_start(library: Path) -> Figures:
    """Start the window again and again."""
    command = [sys.executable, "-m", "tests.measure.window_speed", "started", str(library)]

    def start() -> Figures:
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        found: Figures = json.loads(done.stdout)
        return found

    return {"cold": start() if _drop_caches() else None, "warm": [start() for _ in range(WARM_STARTS)]}


def started(library: Path) -> Figures:
    """Start once, here."""
    opened = OpenedWindow(library)
    opened.still()
    found = {
        "interactive_ms": round(opened.interactive_ms),
        "engine_ms": round(opened.engine_ms),
        "first_listing_ms": round(opened.listed_ms),
        "torch_in_window": opened.has_torch,
        "memory": opened.memory(),
    }
    opened.close()
    return found


def _drop_caches() -> bool:
    """Let the system forget what it has read; False where that is not allowed."""
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        return False
    return True


def measure_library(library: Path) -> Figures:
    """Type, open, walk from photo to photo with a word's heat map kept."""
    opened = OpenedWindow(library)
    opened.still()  # the engine may go on looking through all folders, as after every start
    idle = opened.memory()
    typed, searched = _type_queries(opened, 3)
    after_search = opened.memory()
    _tell("typed", summary(typed))
    heat, hovered = _walk_photos(opened, 30)
    _tell("heat", summary(heat))
    gaps = list(map(float, opened.window.loop_watch.gaps_ms))
    found: Figures = {
        "items": opened.engine.status.photos + opened.engine.status.clips if opened.engine.status else 0,
        "torch_in_window": opened.has_torch or "torch" in sys.modules,
        "memory_idle": idle,
        "memory_after_searches": after_search,
        "memory_after_viewing": opened.memory(),
        "last_key_to_results": summary(typed),
        "of_which_engine": summary(searched),
        "next_photo_to_heat_map": summary(heat),
        "another_word": summary(hovered),
        "event_loop_gap": summary(gaps),
    }
    opened.close()
    return found


def _tell(what: str, found: object) -> None:
    """Say what is known already: a run of minutes may be ended before it is over."""
    sys.stderr.write(f"{what}: {found}\n")
    sys.stderr.flush()


def _type_queries(opened: OpenedWindow, rounds: int) -> tuple[list[float], list[float]]:
    """Type letter by letter; return the times from the last key to results on screen, and those in the engine."""
    page, typed, took = opened.page, [], []
    told: list[float] = []
    page.session.answered.connect(lambda listing: told.append(listing.took_ms))
    for number, query in enumerate(QUERIES * rounds):
        page.query_bar.edit.setFocus()
        page.query_bar.edit.selectAll()
        for letter in query[:-1]:
            QTest.keyClicks(page.query_bar.edit, letter)
            QTest.qWait(KEY_MS)
        before, began = len(told), time.perf_counter()
        QTest.keyClicks(page.query_bar.edit, query[-1])
        wait(lambda: page.session.listing is not None and page.session.listing.query == query, query)  # noqa: B023
        page.grid.viewport().repaint()
        if number >= len(QUERIES):  # the first round also loads the model
            typed.append((time.perf_counter() - began) * 1000)
            took += told[max(before, len(told) - 1) :]
        opened.still()
    return typed, took


def _walk_photos(opened: OpenedWindow, count: int) -> tuple[list[float], list[float]]:
    """Keep a word and step on; return the times to its heat map, and those to the heat map of another word."""
    page, heat, hovered = opened.page, [], []
    page.session.change_now({"kind": MediaKind.PHOTO})
    opened.still()
    shown: list[float] = []
    page.viewer.heat_shown.connect(lambda: shown.append(time.perf_counter()))
    page.grid.setFocus()
    page.grid.step(1)
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    opened.still()
    page.viewer.why.pin_next()
    for _ in range(count):
        if page.grid.currentIndex().row() + 1 >= page.grid.results.rowCount():
            break  # as few match as there are
        before, began = len(shown), time.perf_counter()
        QTest.keyClick(page.grid, Qt.Key.Key_Right)
        wait(lambda: len(shown) > before, "a heat map")  # noqa: B023
        page.viewer.picture.repaint()
        heat.append((time.perf_counter() - began) * 1000)
        opened.still()
        began = time.perf_counter()
        page.viewer.why.pin_next()
        page.viewer.picture.repaint()
        hovered.append((time.perf_counter() - began) * 1000)
        page.viewer.why.pin_next(-1)
        opened.still()
    return heat, hovered


def measure_clip(work: Path) -> Figures:
    """Open a clip of ten minutes again and again, each time for another query."""
    work.mkdir(parents=True, exist_ok=True)
    clip = work / "Clips" / "ten minutes.mp4"
    if not clip.exists():
        write_clip(clip)
    subprocess.run(
        [sys.executable, "-m", "engine", "index", str(clip.parent), "--library", str(work / "library"), "--json"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    opened = OpenedWindow(work / "library")
    page, curves, pictures = opened.page, [], []
    opened.still()
    told: list[int] = []
    shown: list[float] = []
    page.viewer.session.curves_loaded.connect(lambda found: told.append(len(found.times_s)))
    page.viewer.session.picture_loaded.connect(lambda _: shown.append(time.perf_counter()))
    for query in QUERIES * 2:
        page.session.change_now({"query": query})
        opened.still()
        before, seen, began = len(told), len(shown), time.perf_counter()
        page.grid.setCurrentIndex(page.grid.results.index(0))
        QTest.keyClick(page.grid, Qt.Key.Key_Return)
        wait(lambda: len(told) > before, "a curve")  # noqa: B023
        page.viewer.timeline.repaint()
        curves.append((time.perf_counter() - began) * 1000)
        wait(lambda: len(shown) > seen, "the picture")  # noqa: B023
        pictures.append((shown[-1] - began) * 1000)
        opened.still()
        page.close_viewer()
    opened.close()
    return {"kept_frames": told[-1], "clip_to_timeline": summary(curves), "clip_to_picture": summary(pictures)}


def write_clip(path: Path) -> None:
    """Encode ten minutes of drawn scenes, each closing in for two seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=CLIP_FPS)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number in range(CLIP_S // 2):
            scene = Image.fromarray(draw_scene(number, 320, 240))
            for step in range(2 * CLIP_FPS):
                edge = step * 2.0
                pixels = np.asarray(scene.resize((320, 240), box=(edge, edge * 0.75, 320 - edge, 240 - edge * 0.75)))
                container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))


def measure_index(library: Path, photos: Path, most_s: float = 300.0) -> Figures:
    """Fill a library and watch how late the event loop's ticks are while a person types and looks."""
    opened = OpenedWindow(library)
    page, session = opened.page, opened.window.library_page.session
    ended: list[object] = []
    session.index_ended.connect(lambda: ended.append(1))
    opened.window._on_folder_given(photos)
    card = opened.window.library_page.card
    wait(lambda: card.yes_button.isVisible() or session.is_indexing or bool(ended), "the estimate")
    if card.yes_button.isVisible():
        card.yes_button.click()
    wait(lambda: session.is_indexing, "the index")
    opened.window.show_search()
    opened.window.loop_watch._gaps_ms.clear()
    began, number, typed = time.monotonic(), 0, []
    while not ended and time.monotonic() - began < most_s:
        query = QUERIES[number % len(QUERIES)]
        page.query_bar.edit.selectAll()
        QTest.keyClicks(page.query_bar.edit, query)
        typed_at = time.perf_counter()
        wait(lambda: page.session.listing is not None and page.session.listing.query == query, query)  # noqa: B023
        typed.append((time.perf_counter() - typed_at) * 1000)
        number += 1
        for _ in range(20):
            bar = page.grid.verticalScrollBar()
            bar.setValue((bar.value() + bar.singleStep()) % max(1, bar.maximum()))
            QTest.qWait(100)
    took_s = time.monotonic() - began
    gaps = list(map(float, opened.window.loop_watch.gaps_ms))
    status, memory, is_finished = opened.engine.status, opened.memory(), bool(ended)
    opened.close()
    return {
        "seconds": round(took_s),
        "is_finished": is_finished,
        "frames_so_far": status.frames if status else 0,
        "event_loop_gap": summary(gaps),
        "last_key_to_results": summary(typed),
        "memory": memory,
    }


def main() -> None:
    """Measure what is asked for."""
    kind, *rest = sys.argv[1:]
    paths = [Path(text).absolute() for text in rest]
    if kind == "grid":
        result = measure_grid(int(rest[0]))
    elif kind == "index":
        result = measure_index(paths[0], paths[1], float(rest[2]) if len(rest) > 2 else 300.0)
    else:
        measures = {"start": measure_start, "started": started, "library": measure_library, "clip": measure_clip}
        result = measures[kind](paths[0])
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
