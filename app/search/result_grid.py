"""The grid of hits: a list view in icon mode with cells of one size, never a widget per item."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from app.appearance import Appearance
from app.search.result_delegate import ResultDelegate
from app.search.result_model import HIT_ROLE, ResultModel
from app.thumbnail_cache import ThumbnailCache
from engine.records import SearchHit

MIN_CELL_PX, MAX_CELL_PX = 96, 512
_ZOOM_STEP = 1.15
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ResultGrid(QListView):
    """Shows a ResultModel; a click or Return opens a hit, arrows walk, Ctrl+wheel resizes the cells."""

    hit_opened = Signal(object)  # SearchHit
    hit_current = Signal(object)  # SearchHit, walked onto by keyboard
    menu_wanted = Signal(object, object)  # SearchHit, QPoint on screen
    end_reached = Signal()
    left_upwards = Signal()
    key_unused = Signal(object)  # Qt.Key that means nothing to a grid

    def __init__(
        self, thumbnails: ThumbnailCache, appearance: Appearance, *, cell_px: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wanted_px = float(cell_px)
        self._delegate = ResultDelegate(thumbnails, appearance, self)
        self.results = ResultModel(self)
        self.setAccessibleName("Results")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(self.results)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(500)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._on_scroll_range_changed)
        thumbnails.loaded.connect(self._on_thumbnail_loaded)
        appearance.changed.connect(self.viewport().update)

    @property
    def current_hit(self) -> SearchHit | None:
        """The hit with the focus ring."""
        hit = self._selected_index().data(HIT_ROLE)
        return hit if isinstance(hit, SearchHit) else None

    def show_hits(self, hits: tuple[SearchHit, ...]) -> None:
        """Show hits, staying on the current one where it is still among them."""
        before = self.current_hit
        self.results.show(hits)
        if before is not None and self.current_hit is None:
            row = self.results.row_of(before)
            if row >= 0:
                self.selectionModel().setCurrentIndex(
                    self.results.index(row), self.selectionModel().SelectionFlag.ClearAndSelect
                )
        if self.current_hit is None:
            self.scrollToTop()

    def step(self, by: int) -> SearchHit | None:
        """Walk `by` hits on and return where that leads, or None at either end."""
        row = self._selected_index().row() + by
        if not 0 <= row < self.results.rowCount():
            return None
        self.setCurrentIndex(self.results.index(row))
        return self.current_hit

    def resize_cells(self, factor: float) -> None:
        """Make the cells wider or narrower by `factor`."""
        self._wanted_px = min(MAX_CELL_PX, max(MIN_CELL_PX, self._wanted_px * factor))
        self._fit_cells()

    def _selected_index(self) -> QModelIndex:
        """The index with the ring; the view alone would also call current what merely got the focus first."""
        selected = self.selectionModel().selectedIndexes()
        return selected[0] if selected else QModelIndex()

    def _fit_cells(self) -> None:
        """Choose the number of columns nearest to the wanted width and fill the row evenly."""
        width = self.viewport().width()
        columns = max(1, round(width / self._wanted_px))
        self._delegate.set_cell_width(max(MIN_CELL_PX // 2, (width - 1) // columns))
        if self.gridSize() != self._delegate.cell:
            self.setGridSize(QSize(self._delegate.cell))
            current = self.currentIndex()
            if current.isValid():
                self.scrollTo(current)

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        if isinstance(hit, SearchHit):
            self.hit_opened.emit(hit)

    def _on_selection_changed(self) -> None:
        hit = self.current_hit
        if hit is not None:
            self.hit_current.emit(hit)

    def _on_scroll_range_changed(self, _minimum: int, maximum: int) -> None:
        """The bar is always there, so that cells keep their width; with nothing to scroll its handle is not drawn."""
        self.verticalScrollBar().setEnabled(maximum > 0)

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() > 0 and value >= bar.maximum() - self.viewport().height() // 2:
            self.end_reached.emit()

    def _on_thumbnail_loaded(self, _path: Path) -> None:
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        columns = max(1, self.viewport().width() // max(1, self.gridSize().width()))
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() < columns:
            self.left_upwards.emit()
            return
        has_text = event.text().isprintable() and bool(event.text())
        if event.key() == Qt.Key.Key_Escape or (has_text and not event.modifiers() & _COMMAND):
            self.key_unused.emit(Qt.Key(event.key()))  # names of files are nothing to search by their first letters
            return
        super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.resize_cells(_ZOOM_STEP if event.angleDelta().y() > 0 else 1 / _ZOOM_STEP)
            event.accept()
            return
        super().wheelEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos()) if event.reason() is event.Reason.Mouse else self.currentIndex()
        hit = index.data(HIT_ROLE)
        if isinstance(hit, SearchHit):
            self.menu_wanted.emit(hit, event.globalPos())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_cells()
        super().resizeEvent(event)
