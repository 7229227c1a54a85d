from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.engine_client import EngineState
from app.library.care_desk import CareDesk
from app.library.care_words import describe_check, describe_findings
from app.library.space_card import SpaceCard
from app.library.task_dialog import TaskDialog
from app.tasks import Task
from engine.errors import DiskFull
from engine.jobs import Progress
from engine.library_records import Finding, LibrarySizes, VerifyReport
from tests.helpers.window import Bench

BROKEN = (
    Finding("file-changed", "/a/b.jpg has changed since it was indexed.", Path("/a/b.jpg")),
    Finding("thumbnail-missing", "/a/c.jpg lacks thumbnails.", Path("/a/c.jpg")),
    Finding("thumbnail-missing", "/a/d.jpg lacks thumbnails.", Path("/a/d.jpg")),
)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    return page


@pytest.fixture
def desk(qtbot: QtBot, bench: Bench, page: QWidget) -> Iterator[CareDesk]:
    yield CareDesk(bench.services, page)
    qtbot.waitUntil(lambda: not bench.engine.running)


def _dialog(page: QWidget) -> TaskDialog:
    (dialog,) = page.findChildren(TaskDialog)
    return dialog


def test_check_of_a_sound_library_says_so(qtbot: QtBot, desk: CareDesk, page: QWidget) -> None:
    desk.check()
    dialog = _dialog(page)
    with qtbot.waitSignal(dialog.settled):
        pass
    assert dialog.text == "Everything is as it should be."
    assert not dialog.action_button.isVisible()
    dialog.close_button.click()


def test_check_says_in_plain_words_what_is_broken_and_puts_it_right(
    qtbot: QtBot, bench: Bench, desk: CareDesk, page: QWidget
) -> None:
    bench.library.findings = BROKEN
    desk.check()
    dialog = _dialog(page)
    with qtbot.waitSignal(dialog.settled):
        pass
    assert dialog.text.startswith("Something is not as it should be.")
    assert dialog.details.item(0).text() == "Photos or clips without a thumbnail (2)"
    with qtbot.waitSignals([dialog.settled, desk.library_changed]):
        dialog.action_button.click()
    assert bench.asked("verify") == [{"repair": False}, {"repair": True}]
    assert dialog.text == "Everything was put right. Your photos and clips were only read."
    assert not dialog.action_button.isVisible()
    dialog.close_button.click()


def test_describe_check_of_a_damaged_database_promises_nothing() -> None:
    report = VerifyReport((Finding("database-damaged", "The database is damaged: page 7."),))
    assert "Restore a backup" in describe_check(report)
    assert describe_findings(report) == ["The database is damaged (1)", "The database is damaged: page 7."]
    half = VerifyReport((*BROKEN, Finding("index-lacks", "3 vectors are not in the index.", is_repaired=True)))
    assert describe_check(half) == "Not everything could be put right."
    assert "Pictures that the search index lacks (1): put right" in describe_findings(half)


def test_backup_is_written_below_the_chosen_folder(
    qtbot: QtBot, bench: Bench, desk: CareDesk, page: QWidget, tmp_path: Path
) -> None:
    desk.back_up()
    chooser = page.findChild(QFileDialog)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path))
    chooser.reject()
    dialog = _dialog(page)
    with qtbot.waitSignal(dialog.settled):
        pass
    (asked,) = bench.asked("back_up")
    folder = asked["folder"]
    assert isinstance(folder, Path)
    assert folder.parent == tmp_path
    assert folder.name.startswith("Evoke backup 20")
    assert "412 MB" in dialog.text
    dialog.close_button.click()


