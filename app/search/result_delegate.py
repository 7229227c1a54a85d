"""Paints one hit: its picture, and for clips the moment and the length."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space, draw_icon
from app.search.result_model import HIT_ROLE
from app.thumbnail_cache import ThumbnailCache, cover
from engine.records import MediaKind, SearchHit

ASPECT = 3 / 4
_RADIUS = 10.0
_RING_PX = 3.0
_BADGE_GROUND = QColor(0, 0, 0, 165)
_BADGE_TEXT = QColor(255, 255, 255)


class ResultDelegate(QStyledItemDelegate):
    """All cells have one size, `cell_px` wide with a gap around the picture."""

    def __init__(self, thumbnails: ThumbnailCache, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._appearance = appearance
        self._cell = QSize(220, 165)
        self._play = draw_icon("film", _BADGE_TEXT, 14)
        self._placeholders: dict[tuple[str, str], QPixmap] = {}

    @property
    def cell(self) -> QSize:
        """Size of every cell."""
        return self._cell

    def set_cell_width(self, width_px: int) -> None:
        """Make every cell that wide, gap included."""
        self._cell = QSize(width_px, round(width_px * ASPECT))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._cell

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit = index.data(HIT_ROLE)
        if not isinstance(hit, SearchHit):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        frame = QRectF(rect).adjusted(Space.XS + 2, Space.XS + 2, -Space.XS - 2, -Space.XS - 2)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.setClipPath(shape)
        self._paint_picture(painter, frame, hit)
        if state & QStyle.StateFlag.State_MouseOver and not state & QStyle.StateFlag.State_Selected:
            painter.fillRect(frame, QColor(255, 255, 255, 24))
        if hit.kind is MediaKind.VIDEO:
            self._paint_badges(painter, frame, hit)
        painter.setClipping(False)
        if state & QStyle.StateFlag.State_Selected:
            self._paint_ring(painter, frame)
        painter.restore()

    def _paint_picture(self, painter: QPainter, frame: QRectF, hit: SearchHit) -> None:
        moment = hit.moment
        path = (moment.thumbnail_path if moment else None) or hit.thumbnail_path
        pixmap = self._thumbnails.pixmap(path)
        if pixmap is None:
            painter.fillRect(frame, self._appearance.color("placeholder"))
            icon = self._placeholder("film" if hit.kind is MediaKind.VIDEO else "photo")
            side = 32.0
            painter.drawPixmap(QRectF(frame.center().x() - 16, frame.center().y() - 16, side, side).toRect(), icon)
            return
        painter.drawPixmap(frame, pixmap, cover(pixmap.size(), frame.size().toSize()))

    def _placeholder(self, name: str) -> QPixmap:
        color = self._appearance.color("text_faint")
        key = (name, color.name())
        if key not in self._placeholders:
            self._placeholders[key] = draw_icon(name, color, 32)
        return self._placeholders[key]

    def _paint_badges(self, painter: QPainter, frame: QRectF, hit: SearchHit) -> None:
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        if hit.duration_s:
            self._paint_badge(painter, frame, human_text.clock(hit.duration_s), right=True, top=True)
        if hit.moment is not None:
            more = f"  +{len(hit.moments) - 1}" if len(hit.moments) > 1 else ""
            self._paint_badge(painter, frame, human_text.clock(hit.moment.best_s) + more, icon=self._play)

    def _paint_badge(
        self,
        painter: QPainter,
        frame: QRectF,
        text: str,
        *,
        right: bool = False,
        top: bool = False,
        icon: QPixmap | None = None,
    ) -> None:
        metrics = painter.fontMetrics()
        lead = 18.0 if icon is not None else 0.0
        width, height = metrics.horizontalAdvance(text) + lead + Space.M, metrics.height() + 4.0
        x = frame.right() - width - Space.S if right else frame.left() + Space.S
        y = frame.top() + Space.S if top else frame.bottom() - height - Space.S
        box = QRectF(x, y, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BADGE_GROUND)
        painter.drawRoundedRect(box, height / 2, height / 2)
        if icon is not None:
            painter.drawPixmap(QRectF(x + 6, y + (height - 14) / 2, 14, 14), icon, QRectF(icon.rect()))
        painter.setPen(_BADGE_TEXT)
        painter.drawText(box.adjusted(Space.M / 2 + lead, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_ring(self, painter: QPainter, frame: QRectF) -> None:
        half = _RING_PX / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._appearance.color("window"), _RING_PX + 3))
        painter.drawRoundedRect(frame.adjusted(half, half, -half, -half), _RADIUS, _RADIUS)
        painter.setPen(QPen(self._appearance.color("accent"), _RING_PX))
        painter.drawRoundedRect(frame.adjusted(-half, -half, half, half), _RADIUS + half, _RADIUS + half)
