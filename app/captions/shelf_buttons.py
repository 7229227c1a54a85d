"""Which photos and clips the captions page shows: a row of buttons, one of them pressed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.appearance import Space
from app.widgets.flow_layout import FlowLayout
from engine.caption_records import CaptionShelf


class ShelfButtons(QWidget):
    """Tells when another one is chosen."""

    chosen = Signal(object)  # CaptionShelf

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[CaptionShelf, QPushButton] = {}
        self._flow = FlowLayout(self, gap_px=Space.S)
        for shelf, name, tip in (
            (CaptionShelf.NEXT, self.tr("Worth captioning next"), self.tr("Those that stand for most of the others")),
            (CaptionShelf.WITHOUT, self.tr("Without caption"), self.tr("Newest first")),
            (CaptionShelf.WITH, self.tr("Captioned"), self.tr("Newest first")),
            (CaptionShelf.ALL, self.tr("All"), self.tr("Newest first")),
        ):
            button = QPushButton(name)
            button.setProperty("role", "filter")
            button.setCheckable(True)
            button.setChecked(shelf is CaptionShelf.NEXT)
            button.setToolTip(tip)
            button.setAccessibleName(self.tr("Show: {which}").format(which=name))
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            self._flow.addWidget(button)
            self._buttons[shelf] = button

    @property
    def shelf(self) -> CaptionShelf:
        """What is chosen."""
        return next(shelf for shelf, button in self._buttons.items() if button.isChecked())

    def focus(self) -> None:
        """Put the focus on what is chosen."""
        self._buttons[self.shelf].setFocus()

    def choose(self, shelf: CaptionShelf) -> None:
        """Press a button."""
        self._buttons[shelf].click()

    def _on_clicked(self) -> None:
        self.chosen.emit(self.shelf)
