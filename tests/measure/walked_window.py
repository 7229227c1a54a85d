"""The real window with the real engine, driven by keys and clicks, and a picture of each step."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

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

SIZE = QSize(1480, 920)
PATIENCE_S = 180.0


class WalkedWindow:
    """The window, and what a person does with it."""

    def __init__(self, work: Path, out: Path, language: str = "en") -> None:
        """Make everything in the folder `work`, and keep pictures in the folder `out`."""
        out.mkdir(parents=True, exist_ok=True)
        self._out = out
        self._number = 0
        found = QApplication.instance()
        self.application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
        speak(self.application, language)
        self.appearance = Appearance(self.application, "light")
        self.pool = BackgroundPool()
        self.engine = EngineClient(engine_starter(GuiOptions(work / "library")))
        services = Services(
            Config(),
            self.engine,
            Operations(self.engine),
            ThumbnailCache(self.pool),
            self.appearance,
            Preferences(work / "settings.toml"),
            self.pool,
        )
        self.window = MainWindow(services, ViewState(work / "window.ini"))
        self.page = self.window.search_page
        self.viewer = self.page.viewer

    def wait(self, until: Callable[[], bool], what: str, most_s: float = PATIENCE_S) -> None:
        """Wait for something, some minutes at most."""
        deadline = time.monotonic() + most_s
        while not until():
            if time.monotonic() > deadline:
                raise TimeoutError(what)
            QTest.qWait(20)

    def settle(self) -> None:
        """Wait until nothing is awaited and nothing moves."""
        page = self.page

        def is_still() -> bool:
            busy = page.session.is_busy or page.grid.results.loader.is_busy or page.viewer.session.is_busy
            return not busy and not self.engine.running and self.window.thumbnails.is_idle

        self.wait(is_still, "to settle")
        QTest.qWait(250)
        self.wait(is_still, "to settle again")

    def keep(self, name: str, *, settles: bool = True) -> None:
        """Keep a picture of the whole screen, menus and dialogs included."""
        if settles:
            self.settle()
        QTest.qWait(300)
        self._number += 1
        screen = QGuiApplication.primaryScreen()
        picture = screen.grabWindow(0)
        if picture.isNull():  # offscreen has no screen to grab
            picture = self.window.grab()
        picture.copy(0, 0, self.window.width(), self.window.height()).save(
            str(self._out / f"{self._number:02}-{name}.jpg"), "JPEG", 82
        )
        sys.stdout.write(f"{self._number:02} {name}\n")
        sys.stdout.flush()

    def start(self) -> None:
        """Show the window, and keep a picture of it as soon as the engine has answered."""
        self.window.show_at_start(remembers=False)
        self.window.resize(SIZE)
        self.window.move(0, 0)
        self.engine.start()
        self.wait(lambda: self.engine.status is not None, "the engine")
        self.keep("first-start")

    def type(self, text: str) -> None:
        """Type a description, as with a keyboard."""
        edit = self.page.query_bar.edit
        edit.setFocus()
        edit.selectAll()
        QTest.keyClick(edit, Qt.Key.Key_Delete)
        QTest.keyClicks(edit, text)
        self.wait(lambda: self.page.session.listing is not None and self.page.session.listing.query == text, text)
        self.settle()

    def center(self, dialog: QDialog) -> None:
        """Put a dialog into the middle of the window; there is nobody else to do so."""
        QTest.qWait(100)
        dialog.move((SIZE.width() - dialog.width()) // 2, (SIZE.height() - dialog.height()) // 2)

    def close(self) -> None:
        """End the window and its engine."""
        self.window.close()
        self.pool.close()
        self.engine.close()
