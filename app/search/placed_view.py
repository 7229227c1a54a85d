"""A list view that takes the places of its rows from a GridLayout instead of laying out every one of them."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget
from typing_extensions import override

from app.search.grid_layout import GridLayout

HEADING_PX = 40
_Index = QModelIndex | QPersistentModelIndex


class PlacedView(QListView):
    """Everything Qt asks about the places of rows. It stays a list view for screen readers, and lays out nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.places = GridLayout()
        super().__init__(parent)

    @property
    def cell_size(self) -> QSize:
        """Width and height of a cell, gap included."""
        return QSize(*self.places.cell)

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    @property
    def selected_spans(self) -> tuple[range, ...]:
        """The selected rows as ranges, ascending."""
        chosen = self.selectionModel().selection()
        spans = (chosen.at(place) for place in range(chosen.count()))
        return tuple(sorted((range(span.top(), span.bottom() + 1) for span in spans), key=lambda rows: rows.start))

    @property
    def visible_rows(self) -> range:
        """The rows of which something is in sight."""
        top = self.verticalScrollBar().value()
        return self.places.rows_between(top, top + self.viewport().height())

    @override
    def visualRect(self, index: _Index) -> QRect:
        if not index.isValid() or index.row() >= self.places.rows:
            return QRect()
        left, top = self.places.cell_at(index.row())
        return QRect(QPoint(left, top - self.verticalOffset()), self.cell_size)

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.places.row_at(point.x(), point.y() + self.verticalOffset())
        return self._index(row) if 0 <= row < self.model().rowCount() else QModelIndex()

    @override
    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid() or index.row() >= self.places.rows:
            return
        _, top = self.places.cell_at(index.row())
        bar, height = self.verticalScrollBar(), self.places.cell[1]
        heading_px = HEADING_PX if self.places.has_headings and top <= HEADING_PX else 0
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(top - (self.viewport().height() - height) // 2)
        elif top - heading_px < bar.value():
            bar.setValue(top - heading_px)
        elif top + height > bar.value() + self.viewport().height():
            bar.setValue(top + height - self.viewport().height())

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def isIndexHidden(self, index: _Index) -> bool:
        return False

    @override
    def updateGeometries(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self.places.height - self.viewport().height()))
        bar.setPageStep(max(1, self.viewport().height()))
        bar.setSingleStep(max(1, self.places.cell[1] // 3))

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what lies between two corners of a rectangle in reading order, as text is selected."""
        first, last = self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())
        if not (first.isValid() and last.isValid()):
            return
        rows = sorted((first.row(), last.row()))
        chosen = QItemSelection(self._index(rows[0]), self._index(rows[1]))
        self.selectionModel().select(chosen, command)

    @override
    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    @override
    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        rows = self.places.rows
        row = self.currentIndex().row() if self.selectionModel().hasSelection() else -1
        if not rows:
            return QModelIndex()
        if row < 0:
            return self._index(0)
        actions = QAbstractItemView.CursorAction
        page = max(1, self.viewport().height() // self.places.cell[1])
        target = {
            actions.MoveLeft: max(0, row - 1),
            actions.MovePrevious: max(0, row - 1),
            actions.MoveRight: min(rows - 1, row + 1),
            actions.MoveNext: min(rows - 1, row + 1),
            actions.MoveHome: 0,
            actions.MoveEnd: rows - 1,
        }.get(action)
        if target is None:
            lines = {actions.MoveUp: -1, actions.MoveDown: 1, actions.MovePageUp: -page, actions.MovePageDown: page}
            target = self.places.neighbour(row, lines[action])
        return self._index(target)
