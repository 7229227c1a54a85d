"""Paints one result: its picture, and what marks it; clips with their moments, through which the pointer scrubs."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space, draw_icon
from app.search.result_model import FOLDS_ROLE, HIT_ROLE
from app.search.unfolding import Folds
from app.thumbnail_cache import ThumbnailCache, cover
from engine.records import MediaKind, Moment, SearchHit

ASPECT = 3 / 4
_RADIUS = 10.0
_RING_PX = 3.0
_BADGE_GROUND = QColor(0, 0, 0, 165)
_BADGE_TEXT = QColor(255, 255, 255)
_SCRUB_PX = 4.0
_BADGE_PX = QSize(84, 30)  # what is pressed to open or close: not much smaller than a fingertip


class Badge(Enum):
    """The badges of a place that open and close something."""

    STACK = "stack"
    MOMENTS = "moments"


class ResultDelegate(QStyledItemDelegate):
    """All cells have one size, `cell_px` wide with a gap around the picture."""

    def __init__(self, thumbnails: ThumbnailCache, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._appearance = appearance
        self._cell = QSize(220, 165)
        self._scrub = (-1, -1.0)
        self._icons = {
            name: draw_icon(name, _BADGE_TEXT, 14) for name in ("film", "fold", "star-filled", "stack", "plug-off")
        }
        self._placeholders: dict[tuple[str, str], QPixmap] = {}

    @property
    def cell(self) -> QSize:
        """Size of every cell."""
        return self._cell

    def set_cell_width(self, width_px: int) -> None:
        """Make every cell that wide, gap included."""
        self._cell = QSize(width_px, round(width_px * ASPECT))

    def set_scrub(self, row: int, share: float) -> bool:
        """Say over which row the pointer is and how far across it; True where that shows something else."""
        changed = (row, share) != self._scrub
        self._scrub = (row, share)
        return changed

    def moment_shown(self, index: QModelIndex | QPersistentModelIndex, hit: SearchHit) -> Moment | None:
        """Return the moment whose frame is shown: the best one, or the one that lies below the pointer."""
        row, share = self._scrub
        folds: Folds = index.data(FOLDS_ROLE)
        if index.row() != row or len(hit.moments) < 2 or not 0 <= share < 1 or folds.moment is not None:
            return hit.moment
        in_order = sorted(hit.moments, key=lambda moment: moment.best_s)
        return in_order[int(share * len(in_order))]

    def badge_at(self, cell: QRect, index: QModelIndex, place: QPoint) -> Badge | None:
        """Return which badge lies at a point of a cell, where it opens or closes something."""
        folds: Folds = index.data(FOLDS_ROLE)
        hit = index.data(HIT_ROLE)
        area = QRect(cell.topLeft() + QPoint(Space.S, Space.S), _BADGE_PX)
        if (folds.beneath or folds.is_top) and area.contains(place):
            return Badge.STACK
        area.moveBottom(cell.bottom() - Space.S)
        has_moments = isinstance(hit, SearchHit) and len(hit.moments) > 1 and folds.moment in (None, 0)
        return Badge.MOMENTS if has_moments and area.contains(place) else None

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._cell

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit = index.data(HIT_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        frame = QRectF(rect).adjusted(Space.XS + 2, Space.XS + 2, -Space.XS - 2, -Space.XS - 2)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        folds: Folds = index.data(FOLDS_ROLE)
        if folds.is_part:  # what was opened lies on a ground of its own, so that one sees what belongs together
            painter.fillRect(rect.adjusted(0, 1, 0, -1), self._appearance.color("accent_soft"))
        if folds.beneath:
            self._paint_edges(painter, frame)
        shape = QPainterPath()
        shape.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.setClipPath(shape)
        if isinstance(hit, SearchHit):
            moment = self.moment_shown(index, hit)
            self._paint_picture(painter, frame, hit, moment)
            if state & QStyle.StateFlag.State_MouseOver and not state & QStyle.StateFlag.State_Selected:
                painter.fillRect(frame, QColor(255, 255, 255, 24))
            self._paint_badges(painter, frame, hit, moment, folds)
            if index.row() == self._scrub[0] and len(hit.moments) > 1 and folds.moment is None:
                self._paint_scrub(painter, frame, hit, moment)
        else:
            painter.fillRect(frame, self._appearance.color("placeholder"))
        painter.setClipping(False)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus):
            self._paint_ring(painter, frame, is_selected=bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_picture(self, painter: QPainter, frame: QRectF, hit: SearchHit, moment: Moment | None) -> None:
        path = (moment.thumbnail_path if moment else None) or hit.thumbnail_path
        pixmap = self._thumbnails.pixmap(path)
        if pixmap is None and moment is not hit.moment:  # the best frame stands in until the other one is there
            pixmap = self._thumbnails.pixmap(hit.thumbnail_path)
        if pixmap is None:
            painter.fillRect(frame, self._appearance.color("placeholder"))
            icon = self._placeholder("film" if hit.kind is MediaKind.VIDEO else "photo")
            side = 32.0
            painter.drawPixmap(QRectF(frame.center().x() - 16, frame.center().y() - 16, side, side).toRect(), icon)
            return
        painter.drawPixmap(frame, pixmap, cover(pixmap.size(), frame.size().toSize()))
        if hit.is_missing:
            painter.fillRect(frame, QColor(0, 0, 0, 110))

    def _placeholder(self, name: str) -> QPixmap:
        color = self._appearance.color("text_faint")
        key = (name, color.name())
        if key not in self._placeholders:
            self._placeholders[key] = draw_icon(name, color, 32)
        return self._placeholders[key]

    def _paint_edges(self, painter: QPainter, frame: QRectF) -> None:
        """Let a stack look like one: the edges of what lies beneath show behind the picture."""
        painter.setPen(QPen(self._appearance.color("border_strong"), 1.5))
        painter.setBrush(self._appearance.color("surface"))
        painter.drawRoundedRect(frame.adjusted(6, -4, -6, -4), _RADIUS, _RADIUS)

    def _paint_badges(
        self, painter: QPainter, frame: QRectF, hit: SearchHit, moment: Moment | None, folds: Folds
    ) -> None:
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        if hit.duration_s:
            self._paint_badge(painter, frame, human_text.clock(hit.duration_s), right=True, top=True)
        if moment is not None:
            more = f"  +{len(hit.moments) - 1}" if len(hit.moments) > 1 and folds.moment is None else ""
            icon = "fold" if folds.moment == 0 else "film"
            self._paint_badge(painter, frame, human_text.clock(moment.best_s) + more, icon=icon)
        if folds.beneath:
            self._paint_badge(painter, frame, f"+{folds.beneath}", icon="stack", top=True)
        elif folds.is_top and not folds.moment:
            self._paint_badge(painter, frame, "", icon="fold", top=True)
        if hit.is_missing:
            self._paint_badge(painter, frame, "away", icon="plug-off", right=True)
        elif hit.is_favourite:
            self._paint_badge(painter, frame, "", icon="star-filled", right=True)

    def _paint_badge(
        self,
        painter: QPainter,
        frame: QRectF,
        text: str,
        *,
        right: bool = False,
        top: bool = False,
        icon: str = "",
    ) -> None:
        metrics = painter.fontMetrics()
        lead = (18.0 if text else 13.0) if icon else 0.0
        width, height = metrics.horizontalAdvance(text) + lead + Space.M, metrics.height() + 4.0
        x = frame.right() - width - Space.S if right else frame.left() + Space.S
        y = frame.top() + Space.S if top else frame.bottom() - height - Space.S
        box = QRectF(x, y, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BADGE_GROUND)
        painter.drawRoundedRect(box, height / 2, height / 2)
        if icon:
            drawn = self._icons[icon]
            painter.drawPixmap(QRectF(x + 6, y + (height - 14) / 2, 14, 14), drawn, QRectF(drawn.rect()))
        painter.setPen(_BADGE_TEXT)
        painter.drawText(box.adjusted(Space.M / 2 + lead, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_scrub(self, painter: QPainter, frame: QRectF, hit: SearchHit, shown: Moment | None) -> None:
        """Say along the lower edge how many moments there are, and which one is seen."""
        in_order = sorted(hit.moments, key=lambda moment: moment.best_s)
        width = frame.width() / len(in_order)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, moment in enumerate(in_order):
            painter.setBrush(self._appearance.color("accent") if moment is shown else QColor(255, 255, 255, 120))
            left = frame.left() + place * width
            painter.drawRect(QRectF(left + 1, frame.bottom() - _SCRUB_PX, width - 2, _SCRUB_PX))

    def _paint_ring(self, painter: QPainter, frame: QRectF, *, is_selected: bool) -> None:
        half = _RING_PX / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not is_selected:  # current only, as after Ctrl+click takes it out of the selection
            painter.setPen(QPen(self._appearance.color("text_faint"), 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(frame.adjusted(-half, -half, half, half), _RADIUS + half, _RADIUS + half)
            return
        painter.setPen(QPen(self._appearance.color("window"), _RING_PX + 3))
        painter.drawRoundedRect(frame.adjusted(half, half, -half, -half), _RADIUS, _RADIUS)
        painter.setPen(QPen(self._appearance.color("accent"), _RING_PX))
        painter.drawRoundedRect(frame.adjusted(-half, -half, half, half), _RADIUS + half, _RADIUS + half)
