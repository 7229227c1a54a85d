from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QProgressBar
from pytestqt.qtbot import QtBot

from app.tasks import Task
from app.widgets.activity_panel import ActivityPanel, describe_progress, show_progress
from engine.jobs import Progress
from tests.helpers.window import Bench


@pytest.fixture
def panel(qtbot: QtBot, bench: Bench) -> ActivityPanel:
    panel = ActivityPanel(bench.services.appearance)
    qtbot.addWidget(panel)
    return panel


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (Progress(0), ""),
        (Progress(7), "7 so far"),
        (Progress(120, 1900), "120 of 1,900"),
        (Progress(120, 1900, "x.jpg", 125.0), "120 of 1,900 · about 2 minutes left"),
        (Progress(7, None, "", 60.0), "7 so far"),
    ],
)
def test_describe_progress_says_how_far(progress: Progress, expected: str) -> None:
    assert describe_progress(progress) == expected


def test_show_progress_of_terabytes_fits_the_bar(qtbot: QtBot) -> None:
    bar = QProgressBar()
    qtbot.addWidget(bar)
    show_progress(bar, Progress(2**41, 2**42))
    assert bar.value() == 500
    show_progress(bar, Progress(3))
    assert bar.maximum() == 0


def test_panel_task_shows_after_a_while_and_goes_when_finished(qtbot: QtBot, panel: ActivityPanel) -> None:
    task = Task("Indexing <b>Holiday</b>")
    panel.add(task)
    assert panel.isHidden()
    qtbot.waitUntil(lambda: not panel.isHidden())
    task.report(Progress(3, 12))
    assert panel.summary == "Indexing <b>Holiday</b> · 3 of 12"
    task.resolve(None)
    assert panel.isHidden()
    assert panel.rows == ()


def test_panel_short_task_never_shows(panel: ActivityPanel) -> None:
    task = Task("Quick")
    panel.add(task)
    task.resolve(None)
    assert not panel._show_timer.isActive()
    assert panel.isHidden()


def test_panel_task_without_a_title_is_not_followed(panel: ActivityPanel) -> None:
    task = Task()
    panel.add(task)
    assert panel.rows == ()
    task.stop()


def test_panel_cancel_button_cancels_its_task_only(panel: ActivityPanel) -> None:
    cancelled: list[str] = []
    tasks = [Task(name, on_cancel=partial(cancelled.append, name)) for name in ("one", "two")]
    for task in tasks:
        panel.add(task)
    assert panel.summary == "two (+1)"
    panel.rows[0].cancel_button.click()
    assert cancelled == ["one"]
    assert not panel.rows[0].cancel_button.isEnabled()
    for task in tasks:
        task.stop()
