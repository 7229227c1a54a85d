"""A person's way through the window, with real widgets over an engine in a process of its own."""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.engine_client import EngineClient, EngineState
from app.engine_process import EngineProcess
from app.main_window import MainWindow
from app.operations import Operations
from app.preferences import Preferences
from app.services import Services
from app.tasks import BackgroundPool
from app.thumbnail_cache import ThumbnailCache
from app.view_state import ViewState
from engine import user_settings
from engine.config import Config

FAKE = Path(__file__).parents[1] / "helpers" / "fake_engine.py"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, app_style: Appearance) -> Iterator[MainWindow]:
    command = [sys.executable, str(FAKE), "--library", str(tmp_path / "library")]
    engine, pool = EngineClient(partial(EngineProcess, command), first_delay_ms=1), BackgroundPool()
    services = Services(
        Config(),
        engine,
        Operations(engine),
        ThumbnailCache(pool),
        app_style,
        Preferences(tmp_path / "settings.toml"),
        pool,
    )
    window = MainWindow(services, ViewState(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show_at_start()
    window.resize(1300, 820)
    with qtbot.waitSignal(engine.status_changed, timeout=20_000):
        engine.start()
    qtbot.waitUntil(lambda: window.search_page.session.facets is not None, timeout=20_000)
    yield window
    window.close()
    pool.close()
    engine.close()


def action(window: MainWindow, text: str) -> QAction:
    return next(found for found in window.findChildren(QAction) if found.text().replace("&", "") == text)


def search(qtbot: QtBot, window: MainWindow, query: str) -> None:
    session = window.search_page.session
    with qtbot.waitSignals([session.answered, session.counted], timeout=20_000):
        window.search_page.search_for(query)


def test_window_search_open_heat_and_back(qtbot: QtBot, window: MainWindow) -> None:
    page = window.search_page
    with qtbot.waitSignal(page.session.answered, timeout=20_000):
        QTest.keyClicks(page.query_bar.edit, "dog grass")
    QTest.keyClick(page.query_bar.edit, Qt.Key.Key_Down)
    with qtbot.waitSignals([page.viewer.session.picture_loaded, page.viewer.session.explained]):
        QTest.keyClick(page.grid, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.viewer.heat_shown):
        QTest.mouseClick(page.viewer.why.chips[1], Qt.MouseButton.LeftButton)
    assert page.viewer.picture.has_heat
    QTest.keyClick(page.viewer, Qt.Key.Key_Escape)
    assert not page.is_viewer_open
    window.grab()
    qtbot.waitUntil(lambda: window.thumbnails.is_idle and window.thumbnails.used_bytes > 0)


def test_window_engine_killed_while_searching_goes_on(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "dog")
    (child,) = (child for child in psutil.Process().children() if str(FAKE) in child.cmdline())
    with qtbot.waitSignal(window.engine.state_changed) as changed:
        os.kill(child.pid, signal.SIGKILL)
    assert changed.args == [EngineState.RESTARTING]
    assert "being started again" in window._footer.text
    qtbot.waitUntil(lambda: window.engine.state is EngineState.READY, timeout=20_000)
    search(qtbot, window, "dog grass")
    assert window.search_page.grid.results.rowCount() == 30


def test_window_folder_dropped_is_added_and_indexing_shows(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "Dropped"
    folder.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.library_page.session.index_started, timeout=20_000):
        window.dropEvent(event)
    assert window.library_page.isVisible()
    qtbot.waitUntil(lambda: not window.activity.isHidden())
    assert window.activity.summary.startswith("Indexing Dropped")
    window.activity.toggle_popup()
    with qtbot.waitSignals([window.library_page.session.index_ended, window.library_page.session.problems_listed]):
        window.activity.rows[0].cancel_button.click()
    assert window.activity.isHidden()


def test_window_search_works_while_indexing(qtbot: QtBot, window: MainWindow) -> None:
    session = window.library_page.session
    with qtbot.waitSignal(session.index_started):
        session.update()
    search(qtbot, window, "dog")
    assert session.is_indexing
    assert window.search_page.grid.results.rowCount() == 30


def test_window_menu_reaches_pages_query_and_dialogs(qtbot: QtBot, window: MainWindow) -> None:
    action(window, "Library").trigger()
    assert window.library_page.isVisible()
    action(window, "Describe what to look for").trigger()
    assert window.search_page.isVisible()
    for name in ("Keyboard shortcuts", "Everything that can be done…"):
        action(window, name).trigger()
        dialog = next(found for found in window.findChildren(QDialog) if found.isVisible())
        dialog.reject()
    for _ in range(5):
        action(window, "Larger thumbnails").trigger()
    assert window.search_page.grid._wanted_px > 220


def test_window_theme_chosen_is_kept(window: MainWindow, tmp_path: Path, app_style: Appearance) -> None:
    action(window, "Dark").trigger()
    assert app_style.is_dark
    assert user_settings.load(tmp_path / "settings.toml").appearance.theme == "dark"
    action(window, "Light").trigger()


def test_window_closed_remembers_its_size(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.resize(700, 600)
    window.close()
    other = MainWindow(window._services, ViewState(tmp_path / "window.ini"))
    qtbot.addWidget(other)
    other.show_at_start()
    assert (other.width(), other.height()) == (700, 600)
    other.close()


def test_window_everything_that_takes_focus_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "dog")
    window.search_page.grid.step(1)
    with qtbot.waitSignal(window.search_page.viewer.session.explained):
        hit = window.search_page.grid.current_hit
        assert hit is not None
        window.search_page.open_hit(hit)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(window)
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
        and not widget.objectName().startswith("qt_")
    ]
    assert nameless == []


def test_window_tab_walks_from_the_query_into_the_results(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "dog")
    window.activateWindow()
    page = window.search_page
    page.query_bar.focus()
    seen: list[QWidget] = []
    for _ in range(24):
        focused = window.focusWidget()
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
    assert page.grid in seen
    assert seen.index(page.filter_bar.date_button) < seen.index(page.grid)


def test_window_absurd_sizes_do_not_break_it(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "dog")
    for width, height in ((1, 1), (4000, 300), (600, 3000)):
        window.resize(width, height)
        assert not window.grab().isNull()
    assert window.rect().contains(QPoint(1, 1))
    qtbot.waitUntil(lambda: window.thumbnails.is_idle)


def test_window_results_follow_a_library_that_grows(qtbot: QtBot, window: MainWindow) -> None:
    search(qtbot, window, "dog")
    status = window.engine.status
    assert status is not None
    session = window.search_page.session
    with qtbot.waitSignals([session.answered, session.counted], timeout=20_000):
        window.engine.status_changed.emit(dataclasses.replace(status, frames=status.frames + 5))
