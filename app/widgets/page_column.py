"""The middle column of a page: as wide as is good to read, scrolled where the window is too low for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.appearance import Space


class PageColumn(QScrollArea):
    """What a page shows is added to `column`."""

    def __init__(self, most_px: int, parent: QWidget | None = None) -> None:
        """Make an empty column of at most so many pixels."""
        super().__init__(parent)
        content, middle = QWidget(), QWidget()
        for part in (content, middle):
            part.setObjectName("page")
        content.setMaximumWidth(most_px)
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self.column.setSpacing(Space.L)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(content, 1000)
        row.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(middle)
