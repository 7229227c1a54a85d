"""Writes down how far the start is: the first turn of the event loop, and the first answer to a query."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject

from app.search.search_session import SearchSession
from app.timers import single_shot_timer
from engine.browse_records import Listing

_log = logging.getLogger(__name__)


class StartLog(QObject):
    """Says each once, in the window's log. What was searched for is nobody's business and not written."""

    def __init__(self, session: SearchSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        session.answered.connect(self._on_answered)
        self._first_turn = single_shot_timer(self, self._on_first_turn, 0)
        self._first_turn.start()

    def _on_first_turn(self) -> None:
        _log.info("The window is open.")

    def _on_answered(self, listing: Listing) -> None:
        if listing.query:
            self._session.answered.disconnect(self._on_answered)
            _log.info("The first answer has %d rows.", len(listing.media_ids))
