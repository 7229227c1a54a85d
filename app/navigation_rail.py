"""The rail at the window's edge: one button per page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from app.appearance import Appearance, Space

NARROWEST_PX = 84
_ICON = QSize(24, 24)
_TEXT_SIZE = 0.88  # as large as a caption


class NavigationRail(QFrame):
    """Shows which page is open, and tells which one is wanted."""

    chosen = Signal(int)  # the number of a page

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._buttons = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.S, Space.L, Space.S, Space.L)
        layout.setSpacing(Space.S)
        pages = (
            (self.tr("Search"), "search"),
            (self.tr("Library"), "library"),
            (self.tr("Captions"), "caption"),
            (self.tr("Teach"), "tune"),
            (self.tr("Models"), "models"),
        )
        for index, (name, icon) in enumerate(pages):
            button = QToolButton()
            button.setText(name)
            button.setCheckable(True)
            button.setChecked(index == 0)
            button.setIconSize(_ICON)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setToolTip(f"{name} (Ctrl+{index + 1})")
            button.setAccessibleName(name)
            appearance.set_icon(button, icon)
            self._buttons.addButton(button, index)
            layout.addWidget(button)
        layout.addStretch(1)
        self._fit()
        self._buttons.idClicked.connect(self.chosen)

    def mark(self, index: int) -> None:
        """Show this page as the open one."""
        self._buttons.button(index).setChecked(True)

    def _fit(self) -> None:
        """Be wide enough for the names of the pages, which are longer in some languages."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        bold.setPointSizeF(bold.pointSizeF() * _TEXT_SIZE)
        buttons = self._buttons.buttons()
        longest_px = max(QFontMetrics(bold).horizontalAdvance(button.text()) for button in buttons)
        width_px = max(NARROWEST_PX, longest_px + 4 * Space.S)
        self.setFixedWidth(width_px)
        for button in buttons:
            button.setFixedWidth(width_px - 2 * Space.S)
