from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.library.problem_panel import ProblemPanel
from app.widgets.file_actions import FileActions
from engine.library_records import FileProblem
from tests.helpers.window import Bench


def _problems(count: int) -> tuple[FileProblem, ...]:
    codes = ("unreadable", "too-large", "inaccessible")
    return tuple(
        FileProblem(Path(f"/photos/{number // 500:03}/IMG_{number:05}.jpg"), codes[number % 7 % 3], f"It is {number}.")
        for number in range(count)
    )


@pytest.fixture
def panel(qtbot: QtBot, bench: Bench) -> ProblemPanel:
    panel = ProblemPanel(bench.services.appearance, FileActions(bench.services.appearance))
    qtbot.addWidget(panel)
    panel.resize(800, 500)
    panel.show()
    return panel


def test_panel_tries_the_selected_files_or_all_again(qtbot: QtBot, panel: ProblemPanel) -> None:
    panel.show_problems(())
    assert panel.isHidden()
    problems = _problems(9)
    panel.show_problems(problems)
    assert panel.isVisible()
    assert not panel.retry_button.isEnabled()
    panel.select(0)
    with qtbot.waitSignal(panel.retry_wanted) as told:
        panel.retry_button.click()
    assert told.args == [(problems[0].path,)]
    panel.view.selectionModel().clear()
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    assert not panel.show_button.isEnabled()
    with qtbot.waitSignal(panel.retry_wanted) as told:
        panel.retry_button.click()
    assert told.args is not None
    assert set(told.args[0]) == {problem.path for problem in problems if problem.code == "unreadable"}
    with qtbot.waitSignal(panel.retry_wanted) as told:
        panel.retry_all_button.click()
    assert told.args == [()]
    panel.set_busy(is_busy=True)
    assert not panel.retry_all_button.isEnabled()


def test_panel_saves_the_list_as_a_table(qtbot: QtBot, panel: ProblemPanel, tmp_path: Path) -> None:
    panel.show_problems(_problems(2))
    panel.export_button.click()
    dialog = panel.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(panel.export_wanted) as told:
        dialog.fileSelected.emit(str(tmp_path / "list.csv"))
    dialog.reject()
    assert told.args == [tmp_path / "list.csv"]


def test_panel_with_ten_thousand_problems_answers_at_once(panel: ProblemPanel) -> None:
    problems = _problems(10_000)
    began = time.process_time()
    panel.show_problems(problems)
    panel.view.setExpanded(panel.model.index(0, 0), True)
    panel.view.scrollToBottom()
    panel.view.repaint()
    panel.view.selectAll()
    assert len(panel.selected) == 10_000
    panel.show_problems(problems[:-1])
    assert panel.view.isExpanded(panel.model.index(0, 0))  # stays open
    assert time.process_time() - began < 2.0
