from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.timers import single_shot_timer


def test_single_shot_timer_calls_once_per_start_and_a_new_start_begins_anew(qtbot: QtBot) -> None:
    parent, calls = QObject(), []
    timer = single_shot_timer(parent, lambda: calls.append(1), 20)
    assert not timer.isActive()
    timer.start()
    timer.start()
    qtbot.waitUntil(lambda: not timer.isActive())
    assert calls == [1]
    timer.start(0)
    qtbot.waitUntil(lambda: len(calls) == 2)
    assert timer.parent() is parent
