"""What tests of the window share: services over an engine in the test's own process, and a leak check."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.engine_client import EngineClient, EngineState
from app.operations import Operations
from app.preferences import Preferences
from app.services import Services
from app.tasks import BackgroundPool, Task
from app.thumbnail_cache import ThumbnailCache
from engine.config import Config
from tests.helpers.fake_engine import FakeLibrary, InlinePipe

__all__ = ["Bench", "app_style", "bench", "leaves_nothing_behind"]


@dataclass
class Bench:
    """Services with everything real but the engine, which answers inside the test."""

    library: FakeLibrary
    services: Services
    engine: EngineClient
    pool: BackgroundPool
    pipes: list[InlinePipe] = field(default_factory=list)

    @property
    def pipe(self) -> InlinePipe:
        """The engine that runs now."""
        return self.pipes[-1]

    def asked(self, op: str) -> list[dict[str, object]]:
        """Arguments of every request of `op`, oldest first."""
        return [frame["args"] for pipe in self.pipes for frame in pipe.frames if frame.get("op") == op]


@pytest.fixture(scope="session")
def app_style(qapp: QApplication) -> Appearance:
    """One theme for all tests: setting the style sheet anew for each would take most of their time."""
    return Appearance(qapp, "light")


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, app_style: Appearance) -> Iterator[Bench]:
    """Services over a started engine with forty items; taken down in order."""
    library = FakeLibrary(tmp_path / "library")
    made, close = make_bench(library, tmp_path, app_style)
    made.engine.start()
    qtbot.waitUntil(lambda: made.engine.state is EngineState.READY)
    yield made
    close()


def make_bench(library: FakeLibrary, tmp_path: Path, appearance: Appearance) -> tuple[Bench, Callable[[], None]]:
    """Services over an engine that is not started yet, and what takes them down."""
    pipes: list[InlinePipe] = []

    def start(on_frame: Callable[[object], None], on_end: Callable[[int], None]) -> InlinePipe:
        pipes.append(InlinePipe(library, on_frame, on_end))
        return pipes[-1]

    engine, pool = EngineClient(start, first_delay_ms=1), BackgroundPool()
    services = Services(
        Config(),
        engine,
        Operations(engine),
        ThumbnailCache(pool),
        appearance,
        Preferences(tmp_path / "settings.toml"),
        pool,
    )

    def close() -> None:
        pool.close()
        engine.close()

    return Bench(library, services, engine, pool, pipes), close


@pytest.fixture(autouse=True)
def leaves_nothing_behind(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A live Task, thread or child process after a test would make a later one fail for no reason of its own."""
    made: list[Task] = []
    real_init = Task.__init__

    def init(self: Task, *args: Any, **kwargs: Any) -> None:
        real_init(self, *args, **kwargs)
        made.append(self)

    monkeypatch.setattr(Task, "__init__", init)
    threads_before = set(threading.enumerate())
    children_before = set(psutil.Process().children())  # a server of forked processes may serve other tests too
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tasks = [task.title or "untitled" for task in made if not task.is_finished]
    threads = [found.name for found in set(threading.enumerate()) - threads_before]
    children = [child.name() for child in set(psutil.Process().children()) - children_before]
    assert not tasks, f"live tasks: {tasks}"
    assert not threads, f"live threads: {threads}"
    assert not children, f"live child processes: {children}"
