"""One word of the query: its text, and a bar that says how much it helped or hurt."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from app.appearance import Appearance, Space
from engine.records import WordMap

_HEIGHT_PX = 44
_BAR_PX = 4
_MIN_WIDTH_PX = 72
_MAX_TEXT_PX = 220


class WordChip(QAbstractButton):
    """Checked means pinned. `hovered` tells True and False as the pointer or the focus comes and goes."""

    hovered = Signal(object)  # bool

    def __init__(self, word_map: WordMap, share: float, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word_map = word_map
        self._share = max(-1.0, min(1.0, share))
        self._appearance = appearance
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        effect = "raised" if word_map.contribution >= 0 else "lowered"
        self.setAccessibleName(f"{word_map.word}: {effect} the match by {abs(word_map.contribution):.3f}")
        self.setToolTip(
            f"This word {effect} the match by {abs(word_map.contribution):.3f}. Click to keep its heat map."
        )
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Medium)
        self.setFont(font)
        appearance.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        text = min(_MAX_TEXT_PX, self.fontMetrics().horizontalAdvance(self.word_map.word))
        return QSize(max(_MIN_WIDTH_PX, text + 2 * Space.M + Space.XS), _HEIGHT_PX)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._appearance.color
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_lit = self.isChecked() or self.underMouse()
        painter.setBrush(color("accent_soft") if self.isChecked() else color("hover" if is_lit else "surface"))
        outline = "accent" if self.isChecked() or self.hasFocus() else "border_strong"
        painter.setPen(QPen(color(outline), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(color("accent_soft_text" if self.isChecked() else "text"))
        inner = box.adjusted(Space.M - 1, Space.XS, -Space.M + 1, -Space.M)
        text = self.fontMetrics().elidedText(self.word_map.word, Qt.TextElideMode.ElideMiddle, int(inner.width()))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), text)
        self._paint_bar(painter, QRectF(inner.left(), box.bottom() - Space.S - _BAR_PX + 1, inner.width(), _BAR_PX))

    def _paint_bar(self, painter: QPainter, track: QRectF) -> None:
        """A word that helped fills from the left in the accent, one that hurt from the right in the warning colour."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._appearance.color("border"))
        painter.drawRoundedRect(track, _BAR_PX / 2, _BAR_PX / 2)
        width = track.width() * abs(self._share)
        if width < 1:
            return
        filled = QRectF(track.left(), track.top(), width, track.height())
        if self._share < 0:
            filled.moveRight(track.right())
        painter.setBrush(self._appearance.color("help" if self._share >= 0 else "hurt"))
        painter.drawRoundedRect(filled, _BAR_PX / 2, _BAR_PX / 2)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered.emit(True)
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(False)
        super().leaveEvent(event)
