from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.viewer.viewer_pane import ViewerPane
from app.widgets.file_actions import FileActions
from tests.helpers.window import Bench


@pytest.fixture
def pane(qtbot: QtBot, bench: Bench) -> Iterator[ViewerPane]:
    pane = ViewerPane(bench.services, FileActions(bench.services.appearance))
    qtbot.addWidget(pane)
    pane.resize(900, 700)
    pane.show()
    yield pane
    qtbot.waitUntil(lambda: not bench.engine.running and bench.services.thumbnails.is_idle)


def show(qtbot: QtBot, bench: Bench, pane: ViewerPane, number: int, query: str = "dog grass") -> None:
    with qtbot.waitSignals([pane.session.picture_loaded, pane.session.explained]):
        pane.show_hit(bench.library.hit(number), query)


def test_pane_photo_shows_picture_words_and_no_clip_panel(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 0)
    assert pane.picture.has_picture
    assert [chip.word_map.word for chip in pane.why.chips] == ["dog", "grass"]
    assert not pane.timeline.isVisible()
    assert "640 \N{MULTIPLICATION SIGN} 480" in pane.bar.facts


def test_pane_clip_shows_its_moments_and_the_matched_frame(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 3)
    assert [button.moment.best_s for button in pane.moments.buttons] == [12.5, 40.0, 55.0]
    assert [button.isChecked() for button in pane.moments.buttons] == [True, False, False]
    assert pane.timeline.time_s == 12.5
    assert pane.bar.facts.startswith("at 0:12 of 1:02")


def test_pane_moment_clicked_goes_there(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 3)
    with qtbot.waitSignals([pane.session.picture_loaded, pane.session.explained]):
        QTest.mouseClick(pane.moments.buttons[1], Qt.MouseButton.LeftButton)
    assert pane.session.time_s == 40.0
    assert [button.isChecked() for button in pane.moments.buttons] == [False, True, False]


def test_pane_keys_step_frames_and_the_heat_map_follows(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 3)
    QTest.keyClick(pane, Qt.Key.Key_W)
    assert pane.picture.has_heat
    with qtbot.waitSignals([pane.session.explained, pane.heat_shown]):
        QTest.keyClick(pane, Qt.Key.Key_Period)
    assert pane.session.time_s == 15.0
    with qtbot.waitSignals([pane.session.explained, pane.heat_shown]):
        QTest.keyClick(pane, Qt.Key.Key_Comma)
    assert pane.session.time_s == 12.5


def test_pane_keys_zoom_walk_and_leave(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 0)
    with qtbot.waitSignal(pane.step_wanted) as step:
        QTest.keyClick(pane, Qt.Key.Key_Right)
    assert step.args == [1]
    QTest.keyClick(pane, Qt.Key.Key_Plus)
    enlarged = pane.picture.transform
    assert not enlarged.is_fitted
    QTest.keyClick(pane, Qt.Key.Key_0)
    assert pane.picture.transform == enlarged.fitted()
    with qtbot.waitSignal(pane.closed):
        QTest.keyClick(pane, Qt.Key.Key_Escape)


def test_pane_gone_file_says_so_and_the_next_one_shows(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    gone = dataclasses.replace(bench.library.hit(1), path=Path("/photos/missing.jpg"))
    with qtbot.waitSignals([pane.session.picture_failed, pane.session.explained]):
        pane.show_hit(gone, "dog")
    assert pane.banner.isVisible()
    assert "/photos/missing.jpg" in pane.banner.text
    show(qtbot, bench, pane, 0)
    assert not pane.banner.isVisible()


def test_pane_failed_explanation_says_so_and_keeps_the_picture(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    with qtbot.waitSignals([pane.session.picture_loaded, pane.session.explain_failed]):
        pane.show_hit(bench.library.hit(0), "fails")
    assert pane.why.hint == "That is no query."
    assert pane.picture.has_picture


def test_pane_left_shows_nothing(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 0)
    pane.leave()
    assert not pane.picture.has_picture
    assert pane.why.chips == ()
    assert pane.hit is None
