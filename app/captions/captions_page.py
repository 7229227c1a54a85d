"""The captions screen: a list with a keyboard flow (type, Enter, next), coverage at a glance, import and export."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Space
from app.captions.caption_desk_pane import CaptionDeskPane
from app.captions.caption_exchange import CaptionExchange
from app.captions.caption_list import CaptionList
from app.captions.caption_session import CaptionSession
from app.captions.coverage_bar import CoverageBar
from app.captions.shelf_buttons import ShelfButtons
from app.engine_client import EngineState
from app.error_dialog import describe_error
from app.services import Services
from app.tasks import LatestTask
from app.timers import single_shot_timer
from app.widgets.banner import Banner
from app.widgets.empty_state import EmptyState
from app.widgets.labels import make_label
from engine.browse_records import Listing
from engine.caption_records import CaptionChange, CaptionCoverage, CaptionImport, CaptionShelf
from engine.library_records import LibraryStatus

_SIDE_BY_SIDE_PX = 780
_COMPACT_PX = 620
_MEASURE_AFTER_MS = 250


class CaptionsPage(QWidget):
    """Loads when it is first looked at, and again when the library has grown since."""

    said = Signal(object)  # str, a short word about something done
    changed = Signal()  # captions were written or taken out
    folder_wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._engine = services.engine
        self._operations = services.operations
        self.session = CaptionSession(services, self)
        self.coverage = CoverageBar()
        self.shelves = ShelfButtons()
        self.banner = Banner(services.appearance)
        self.list = CaptionList(services.operations, services.thumbnails, services.appearance)
        self.desk = CaptionDeskPane(services, self.session)
        self.empty = EmptyState(services.appearance)
        self.undo_button = QPushButton(self.tr("Undo"))
        self.undo_button.setToolTip(self.tr("Take back the last caption (Ctrl+Z in an empty line)"))
        self.undo_button.setEnabled(False)
        self.exchange = CaptionExchange(services, self)
        self.import_button, self.export_button = self.exchange.make_buttons()
        self._offer: Callable[[], None] = self.reload
        self._count = make_label(role="caption")
        self._listing: Listing | None = None
        self._is_stale = True
        self._frames = -1
        self._reading, self._measuring = LatestTask(self), LatestTask(self)
        self._measure_timer = single_shot_timer(self, self._measure, _MEASURE_AFTER_MS)
        self._lay_out()
        self._connect()

    @property
    def is_busy(self) -> bool:
        """Whether something is awaited."""
        measures = self._measuring.is_busy or self._measure_timer.isActive()
        return any((self._reading.is_busy, measures, self.list.rows.is_busy, self.session.is_busy))

    def focus_content(self) -> None:
        """Put the focus where a person begins here: on the line to write in."""
        if self._stack.currentWidget() is self._work:
            self.desk.editor.field.setFocus()
        elif self.empty.action_button.isVisible():
            self.empty.action_button.setFocus()
        else:
            self.shelves.focus()

    def look(self) -> None:
        """Load what has changed since it was last looked at."""
        if self._is_stale and self._engine.state is EngineState.READY:
            self.reload()

    def note_captions(self) -> None:
        """Know that captions were written elsewhere."""
        self._is_stale = True

    def reload(self) -> None:
        """Show the chosen photos and clips anew."""
        self._is_stale = False
        self._show_empty(is_loading=True)
        self._reading.watch(
            self._operations.list_to_caption(self.shelves.shelf), self._on_listed, self._on_listing_failed
        )
        self._measure()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        titles = QVBoxLayout()
        titles.setSpacing(Space.XS)
        titles.addWidget(make_label(self.tr("Captions"), "headline"))
        titles.addWidget(self.coverage)
        head.addLayout(titles, 1)
        for button in (self.undo_button, self.import_button, self.export_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(Space.XL, 0, Space.S, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.list, 1)
        left.setMinimumWidth(260)
        self._left = left
        self._work = QSplitter(Qt.Orientation.Horizontal)
        self._work.setChildrenCollapsible(False)
        self._work.setHandleWidth(1)
        self._work.addWidget(left)
        self._work.addWidget(self.desk)
        self._work.setSizes([400, 700])
        self._work.setStretchFactor(1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._work)
        self._stack.addWidget(self.empty)
        above = QVBoxLayout()
        above.setContentsMargins(Space.XL, Space.L, Space.XL, 0)
        above.setSpacing(Space.M)
        above.addLayout(head)
        filters = QHBoxLayout()
        filters.setSpacing(Space.M)
        filters.addWidget(self.shelves, 1)
        filters.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        above.addLayout(filters)
        above.addWidget(self.banner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(above)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.shelves.chosen.connect(self.reload)
        self.list.hit_current.connect(self.desk.show_hit)
        self.desk.step_wanted.connect(self._on_step_wanted)
        self.desk.editor.left.connect(self.list.setFocus)
        self.undo_button.clicked.connect(self.session.undo)
        self.session.undo_changed.connect(self.undo_button.setEnabled)
        self.session.changed.connect(self._on_changed)
        self.session.undone.connect(self._on_undone)
        self.session.failed.connect(self._on_failed)
        self.banner.action_chosen.connect(lambda: self._offer())
        self.exchange.imported.connect(self._on_imported)
        self.exchange.said.connect(self.said)
        self.exchange.told.connect(self.banner.say)
        self.exchange.failed.connect(self._on_failed)
        self.empty.action_chosen.connect(self._on_empty_action)
        back = QShortcut(QKeySequence(Qt.Key.Key_Return), self.list, context=Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self.desk.editor.field.setFocus)
        self._engine.state_changed.connect(self._on_engine_state_changed)
        self._engine.status_changed.connect(self._on_status_changed)

    def _on_listed(self, listing: Listing) -> None:
        self._listing = listing
        total = len(listing.media_ids)
        self._count.setText(human_text.items(total))
        if not total:
            self.desk.show_hit(None)
            self.list.show_listing(None)
            self._show_empty()
            return
        self._stack.setCurrentWidget(self._work)
        self._arrange()
        self.list.show_listing(listing)
        if self.isVisible():
            self.desk.editor.field.setFocus()

    def _on_listing_failed(self, error: Exception) -> None:
        self._is_stale = True
        self.empty.say(
            self.tr("This could not be loaded"),
            describe_error(error).sentence,
            icon="warning",
            action=self.tr("Try again"),
        )
        self._stack.setCurrentWidget(self.empty)

    def _show_empty(self, *, is_loading: bool = False) -> None:
        """Say why there is nothing to show, and what to do next."""
        if is_loading:
            if self._listing is None or not len(self._listing.media_ids):
                self.empty.say(self.tr("Looking through your library…"), self.tr("One moment."), busy=True)
                self._stack.setCurrentWidget(self.empty)
            return
        status, shelf = self._engine.status, self.shelves.shelf
        if status is None or not status.frames:
            self.empty.say(
                self.tr("Nothing to caption yet"),
                self.tr("Add a folder with photos or clips; as soon as they are indexed you can say what they show."),
                icon="caption",
                action=self.tr("Add a folder…"),
            )
        elif shelf is CaptionShelf.WITH:
            self.empty.say(
                self.tr("No captions yet"),
                self.tr(
                    "Say in your own words what your photos and clips show: names, places, what happened. "
                    "Searches find them by these words at once."
                ),
                icon="caption",
                action=self.tr("Show what is worth captioning"),
            )
        else:
            self.empty.say(
                self.tr("Everything has a caption"),
                self.tr("Every photo and clip of your library says what it shows."),
                icon="check",
                action=self.tr("Show all captions"),
            )
        self._stack.setCurrentWidget(self.empty)

    def _on_empty_action(self) -> None:
        status, shelf = self._engine.status, self.shelves.shelf
        if self._is_stale:
            self.reload()
        elif status is None or not status.frames:
            self.folder_wanted.emit()
        else:
            self.shelves.choose(CaptionShelf.NEXT if shelf is CaptionShelf.WITH else CaptionShelf.WITH)

    def _on_step_wanted(self, by: int) -> None:
        if not self.list.step(by) and by > 0:
            self.said.emit(self.tr("That was the last one of this list"))
        self.desk.editor.field.setFocus()

    def _on_changed(self, change: CaptionChange) -> None:
        self.banner.hide()
        self.list.rows.follow(change)
        self._measure_timer.start()
        self.changed.emit()

    def _on_undone(self, change: CaptionChange) -> None:
        caption = next(iter((*change.removed, *change.added)), None)
        row = -1 if caption is None else self.list.rows.row_of(caption.media_id)
        if row >= 0:
            self.list.go_to(row)
        self.said.emit(self.tr("Taken back"))

    def _on_failed(self, error: Exception) -> None:
        self.banner.say(describe_error(error).sentence, tone="error")

    def _on_imported(self, done: CaptionImport | None) -> None:
        """Show what there is now, and offer to take an import back; None is one that was taken back."""
        self.changed.emit()
        self.reload()
        if done is None:
            self.banner.hide()
            return
        text = self.tr("%Ln caption(s) imported.", "", done.added)
        self._offer = lambda: self.exchange.take_back(done)
        self.banner.say(text, action=self.tr("Take them back"))

    def _measure(self) -> None:
        self._measuring.watch(self._operations.measure_captions(), self._on_measured, self._on_failed)

    def _on_measured(self, coverage: CaptionCoverage) -> None:
        self.coverage.show_coverage(coverage)

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is EngineState.READY and self.isVisible():
            self.look()

    def _on_status_changed(self, status: LibraryStatus) -> None:
        if status.frames != self._frames:
            self._is_stale = True
            self._frames = status.frames
            if self.isVisible() and self._stack.currentWidget() is self.empty:
                self.look()

    def _arrange(self) -> None:
        """Side by side where there is room; otherwise the picture and the line alone."""
        self._left.setVisible(self.width() >= _SIDE_BY_SIDE_PX)
        is_compact = self.height() < _COMPACT_PX
        self.coverage.set_compact(is_compact=is_compact)
        self.desk.editor.set_compact(is_compact=is_compact)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)