def test_restore_checks_first_then_opens_the_library_again(
    qtbot: QtBot, bench: Bench, desk: CareDesk, page: QWidget, tmp_path: Path
) -> None:
    desk.restore_from(tmp_path / "backup")
    dialog = _dialog(page)
    with qtbot.waitSignal(dialog.settled):
        pass
    assert "The backup of 3 May 2024" in dialog.text
    assert bench.asked("restore_next_time") == []
    with qtbot.waitSignal(desk.library_changed):
        dialog.action_button.click()
    assert bench.asked("restore_next_time") == [{"folder": tmp_path / "backup"}]
    qtbot.waitUntil(lambda: bench.engine.state is EngineState.READY and len(bench.pipes) == 2)


def test_restore_of_own_data_adds_it_and_of_no_backup_says_so(
    qtbot: QtBot, desk: CareDesk, page: QWidget, tmp_path: Path
) -> None:
    desk.restore_from(tmp_path / "own data")
    dialog = _dialog(page)
    with qtbot.waitSignal(dialog.settled):
        pass
    with qtbot.waitSignal(dialog.settled):
        dialog.action_button.click()
    assert dialog.text == "7 were new and are in the library now."
    dialog.close_button.click()
    qtbot.waitUntil(lambda: not page.findChildren(TaskDialog))
    desk.restore_from(tmp_path / "none")
    dialog = _dialog(page)
    with qtbot.waitSignal(dialog.settled):
        pass
    assert dialog.text.startswith("This is no backup.")
    dialog.close_button.click()


def test_move_opens_the_library_anew_and_offers_to_delete_the_old_copy(
    qtbot: QtBot, bench: Bench, desk: CareDesk, page: QWidget, tmp_path: Path
) -> None:
    desk.move_to(tmp_path / "disk")
    dialog = _dialog(page)
    with qtbot.waitSignal(dialog.settled):
        pass
    assert bench.asked("move") == [{"folder": tmp_path / "disk" / "Evoke"}]
    assert "stays until you delete it" in dialog.text
    dialog.close_button.click()
    qtbot.waitUntil(lambda: bench.engine.state is EngineState.READY and len(bench.pipes) == 2)
    qtbot.waitUntil(lambda: not page.findChildren(TaskDialog))
    assert bench.engine.status is not None
    assert bench.engine.status.old_copy is not None
    desk.forget_old_copy()
    dialog = _dialog(page)
    with qtbot.waitSignal(dialog.settled):
        dialog.action_button.click()
    assert dialog.text == "1.8 GB are free again."
    dialog.close_button.click()


def test_dialog_closed_while_something_runs_stops_it_first(qtbot: QtBot, page: QWidget) -> None:
    cancelled: list[int] = []
    dialog = TaskDialog("Something", page)
    task = Task("", on_cancel=lambda: cancelled.append(1))
    dialog.run(task, "It runs.", lambda _: None)
    dialog.open()
    task.report(Progress(3, 12, "Checking", 65.0))
    assert dialog._step.text() == "Checking · 3 of 12 · about 1 minute left"
    dialog.reject()
    dialog.reject()
    assert (cancelled, dialog.isVisible()) == ([1], True)
    with qtbot.waitSignal(dialog.finished):
        task.stop()
    failed = TaskDialog("Something", page)
    other = Task("")
    failed.run(other, "It runs.", lambda _: None)
    failed.open()
    other.reject(DiskFull("The disk is full.", hint="Free some space."))
    assert failed.text == "The disk is full. Free some space."
    failed.reject()


def test_space_card_names_what_takes_room(qtbot: QtBot, bench: Bench) -> None:
    card = SpaceCard(bench.services.appearance)
    qtbot.addWidget(card)
    assert card.isHidden()
    card.show_sizes(LibrarySizes(1_200_000_000, 0, 300_000_000, 1000, 250_000_000, 9_000_000_000))
    assert card.title.text() == "The library takes 1.5 GB on its disk"
    shown = [label.text() for label in card._labels if not label.isHidden()]
    assert [text.split("</span> ")[1] for text in shown] == [
        "Database 1.2 GB",
        "Thumbnails 300 MB",
        "Logs and others 1.0 kB",
        "Models 250 MB",
    ]
    card.resize(600, 120)
    card.grab()
