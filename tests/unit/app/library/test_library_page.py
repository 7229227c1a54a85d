from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.library.density_dialog import DensityDialog
from app.library.library_page import LibraryPage
from app.library.patterns_dialog import PatternsDialog
from app.widgets.file_actions import FileActions
from engine.library_records import Density, IndexHold
from tests.helpers.window import Bench


@pytest.fixture
def page(qtbot: QtBot, bench: Bench) -> Iterator[LibraryPage]:
    page = LibraryPage(bench.services, FileActions(bench.services.appearance))
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    assert bench.engine.status is not None
    with qtbot.waitSignal(page.session.problems_listed):
        bench.engine.status_changed.emit(bench.engine.status)
    yield page
    qtbot.waitUntil(lambda: not bench.engine.running)


def test_page_shows_folders_counts_and_problems(page: LibraryPage) -> None:
    assert page.folder_model.rowCount() == 1
    assert page._summary.text() == "30 photos and 10 clips can be searched"
    assert page.problems.isVisible()
    assert page.problems.title.text() == "1 file could not be read"
    assert page.problems.model.problems[0].path.name == "<b>broken.jpg"


def test_page_clips_ask_first_then_index_with_progress(qtbot: QtBot, bench: Bench, page: LibraryPage) -> None:
    with qtbot.waitSignal(page.session.consent_wanted):
        page.session.propose_folder(Path("/My clips"))
    assert page.card.isVisible()
    assert "3 clips (30 minutes of video)" in page.card.text
    with qtbot.waitSignal(page.session.index_started):
        page.card.yes_button.click()
    qtbot.waitUntil(lambda: page.card.text == "3 of 12 · about 2 minutes left")
    assert not page.update_button.isEnabled()
    with qtbot.waitSignals([page.said, page.session.problems_listed]):
        bench.pipe.host.finish_index()
    assert not page.card.isVisible()
    assert page.update_button.isEnabled()
    assert page.folder_model.rowCount() == 2


def test_page_density_is_chosen_with_its_cost_before_clips_are_added(
    qtbot: QtBot, bench: Bench, page: LibraryPage
) -> None:
    with qtbot.waitSignal(page.session.consent_wanted):
        page.session.propose_folder(Path("/My clips"))
    sparse = page.card.densities.button(Density.SPARSE)
    assert page.card.densities.density is Density.NORMAL
    assert sparse.text() == "Sparse: a frame every 3 s · about 30 seconds · 4.5 MB"
    sparse.click()
    assert "Indexing takes about 30 seconds and 4.5 MB on disk" in page.card.text
    with qtbot.waitSignal(page.session.index_started):
        page.card.yes_button.click()
    assert bench.asked("set_density") == [{"density": Density.SPARSE, "again": False}]
    with qtbot.waitSignals([page.said, page.session.problems_listed]):
        bench.pipe.host.finish_index()


def test_page_density_is_changed_later_and_known_clips_looked_at_again(
    qtbot: QtBot, bench: Bench, page: LibraryPage
) -> None:
    page.choose_density()
    dialog = page.findChild(DensityDialog)
    assert isinstance(dialog, DensityDialog)
    with qtbot.waitSignal(dialog.answered):
        pass
    assert "3 clips, 30 minutes together" in dialog.text
    dialog.choice.button(Density.DENSE).click()
    dialog.again.click()
    with qtbot.waitSignal(page.session.index_started):
        dialog.save_button.click()
    assert bench.asked("set_density") == [{"density": Density.DENSE, "again": True}]
    with qtbot.waitSignals([page.said, page.session.problems_listed]):
        bench.pipe.host.finish_index()


def test_page_cost_declined_adds_nothing(qtbot: QtBot, bench: Bench, page: LibraryPage) -> None:
    with qtbot.waitSignal(page.session.consent_wanted):
        page.session.propose_folder(Path("/My clips"))
    page.card.no_button.click()
    assert not page.card.isVisible()
    assert bench.asked("add_folder") == []


def test_page_index_cancelled_says_stopping_then_goes(qtbot: QtBot, bench: Bench, page: LibraryPage) -> None:
    page.update_button.click()
    qtbot.waitUntil(lambda: "3 of 12" in page.card.text)
    with qtbot.waitSignals([page.session.index_ended, page.session.problems_listed]):
        page.card.no_button.click()
        assert page.card.text == "Stopping…"
    assert not page.card.isVisible()


def test_page_indexing_is_paused_and_goes_on(qtbot: QtBot, bench: Bench, page: LibraryPage) -> None:
    page.update_button.click()
    qtbot.waitUntil(lambda: "3 of 12" in page.card.text)
    with qtbot.waitSignal(bench.engine.status_changed):
        page.pause_button.click()
    assert page.card.text == "Paused. What was indexed so far can be searched."
    assert not page.paused.isVisible()
    with qtbot.waitSignal(bench.engine.status_changed):
        page.card.go_button.click()
    assert bench.asked("set_paused") == [{"is_paused": True}, {"is_paused": False}]
    assert page.card.text == "3 of 12 · about 2 minutes left"
    with qtbot.waitSignals([page.said, page.session.problems_listed]):
        bench.pipe.host.finish_index()
    with qtbot.waitSignal(bench.engine.status_changed):
        page.pause_button.click()
    assert page.paused.isVisible()
    with qtbot.waitSignal(bench.engine.status_changed):
        page.paused.action_chosen.emit()
    assert page.paused.isHidden()


