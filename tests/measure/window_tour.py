"""Walks through the real window as a new user would, and keeps a picture of each step.

`xvfb-run -s "-screen 0 1480x920x24" python -m tests.measure.window_tour WORK_DIR OUT_DIR` makes the demo's library in
WORK_DIR, opens the window on it with the real engine, and writes one JPEG per step into OUT_DIR.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.command_palette import CommandPalette
from app.search.standing_dialog import StandingDialog
from engine.cli.demo_library import CLIP_NAME, write_demo_media
from tests.measure.walked_window import WalkedWindow


class Tour(WalkedWindow):
    """Searching, looking, asking why."""

    def __init__(self, work: Path, out: Path) -> None:
        self.photos = work / "Photos"
        write_demo_media(self.photos)
        self.exported = work / "Exported"
        self.exported.mkdir(parents=True, exist_ok=True)
        super().__init__(work, out)

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
        self.center(dialog)
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
        self.center(palette)
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
