from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.viewer.moment_strip import MomentStrip
from engine.records import Moment
from tests.helpers.window import Bench

MOMENTS = (Moment(30.0, 36.0, 33.0, 0.4), Moment(2.0, 4.0, 3.0, 0.3), Moment(50.0, 50.0, 50.0, 0.2))


@pytest.fixture
def strip(qtbot: QtBot, bench: Bench) -> MomentStrip:
    strip = MomentStrip(bench.services.thumbnails, bench.services.appearance)
    qtbot.addWidget(strip)
    strip.show()
    strip.show_moments(MOMENTS)
    return strip


def test_strip_shows_moments_in_the_order_of_the_clip(strip: MomentStrip) -> None:
    assert [button.moment.best_s for button in strip.buttons] == [3.0, 33.0, 50.0]
    assert strip.buttons[0].accessibleName() == "Moment from 0:02 to 0:04"


def test_strip_click_tells_the_moment(qtbot: QtBot, strip: MomentStrip) -> None:
    with qtbot.waitSignal(strip.moment_chosen) as chosen:
        QTest.mouseClick(strip.buttons[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [MOMENTS[0]]


@pytest.mark.parametrize(
    ("time_s", "marked"),
    [(3.5, [True, False, False]), (10.0, [False] * 3), (50.0, [False, False, True]), (36.0, [False, True, False])],
)
def test_strip_marks_the_moment_that_holds_the_time(strip: MomentStrip, time_s: float, marked: list[bool]) -> None:
    strip.mark_time(time_s)
    assert [button.isChecked() for button in strip.buttons] == marked


def test_strip_without_moments_takes_no_room(strip: MomentStrip) -> None:
    strip.show_moments(())
    assert strip.isHidden()
    assert strip.buttons == ()


def test_strip_still_appears_when_its_thumbnail_is_loaded(qtbot: QtBot, bench: Bench, strip: MomentStrip) -> None:
    clip = bench.library.hit(3)
    strip.show_moments(clip.moments)
    bare = strip.buttons[0].grab().toImage()
    qtbot.waitUntil(lambda: bench.services.thumbnails.is_idle)
    assert strip.buttons[0].grab().toImage() != bare


def test_strip_marked_moment_keeps_its_still_visible(qtbot: QtBot, bench: Bench, strip: MomentStrip) -> None:
    strip.show_moments(bench.library.hit(3).moments)
    button = strip.buttons[0]
    button.grab()
    qtbot.waitUntil(lambda: bench.services.thumbnails.is_idle)
    middle = button.grab().toImage().pixelColor(button.width() // 2, button.height() // 4)
    button.setChecked(True)
    assert button.grab().toImage().pixelColor(button.width() // 2, button.height() // 4) == middle