def test_page_run_that_waits_for_manners_goes_on_all_the_same(qtbot: QtBot, bench: Bench, page: LibraryPage) -> None:
    page.update_button.click()
    qtbot.waitUntil(lambda: "3 of 12" in page.card.text)
    bench.library.hold = IndexHold.BATTERY
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.pipe.host.tell_status()
    assert "battery" in page.card.text
    assert page.card.go_button.text() == "Go on all the same"
    with qtbot.waitSignal(bench.engine.status_changed):
        page.card.go_button.click()
    assert bench.asked("go_on") == [{}]
    with qtbot.waitSignals([page.said, page.session.problems_listed]):
        bench.pipe.host.finish_index()
    assert page.card.go_button.isHidden()


def test_page_missing_folder_says_so(qtbot: QtBot, page: LibraryPage) -> None:
    with qtbot.waitSignal(page.session.failed):
        page.session.propose_folder(Path("/missing"))
    assert page.banner.isVisible()
    assert page.banner.text.startswith("This folder is not there.")
    assert not page.card.isVisible()


def test_page_folder_is_taken_out_after_it_said_what_is_lost(qtbot: QtBot, bench: Bench, page: LibraryPage) -> None:
    assert page.bar.folder is not None  # the first is chosen
    with qtbot.waitSignal(page.session.loss_counted):
        page.bar.remove.trigger()
    box = page.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "30 photos and 10 clips can no longer be found here; 4 of them have captions" in box.informativeText()
    assert bench.asked("remove_folder") == []
    with qtbot.waitSignal(bench.engine.status_changed):
        box.buttons()[0].click()
    assert bench.asked("remove_folder") == [{"folder_id": 1}]
    assert page.folder_model.rowCount() == 0
    assert page.empty.isVisible()
    assert not page.bar.remove.isEnabled()


def test_page_folder_rests_and_goes_on(qtbot: QtBot, bench: Bench, page: LibraryPage) -> None:
    with qtbot.waitSignal(bench.engine.status_changed):
        page.bar.pause.trigger()
    assert bench.asked("pause_folder") == [{"folder_id": 1, "is_paused": True}]
    assert page.bar.pause.text() == "Go on"
    assert "paused" in page.folder_model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    with qtbot.waitSignal(page.session.index_started):
        page.bar.pause.trigger()
    with qtbot.waitSignals([page.said, page.session.problems_listed]):
        bench.pipe.host.finish_index()
    assert bench.asked("index") == [{"paths": (bench.library.folders[0].path,)}]


def test_page_pausing_a_folder_stops_what_indexes_and_takes_the_rest_up_again(
    qtbot: QtBot, bench: Bench, page: LibraryPage
) -> None:
    page.update_button.click()
    qtbot.waitUntil(lambda: "3 of 12" in page.card.text)
    page.bar.pause.trigger()
    qtbot.waitUntil(lambda: len(bench.asked("index")) == 2)
    with qtbot.waitSignals([page.said, page.session.problems_listed]):
        bench.pipe.host.finish_index()


def test_page_patterns_are_seen_before_they_are_kept(qtbot: QtBot, bench: Bench, page: LibraryPage) -> None:
    page.bar.patterns.trigger()
    dialog = page.findChild(PatternsDialog)
    assert isinstance(dialog, PatternsDialog)
    with qtbot.waitSignal(dialog.previewed):
        pass
    assert dialog.summary == "Leaves out none of 40 files"
    with qtbot.waitSignal(dialog.previewed):
        dialog.editor.setPlainText("*.png\n!keep.png\n[bad")
    assert dialog.summary == "Leaves out 6 of 40 files"
    assert dialog.lines.splitlines()[1] == "“!keep.png” is taken after all"
    assert dialog.examples.count() == 6
    with qtbot.waitSignal(dialog.previewed):
        dialog.scope.setCurrentIndex(1)
    assert dialog.editor.toPlainText() == ""
    with qtbot.waitSignals([page.said, page.session.index_started]):
        dialog.buttons.accepted.emit()
    assert bench.asked("set_patterns") == [{"patterns": "*.png\n!keep.png\n[bad", "folder_id": 1}]
    with qtbot.waitSignals([page.said, page.session.problems_listed]):
        bench.pipe.host.finish_index()


def test_page_files_gone_all_at_once_are_forgotten_after_a_yes(qtbot: QtBot, bench: Bench, page: LibraryPage) -> None:
    bench.library.folders = tuple(dataclasses.replace(folder, held=12) for folder in bench.library.folders)
    assert not page.bar.forget.isVisible()
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.pipe.host.tell_status()
    assert page.bar.forget.isVisible()
    assert "12 files gone all at once" in page.folder_model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    page.bar.forget.trigger()
    box = page.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "12 files in “Pictures”" in box.text()
    with qtbot.waitSignal(page.session.index_started):
        next(button for button in box.buttons() if button.text() == "Forget them").click()
    with qtbot.waitSignals([page.said, page.session.problems_listed]):
        bench.pipe.host.finish_index(new=0)
    assert bench.asked("index") == [{"paths": (bench.library.folders[0].path,), "forget_missing": True}]


def test_page_add_button_proposes_the_chosen_folder(qtbot: QtBot, page: LibraryPage, tmp_path: Path) -> None:
    page.add_button.click()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(page.session.estimating) as started:
        dialog.fileSelected.emit(str(tmp_path / "clips"))
    dialog.reject()
    assert started.args is not None
    assert started.args[0].title == "Looking through clips"
