"""Draws the pictures of the manual from the real window: `docs/manual/pictures`, small enough to ship.

`XDG_DATA_HOME=WORK_DIR/data xvfb-run -s "-screen 0 1480x920x24" python -m tests.measure.manual_pictures WORK_DIR` makes
the demo's library in WORK_DIR and writes each picture anew.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.autostart import LinuxAutostart
from app.settings.settings_dialog import SettingsDialog
from tests.measure.window_tour import Tour

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "manual" / "pictures"
WINDOW = QSize(1180, 740)
WIDTH_PX = 760
QUALITY = 84


class ManualPictures(Tour):
    """The tour's window, kept in other pictures."""

    def keep_as(self, name: str, widget: QWidget | None = None) -> None:
        """Keep a picture of a widget under its own name."""
        self.settle()
        self.wait(lambda: not self.window.toast.isVisible(), "the word at the bottom to leave")
        QTest.qWait(500)
        self.settle()
        self.save((widget or self.window).grab(), name)

    def save(self, picture: QPixmap, name: str) -> None:
        """Write a picture no wider than a page of the manual."""
        if picture.width() > WIDTH_PX:
            picture = picture.scaledToWidth(WIDTH_PX, Qt.TransformationMode.SmoothTransformation)
        FOLDER.mkdir(parents=True, exist_ok=True)
        picture.save(str(FOLDER / f"{name}.jpg"), "JPEG", QUALITY)
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()

    def begin(self) -> None:
        self.start()
        self.window.resize(WINDOW)
        if self.page.guide.isVisible():
            self.keep_as("first-steps")
        self.index()
        self.page.guide.skip_button.click()

    def pages(self) -> None:
        self.type("a cat looking at the camera")
        self.page.grid.setFocus()
        self.keep_as("search")
        self._explain_first("an astronaut in an orange suit")
        self.keep_as("heat-map")
        self.page.close_viewer()
        self.type("a rocket taking off")
        self._choose_clip()
        self.settle()
        QTest.keyClick(self.page.grid, Qt.Key.Key_Return)
        self.wait(lambda: bool(self.viewer.why.chips) and bool(self.viewer.timeline.times), "the curve")
        self.viewer.why.pin_strongest()
        self.keep_as("clip")
        self.page.close_viewer()
        self.window.show_library()
        self.keep_as("library")
        self.window.show_teaching()
        QTest.qWait(2500)
        self.keep_as("teach")
        self.window.show_models()
        QTest.qWait(2500)
        self.keep_as("models")

    def settings(self) -> None:
        services = self.window._services
        entry = LinuxAutostart(self.exported, ["evoke"])
        dialog = SettingsDialog(services.preferences, services.appearance, entry, self.window)
        dialog.show()
        self.keep_as("settings", dialog)
        dialog.reject()


def main() -> None:
    work = Path(sys.argv[1]).absolute()
    pictures = ManualPictures(work, work / "steps")
    steps: tuple[Callable[[], None], ...] = (pictures.begin, pictures.pages, pictures.settings)
    try:
        for step in steps:
            step()
    finally:
        pictures.close()


if __name__ == "__main__":
    main()
