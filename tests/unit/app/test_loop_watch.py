from __future__ import annotations

import logging
import time

import pytest
from pytestqt.qtbot import QtBot

from app.loop_watch import LOGGED_FROM_MS, LoopWatch


def test_watch_tells_what_held_the_loop_up(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    watch = LoopWatch()
    with caplog.at_level(logging.INFO, logger="app.loop_watch"):
        watch.start()
        qtbot.waitUntil(lambda: len(watch.gaps_ms) >= 3)
        time.sleep((LOGGED_FROM_MS + 50) / 1000)
        qtbot.waitUntil(lambda: max(watch.gaps_ms) >= LOGGED_FROM_MS)
        watch.stop()
    assert "held up" in caplog.text


def test_watch_stopped_ticks_no_more(qtbot: QtBot) -> None:
    watch = LoopWatch()
    watch.start()
    qtbot.waitUntil(lambda: len(watch.gaps_ms) >= 2)
    watch.stop()
    ticks = len(watch.gaps_ms)
    qtbot.wait(60)
    assert len(watch.gaps_ms) == ticks
