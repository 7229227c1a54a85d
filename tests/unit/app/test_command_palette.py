from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.command_palette import CommandPalette, match_rank
from app.main_window import MainWindow
from app.view_state import ViewState
from engine.records import SearchRequest
from tests.helpers.window import Bench


@pytest.fixture
def window(qtbot: QtBot, bench: Bench, tmp_path: Path) -> MainWindow:
    window = MainWindow(bench.services, ViewState(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    window.search_page.saved.save("Rex & me", SearchRequest("dog"))
    qtbot.waitUntil(lambda: bool(window.search_page.saved.albums))
    return window


def open_palette(window: MainWindow) -> CommandPalette:
    window.show_palette()
    return window.findChildren(CommandPalette)[-1]


def test_palette_lists_every_menu_action_and_albums(window: MainWindow) -> None:
    palette = open_palette(window)
    texts = [command.text for command in palette.commands]
    assert "Full screen" in texts
    assert "Theme: Dark" in texts
    assert "Album: Rex & me" in texts
    assert "Copy path" not in texts  # nothing is selected
    assert len(texts) == len(set(texts))
    palette.reject()


def test_palette_typed_letters_narrow_and_return_runs(qtbot: QtBot, window: MainWindow) -> None:
    palette = open_palette(window)
    QTest.keyClicks(palette.edit, "rex al")
    assert [command.text for command in palette.shown] == ["Album: Rex & me"]
    with qtbot.waitSignals([window.search_page.session.answered, window.search_page.session.counted]):
        QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.search_page.query_bar.text == "dog"


def test_palette_arrows_choose_and_nothing_found_says_so(window: MainWindow) -> None:
    palette = open_palette(window)
    QTest.keyClick(palette.edit, Qt.Key.Key_Down)
    QTest.keyClick(palette.edit, Qt.Key.Key_Down)
    QTest.keyClick(palette.edit, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == 1
    QTest.keyClicks(palette.edit, "zzz")
    assert palette.shown == ()
    assert not palette._none.isHidden()
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    palette.reject()


@pytest.mark.parametrize(
    ("typed", "text", "rank"),
    [("", "Full screen", 0), ("full", "Full screen", 0), ("scr", "Full screen", 1), ("ull", "Full screen", 2),
     ("full dark", "Full screen", None), ("SCREEN full", "Full screen", 1)],
)  # fmt: skip
def test_match_ranks_beginnings_first(typed: str, text: str, rank: int | None) -> None:
    assert match_rank(typed, text) == rank
