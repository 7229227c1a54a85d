"""The grid of results: a list view whose geometry is arithmetic, so that a million rows cost what forty do."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain, islice
from pathlib import Path

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.operations import Operations
from app.search.grid_layout import GridLayout
from app.search.placed_view import HEADING_PX, PlacedView
from app.search.result_delegate import ASPECT, Badge, ResultDelegate
from app.search.result_model import HIT_ROLE, ResultModel
from app.search.unfolding import Opened
from app.thumbnail_cache import ThumbnailCache
from app.translation import translate
from engine.browse_records import Listing
from engine.records import MediaId, SearchHit, SearchRequest

MIN_CELL_PX, MAX_CELL_PX = 96, 512
DRAGGED_FILES = 200
_COUNTED_ONE_BY_ONE = 2000
_ZOOM_STEP = 1.15
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ResultGrid(PlacedView):
    """Shows a ResultModel; a click or Return opens a hit, arrows walk, Ctrl+wheel resizes the cells."""

    hit_opened = Signal(object)  # SearchHit
    hit_current = Signal(object)  # SearchHit, walked onto by keyboard
    selection_counted = Signal(object)  # int, how many are selected
    menu_wanted = Signal(object, object)  # SearchHit, QPoint on screen
    left_upwards = Signal()
    key_unused = Signal(object)  # Qt.Key that means nothing to a grid

    def __init__(
        self,
        operations: Operations,
        thumbnails: ThumbnailCache,
        appearance: Appearance,
        *,
        cell_px: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wanted_px = float(cell_px)
        self._appearance = appearance
        self._delegate = ResultDelegate(thumbnails, appearance, self)
        self._heading: Callable[[int], str] | None = None
        self._told: SearchHit | None = None
        self._pressed_at = QPoint()
        self._opened = Opened()
        self._whole: Listing | None = None
        self.results = ResultModel(operations, self)
        self.setAccessibleName(self.tr("Results"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(self.results)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._on_scroll_range_changed)
        self.results.dataChanged.connect(self._on_data_changed)
        self.results.loader.loaded.connect(self._on_rows_loaded)
        thumbnails.loaded.connect(self._on_thumbnail_loaded)
        appearance.changed.connect(self.viewport().update)

    @property
    def current_hit(self) -> SearchHit | None:
        """The hit with the focus ring."""
        return self.results.hit(self.current_row)

    @property
    def current_row(self) -> int:
        """The row with the focus ring, or -1; the view alone also calls current what merely got the focus first."""
        return self.currentIndex().row() if self.selectionModel().hasSelection() else -1

    @property
    def selected_ids(self) -> tuple[MediaId, ...]:
        """All that is selected, in the order of the listing."""
        found = (self.results.loader.media_id(row) for row in chain.from_iterable(self.selected_spans))
        return tuple(dict.fromkeys(media_id for media_id in found if media_id is not None))

    @property
    def selected_count(self) -> int:
        """How many are selected; the moments of a clip count once."""
        spans = self.selected_spans
        count = sum(map(len, spans))
        repeats = sum(self.results.repeats_between(span.start, span.stop) for span in spans)
        # A million selected rows are not looked at one by one; among so many every clip's own row is selected too.
        return len(self.selected_ids) if repeats and count < _COUNTED_ONE_BY_ONE else count - repeats

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings that are in sight."""
        top = self.verticalScrollBar().value()
        if self._heading is None:
            return ()
        numbers = self.places.sections_between(top, top + self.viewport().height())
        return tuple(self._heading(number) for number in numbers)

    @property
    def _current(self) -> QModelIndex:
        return self.results.index(self.current_row) if self.current_row >= 0 else QModelIndex()

    def show_listing(self, request: SearchRequest, listing: Listing | None, *, keeps_place: bool = False) -> None:
        """Show a listing; what is current stays so where it is still listed.

        With `keeps_place` the grid stays scrolled where it is; otherwise it begins at the top, or at what is current.
        """
        if not keeps_place:
            self._opened.clear()
        self._whole = listing
        if listing is not None:
            self._opened.correct(listing.head)
        self._show(request, keeps_place=keeps_place)

    def _show_again(self, instead: MediaId | None = None) -> None:
        """Show the same listing after something was opened or closed."""
        self._show(self.results.request, keeps_place=True, keeps_rows=True, instead=instead)

    def toggle_folds(self) -> None:
        """Open what can be opened at the current row, a stack or the moments of a clip, or close what it belongs to."""
        row = self.current_row
        hit, folds = self.results.hit(row), self.results.folds(row)
        if hit is None or not self.fold_text():
            return
        if folds.moment is not None or (len(hit.moments) > 1 and not folds.is_part):
            self._opened.toggle_clip(hit)
        if folds.stack is not None and folds.moment is None:
            self._opened.toggle_stack(folds.stack)
        elif folds.beneath:
            self._opened.toggle_stack(hit.media_id)
        self._show_again(folds.stack)

    def fold_text(self) -> str:
        """Say what `toggle_folds` would do now; "" where it does nothing."""
        hit, folds = self.results.hit(self.current_row), self.results.folds(self.current_row)
        if hit is None:
            return ""
        if folds.is_part:
            return (
                self.tr("Put the moments together") if folds.moment is not None else self.tr("Put the stack together")
            )
        if folds.beneath:
            return self.tr("Show the %Ln beneath", "", folds.beneath)
        return self.tr("Show its %Ln moment(s)", "", len(hit.moments)) if len(hit.moments) > 1 else ""

    def _show(
        self,
        request: SearchRequest,
        *,
        keeps_place: bool,
        keeps_rows: bool = False,
        instead: MediaId | None = None,
    ) -> None:
        """Show the listing with what is opened; `instead` becomes current where what is current is put away."""
        before, moment = self.results.loader.media_id(self.current_row), self.results.folds(self.current_row).moment
        place = self.verticalScrollBar().value()
        self._told = None
        shown = None if self._whole is None else self._opened.unfold(self._whole)
        self.results.show(request, shown, keeps_rows=keeps_rows)
        headings = self.results.headings()
        self._heading = None if headings is None else headings.text_of
        starts = None if headings is None else headings.starts
        self.places = GridLayout(starts, self.results.rowCount(), heading_px=HEADING_PX)
        self._fit_cells()
        row = self.results.row_of(before, moment) if before is not None else -1
        if row < 0 and instead is not None:
            row = self.results.row_of(instead)
        if row >= 0:
            self.selectionModel().setCurrentIndex(
                self.results.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        if keeps_place:
            self.verticalScrollBar().setValue(place)
        elif row < 0:
            self.scrollToTop()
        self._look()

    def step(self, by: int) -> bool:
        """Walk `by` places on; False at either end. `hit_current` follows, at once or when the row is filled in."""
        row = self.current_row + by
        if not 0 <= row < self.results.rowCount():
            return False
        self.setCurrentIndex(self.results.index(row))
        return True

    def select_all(self) -> None:
        """Select everything that is listed."""
        if self.results.rowCount():
            whole = QItemSelection(self.results.index(0), self.results.index(self.results.rowCount() - 1))
            self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def resize_cells(self, factor: float) -> None:
        """Make the cells wider or narrower by `factor`."""
        self.set_cell_px(self._wanted_px * factor)

    def set_cell_px(self, width_px: float) -> None:
        """Make the cells about this wide."""
        self._wanted_px = min(MAX_CELL_PX, max(MIN_CELL_PX, width_px))
        self._fit_cells(keeps_first=True)

    @override
    def doItemsLayout(self) -> None:
        self._fit_cells()

    def _fit_cells(self, *, keeps_first: bool = False) -> None:
        """Choose the number of columns nearest to the wanted width and fill the row evenly."""
        first = next(iter(self.visible_rows), 0) if keeps_first else 0
        width = self.viewport().width()
        columns = max(1, round(width / self._wanted_px))
        cell_px = max(MIN_CELL_PX // 2, (width - 1) // columns)
        if (columns, cell_px) != (self.places.columns, self.places.cell[0]) or not self.places.height:
            self.places.arrange(columns, cell_px, round(cell_px * ASPECT))
            self._delegate.set_cell_width(cell_px)
        self.updateGeometries()
        if keeps_first and self.places.rows:
            self.verticalScrollBar().setValue(self.places.cell_at(min(first, self.places.rows - 1))[1] - HEADING_PX)
        self.viewport().update()
        self._look()

    def _look(self) -> None:
        self.results.look_at(self.visible_rows)

    # Painting.

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        top = self.verticalOffset()
        area = event.rect()
        self._paint_headings(painter, area, top)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        base = option.state & ~(QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
        selection, current_row = self.selectionModel(), self.current_row
        pointed = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())) if self.underMouse() else None
        for row in self.places.rows_between(area.top() + top, area.bottom() + 1 + top):
            index = self.results.index(row)
            left, cell_top = self.places.cell_at(row)
            option.rect = QRect(QPoint(left, cell_top - top), self.cell_size)
            state = base
            if selection.isSelected(index):
                state |= QStyle.StateFlag.State_Selected
            if row == current_row:
                state |= QStyle.StateFlag.State_HasFocus
            if pointed is not None and row == pointed.row():
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            self._delegate.paint(painter, option, index)

    def _paint_headings(self, painter: QPainter, area: QRect, top: int) -> None:
        if self._heading is None:
            return
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._appearance.color("text"))
        for number in self.places.sections_between(area.top() + top, area.bottom() + 1 + top):
            place = self.places.section(number)
            box = QRect(Space.S, place.top - top + Space.S, self.viewport().width() - Space.L, HEADING_PX - Space.S)
            text = painter.fontMetrics().elidedText(
                self._heading(number), Qt.TextElideMode.ElideRight, max(1, box.width())
            )
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), text)

    # What the person does.

    def _open(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        if isinstance(hit, SearchHit):
            self.hit_opened.emit(hit)

    def _on_selection_changed(self) -> None:
        self.selection_counted.emit(self.selected_count)
        self._tell_current()
        self.viewport().update()

    def _tell_current(self) -> None:
        """Tell the current hit once: now, or when its row is filled in.

        The view makes a row current before it is selected when it gets the focus, so both changes lead here.
        """
        hit = self.current_hit
        if hit is not None and hit != self._told:
            self._told = hit
            self.hit_current.emit(hit)

    def _on_data_changed(self) -> None:
        self.viewport().update()
        self._tell_current()

    def _on_rows_loaded(self, rows: tuple[int, ...]) -> None:
        """An opened clip may have other moments than before, after the library changed."""
        hits = (hit for row in rows if (hit := self.results.loader.hit(row)) is not None)
        if self._opened.correct(hits):
            self._show_again()

    def _on_scroll_range_changed(self, _minimum: int, maximum: int) -> None:
        """The bar is always there, so that cells keep their width; with nothing to scroll its handle is not drawn."""
        self.verticalScrollBar().setEnabled(maximum > 0)

    def _on_scrolled(self, _value: int) -> None:
        self._look()
        self.viewport().update()

    def _on_thumbnail_loaded(self, _path: Path) -> None:
        self.viewport().update()

    @override
    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the files that are selected and filled in to another program, which may copy them."""
        drag = QDrag(self)
        data = self.drag_data()
        if data.urls():
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)

    def drag_data(self) -> QMimeData:
        """Return the selected files as other programs take them; rows never looked at have no path yet."""
        data = QMimeData()
        rows = islice(chain.from_iterable(self.selected_spans), DRAGGED_FILES)
        hits = [hit for row in rows if (hit := self.results.hit(row)) is not None]
        paths = dict.fromkeys(str(hit.path) for hit in hits)  # the moments of a clip are one file
        data.setUrls([QUrl.fromLocalFile(path) for path in paths])
        data.setText("\n".join(paths))
        return data

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        moved = (place - self._pressed_at).manhattanLength() > 6
        chooses = bool(event.modifiers() & (_COMMAND | Qt.KeyboardModifier.ShiftModifier))
        if event.button() is not Qt.MouseButton.LeftButton or moved or chooses:
            return
        index = self.indexAt(place)
        if not index.isValid():
            return
        badge = self._delegate.badge_at(self.visualRect(index), index, place)
        hit = index.data(HIT_ROLE)
        if badge is None or not isinstance(hit, SearchHit):
            self._open(index)
            return
        if badge is Badge.STACK:
            self._opened.toggle_stack(hit.media_id)
        else:
            self._opened.toggle_clip(hit)
        self._show_again(hit.media_id)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        share = -1.0
        if index.isValid():
            rect = self.visualRect(index)
            share = (place.x() - rect.left()) / max(1, rect.width())
        if self._delegate.set_scrub(index.row() if index.isValid() else -1, share):
            self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self._current)
            return
        if event.key() == Qt.Key.Key_Space and not event.modifiers() & _COMMAND:
            self._open(self._current)
            return
        if event.key() == Qt.Key.Key_F and not event.modifiers() & _COMMAND:
            self.toggle_folds()
            return
        if event.key() == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.select_all()
            return
        if event.key() == Qt.Key.Key_Up and self.current_row < self.places.columns:
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
        index = self.indexAt(event.pos()) if event.reason() is event.Reason.Mouse else self._current
        hit = index.data(HIT_ROLE)
        if isinstance(hit, SearchHit):
            self.menu_wanted.emit(hit, event.globalPos())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_cells(keeps_first=self.verticalScrollBar().value() > 0)
        QFrame.resizeEvent(self, event)


def describe_listing(listing: Listing, request: SearchRequest) -> str:
    """Say in a word how much there is."""
    if not listing.has_query:
        return human_text.items(len(listing.media_ids))
    if listing.matches:
        if listing.is_capped:
            return translate("ResultGrid", "%Ln+ matches", "", listing.matches)
        return human_text.matches(listing.matches)
    return (
        translate("ResultGrid", "Nothing matches")
        if not request.shows_weaker
        else translate("ResultGrid", "Only weaker matches")
    )
