from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from pytestqt.qtbot import QtBot

from app.search.chip_bar import ChipBar
from app.search.query_chip import QueryChip, WeightPopup
from engine.browse_records import QueryTerm, TermKind
from engine.records import PictureTerm
from tests.helpers.window import Bench

WORD = QueryTerm(TermKind.WORD, "dog")
MINUS = QueryTerm(TermKind.MINUS, "snow")


def picture_of(bench: Bench) -> QueryTerm:
    term = PictureTerm(path=Path("/photos/<b>a & b.jpg"))
    return QueryTerm(TermKind.PICTURE, "<b>a & b.jpg", 1.0, term, bench.library._thumbnail("a"))


@pytest.fixture
def bar(qtbot: QtBot, bench: Bench) -> ChipBar:
    bar = ChipBar(bench.services.thumbnails, bench.services.appearance)
    qtbot.addWidget(bar)
    bar.resize(300, 100)
    return bar


def wheel(chip: QueryChip, steps: int) -> None:
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    chip.wheelEvent(event)


def test_bar_is_there_only_with_parts(bar: ChipBar) -> None:
    assert bar.isHidden()
    bar.show_terms((WORD, MINUS))
    assert not bar.isHidden()
    assert [chip.term for chip in bar.chips] == [WORD, MINUS]
    bar.show_terms(())
    assert bar.isHidden()


def test_bar_chips_stay_the_same_while_weights_change(bar: ChipBar) -> None:
    bar.show_terms((WORD, MINUS))
    chips = bar.chips
    bar.show_terms((dataclasses.replace(WORD, weight=0.4), MINUS))
    assert bar.chips == chips
    assert chips[0].weight_button.text() == "40 %"
    bar.show_terms((WORD,))
    assert bar.chips != chips


def test_chip_clicked_switches_off_and_back_to_what_it_was(qtbot: QtBot, bar: ChipBar) -> None:
    told: list[float] = []
    bar.weight_changed.connect(lambda _term, weight: told.append(weight))
    bar.show_terms((dataclasses.replace(WORD, weight=1.5),))
    chip = bar.chips[0]
    chip.switch.click()
    assert chip.property("on") is False
    assert chip.switch.accessibleName() == "Word “dog”, Off"
    chip.switch.click()
    assert told == [0.0, 1.5]


def test_chip_wheel_weighs_within_bounds(bar: ChipBar, bench: Bench) -> None:
    bar.show_terms((WORD, picture_of(bench)))
    word, picture = bar.chips
    wheel(word, 1)
    assert word.term.weight == 1.1
    for _ in range(30):
        wheel(word, -1)
        wheel(picture, -1)
    assert word.term.weight == 0.0
    assert picture.term.weight == -2.0
    assert picture.property("kind") == "less"


def test_chip_slider_tells_every_step_and_says_what_it_means(qtbot: QtBot, bar: ChipBar) -> None:
    told: list[float] = []
    bar.weight_changed.connect(lambda _term, weight: told.append(weight))
    bar.show_terms((MINUS,))
    bar.show()
    bar.chips[0].open_weight()
    popup = bar.findChildren(WeightPopup)[0]
    popup.slider.setValue(50)
    assert popup._says.text() == "Left out with 50 %"
    popup.normal_button.click()
    assert told == [0.5, 1.0]
    popup.close()


def test_chip_picture_shows_its_name_as_it_is_and_can_be_taken_out(qtbot: QtBot, bench: Bench, bar: ChipBar) -> None:
    term = picture_of(bench)
    bar.show_terms((term, WORD))
    chip, word = bar.chips
    assert chip.switch.text() == "<b>a && b.jpg"
    assert word.remove_button.isHidden()
    with qtbot.waitSignal(bar.removed) as told:
        chip.remove_button.click()
    assert told.args == [term]
    qtbot.waitUntil(lambda: bench.services.thumbnails.is_idle)


def test_bar_many_chips_take_several_lines(bar: ChipBar) -> None:
    bar.show_terms(tuple(QueryTerm(TermKind.WORD, f"word{number}") for number in range(8)))
    bar.resize(300, 100)
    assert bar.height() >= 3 * 32
