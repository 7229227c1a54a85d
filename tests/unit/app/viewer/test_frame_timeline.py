from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.viewer.frame_timeline import FrameTimeline, nearest
from engine.browse_records import ClipCurves
from engine.records import Moment
from tests.helpers.window import Bench

TIMES = (0.0, 2.5, 5.0, 10.0)


def curves(bench: Bench) -> ClipCurves:
    paths = tuple(bench.library._thumbnail(f"frame {number}") for number in range(len(TIMES)))
    query = np.array([0.0, 1.4, 0.5, 0.1], np.float32)
    return ClipCurves(np.array(TIMES), query, (("Dog", query * 0.5),), paths, 10.0)


@pytest.fixture
def timeline(qtbot: QtBot, bench: Bench) -> FrameTimeline:
    timeline = FrameTimeline(bench.services.appearance, bench.services.thumbnails)
    qtbot.addWidget(timeline)
    timeline.resize(416, 84)
    timeline.show_clip(10.0, (Moment(2.0, 5.5, 2.5, 0.3),))
    timeline.show_curves(curves(bench))
    timeline.show()
    return timeline


@pytest.mark.parametrize(("wanted", "expected"), [(-1, 0.0), (1.2, 0.0), (1.3, 2.5), (8, 10.0), (99, 10.0)])
def test_nearest_takes_the_closest_kept_frame(wanted: float, expected: float) -> None:
    assert nearest(TIMES, wanted) == expected


def test_nearest_without_frames_is_the_wanted_time() -> None:
    assert nearest((), 3.3) == 3.3


def test_timeline_click_goes_to_the_kept_frame_there(qtbot: QtBot, timeline: FrameTimeline) -> None:
    with qtbot.waitSignal(timeline.time_chosen) as told:
        QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8 + 200 + 10, 60))
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
    assert timeline.accessibleDescription() == "0:05 of 0:10, 50 % of a match"


def test_timeline_paints_moments_in_the_accent(bench: Bench, timeline: FrameTimeline) -> None:
    image = timeline.grab().toImage()
    ratio = image.width() / timeline.width()
    inside = image.pixelColor(round((8 + 0.4 * 400) * ratio), round(61 * ratio))
    outside = image.pixelColor(round((8 + 0.8 * 400) * ratio), round(61 * ratio))
    assert inside == bench.services.appearance.color("accent")
    assert outside == bench.services.appearance.color("border")


def test_timeline_of_an_empty_clip_does_nothing(qtbot: QtBot, bench: Bench) -> None:
    timeline = FrameTimeline(bench.services.appearance, bench.services.thumbnails)
    qtbot.addWidget(timeline)
    timeline.step(1)
    assert not timeline.grab().isNull()


def colours(timeline: FrameTimeline) -> set[str]:
    image = timeline.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(2, 48)}


def test_timeline_draws_the_curve_and_on_request_the_one_of_a_word(bench: Bench, timeline: FrameTimeline) -> None:
    accent, of_word = (bench.services.appearance.color(name).name() for name in ("accent", "hurt"))
    timeline.set_time(10.0)
    assert accent in colours(timeline)
    assert of_word not in colours(timeline)
    timeline.show_word("dog")
    assert of_word in colours(timeline)
    timeline.show_word("cat")
    assert of_word not in colours(timeline)


def test_timeline_pointer_shows_the_frame_there(qtbot: QtBot, bench: Bench, timeline: FrameTimeline) -> None:
    bench.services.thumbnails.pixmap(curves(bench).thumbnail_paths[2])
    qtbot.waitUntil(lambda: bench.services.thumbnails.is_idle)
    QTest.mouseMove(timeline, QPoint(8 + 200, 30))
    assert timeline.preview_shown
    timeline.leaveEvent(QEvent(QEvent.Type.Leave))
    assert not timeline.preview_shown
