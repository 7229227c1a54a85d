"""A list of choices that folds out; its arrow is drawn in the theme's colour, which a style sheet cannot do."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from app.appearance import draw_icon

_ARROW_PX = 16
_FROM_EDGE_PX = 8


class ChoiceBox(QComboBox):
    """As a QComboBox in every other way."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        arrow = draw_icon("chevron-down", self.palette().color(group, QPalette.ColorRole.Text), _ARROW_PX)
        is_mirrored = self.isRightToLeft()
        left = _FROM_EDGE_PX if is_mirrored else self.width() - _ARROW_PX - _FROM_EDGE_PX
        painter = QPainter(self)
        painter.drawPixmap(left, (self.height() - _ARROW_PX) // 2, arrow)
