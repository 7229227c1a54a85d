from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.search.query_bar import MAX_QUERY_CHARS, QueryBar
from tests.helpers.window import Bench


@pytest.fixture
def bar(qtbot: QtBot, bench: Bench) -> QueryBar:
    bar = QueryBar(bench.services.appearance)
    qtbot.addWidget(bar)
    bar.show()
    return bar


def test_bar_typing_tells_every_edit(bar: QueryBar) -> None:
    told: list[str] = []
    bar.edited.connect(told.append)
    QTest.keyClicks(bar.edit, "dog")
    assert told == ["d", "do", "dog"]


def test_bar_return_submits(qtbot: QtBot, bar: QueryBar) -> None:
    bar.set_text("<b>dog</b>")
    with qtbot.waitSignal(bar.submitted) as told:
        QTest.keyClick(bar.edit, Qt.Key.Key_Return)
    assert told.args == ["<b>dog</b>"]


def test_bar_down_leaves_and_escape_clears(qtbot: QtBot, bar: QueryBar) -> None:
    bar.set_text("dog")
    with qtbot.waitSignal(bar.left_downwards):
        QTest.keyClick(bar.edit, Qt.Key.Key_Down)
    QTest.keyClick(bar.edit, Qt.Key.Key_Escape)
    assert bar.text == ""


def test_bar_endless_text_is_cut(bar: QueryBar) -> None:
    bar.set_text("x" * 10_000)
    assert len(bar.text) == MAX_QUERY_CHARS


def test_bar_clear_button_shows_only_with_text(bar: QueryBar) -> None:
    assert bar._clear.isHidden()
    bar.set_text("dog")
    assert not bar._clear.isHidden()
    bar._clear.click()
    assert bar.text == ""
