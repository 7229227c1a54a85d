"""Figures before and after as pairs of painted bars, with the difference in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space

_ROW_PX: Final = 64
_BAR_PX: Final = 9
_FIGURE_PX: Final = 116


@dataclass(frozen=True, slots=True)
class FigurePair:
    """One measure in percent, before and after, and by how many points it may fall."""

    name: str
    before: float
    after: float
    may_fall: float = 0.0


class FigureBars(QWidget):
    """One row a measure: its name, both bars, both figures."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._pairs: tuple[FigurePair, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    @property
    def pairs(self) -> tuple[FigurePair, ...]:
        """What is shown."""
        return self._pairs

    def show_pairs(self, pairs: Sequence[FigurePair]) -> None:
        """Show these."""
        self._pairs = tuple(pairs)
        lines = (
            self.tr("{name}: {before} % before, {after} % after").format(
                name=pair.name, before=human_text.figure(pair.before, 1), after=human_text.figure(pair.after, 1)
            )
            for pair in self._pairs
        )
        self.setAccessibleName("; ".join(lines))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, _ROW_PX * len(self._pairs))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, _ROW_PX * len(self._pairs))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, pair in enumerate(self._pairs):
            self._paint_row(painter, QRectF(0, row * _ROW_PX, self.width(), _ROW_PX), pair)

    def _paint_row(self, painter: QPainter, area: QRectF, pair: FigurePair) -> None:
        color = self._appearance.color
        painter.setFont(self.font())
        painter.setPen(color("text"))
        name = painter.fontMetrics().elidedText(pair.name, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area.adjusted(0, 0, 0, -area.height() + 22), int(Qt.AlignmentFlag.AlignVCenter), name)
        bars = area.adjusted(0, 26, -_FIGURE_PX, 0)
        for place, (value, tint) in enumerate(((pair.before, "border_strong"), (pair.after, "accent"))):
            top = bars.top() + place * (_BAR_PX + 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("border"))
            painter.drawRoundedRect(QRectF(bars.left(), top, bars.width(), _BAR_PX), _BAR_PX / 2, _BAR_PX / 2)
            painter.setBrush(color(tint))
            length = max(float(_BAR_PX), bars.width() * min(100.0, max(0.0, value)) / 100)
            painter.drawRoundedRect(QRectF(bars.left(), top, length, _BAR_PX), _BAR_PX / 2, _BAR_PX / 2)
        self._paint_figures(painter, QRectF(bars.right() + Space.M, bars.top() - 6, _FIGURE_PX - Space.M, 34), pair)

    def _tone(self, change: float, may_fall: float) -> str:
        if abs(change) < 0.05 or (may_fall and change >= -may_fall):
            return "text_muted"
        return "help" if change > 0 else "hurt"

    def _paint_figures(self, painter: QPainter, area: QRectF, pair: FigurePair) -> None:
        color, change = self._appearance.color, pair.after - pair.before
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(color("text"))
        upper, lower = area.adjusted(0, 0, 0, -area.height() / 2), area.adjusted(0, area.height() / 2, 0, 0)
        figures = self.tr("{before} → {after} %").format(
            before=human_text.figure(pair.before), after=human_text.figure(pair.after)
        )
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), figures)
        font.setWeight(QFont.Weight.Normal)
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        painter.setPen(color(self._tone(change, pair.may_fall)))
        points = self.tr("{change} points").format(change=human_text.change(change))
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), points)
