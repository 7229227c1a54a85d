"""What the window writes down about its start."""

from __future__ import annotations

import logging

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.start_log import StartLog
from engine.browse_records import Listing
from tests.helpers.fake_engine import no_stacks


class Session(QObject):
    answered = Signal(object)


def listing(query: str) -> Listing:
    ids, days = np.arange(1, 4), np.zeros(3, np.int32)
    return Listing(query, (), ids, days, no_stacks(), 3, 0, is_capped=False, has_query=True, head=(), took_ms=0)


def test_start_log_says_once_that_the_window_is_open_and_what_was_found(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "app.start_log")
    session = Session()
    log = StartLog(session, session)  # type: ignore[arg-type]  # its signal is all that is needed
    assert caplog.messages == []
    qtbot.waitUntil(lambda: "The window is open." in caplog.messages)
    for query in ("", "a secret", "another"):
        session.answered.emit(listing(query))
    assert caplog.messages == ["The window is open.", "The first answer has 3 rows."]
    assert log.parent() is session
