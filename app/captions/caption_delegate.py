"""Paints one photo or clip of the list: its picture, what is said about it, and which file it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space, draw_icon
from app.captions.caption_model import CAPTIONS_ROLE, HIT_ROLE
from app.captions.caption_rows import span_text
from app.thumbnail_cache import ThumbnailCache, cover
from engine.caption_records import OwnCaption
from engine.records import MediaKind, SearchHit

ROW_PX = 76
_PICTURE_PX = QSize(88, 64)
_RADIUS = 8.0


class CaptionDelegate(QStyledItemDelegate):
    """All rows have one height."""

    def __init__(self, thumbnails: ThumbnailCache, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._appearance = appearance
        self._film = draw_icon("film", QColor(255, 255, 255), 14)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW_PX)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit, captions = index.data(HIT_ROLE), index.data(CAPTIONS_ROLE)
        state: QStyle.StateFlag = option.state
        box = QRectF(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._appearance.color("accent_soft" if is_current else "hover"))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        picture = QRectF(box.left() + Space.XS, box.top() + Space.XS, _PICTURE_PX.width(), _PICTURE_PX.height())
        self._paint_picture(painter, picture, hit)
        if isinstance(hit, SearchHit):
            text = QRectF(box)
            text.setLeft(picture.right() + Space.M)
            text.setRight(box.right() - Space.S)
            self._paint_words(painter, text, hit, captions, is_current=is_current)
        painter.restore()

    def _paint_picture(self, painter: QPainter, box: QRectF, hit: object) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(box, self._appearance.color("placeholder"))
        if isinstance(hit, SearchHit):
            pixmap = self._thumbnails.pixmap(hit.thumbnail_path)
            if pixmap is not None:
                painter.drawPixmap(box, pixmap, cover(pixmap.size(), box.size().toSize()))
            if hit.kind is MediaKind.VIDEO:
                badge = QRectF(box.left() + 4, box.bottom() - 20, 16, 16)
                painter.setOpacity(0.65)
                painter.fillRect(badge.adjusted(-4, -1, 4, 4), Qt.GlobalColor.black)
                painter.setOpacity(1.0)
                painter.drawPixmap(badge.adjusted(1, 1, -1, -1), self._film, QRectF(self._film.rect()))
        painter.restore()

    def _paint_words(
        self,
        painter: QPainter,
        box: QRectF,
        hit: SearchHit,
        captions: tuple[OwnCaption, ...] | None,
        *,
        is_current: bool,
    ) -> None:
        strong = "accent_soft_text" if is_current else "text"
        font = QFont(painter.font())
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.88)
        facts = [human_text.one_line(hit.path.name)]
        if hit.taken_at is not None:
            facts.append(human_text.day(hit.taken_at))
        if captions and len(captions) > 1:
            facts.append(human_text.captions(len(captions)))
        painter.setFont(small)
        lower = QRectF(box.left(), box.bottom() - painter.fontMetrics().height() - Space.S, box.width(), 0)
        lower.setHeight(painter.fontMetrics().height())
        painter.setPen(self._appearance.color("text_muted"))
        self._line(painter, lower, " · ".join(facts))
        upper = QRectF(box.left(), box.top() + Space.S, box.width(), lower.top() - box.top() - Space.S - Space.XS)
        if captions:
            font.setWeight(QFont.Weight.Medium)
            painter.setFont(font)
            painter.setPen(QPen(self._appearance.color(strong)))
            self._lines(painter, upper, _said(captions[-1]))
        elif captions is not None:
            painter.setFont(font)
            painter.setPen(self._appearance.color("text_faint"))
            self._line(painter, upper, self.tr("No caption yet"))

    def _line(self, painter: QPainter, box: QRectF, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(1, int(box.width())))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _lines(self, painter: QPainter, box: QRectF, text: str) -> None:
        """Draw up to two lines; what is longer ends in an ellipsis."""
        width, metrics = max(1, int(box.width())), painter.fontMetrics()
        if metrics.horizontalAdvance(text) <= width:
            self._line(painter, box, text)
            return
        first = text
        while first and metrics.horizontalAdvance(first) > width:
            shorter = first.rpartition(" ")[0]
            first = shorter or metrics.elidedText(first, Qt.TextElideMode.ElideRight, width).rstrip("…")
            if not shorter:
                break
        rest = text[len(first) :].strip()
        half = box.height() / 2
        self._line(painter, QRectF(box.left(), box.top(), box.width(), half), first)
        self._line(painter, QRectF(box.left(), box.top() + half, box.width(), half), rest)


def _said(caption: OwnCaption) -> str:
    line = human_text.one_line(caption.text)
    return line if caption.time_s is None else f"{span_text(caption.time_s, caption.end_s)}  {line}"
