"""One word of the query: its text, a bar that says how much it helped or hurt, and a switch that takes it out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from app.appearance import Appearance, Space
from engine.records import WordMap

_HEIGHT_PX = 44
_BAR_PX = 4
_MIN_WIDTH_PX = 72
_MAX_TEXT_PX = 220
_SWITCH_PX = 26


class WordChip(QAbstractButton):
    """Checked means pinned. `hovered` tells True and False as the pointer or the focus comes and goes.

    The cross at the right, or Delete, takes the word out of the query, and puts it back.
    """

    hovered = Signal(object)  # bool
    switched = Signal()

    def __init__(self, word_map: WordMap, share: float, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word_map = word_map
        self._share = max(-1.0, min(1.0, share))
        self._appearance = appearance
        self._is_on = True
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Medium)
        self.setFont(font)
        appearance.changed.connect(self.update)
        self.set_on(is_on=True)

    @property
    def is_on(self) -> bool:
        """Whether the query counts this word."""
        return self._is_on

    def set_on(self, *, is_on: bool) -> None:
        """Show whether the query counts this word."""
        self._is_on = is_on
        self.setAccessibleName(f"{self.word_map.word}: {self._effect()}")
        switch = (
            self.tr("Click to keep its heat map; the cross (or Delete) takes it out of the query.")
            if is_on
            else self.tr("Click to keep its heat map; the ring (or Delete) puts it back.")
        )
        self.setToolTip(f"{self._effect()} {switch}")
        self.update()

    def _effect(self) -> str:
        by = QLocale().toString(abs(self.word_map.contribution), "f", 3)
        if not self._is_on:
            return self.tr("This word is switched off.")
        if self.word_map.contribution >= 0:
            return self.tr("This word raised the match by {amount}.").format(amount=by)
        return self.tr("This word lowered the match by {amount}.").format(amount=by)

    @override
    def sizeHint(self) -> QSize:
        text = min(_MAX_TEXT_PX, self.fontMetrics().horizontalAdvance(self.word_map.word))
        return QSize(max(_MIN_WIDTH_PX, text + 2 * Space.M + _SWITCH_PX), _HEIGHT_PX)

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
        inner = box.adjusted(Space.M - 1, Space.XS, -_SWITCH_PX, -Space.M)
        if not self._is_on:
            painter.setPen(color("text_faint"))
            font = QFont(self.font())
            font.setStrikeOut(True)
            painter.setFont(font)
        text = self.fontMetrics().elidedText(self.word_map.word, Qt.TextElideMode.ElideMiddle, int(inner.width()))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), text)
        wide = box.adjusted(Space.M - 1, 0, -Space.M + 1, 0)
        self._paint_bar(painter, QRectF(wide.left(), box.bottom() - Space.S - _BAR_PX + 1, wide.width(), _BAR_PX))
        self._paint_switch(painter)

    def _switch_box(self) -> QRectF:
        return QRectF(self.width() - _SWITCH_PX + 2, 4, _SWITCH_PX - 6, self.height() - 20)

    def _paint_switch(self, painter: QPainter) -> None:
        """A cross to take the word out, a ring to put it back."""
        center = self._switch_box().center()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._appearance.color("text_muted"), 1.6))
        x, y = center.x(), center.y()
        if self._is_on:
            painter.drawLine(QPointF(x - 3.5, y - 3.5), QPointF(x + 3.5, y + 3.5))
            painter.drawLine(QPointF(x - 3.5, y + 3.5), QPointF(x + 3.5, y - 3.5))
        else:
            painter.drawEllipse(center, 4.5, 4.5)

    def _paint_bar(self, painter: QPainter, track: QRectF) -> None:
        """A word that helped fills from the left in the accent, one that hurt from the right in the warning colour."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._appearance.color("border"))
        painter.drawRoundedRect(track, _BAR_PX / 2, _BAR_PX / 2)
        width = track.width() * abs(self._share) if self._is_on else 0
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

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._switch_box().contains(event.position()) and event.button() is Qt.MouseButton.LeftButton:
            self.setDown(False)
            self.switched.emit()
            return
        super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.switched.emit()
            return
        super().keyPressEvent(event)
