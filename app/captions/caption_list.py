"""The list of what there is to caption: rows of one height, whose number costs nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app.appearance import Appearance
from app.captions.caption_delegate import ROW_PX, CaptionDelegate
from app.captions.caption_model import CaptionModel
from app.operations import Operations
from app.search.grid_layout import GridLayout
from app.search.placed_view import PlacedView
from app.thumbnail_cache import ThumbnailCache
from engine.browse_records import Listing
from engine.records import SearchHit


class CaptionList(PlacedView):
    """Walking through it is asked of it; it tells what is current once that is filled in."""

    hit_current = Signal(object)  # SearchHit

    def __init__(
        self,
        operations: Operations,
        thumbnails: ThumbnailCache,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = CaptionModel(operations, self)
        self._delegate = CaptionDelegate(thumbnails, appearance, self)
        self._told: SearchHit | None = None
        self.setAccessibleName(self.tr("Photos and clips to caption"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(self._on_changed)
        self.rows.dataChanged.connect(self._on_changed)
        self.verticalScrollBar().valueChanged.connect(self._look)
        thumbnails.loaded.connect(self._on_thumbnail_loaded)
        appearance.changed.connect(self.viewport().update)

    @property
    def current_row(self) -> int:
        """The row one is at, or -1."""
        return self.currentIndex().row() if self.selectionModel().hasSelection() else -1

    @property
    def current_hit(self) -> SearchHit | None:
        """What one is at, where it is filled in."""
        return self.rows.hit(self.current_row)

    def show_listing(self, listing: Listing | None) -> None:
        """Show a listing from its beginning; its first row is current."""
        self._told = None
        self.rows.show(listing)
        self.places = GridLayout(None, self.rows.rowCount())
        self._fit()
        self.scrollToTop()
        if self.rows.rowCount():
            self.go_to(0)

    def go_to(self, row: int) -> None:
        """Make a row current and bring it into sight."""
        index = self.rows.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def step(self, by: int) -> bool:
        """Walk `by` rows on; False at either end."""
        row = self.current_row + by
        if not 0 <= row < self.rows.rowCount():
            return False
        self.go_to(row)
        return True

    @override
    def doItemsLayout(self) -> None:
        self._fit()

    def _fit(self) -> None:
        self.places.arrange(1, self.viewport().width(), ROW_PX)
        self.updateGeometries()
        self._look()

    def _look(self) -> None:
        rows = self.visible_rows
        current = self.current_row  # walked onto before it is scrolled to
        self.rows.look_at(rows if current < 0 or current in rows or not rows else range(current, current + len(rows)))
        self.viewport().update()

    def _on_changed(self) -> None:
        self.viewport().update()
        self._tell_current()

    def _tell_current(self) -> None:
        hit = self.current_hit
        if hit is not None and (self._told is None or hit.media_id != self._told.media_id):
            self._told = hit
            self.hit_current.emit(hit)

    def _on_thumbnail_loaded(self, _path: Path) -> None:
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        top, area = self.verticalOffset(), event.rect()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        base = option.state & ~(QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
        pointed = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())) if self.underMouse() else None
        for row in self.places.rows_between(area.top() + top, area.bottom() + 1 + top):
            left, cell_top = self.places.cell_at(row)
            option.rect = QRect(QPoint(left, cell_top - top), self.cell_size)
            state = base
            if row == self.current_row:
                state |= QStyle.StateFlag.State_Selected
            if pointed is not None and row == pointed.row():
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            self._delegate.paint(painter, option, self.rows.index(row))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        QFrame.resizeEvent(self, event)
