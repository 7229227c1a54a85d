"""Paints one folder: icon, name, path and counts."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space, draw_icon
from app.library.folder_model import FOLDER_ROLE, describe_folder
from engine.library_records import FolderState

ROW_PX = 64
_ICON_PX = 24


class FolderDelegate(QStyledItemDelegate):
    """Rows of one height with a rounded ground for the one that is selected."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW_PX)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        folder = index.data(FOLDER_ROLE)
        if not isinstance(folder, FolderState):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        color = self._appearance.color
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent_soft" if is_selected else "hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(Space.XS, 2, -Space.XS, -2), 8, 8)
        name = "plug-off" if not folder.is_online else "pause" if folder.is_paused else "folder"
        icon = draw_icon(name, color("text_muted"), _ICON_PX)
        painter.drawPixmap(rect.left() + Space.L, rect.center().y() - _ICON_PX // 2, icon)
        self._paint_text(painter, rect.adjusted(Space.L + _ICON_PX + Space.M, Space.M, -Space.L, -Space.M), folder)
        painter.restore()

    def _paint_text(self, painter: QPainter, area: QRect, folder: FolderState) -> None:
        color = self._appearance.color
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(color("text" if folder.is_online and not folder.is_paused else "text_faint"))
        name = human_text.one_line(folder.path.name or str(folder.path))
        half = area.height() // 2
        upper, lower = area.adjusted(0, 0, 0, -half), area.adjusted(0, half, 0, 0)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, upper.width() // 2)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), shown)
        name_px = metrics.horizontalAdvance(shown) + Space.M
        font.setWeight(QFont.Weight.Normal)
        font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        painter.setPen(color("text_faint"))
        metrics = painter.fontMetrics()
        parent = human_text.one_line(str(folder.path.parent))
        where = metrics.elidedText(parent, Qt.TextElideMode.ElideMiddle, upper.width() - name_px)
        painter.drawText(upper.adjusted(name_px, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), where)
        painter.setPen(color("text_muted"))
        counts = metrics.elidedText(describe_folder(folder), Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter), counts)
