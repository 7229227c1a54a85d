"""The window with the real engine on a library, for what is measured of it."""

from __future__ import annotations

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
from app.services import Services
from app.tasks import BackgroundPool
from app.thumbnail_cache import ThumbnailCache
from app.translation import speak
from app.view_state import ViewState
from engine.config import Config

PATIENCE_S = 240.0
Figures = dict[str, object]


def share(values: list[float], part: float) -> float:
    """Return a percentile."""
    return round(float(np.percentile(values, part)), 1) if values else float("nan")


def summary(values_ms: list[float]) -> dict[str, float]:
    """Return what a series of milliseconds comes to."""
    if not values_ms:
        return {"count": 0}
    return {
        "p50_ms": round(statistics.median(values_ms), 1),
        "p95_ms": share(values_ms, 95),
        "p99_ms": share(values_ms, 99),
        "max_ms": round(max(values_ms), 1),
        "count": len(values_ms),
    }


def memory_mb(process: psutil.Process) -> dict[str, float]:
    """Return the resident memory of a process, and what of it is shared with no other."""
    found = process.memory_full_info()
    return {"rss": round(found.rss / 1e6, 1), "own": round(found.uss / 1e6, 1)}


def wait(until: Callable[[], bool], what: str) -> None:
    """Let the event loop run until something is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        QTest.qWait(1)


class OpenedWindow:
    """All times are counted from the beginning of this process, imports included."""

    def __init__(self, library: Path) -> None:
        self._born = psutil.Process().create_time()
        found = QApplication.instance()
        application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
        speak(application, "en")
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
        self.page = self.window.search_page
        self.window.show_at_start(remembers=False)
        self.window.resize(1480, 920)
        self.engine.start()
        QTest.qWaitForWindowExposed(self.window)
        QTest.keyClicks(self.page.query_bar.edit, "a")  # it takes what is typed
        assert self.page.query_bar.text == "a"
        self.page.query_bar.clear()
        self.interactive_ms = self.age_ms
        wait(lambda: self.engine.status is not None, "the engine")
        self.engine_ms = self.age_ms
        wait(lambda: self.page.session.listing is not None, "the first listing")
        self.listed_ms = self.age_ms
        self.has_torch = "torch" in sys.modules

    @property
    def age_ms(self) -> float:
        """Milliseconds since this process began."""
        return float((time.time() - self._born) * 1000)

    def memory(self) -> Figures:
        """Return the memory of the window, and of the engine without its decoding processes."""
        here = psutil.Process()
        engines = [child for child in here.children() if "engine.host" in " ".join(child.cmdline())]
        return {"window_mb": memory_mb(here), "engine_mb": memory_mb(engines[0]) if engines else None}

    def still(self) -> None:
        """Wait until nothing that is shown is awaited."""
        page = self.page

        def is_still() -> bool:
            busy = page.session.is_busy or page.viewer.session.is_busy or page.grid.results.loader.is_busy
            return not busy and self.window.thumbnails.is_idle

        wait(is_still, "what is shown")

    def close(self) -> None:
        """End the window and its engine."""
        self.window.close()
        self.pool.close()
        self.engine.close()
        self._settings.cleanup()
