"""A painted chart of what trainings do step by step: one line each, the newest strong, and a level to compare with."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space

_HEIGHT_PX: Final = 190
_LEFT_PX, _BOTTOM_PX, _TOP_PX, _RIGHT_PX = 44, 26, 34, 14
_TICKS: Final = 4
_NICE: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


class CurveChart(QWidget):
    """Points come one after the other; a point that is known already is taken again without harm."""

    def __init__(
        self,
        title: str,
        appearance: Appearance,
        *,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._unit = unit
        self._appearance = appearance
        self._lines: dict[int, dict[int, float]] = {}
        self._level: float | None = None
        self._level_name = ""
        self._steps = ""
        self._pointed: float | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(220)
        self.setAccessibleName(title)
        appearance.changed.connect(self.update)

    @property
    def lines(self) -> dict[int, list[tuple[int, float]]]:
        """The points of each training, by step."""
        return {number: sorted(points.items()) for number, points in self._lines.items()}

    @property
    def latest(self) -> float | None:
        """The newest value."""
        if not self._lines:
            return None
        points = self._lines[max(self._lines)]
        return points[max(points)]

    def clear(self) -> None:
        """Begin anew."""
        self._lines, self._level, self._pointed = {}, None, None
        self._told()

    def add(self, points: Iterable[tuple[int, int, float]]) -> None:
        """Add points: the number of the training, the step, the value."""
        for number, step, value in points:
            if math.isfinite(value):
                self._lines.setdefault(number, {})[step] = value
        self._told()

    def set_level(self, value: float | None, name: str) -> None:
        """Draw a level to compare with, under a name."""
        self._level, self._level_name = value, name
        self._told()

    def set_step_name(self, name: str) -> None:
        """Say what the lower axis counts."""
        self._steps = name

    @override
    def sizeHint(self) -> QSize:
        return QSize(380, _HEIGHT_PX)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(220, _HEIGHT_PX)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the nearest step off."""
        self._pointed = event.position().x()
        self.update()

    @override
    def leaveEvent(self, event: object) -> None:
        self._pointed = None
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(_LEFT_PX, _TOP_PX, -_RIGHT_PX, -_BOTTOM_PX)
        low, high = self._range()
        self._paint_head(painter)
        self._paint_axes(painter, area, low, high)
        if self._lines:
            self._paint_lines(painter, area, low, high)
            self._paint_pointer(painter, area, low, high)

    def _range(self) -> tuple[float, float]:
        values = [value for points in self._lines.values() for value in points.values()]
        if self._level is not None:
            values.append(self._level)
        if not values:
            return 0.0, 1.0
        low, high = min(values), max(values)
        low -= 0.08 * (high - low)
        return (low, high) if high - low > 1e-6 else (low - 0.5, high + 0.5)

    def _last_step(self) -> int:
        return max((max(points) for points in self._lines.values()), default=1)

    def _paint_head(self, painter: QPainter) -> None:
        color, font = self._appearance.color, QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(color("text"))
        head = QRectF(0, 0, self.width(), _TOP_PX - Space.M)
        value = "" if self.latest is None else human_text.figure(self.latest, 1 if self._unit else 2) + self._unit
        value_px = painter.fontMetrics().horizontalAdvance(value) + Space.S if value else 0
        title = painter.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideRight, int(head.width()) - value_px - Space.S
        )
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        painter.setPen(color("accent"))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), value)

    def _paint_axes(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        color, font = self._appearance.color, QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.82)
        painter.setFont(font)
        for tick in _ticks(low, high):
            y = area.bottom() - (tick - low) / (high - low) * area.height()
            painter.setPen(QPen(color("border"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(color("text_muted"))
            box = QRectF(0, y - 10, _LEFT_PX - Space.S, 20)
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), QLocale().toString(tick, "g", 6)
            )
        painter.setPen(color("text_muted"))
        below = QRectF(area.left(), area.bottom() + Space.XS, area.width(), _BOTTOM_PX - Space.XS)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._steps)
        if self._lines:
            end = str(self._last_step())
            painter.drawText(below, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), end)

    def _paint_lines(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        color, newest = self._appearance.color, max(self._lines)
        if self._level is not None:
            y = self._place(area, 0, self._level, low, high).y()
            painter.setPen(QPen(color("text_faint"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(color("text_muted"))
            is_high = y < area.top() + 18
            box = QRectF(area.left(), y + 1 if is_high else y - 18, area.width() - Space.XS, 17)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._level_name)
        for number, points in sorted(self._lines.items()):
            is_newest = number == newest
            tint = color("accent")
            tint.setAlphaF(1.0 if is_newest else 0.28)
            painter.setPen(QPen(tint, 2.2 if is_newest else 1.3))
            places = [self._place(area, step, value, low, high) for step, value in sorted(points.items())]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(places))
            if is_newest:
                painter.setBrush(tint)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(places[-1], 3.5, 3.5)

    def _paint_pointer(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        if self._pointed is None or not area.left() <= self._pointed <= area.right():
            return
        points = self._lines[max(self._lines)]
        wanted = (self._pointed - area.left()) / area.width() * self._last_step()
        step = min(points, key=lambda known: abs(known - wanted))
        place, color = self._place(area, step, points[step], low, high), self._appearance.color
        painter.setPen(QPen(color("border_strong"), 1))
        painter.drawLine(QPointF(place.x(), area.top()), QPointF(place.x(), area.bottom()))
        text = f"{human_text.number(step)}: {human_text.figure(points[step], 2)}{self._unit}"
        width = painter.fontMetrics().horizontalAdvance(text) + 2 * Space.S
        left = min(max(area.left(), place.x() + Space.S), area.right() - width)
        box = QRectF(left, area.top(), width, 20)
        painter.setPen(QPen(color("border_strong"), 1))
        painter.setBrush(color("surface"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(color("text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def _place(self, area: QRectF, step: int, value: float, low: float, high: float) -> QPointF:
        x = area.left() + step / self._last_step() * area.width()
        return QPointF(x, area.bottom() - (value - low) / (high - low) * area.height())

    def _told(self) -> None:
        latest = self.latest
        self.setAccessibleDescription("" if latest is None else human_text.figure(latest, 2) + self._unit)
        self.update()


def _ticks(low: float, high: float) -> list[float]:
    """Return a few round numbers between two."""
    rough = (high - low) / _TICKS
    scale = 10.0 ** math.floor(math.log10(rough))
    step = scale * next(nice for nice in _NICE if nice * scale >= rough)
    first = math.ceil(low / step) * step
    return [first + number * step for number in range(int((high - first) / step + 1e-9) + 1)]
