from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from app.captions.captions_page import CaptionsPage
from app.captions.import_dialog import ImportDialog
from engine.caption_records import CaptionSource, SidecarKind
from engine.records import MediaId
from tests.helpers.window import Bench


@pytest.fixture
def page(qtbot: QtBot, bench: Bench) -> Iterator[CaptionsPage]:
    page = CaptionsPage(bench.services)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.look()
    settle(qtbot, bench, page)
    yield page
    settle(qtbot, bench, page)


def settle(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    qtbot.waitUntil(lambda: not page.is_busy and not bench.engine.running and bench.services.thumbnails.is_idle)


def opened(
    qtbot: QtBot, page: CaptionsPage, source: CaptionSource = CaptionSource.TABLE, name: str = "known.csv"
) -> ImportDialog:
    table = Path("/home/me") / name if source is CaptionSource.TABLE else None
    dialog = page.exchange.open_import(source, table)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    return dialog


def cells(view: QTableView) -> list[str]:
    model = view.model()
    return [model.index(row, column).data() for row in range(model.rowCount()) for column in range(2)]


def test_dialog_says_what_an_import_would_do_before_it_does(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    dialog = opened(qtbot, page)
    assert dialog.headline == "3 captions for 2 of your photos and clips"
    assert dialog.details.splitlines() == [
        "2 are there already and stay as they are.",
        "1 names a file that is not in your library; it is left out.",
        "1 cannot be used; it is left out.",
    ]
    views = {view.accessibleName(): cells(view) for view in dialog.findChildren(QTableView)}
    assert views["Captions to be added"] == ["photo 000.jpg", "<b>Rex</b>"]
    assert views["What is left out"][:2] == ["Row 7", "gone.jpg is not in the library."]
    assert not bench.asked("import_prepared")
    dialog.reject()
    settle(qtbot, bench, page)
    assert bench.asked("forget_prepared")
    assert not bench.library.captions


def test_dialog_imports_and_the_page_offers_to_take_it_back(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    dialog = opened(qtbot, page)
    assert dialog.import_button.text() == "Import 3 captions"
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    settle(qtbot, bench, page)
    assert page.banner.text == "3 captions imported."
    assert not bench.asked("forget_prepared")
    page.banner.action_chosen.emit()
    settle(qtbot, bench, page)
    assert bench.asked("take_back_import")
    assert not page.banner.isVisible()


def test_dialog_asks_for_columns_it_cannot_tell_and_reads_again(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    dialog = opened(qtbot, page, name="other.csv")
    assert dialog.headline == "Which columns hold the files and the captions?"
    assert not dialog.import_button.isEnabled()
    box = dialog.choices.caption_box
    box.setCurrentIndex(box.findData("note"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not dialog.is_busy)
    reading = bench.asked("prepare_captions")[-1]["reading"]
    assert getattr(reading, "caption_column", "") == "note"
    assert dialog.import_button.isEnabled()
    encodings = dialog.choices.encoding_box
    assert encodings.currentData() == "cp1252"
    encodings.setCurrentIndex(encodings.findData("cp1251"))
    encodings.activated.emit(encodings.currentIndex())
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert getattr(bench.asked("prepare_captions")[-1]["reading"], "encoding", "") == "cp1251"
    dialog.reject()


def test_dialog_failure_is_told(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    dialog = opened(qtbot, page, name="fails.csv")
    assert "The table cannot be read." in dialog.details
    assert not dialog.import_button.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("source", [CaptionSource.TEXT, CaptionSource.DESCRIPTION])
def test_dialog_of_other_sources_has_no_choices(
    qtbot: QtBot, bench: Bench, page: CaptionsPage, source: CaptionSource
) -> None:
    dialog = opened(qtbot, page, source)
    assert not dialog.choices.isVisible()
    assert dialog.import_button.isEnabled()
    dialog.reject()


def test_menus_reach_every_way(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    texts = [
        [action.text() for action in button.menu().actions()] for button in (page.import_button, page.export_button)
    ]
    assert [len(entries) for entries in texts] == [3, 6]
    page.exchange.choose_table()
    dialog = page.findChildren(QFileDialog)[-1]
    with qtbot.waitSignal(bench.engine.task_started):
        dialog.fileSelected.emit("/home/me/known.csv")
    dialog.reject()
    (shown,) = page.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: not shown.is_busy)
    shown.reject()


def test_export_of_a_table_says_how_much(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    page.exchange.choose_export_table()
    dialog = page.findChildren(QFileDialog)[-1]
    with qtbot.waitSignal(page.said) as said:
        dialog.fileSelected.emit("/home/me/mine.csv")
    assert said.args == ["10 captions written to mine.csv"]
    dialog.reject()


def test_export_beside_the_pictures_only_after_a_yes(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    page.exchange.ask_for_beside(SidecarKind.XMP)
    (box,) = page.findChildren(QMessageBox)
    assert not bench.asked("export_sidecars")
    write = next(button for button in box.findChildren(QPushButton) if button.text() == "Write the files")
    QTest.mouseClick(write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.banner.isVisible)
    assert bench.asked("export_sidecars") == [{"kind": SidecarKind.XMP, "folder": None}]
    assert page.banner.text == (
        "4 files written · 1 was there already and stayed as it was · 1 could not be written · a.jpg: Permission denied"
    )


def test_export_into_a_folder(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    with qtbot.waitSignal(page.said) as said:
        page.exchange.export_sidecars(SidecarKind.TEXT, Path("/home/me/out"))
    assert said.args[0].startswith("4 files written")
    assert bench.library.hit(0).media_id == MediaId(1)
