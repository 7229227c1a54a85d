"""The moments of a clip as a row of stills; a click goes there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.thumbnail_cache import ThumbnailCache, cover
from engine.records import Moment

_STILL_PX = QSize(104, 64)


class MomentButton(QAbstractButton):
    """One moment: its still and its time; checked is the one shown."""

    def __init__(self, moment: Moment, thumbnails: ThumbnailCache, appearance: Appearance) -> None:
        super().__init__()
        self.moment = moment
        self._thumbnails = thumbnails
        self._appearance = appearance
        self.setCheckable(True)
        self.setFixedSize(_STILL_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        stretch = self.tr("{start} to {end}").format(
            start=human_text.clock(moment.start_s), end=human_text.clock(moment.end_s)
        )
        self.setAccessibleName(self.tr("Moment from {start_to_end}").format(start_to_end=stretch))
        self.setToolTip(stretch)
        thumbnails.loaded.connect(self._on_thumbnail_loaded)

    def _on_thumbnail_loaded(self, path: Path) -> None:
        if path == self.moment.thumbnail_path:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        shape = QPainterPath()
        shape.addRoundedRect(box, 7, 7)
        painter.setClipPath(shape)
        pixmap = self._thumbnails.pixmap(self.moment.thumbnail_path)
        painter.fillRect(box, self._appearance.color("placeholder"))
        if pixmap is not None:
            painter.drawPixmap(box, pixmap, cover(pixmap.size(), box.size().toSize()))
        self._paint_time(painter, box)
        painter.setClipping(False)
        if self.isChecked() or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._appearance.color("accent"), 3 if self.isChecked() else 1.5))
            painter.drawPath(shape)

    def _paint_time(self, painter: QPainter, box: QRectF) -> None:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.82)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        text = human_text.clock(self.moment.best_s)
        width = painter.fontMetrics().horizontalAdvance(text) + 10
        badge = QRectF(box.left() + 5, box.bottom() - 21, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.setOpacity(0.65)
        painter.drawRoundedRect(badge, 8, 8)
        painter.setOpacity(1.0)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), text)


class MomentStrip(QWidget):
    """Moments in the order of the clip."""

    moment_chosen = Signal(object)  # Moment

    def __init__(self, thumbnails: ThumbnailCache, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._appearance = appearance
        self._buttons: list[MomentButton] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(Space.S)
        self._layout.addStretch(1)

    @property
    def buttons(self) -> tuple[MomentButton, ...]:
        """The stills, earliest first."""
        return tuple(self._buttons)

    def show_moments(self, moments: tuple[Moment, ...]) -> None:
        """Show these moments instead of those before."""
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for position, moment in enumerate(sorted(moments, key=lambda moment: moment.best_s)):
            button = MomentButton(moment, self._thumbnails, self._appearance)
            button.clicked.connect(self._on_button_clicked)
            self._layout.insertWidget(position, button)
            self._buttons.append(button)
        self.setVisible(bool(moments))

    def mark_time(self, time_s: float) -> None:
        """Mark the moment that holds this time, if one does."""
        for button in self._buttons:
            button.setChecked(button.moment.start_s - 1e-3 <= time_s <= button.moment.end_s + 1e-3)

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, MomentButton):
            button.setChecked(True)
            self.moment_chosen.emit(button.moment)
