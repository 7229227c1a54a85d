"""The search screen: query box, filters, results, and the viewer beside them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Space
from app.engine_client import EngineState
from app.error_dialog import describe_error
from app.search.filter_bar import FilterBar, Filters
from app.search.no_results import NoResults, Situation
from app.search.query_bar import QueryBar
from app.search.result_grid import ResultGrid
from app.search.search_session import SearchSession
from app.services import Services
from app.viewer.viewer_pane import ViewerPane
from app.widgets.banner import Banner
from app.widgets.file_actions import FileActions
from engine.records import LibraryStatus, SearchHit, SearchRequest, SearchResult

SIDE_BY_SIDE_PX = 1040
_SLOW_MS = 500


class SearchPage(QWidget):
    """Wide windows show results and viewer side by side, narrow ones one at a time."""

    folder_wanted = Signal()

    def __init__(self, services: Services, actions: FileActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._engine = services.engine
        self._actions = actions
        self.session = SearchSession(services)
        self.query_bar = QueryBar(services.appearance)
        self.filter_bar = FilterBar(services.appearance)
        self.banner = Banner(services.appearance)
        self.grid = ResultGrid(services.thumbnails, services.appearance, cell_px=services.config.appearance.cell_px)
        self.empty = NoResults(services.appearance)
        self.viewer = ViewerPane(services, actions)
        self._failure = ""
        self._is_indexing = False
        self._slow_timer = QTimer(self)
        self._slow_timer.setSingleShot(True)
        self._slow_timer.setInterval(_SLOW_MS)
        self._slow_timer.timeout.connect(self._on_search_slow)
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
        self._connect(services)
        self._show_state()

    @property
    def is_viewer_open(self) -> bool:
        """Whether a photo or clip is shown large."""
        return not self.viewer.isHidden()

    def search_for(self, query: str) -> None:
        """Type `query` and search at once."""
        self.query_bar.set_text(query)
        self.session.change(now=True, query=query)

    def open_hit(self, hit: SearchHit) -> None:
        """Show a hit large."""
        if not self.is_viewer_open:
            self.viewer.show()
            self._arrange()
        self.viewer.show_hit(hit, self.session.request.query)

    def close_viewer(self) -> None:
        """Back to the results."""
        if self.is_viewer_open:
            self.viewer.hide()
            self.viewer.leave()
            self._results.show()
        self.grid.setFocus()

    def set_indexing(self, *, is_indexing: bool) -> None:
        """Know whether the library is being filled, to say so while there is nothing to search."""
        self._is_indexing = is_indexing
        self._show_state()

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
        layout.addWidget(self.filter_bar)
        layout.addWidget(self.banner)
        layout.addWidget(self._stack, 1)
        return results

    def _connect(self, services: Services) -> None:
        self.query_bar.edited.connect(self._on_query_edited)
        self.query_bar.submitted.connect(self.search_for)
        self.query_bar.left_downwards.connect(self._on_query_left)
        self.filter_bar.changed.connect(self._on_filters_changed)
        self.session.started.connect(self._on_search_started)
        self.session.answered.connect(self._on_search_answered)
        self.session.cleared.connect(self._on_search_cleared)
        self.session.failed.connect(self._on_search_failed)
        self.grid.hit_opened.connect(self._on_hit_opened)
        self.grid.hit_current.connect(self._on_hit_current)
        self.grid.menu_wanted.connect(self._on_menu_wanted)
        self.grid.end_reached.connect(self.session.show_more)
        self.grid.left_upwards.connect(self.query_bar.focus)
        self.grid.key_unused.connect(self._on_grid_key_unused)
        self.viewer.closed.connect(self.close_viewer)
        self.viewer.step_wanted.connect(self._on_step_wanted)
        self.empty.example_chosen.connect(self.search_for)
        self.empty.folder_wanted.connect(self.folder_wanted)
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
        result, status = self.session.result, self._engine.status
        self.filter_bar.setVisible(bool(status and status.frames))
        if result is not None and result.hits:
            self._stack.setCurrentWidget(self.grid)
            return
        self._stack.setCurrentWidget(self.empty)
        self.empty.explain(
            Situation(
                engine_state=self._engine.state,
                engine_error=self._engine.error,
                status=status,
                has_searched=result is not None,
                has_filters=not self.filter_bar.filters.is_any,
                failure=self._failure,
                is_indexing=self._is_indexing,
            )
        )

    def _on_query_edited(self, text: str) -> None:
        self.session.change(query=text)

    def _on_filters_changed(self, filters: Filters) -> None:
        self.session.change(
            now=True, kind=filters.kind, after=filters.after, before=filters.before, folder=filters.folder
        )

    def _on_query_left(self) -> None:
        if self.grid.results.rowCount():
            self.grid.setFocus()
            if self.grid.current_hit is None:
                self.grid.step(1)

    def _on_search_started(self, _request: SearchRequest) -> None:
        self.query_bar.set_busy(busy=True)
        self._slow_timer.start()

    def _on_search_slow(self) -> None:
        if self._stack.currentWidget() is self.empty:
            self.empty.say_searching()

    def _on_search_answered(self, result: SearchResult) -> None:
        self._end_search()
        self.grid.show_hits(result.hits)
        if not result.hits or result.is_confident:
            self.banner.hide()
        else:
            self.banner.say("Nothing really matches this description. These come nearest.", tone="warning")
        found = human_text.count(len(result.hits), "result")
        more = "+" if len(result.hits) >= self.session.request.limit else ""
        self.filter_bar.set_summary(found.replace(" ", more + " ", 1), f"Found in {result.took_ms:.0f} ms")
        self._show_state()
        if self.is_viewer_open:
            self._follow(result)

    def _follow(self, result: SearchResult) -> None:
        """Keep the open viewer on its hit if that is still found, otherwise on the best one."""
        hit = self.viewer.hit
        row = self.grid.results.row_of(hit) if hit is not None else -1
        if result.hits:
            self.viewer.show_hit(result.hits[max(0, row)], result.query)
            self.grid.setCurrentIndex(self.grid.results.index(max(0, row)))
        else:
            self.close_viewer()

    def _end_search(self, failure: str = "") -> None:
        self._failure = failure
        self._slow_timer.stop()
        self.query_bar.set_busy(busy=False)

    def _on_search_cleared(self) -> None:
        self._end_search()
        self.banner.hide()
        self.grid.show_hits(())
        self.filter_bar.set_summary("")
        if self.is_viewer_open:
            self.close_viewer()
            self.query_bar.setFocus()
        self._show_state()

    def _on_search_failed(self, error: Exception) -> None:
        """With results of an earlier search still shown, a bar above them; otherwise in their place."""
        self._end_search(describe_error(error).sentence)
        if self.grid.results.rowCount():
            self.banner.say(self._failure, tone="error", action="Search again")
        else:
            self.banner.hide()
            self.filter_bar.set_summary("")
        self._show_state()

    def _on_hit_opened(self, hit: SearchHit) -> None:
        self.open_hit(hit)
        if self._results.isHidden():
            self.viewer.setFocus()

    def _on_hit_current(self, hit: SearchHit) -> None:
        self._actions.set_path(hit.path)
        if self.is_viewer_open:
            self.viewer.show_hit(hit, self.session.request.query)

    def _on_step_wanted(self, by: int) -> None:
        self.grid.step(by)  # the viewer follows the current hit

    def _on_grid_key_unused(self, key: Qt.Key) -> None:
        """Beside an open viewer the grid has the focus and the viewer the keys: words, frames, zoom, Escape."""
        if self.is_viewer_open:
            self.viewer.act_on(key)
        elif key == Qt.Key.Key_Escape:
            self.query_bar.focus()

    def _on_menu_wanted(self, hit: SearchHit, place: QPoint) -> None:
        self._actions.set_path(hit.path)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Show large and say why", lambda: self.open_hit(hit))
        menu.addSeparator()
        self._actions.add_to(menu)
        menu.popup(place)

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is EngineState.RESTARTING:
            self.banner.say("The engine ended unexpectedly and is being started again.", tone="warning")
        elif state is EngineState.READY and not self.session.is_busy and self.session.result is not None:
            self.banner.say("The engine was started again. Your library is as it was.", action="Search again")
        self._show_state()

    def _on_status_changed(self, status: LibraryStatus) -> None:
        self.filter_bar.set_folders(status.folders)
        self._show_state()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)
