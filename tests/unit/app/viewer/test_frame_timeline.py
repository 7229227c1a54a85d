from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.viewer.frame_timeline import FrameTimeline, nearest
from engine.records import Moment
from tests.helpers.window import Bench

TIMES = (0.0, 2.5, 5.0, 10.0)


@pytest.fixture
def timeline(qtbot: QtBot, bench: Bench) -> FrameTimeline:
    timeline = FrameTimeline(bench.services.appearance)
    qtbot.addWidget(timeline)
    timeline.resize(416, 36)
    timeline.show_clip(10.0, (Moment(2.0, 5.5, 2.5, 0.3),))
    timeline.set_times(TIMES)
    timeline.show()
    return timeline


@pytest.mark.parametrize(("wanted", "expected"), [(-1, 0.0), (1.2, 0.0), (1.3, 2.5), (8, 10.0), (99, 10.0)])
def test_nearest_takes_the_closest_kept_frame(wanted: float, expected: float) -> None:
    assert nearest(TIMES, wanted) == expected


def test_nearest_without_frames_is_the_wanted_time() -> None:
    assert nearest((), 3.3) == 3.3


def test_timeline_click_goes_to_the_kept_frame_there(qtbot: QtBot, timeline: FrameTimeline) -> None:
    with qtbot.waitSignal(timeline.time_chosen) as told:
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8 + 200 + 10, 18))
    assert told.args == [5.0]


def test_timeline_keys_step_and_stop_at_the_ends(timeline: FrameTimeline) -> None:
    told: list[float] = []
    timeline.time_chosen.connect(told.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Right):
        QTest.keyClick(timeline, key)
    assert told == [2.5, 5.0, 10.0]
    assert timeline.time_s == 10.0


def test_timeline_set_from_outside_tells_nothing(timeline: FrameTimeline) -> None:
    told: list[float] = []
    timeline.time_chosen.connect(told.append)
    timeline.set_time(5.0)
    assert told == []
    assert timeline.accessibleDescription() == "0:05 of 0:10"


def test_timeline_paints_moments_in_the_accent(bench: Bench, timeline: FrameTimeline) -> None:
    image = timeline.grab().toImage()
    ratio = image.width() / timeline.width()
    inside = image.pixelColor(round((8 + 0.4 * 400) * ratio), round(18 * ratio))
    outside = image.pixelColor(round((8 + 0.8 * 400) * ratio), round(18 * ratio))
    assert inside == bench.services.appearance.color("accent")
    assert outside == bench.services.appearance.color("border")


def test_timeline_of_an_empty_clip_does_nothing(qtbot: QtBot, bench: Bench) -> None:
    timeline = FrameTimeline(bench.services.appearance)
    qtbot.addWidget(timeline)
    timeline.step(1)
    assert not timeline.grab().isNull()
