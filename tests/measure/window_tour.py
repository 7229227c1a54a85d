"""Walks through the real window as a new user would, and keeps a picture of each step.

`xvfb-run -s "-screen 0 1480x920x24" python -m tests.measure.window_tour WORK_DIR OUT_DIR` makes the demo's library in
WORK_DIR, opens the window on it with the real engine, and writes one JPEG per step into OUT_DIR.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.appearance import Appearance
from app.command_palette import CommandPalette
from app.engine_client import EngineClient
from app.gui_options import GuiOptions
from app.main import engine_starter
from app.main_window import MainWindow
from app.operations import Operations
from app.preferences import Preferences
from app.search.standing_dialog import StandingDialog
from app.services import Services
from app.tasks import BackgroundPool
from app.thumbnail_cache import ThumbnailCache
from app.translation import speak
from app.view_state import ViewState
from engine.cli.demo_library import CLIP_NAME, write_demo_media
from engine.config import Config

SIZE = QSize(1480, 920)
PATIENCE_S = 180.0


class Tour:
    """The window, and what a person does with it."""

    def __init__(self, work: Path, out: Path) -> None:
        self.photos = work / "Photos"
        write_demo_media(self.photos)
        self.exported = work / "Exported"
        self.exported.mkdir(parents=True, exist_ok=True)
        out.mkdir(parents=True, exist_ok=True)
        self._out = out
        self._number = 0
        found = QApplication.instance()
        self.application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
        speak(self.application, "en")
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

    def wait(self, until: Callable[[], bool], what: str) -> None:
        """Wait for something, a minute at most."""
        deadline = time.monotonic() + PATIENCE_S
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
        self.window.show_at_start(remembers=False)
        self.window.resize(SIZE)
        self.window.move(0, 0)
        self.engine.start()
        self.wait(lambda: self.engine.status is not None, "the engine")
        self.keep("first-start")

    def index(self) -> None:
        session = self.window.library_page.session
        if self.engine.status is not None and not self.engine.status.frames:
            done: list[object] = []
            session.index_ended.connect(lambda: done.append(1))
            card = self.window.library_page.card
            self.window._on_folder_given(self.photos)
            self.wait(lambda: card.yes_button.isVisible() or bool(done) or session.is_indexing, "the estimate")
            self.keep("folder-given", settles=False)
            if card.yes_button.isVisible():
                card.yes_button.click()
            self.wait(lambda: bool(done), "indexing")
        self.window.show_search()
        self.page.follow_library()
        self.keep("everything")

    def type(self, text: str) -> None:
        """Type a description, as with a keyboard."""
        edit = self.page.query_bar.edit
        edit.setFocus()
        edit.selectAll()
        QTest.keyClick(edit, Qt.Key.Key_Delete)
        QTest.keyClicks(edit, text)
        self.wait(lambda: self.page.session.listing is not None and self.page.session.listing.query == text, text)
        self.settle()

    def search(self) -> None:
        self.type("a cat looking at the camera")
        self.keep("query-with-chips")
        chip = self.page.chip_bar.chips[-1]
        chip.open_weight()
        slider = next(widget for widget in self.page.chip_bar.findChildren(QWidget) if widget.isWindow())
        self.keep("weight-of-a-word", settles=False)
        slider.close()
        chip.switch.click()
        self.keep("word-switched-off")
        self.type("a cat -camera")
        self.keep("minus-word")

    def filters(self) -> None:
        self.type("")
        menu = self.page.filter_bar._date_menu
        menu.popup(self.page.filter_bar.date_button.mapToGlobal(QPoint(0, 30)))
        QTest.qWait(200)
        self.keep("dates-with-counts", settles=False)
        menu.close()
        self.page.filter_bar.kind_buttons.buttons()[1].click()
        self.keep("photos-only")
        self.page.filter_bar.clear()

    def picture_chip(self) -> None:
        self.type("a cup of coffee")
        self.page.grid.setFocus()
        self.page.grid.step(1)
        self.settle()
        self.page._actions.like.trigger()
        self.keep("more-like-this")
        self.page.session.change_now({"pictures": ()})
        self.settle()

    def _explain_first(self, query: str) -> None:
        self.type(query)
        self.page.grid.setFocus()
        if self.page.grid.current_row < 0:
            self.page.grid.step(1)
        self.settle()
        QTest.keyClick(self.page.grid, Qt.Key.Key_Return)
        self.wait(lambda: bool(self.viewer.why.chips), "an explanation")
        self.viewer.why.pin_strongest()

    def heat_maps(self) -> None:
        self._explain_first("an astronaut in an orange suit")
        self.keep("heat-map-of-a-word")
        self.viewer.why.all_button.click()
        self.keep("all-heat-maps")
        QTest.keyClick(self.viewer.why.chips[-1], Qt.Key.Key_Delete)
        self.keep("ranking-without-a-word")
        QTest.keyClick(self.viewer.why.chips[-1], Qt.Key.Key_Delete)
        self.viewer.why.all_button.click()
        self.settle()
        QTest.keyClick(self.viewer, Qt.Key.Key_I)
        self.keep("details-of-the-file")
        QTest.keyClick(self.viewer, Qt.Key.Key_I)

    def clip(self) -> None:
        self.page.close_viewer()
        grid = self.page.grid
        self._choose_clip()
        QTest.keyClick(grid, Qt.Key.Key_F)
        self.keep("moments-of-a-clip-opened")
        QTest.keyClick(grid, Qt.Key.Key_F)
        self.type("a rocket taking off")
        self._choose_clip()
        self.settle()
        QTest.keyClick(grid, Qt.Key.Key_Return)
        self.wait(lambda: bool(self.viewer.why.chips) and bool(self.viewer.timeline.times), "the curve")
        self.viewer.why.pin_strongest()
        self.keep("clip-with-its-curve")
        moments = self.viewer.moments.buttons
        if len(moments) > 1:
            moments[-1].click()
        else:
            self.viewer.timeline.step(3)
        self.keep("jumped-in-the-clip")
        QTest.keyClick(self.viewer, Qt.Key.Key_K)
        self.wait(lambda: self.viewer.player.is_playing, "the player")
        QTest.qWait(1500)
        self.keep("clip-playing", settles=False)
        QTest.keyClick(self.viewer, Qt.Key.Key_K)
        self.settle()
        self.page.close_viewer()

    def _choose_clip(self) -> None:
        grid = self.page.grid
        grid.setFocus()
        row = next(
            row
            for row in range(grid.results.rowCount())
            if (hit := grid.results.hit(row)) is not None and hit.path.name == CLIP_NAME
        )
        grid.setCurrentIndex(grid.results.index(row))

    def reasons(self) -> None:
        self.type("a red cup on a wooden table -coffee")
        self.window.show_standing(self.photos / "coffee.jpg")
        dialog = self.window.findChildren(StandingDialog)[-1]
        self._center(dialog)
        self.keep("why-is-this-one-not-found")
        dialog.reject()

    def nothing(self) -> None:
        self.type("a motorcycle")
        self.keep("nothing-matches")
        self.type("grass")
        if self.page.weaker_bar.isVisible():
            self.page.weaker_bar.button.click()
        self.keep("weaker-matches")
        self.page.session.change_now({"shows_weaker": False})
        self.settle()

    def export(self) -> None:
        self.type("")
        self.page.grid.setFocus()
        self.page.grid.select_all()
        self.page.deeds.export_to(self.exported)
        self.wait(lambda: "copied" in self.window.toast.text, "the copies")
        self.keep("selection-exported")
        QTest.qWait(4200)  # the word about it leaves by itself

    def palette(self) -> None:
        self.window.show_palette()
        palette = self.window.findChildren(CommandPalette)[-1]
        self._center(palette)
        QTest.keyClicks(palette.edit, "th")
        QTest.qWait(100)
        self.keep("command-palette", settles=False)
        palette.reject()

    def dark(self) -> None:
        self.appearance.set_theme("dark")
        self._explain_first("an astronaut in an orange suit")
        self.keep("dark")
        self.page.close_viewer()
        self.window.resize(640, 860)
        self.keep("narrow")
        QTest.keyClick(self.page.grid, Qt.Key.Key_Return)
        self.keep("narrow-viewer")

    def _center(self, dialog: QDialog) -> None:
        QTest.qWait(100)
        dialog.move((SIZE.width() - dialog.width()) // 2, (SIZE.height() - dialog.height()) // 2)

    def close(self) -> None:
        self.window.close()
        self.pool.close()
        self.engine.close()


def main() -> None:
    tour = Tour(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute())
    try:
        for step in (
            tour.start,
            tour.index,
            tour.search,
            tour.filters,
            tour.picture_chip,
            tour.heat_maps,
            tour.clip,
            tour.reasons,
            tour.nothing,
            tour.export,
            tour.palette,
            tour.dark,
        ):
            step()
    finally:
        tour.close()


if __name__ == "__main__":
    main()
