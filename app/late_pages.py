"""The pages of the window; those that nobody sees at a start are read and made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget


class LatePages(QStackedWidget):
    """Pages by their number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._makers: dict[int, Callable[[], QWidget]] = {}

    def add_later(self, make: Callable[[], QWidget]) -> None:
        """Keep a place for a page."""
        self._makers[self.addWidget(QWidget())] = make

    def page(self, index: int) -> QWidget:
        """Return a page, made now if it was not before."""
        shown = self.widget(index)
        assert shown is not None, index
        make = self._makers.pop(index, None)
        if make is None:
            return shown
        made = make()
        self.insertWidget(index, made)
        self.removeWidget(shown)
        shown.deleteLater()
        return made
