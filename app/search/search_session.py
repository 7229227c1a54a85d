"""What is looked for, without widgets: debounce, latest wins, more of the same, once again after a restart."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine_client import EngineState
from app.services import Services
from app.tasks import LatestTask
from engine.errors import EngineGone
from engine.records import SearchRequest, SearchResult

TYPING_PAUSE_MS = 150
MAX_LIMIT = 2000


class SearchSession(QObject):
    """Turns changes of a request into searches, one at a time; results of outdated ones are never told."""

    started = Signal(object)  # SearchRequest
    answered = Signal(object)  # SearchResult
    cleared = Signal()
    failed = Signal(object)  # Exception

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._engine = services.engine
        self._operations = services.operations
        self._first_limit = services.config.search.limit
        self._request = SearchRequest("", limit=self._first_limit)
        self._search_task = LatestTask(self)
        self._result: SearchResult | None = None
        self._waits_for_engine = False
        self._has_retried = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        services.engine.state_changed.connect(self._on_engine_state_changed)

    @property
    def request(self) -> SearchRequest:
        """What is looked for now."""
        return self._request

    @property
    def result(self) -> SearchResult | None:
        """The last answer, None when there is nothing to look for."""
        return self._result

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._search_task.is_busy or self._pause.isActive()

    def change(self, *, now: bool = False, **fields: object) -> None:
        """Change fields of the request; searches after a pause in typing, or at once with `now`."""
        request = dataclasses.replace(self._request, limit=self._first_limit, **fields)  # type: ignore[arg-type]  # fields of SearchRequest
        if dataclasses.replace(request, query=request.query.strip()) == self._stripped() and not now:
            self._request = request
            return
        self._request = request
        if now or not request.query.strip():
            self._pause.stop()
            self._search()
        else:
            self._pause.start()

    def show_more(self) -> None:
        """Ask for twice as many hits, if the last answer was cut off."""
        result = self._result
        if self.is_busy or result is None or len(result.hits) < self._request.limit >= 1:
            return
        if self._request.limit < MAX_LIMIT:
            self._request = dataclasses.replace(self._request, limit=min(MAX_LIMIT, self._request.limit * 2))
            self._search()

    def repeat(self) -> None:
        """Search again, for instance after the library changed."""
        self._search()

    def _stripped(self) -> SearchRequest:
        return dataclasses.replace(self._request, query=self._request.query.strip())

    def _search(self) -> None:
        request = self._stripped()
        if not request.query and request.like is None:
            self._search_task.drop()
            self._result = None
            self.cleared.emit()
            return
        self.started.emit(request)
        self._search_task.watch(self._operations.search(request), self._on_returned, self._on_failed)

    def _on_returned(self, result: SearchResult) -> None:
        self._has_retried = False
        self._result = result
        self.answered.emit(result)

    def _on_failed(self, error: Exception) -> None:
        # Once again by itself when the engine is back; a query that ends it a second time is left alone.
        self._waits_for_engine = isinstance(error, EngineGone) and not self._has_retried
        self.failed.emit(error)

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is EngineState.READY and self._waits_for_engine and not self._search_task.is_busy:
            self._waits_for_engine, self._has_retried = False, True
            self._search()
