"""The search screen: query with its chips, filters, results, and the viewer beside them."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Space
from app.engine_client import EngineState
from app.error_dialog import describe_error
from app.search.chip_bar import ChipBar
from app.search.filter_bar import FilterBar
from app.search.filters import Filters, Order
from app.search.first_steps import FirstSteps, Step
from app.search.given_pictures import GivenPictures
from app.search.history_menu import HistoryMenu
from app.search.no_results import NoResults, Situation
from app.search.query_bar import QueryBar
from app.search.result_deeds import ResultDeeds
from app.search.result_grid import ResultGrid, describe_listing
from app.search.saved_searches import SavedSearches
from app.search.search_session import SearchSession
from app.search.weaker_bar import WeakerBar
from app.services import Services
from app.timers import single_shot_timer
from app.viewer.viewer_pane import ViewerPane
from app.widgets.banner import Banner
from app.widgets.file_actions import FileActions
from engine.browse_records import Facets, Listing, QueryTerm
from engine.library_records import LibraryStatus
from engine.records import PictureTerm, SearchHit, SearchRequest

SIDE_BY_SIDE_PX = 1040
_SLOW_MS = 500


class SearchPage(QWidget):
    """Wide windows show results and viewer side by side, narrow ones one at a time."""

    folder_wanted = Signal()
    folder_given = Signal(object)  # Path, dropped or pasted
    said = Signal(object)  # str, a word about what was done
    captions_changed = Signal()  # written in the viewer

    def __init__(self, services: Services, actions: FileActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._engine = services.engine
        self._actions = actions
        self.session = SearchSession(services)
        self.saved = SavedSearches(services)
        self.given = GivenPictures(services.pool, self)
        self.query_bar = QueryBar(services.appearance)
        self.chip_bar = ChipBar(services.thumbnails, services.appearance)
        self.filter_bar = FilterBar(services.appearance)
        self.guide = FirstSteps(services.appearance)
        self.banner = Banner(services.appearance)
        self.grid = ResultGrid(
            services.operations, services.thumbnails, services.appearance, cell_px=services.config.appearance.cell_px
        )
        self.weaker_bar = WeakerBar()
        self.empty = NoResults(services.appearance)
        self.viewer = ViewerPane(services, actions)
        self.history = HistoryMenu(self.query_bar.history_menu, self.saved, self.session, self)
        self.deeds = ResultDeeds(services, self.session, self.grid, actions, self)
        self._failure = ""
        self._told_at: SearchRequest | None = None
        self._is_indexing = False
        self._has_new_captions = False
        self._slow_timer = single_shot_timer(self, self._on_search_slow, _SLOW_MS)
        self._results = self._make_results()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self._results)
        self.splitter.addWidget(self.viewer)
        self.splitter.setSizes([560, 680])
        self.splitter.setStretchFactor(1, 1)
        self.viewer.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self._connect_search()
        self._connect_results(services)
        self._show_state()
        if self._engine.state is EngineState.READY:
            self.session.repeat()

    @property
    def is_viewer_open(self) -> bool:
        """Whether a photo or clip is shown large."""
        return not self.viewer.isHidden()

    def search_for(self, query: str) -> None:
        """Type `query` and search at once."""
        self.query_bar.set_text(query)
        self.session.change(now=True, query=query)

    def search_again(self, request: SearchRequest) -> None:
        """Look for what was looked for before, or for an album."""
        self.query_bar.set_text(request.query)
        self.session.open(dataclasses.replace(request, stacks=self.session.request.stacks))

    def search_like(self, pictures: tuple[PictureTerm, ...]) -> None:
        """Look for what resembles these pictures too."""
        for picture in pictures:
            self.session.add_picture(picture)

    def open_hit(self, hit: SearchHit) -> None:
        """Show a hit large."""
        if not self.is_viewer_open:
            self.viewer.show()
            self._arrange()
        self.viewer.show_hit(hit, self.session.answered_request)
        self.guide.finish(Step.LOOK)

    def close_viewer(self) -> None:
        """Back to the results."""
        if self.is_viewer_open:
            self.viewer.hide()
            self.viewer.leave()
            self._results.show()
            self.follow_captions()
        self.grid.setFocus()

    def set_indexing(self, *, is_indexing: bool) -> None:
        """Know whether the library is being filled, to say so while there is nothing to search."""
        self._is_indexing = is_indexing
        self._show_state()

    def follow_library(self) -> None:
        """Look again after the library changed: in place, so that nobody loses what they look at."""
        if not self.session.is_busy and self._engine.state is EngineState.READY:
            self.session.repeat()

    def note_captions(self) -> None:
        """Know that captions were written elsewhere: they count in the search."""
        self._has_new_captions = True

    def follow_captions(self) -> None:
        """Look again if captions were written since."""
        if self._has_new_captions:
            self._has_new_captions = False
            self.follow_library()

    def _make_results(self) -> QWidget:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        results = QWidget()
        results.setMinimumWidth(340)
        layout = QVBoxLayout(results)
        layout.setContentsMargins(Space.XL, Space.L, Space.M, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self.query_bar)
        layout.addWidget(self.chip_bar)
        layout.addWidget(self.filter_bar)
        layout.addWidget(self.guide)
        layout.addWidget(self.banner)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.weaker_bar)
        return results

    def _connect_search(self) -> None:
        self.query_bar.edited.connect(self._on_query_edited)
        self.query_bar.submitted.connect(self._on_query_submitted)
        self.query_bar.left_downwards.connect(self._on_query_left)
        self.query_bar.files_pasted.connect(self.given.take_files)
        self.query_bar.picture_pasted.connect(self.given.take_pixels)
        self.given.pictures_given.connect(self.search_like)
        self.given.folder_given.connect(self.folder_given)
        self.given.failed.connect(self._on_given_failed)
        self.chip_bar.weight_changed.connect(self.session.weigh)
        self.chip_bar.removed.connect(self._on_chip_removed)
        self.filter_bar.changed.connect(self._on_filters_changed)
        self.filter_bar.order_changed.connect(self._on_order_changed)
        self.weaker_bar.weaker_wanted.connect(self._on_weaker_wanted)
        self.history.request_chosen.connect(self.search_again)
        self.session.started.connect(self._on_search_started)
        self.session.answered.connect(self._on_search_answered)
        self.session.counted.connect(self._on_counted)
        self.session.failed.connect(self._on_search_failed)
        self.session.request_changed.connect(self.filter_bar.follow)
        self.session.noted.connect(self.saved.refresh)
        self.saved.said.connect(self.said)
        self.saved.failed.connect(self._on_given_failed)

    def _connect_results(self, services: Services) -> None:
        self.grid.hit_opened.connect(self._on_hit_opened)
        self.grid.hit_current.connect(self._on_hit_current)
        self.grid.selection_counted.connect(self._show_summary)
        self.grid.left_upwards.connect(self.query_bar.focus)
        self.grid.key_unused.connect(self._on_grid_key_unused)
        self.grid.menu_wanted.connect(self.deeds.open_menu)
        self.deeds.open_wanted.connect(self._on_hit_opened)
        self.deeds.pictures_wanted.connect(self.search_like)
        self.deeds.said.connect(self.said)
        self.deeds.failed.connect(self._on_given_failed)
        self.viewer.closed.connect(self.close_viewer)
        self.viewer.step_wanted.connect(self._on_step_wanted)
        self.viewer.weight_changed.connect(self.session.weigh)
        self.viewer.cut_wanted.connect(self.deeds.choose_cut_folder)
        self.viewer.captions_changed.connect(self._on_captions_changed)
        self.empty.folder_wanted.connect(self.folder_wanted)
        self.guide.folder_wanted.connect(self.folder_wanted)
        self.guide.example_wanted.connect(self.search_for)
        self.empty.retry_wanted.connect(services.engine.retry)
        self.empty.repeat_wanted.connect(self.session.repeat)
        self.empty.all_wanted.connect(self.filter_bar.clear)
        self.banner.action_chosen.connect(self.session.repeat)
        services.engine.state_changed.connect(self._on_engine_state_changed)
        services.engine.status_changed.connect(self._on_status_changed)

    def _arrange(self) -> None:
        """Side by side where there is room; otherwise the viewer covers the results."""
        self._results.setVisible(not self.is_viewer_open or self.width() >= SIDE_BY_SIDE_PX)

    def _show_state(self) -> None:
        """Show the results, or say why there are none."""
        listing, status = self.session.listing, self._engine.status
        self.filter_bar.setVisible(bool(status and status.frames))
        if listing is not None and len(listing.media_ids) and self._engine.state is not EngineState.FAILED:
            self._stack.setCurrentWidget(self.grid)
            return
        self._stack.setCurrentWidget(self.empty)
        self.empty.explain(
            Situation(
                engine_state=self._engine.state,
                engine_error=self._engine.error,
                status=status,
                has_searched=listing is not None,
                has_filters=not self.filter_bar.filters.is_any,
                failure=self._failure,
                is_indexing=self._is_indexing,
            )
        )

    def _on_query_edited(self, text: str) -> None:
        self.session.change(query=text)

    def _on_query_submitted(self, text: str) -> None:
        self.session.change(now=True, query=text)

    def _on_filters_changed(self, filters: Filters) -> None:
        self.session.change(now=True, **filters.fields())

    def _on_order_changed(self, order: Order) -> None:
        self.session.change(now=True, **order.fields())

    def _on_weaker_wanted(self, shows_weaker: bool) -> None:
        self.session.change(now=True, shows_weaker=shows_weaker)

    def _on_chip_removed(self, term: QueryTerm) -> None:
        if term.picture is not None:
            self.session.remove_picture(term.picture)

    def _on_query_left(self) -> None:
        if self.grid.results.rowCount():
            self.grid.setFocus()
            if self.grid.current_row < 0:
                self.grid.step(1)

    def _on_search_started(self, _request: SearchRequest) -> None:
        self.query_bar.set_busy(busy=True)
        self._slow_timer.start()

    def _on_search_slow(self) -> None:
        if self._stack.currentWidget() is self.empty:
            self.empty.say_searching()

    def _on_search_answered(self, listing: Listing) -> None:
        self._end_search()
        request = self.session.answered_request
        self.grid.show_listing(request, listing, keeps_place=self.session.is_repeat)
        self.chip_bar.show_terms(listing.terms)
        self.filter_bar.follow_answer(looks_for_something=listing.has_query)
        self.weaker_bar.show_listing(listing, shows_weaker=request.shows_weaker)
        is_told = request == self._told_at
        self._told_at = request if is_told else None
        if len(listing.media_ids) and listing.has_query and not listing.matches:
            self.banner.say(self.tr("Nothing really matches this description. These come nearest."), tone="warning")
        elif not is_told:
            self.banner.hide()
        self._show_summary()
        self._show_state()
        if listing.has_query:
            self.guide.finish(Step.SEARCH)
        if self.is_viewer_open:
            self._follow(listing)

    def _on_counted(self, facets: Facets) -> None:
        self.filter_bar.show_counts(facets)

    def _show_summary(self, _count: object = None) -> None:
        listing = self.session.listing
        if listing is None:
            return
        selected = self.grid.selected_count
        text = describe_listing(listing, self.session.answered_request)
        if selected > 1:
            text = self.tr("{selected} selected of {all}").format(selected=human_text.number(selected), all=text)
        self.filter_bar.set_summary(
            text, self.tr("Found in {milliseconds} ms").format(milliseconds=human_text.number(round(listing.took_ms)))
        )

    def _follow(self, listing: Listing) -> None:
        """Keep the open viewer on its hit where that is still listed, or was not asked anew in other words."""
        hit, request = self.viewer.hit, self.session.answered_request
        if hit is None or not len(listing.media_ids):
            self.close_viewer()
            self.query_bar.setFocus()
            return
        current = self.grid.current_hit
        is_current = current is not None and current.media_id == hit.media_id
        row = self.grid.current_row if is_current else self.grid.results.row_of(hit.media_id)
        if row < 0 and listing.query != self.viewer.session.request.query.strip():
            self.grid.setCurrentIndex(self.grid.results.index(0))  # the viewer follows
            return
        fresh = self.grid.results.hit(row) if row >= 0 else None
        self.viewer.show_hit(fresh or hit, request, keeps_time=self.session.is_repeat)
        if row >= 0:
            self.grid.setCurrentIndex(self.grid.results.index(row))

    def _end_search(self, failure: str = "") -> None:
        self._failure = failure
        self._slow_timer.stop()
        self.query_bar.set_busy(busy=False)

    def _on_search_failed(self, error: Exception) -> None:
        """With results of an earlier search still shown, a bar above them; otherwise in their place."""
        self._end_search(describe_error(error).sentence)
        if self.session.drop_picture(getattr(error, "path", None)):
            self._tell(self._failure)
        elif self.grid.results.rowCount():
            self.banner.say(self._failure, tone="error", action=self.tr("Search again"))
        else:
            self.banner.hide()
            self.filter_bar.set_summary("")
        self._show_state()

    def _on_given_failed(self, error: Exception) -> None:
        self._tell(describe_error(error).sentence)

    def _tell(self, failure: str) -> None:
        """Say what went wrong, until something else is looked for."""
        self.banner.say(failure, tone="error")
        request = self.session.request
        self._told_at = dataclasses.replace(request, query=request.query.strip())

    def _on_hit_opened(self, hit: SearchHit) -> None:
        self.open_hit(hit)
        self.session.note()
        if self._results.isHidden():
            self.viewer.setFocus()

    def _on_hit_current(self, hit: SearchHit) -> None:
        self._actions.set_hit(hit)
        if self.is_viewer_open:
            stays = self.viewer.hit is not None and _same_moment(self.viewer.hit, hit)
            self.viewer.show_hit(hit, self.session.answered_request, keeps_time=stays)

    def _on_captions_changed(self) -> None:
        """What was written counts at once; while one goes on writing the results stay as they are."""
        self._has_new_captions = True
        self.session.recount()
        self.captions_changed.emit()

    def _on_step_wanted(self, by: int) -> None:
        self.grid.step(by)  # the viewer follows the current hit

    def _on_grid_key_unused(self, key: Qt.Key) -> None:
        """Beside an open viewer the grid has the focus and the viewer the keys: words, frames, zoom, Escape."""
        if self.is_viewer_open:
            self.viewer.act_on(key)
        elif key == Qt.Key.Key_Escape:
            self.query_bar.focus()

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is EngineState.RESTARTING:
            self.banner.say(self.tr("The engine ended unexpectedly and is being started again."), tone="warning")
        elif state is EngineState.READY and not self.session.is_busy and self.session.listing is not None:
            self.banner.say(
                self.tr("The engine was started again. Your library is as it was."), action=self.tr("Search again")
            )
        self._show_state()

    def _on_status_changed(self, status: LibraryStatus) -> None:
        self.filter_bar.set_folders(status.folders)
        if status.folders:
            self.guide.finish(Step.FOLDER)
        self._show_state()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)


def _same_moment(one: SearchHit, other: SearchHit) -> bool:
    """Whether two hits are the same file, a clip at the same moment."""
    times = (hit.moment.best_s if hit.moment is not None else None for hit in (one, other))
    return one.path == other.path and next(times) == next(times)
