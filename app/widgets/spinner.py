"""A small turning arc for waits whose length nobody knows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_STEP_MS = 40
_STEP_DEGREES = 14
_ARC_DEGREES = 280


class Spinner(QWidget):
    """Turns only while it is visible."""

    def __init__(self, size_px: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angle = 0
        self.setFixedSize(QSize(size_px, size_px))
        self.setAccessibleName(self.tr("Busy"))
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._turn)

    def _turn(self) -> None:
        self._angle = (self._angle - _STEP_DEGREES) % 360
        self.update()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        width = max(2.0, self.width() / 10)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(self.palette().accent().color())
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        box = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.drawArc(box, self._angle * 16, _ARC_DEGREES * 16)
