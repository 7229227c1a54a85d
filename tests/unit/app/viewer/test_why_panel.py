from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.viewer.why_panel import WhyPanel
from app.viewer.word_chip import WordChip
from engine.records import Explanation, WordMap
from tests.helpers.window import Bench


def word(text: str, contribution: float) -> WordMap:
    return WordMap(text, contribution, np.ones((4, 4), np.float32))


EXPLANATION = Explanation("dog on grass", (word("dog", 0.1), word("grass", -0.05), word("sun", 0.2)), 0.3, 5.0)


class Ear:
    def __init__(self, panel: WhyPanel) -> None:
        self.shown: list[str] = []
        panel.word_shown.connect(lambda word_map: self.shown.append(word_map.word if word_map else ""))


@pytest.fixture
def panel(qtbot: QtBot, bench: Bench) -> WhyPanel:
    panel = WhyPanel(bench.services.appearance, opacity=0.55)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_explanation(EXPLANATION)
    return panel


def hover(chip: WordChip, *, enters: bool) -> None:
    place = QPointF(5, 5)
    event = QEnterEvent(place, place, place) if enters else QEvent(QEvent.Type.Leave)
    QApplication.sendEvent(chip, event)


def test_panel_hovering_shows_a_word_and_leaving_takes_it_away(panel: WhyPanel) -> None:
    ear = Ear(panel)
    hover(panel.chips[0], enters=True)
    hover(panel.chips[0], enters=False)
    assert ear.shown == ["dog", ""]


def test_panel_clicked_word_stays_and_comes_back_after_hovering_another(panel: WhyPanel) -> None:
    ear = Ear(panel)
    QTest.mouseClick(panel.chips[0], Qt.MouseButton.LeftButton)
    hover(panel.chips[2], enters=True)
    hover(panel.chips[2], enters=False)
    assert ear.shown[-3:] == ["dog", "sun", "dog"]
    QTest.mouseClick(panel.chips[0], Qt.MouseButton.LeftButton)
    assert ear.shown[-1] == ""


def test_panel_only_one_word_is_pinned(panel: WhyPanel) -> None:
    for chip in panel.chips:
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert [chip.isChecked() for chip in panel.chips] == [False, False, True]


def test_panel_pinned_word_stays_pinned_on_the_next_picture(panel: WhyPanel) -> None:
    panel.pin_strongest()
    ear = Ear(panel)
    panel.show_explanation(Explanation("sun", (word("moon", 0.3), word("sun", 0.1)), 0.2, 4.0))
    assert ear.shown == ["sun"]
    assert [chip.isChecked() for chip in panel.chips] == [False, True]


def test_panel_next_word_walks_through_all_and_none(panel: WhyPanel) -> None:
    ear = Ear(panel)
    for _ in range(4):
        panel.pin_next()
    assert ear.shown == ["dog", "grass", "sun", ""]
    panel.pin_next(-1)
    assert ear.shown[-1] == "sun"


def test_panel_word_that_is_off_shows_no_heat_and_is_passed_over(panel: WhyPanel) -> None:
    panel.maps.set_shown(is_shown=True)
    panel.pin_next()
    ear = Ear(panel)
    panel.show_switched_off(frozenset({"dog"}))
    assert ear.shown == [""]
    assert [small.word_map.word for small in panel.maps.maps] == ["grass", "sun"]
    hover(panel.chips[0], enters=True)
    assert ear.shown[-1] == ""
    hover(panel.chips[0], enters=False)
    for _ in range(3):
        panel.pin_next()
    assert ear.shown[-3:] == ["grass", "sun", ""]
    panel.pin_strongest()
    assert ear.shown[-1] == "sun"
    panel.show_switched_off(frozenset())
    assert [small.word_map.word for small in panel.maps.maps] == ["dog", "grass", "sun"]


def test_panel_cross_and_delete_take_a_word_out_at_once(qtbot: QtBot, panel: WhyPanel) -> None:
    panel.pin_next()
    ear = Ear(panel)
    with qtbot.waitSignal(panel.word_switched) as told:
        QTest.keyClick(panel.chips[0], Qt.Key.Key_Delete)
    assert told.args == ["dog", False]
    assert ear.shown == [""]
    with qtbot.waitSignal(panel.word_switched) as told:
        QTest.keyClick(panel.chips[0], Qt.Key.Key_Delete)
    assert told.args == ["dog", True]
    assert ear.shown[-1] == "dog"


def test_panel_takes_no_more_lines_than_its_chips_need(qtbot: QtBot, panel: WhyPanel) -> None:
    panel.show_explanation(Explanation("many", tuple(word(f"word {number}", 0.1) for number in range(12)), 0.2, 4.0))
    line = panel.chips[0].height()
    for width, lines in ((500, range(2, 9)), (1600, range(1, 2))):
        panel.resize(width, 400)
        qtbot.waitUntil(lambda: panel._chip_area.height() // line in lines)  # noqa: B023


def test_panel_words_say_how_much_they_helped(panel: WhyPanel) -> None:
    assert [chip.accessibleName() for chip in panel.chips] == [
        "dog: This word raised the match by 0.100.",
        "grass: This word lowered the match by 0.050.",
        "sun: This word raised the match by 0.200.",
    ]


def test_panel_bars_are_as_long_as_the_share_of_the_strongest(panel: WhyPanel) -> None:
    assert [round(chip._share, 3) for chip in panel.chips] == [0.5, -0.25, 1.0]
    assert not panel.grab().isNull()


def test_panel_without_words_says_so(panel: WhyPanel) -> None:
    panel.show_explanation(Explanation("the", (), 0.1, 1.0))
    assert panel.chips == ()
    assert "No word" in panel.hint


def test_panel_opacity_is_told_as_a_share(qtbot: QtBot, panel: WhyPanel) -> None:
    with qtbot.waitSignal(panel.opacity_changed) as told:
        panel.opacity_slider.setValue(80)
    assert told.args == [0.8]
