"""`--screenshot`: search, wait for results, picture and heat map, save one picture of the window, leave."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QApplication

from app.engine_client import EngineState
from app.error_dialog import describe_error
from app.main_window import MainWindow
from app.timers import single_shot_timer
from engine.browse_records import Listing

WINDOW_PX = QSize(1480, 920)
TIMEOUT_MS = 180_000
_SETTLE_MS = 60
EXIT_FAILED = 3


class ScreenshotRun(QObject):
    """Drives a window once and ends the application: 0, or 3 with `failure` saying why."""

    def __init__(self, window: MainWindow, query: str, target: Path) -> None:
        super().__init__(window)
        self._window = window
        self._query = query
        self._target = target
        self._is_settled = False
        self.failure = ""
        window.resize(WINDOW_PX)
        page = window.search_page
        window.engine.state_changed.connect(self._on_engine_state_changed)
        page.session.answered.connect(self._on_search_answered)
        page.session.failed.connect(self._fail)
        page.viewer.session.explained.connect(self._on_explained)
        page.viewer.session.explain_failed.connect(self._fail)
        page.viewer.session.picture_failed.connect(self._fail)
        self._deadline = single_shot_timer(self, self._on_deadline, TIMEOUT_MS)
        self._settle = single_shot_timer(self, self._save_when_settled, _SETTLE_MS)
        self._deadline.start()

    def _on_engine_state_changed(self, state: EngineState) -> None:
        if state is EngineState.READY:
            if self._query.strip():
                self._window.search_page.search_for(self._query)
            else:
                self._settle.start()
        elif state in (EngineState.FAILED, EngineState.RESTARTING):
            self._fail(self._window.engine.error)

    def _on_search_answered(self, listing: Listing) -> None:
        if listing.query != self._query.strip():
            return  # what there was before the query
        if listing.head:
            page = self._window.search_page
            page.grid.step(1)
            page.open_hit(listing.head[0])
        else:
            self._settle.start()

    def _on_explained(self) -> None:
        self._window.search_page.viewer.why.pin_strongest()
        self._settle.start()

    def _save_when_settled(self) -> None:
        """Paint once, so that thumbnails are asked for; save when they and the picture are there."""
        page = self._window.search_page
        page.viewer.picture.finish_fading()
        picture = self._window.grab()
        if not self._is_settled or not self._window.thumbnails.is_idle or page.viewer.session.is_busy:
            self._is_settled = True
            self._settle.start()
            return
        self._deadline.stop()
        if picture.save(str(self._target), "PNG"):
            QApplication.exit(0)
        else:
            self._fail_with(f"The screenshot could not be written to {self._target}.")  # not shown

    def _on_deadline(self) -> None:
        self._fail_with("The window was not ready for a screenshot in time.")  # not shown

    def _fail(self, error: Exception | None) -> None:
        self._fail_with(describe_error(error).sentence if error else "The engine ended unexpectedly.")  # not shown

    def _fail_with(self, sentence: str) -> None:
        if not self.failure:
            self.failure = sentence
            self._deadline.stop()
            QApplication.exit(EXIT_FAILED)
