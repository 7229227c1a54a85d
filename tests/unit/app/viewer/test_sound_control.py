from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.view_state import SoundChoice, ViewState
from app.viewer.sound_control import SoundControl
from app.viewer.sound_sink import SoundTrouble
from app.viewer.viewer_pane import ViewerPane
from app.widgets.file_actions import FileActions
from engine.errors import MediaUnreadable
from engine.records import SearchRequest
from tests.helpers.sound_stand_in import RecordingOutlet
from tests.helpers.window import Bench


@pytest.fixture
def control(qtbot: QtBot, app_style: Appearance) -> SoundControl:
    control = SoundControl(app_style, None)
    qtbot.addWidget(control)
    return control


@pytest.fixture
def outlet() -> RecordingOutlet:
    return RecordingOutlet()


@pytest.fixture
def pane(qtbot: QtBot, bench: Bench, outlet: RecordingOutlet) -> Iterator[ViewerPane]:
    pane = ViewerPane(bench.services, FileActions(bench.services.appearance), outlet=outlet)
    qtbot.addWidget(pane)
    pane.resize(900, 700)
    pane.show()
    with qtbot.waitSignals([pane.session.picture_loaded, pane.session.explained]):
        pane.show_hit(bench.library.hit(3), SearchRequest("dog"))
    yield pane
    pane.player.stop()
    qtbot.waitUntil(lambda: not bench.engine.running and bench.services.thumbnails.is_idle)


def test_control_button_mutes_and_slider_says_how_loud(qtbot: QtBot, control: SoundControl) -> None:
    chosen: list[SoundChoice] = []
    control.chosen.connect(chosen.append)
    QTest.mouseClick(control.button, Qt.MouseButton.LeftButton)
    control.slider.setValue(30)
    control.slider.setValue(0)
    control.toggle()
    assert chosen == [
        SoundChoice(0.8, is_muted=True),
        SoundChoice(0.3, is_muted=False),  # who makes it louder wants to hear it
        SoundChoice(0.0, is_muted=True),
        SoundChoice(0.0, is_muted=False),
    ]


def test_control_names_say_what_a_click_does(control: SoundControl) -> None:
    assert control.button.accessibleName() == "Play without sound"
    control.toggle()
    assert control.button.accessibleName() == "Play with sound"
    assert control.slider.accessibleName()


def test_control_trouble_is_one_calm_sentence(control: SoundControl) -> None:
    for trouble, words in (
        (SoundTrouble.NO_DEVICE, "nothing to hear"),
        (SoundTrouble.DEVICE_FAILED, "does not answer"),
        (None, "This clip has no sound"),
        (MediaUnreadable("The sound of a.mp4 cannot be decoded."), "cannot be decoded"),
    ):
        control.forget_trouble()
        assert control.button.accessibleName() == "Play without sound"
        control.show_trouble(trouble)
        assert words in control.button.toolTip()
        assert not control.is_on
        assert control.button.isEnabled()
    control.show_trouble(SoundTrouble.NO_LIBRARY)
    control.forget_trouble()
    assert "evoke[sound]" in control.button.toolTip()
    assert not control.button.isEnabled()
    control.toggle()
    assert control.choice == SoundChoice()


def test_pane_playing_a_clip_asks_for_its_sound_and_m_mutes_it(
    qtbot: QtBot, bench: Bench, pane: ViewerPane, outlet: RecordingOutlet
) -> None:
    assert pane.play_button.accessibleName() == "Play"
    assert outlet.looks == 0  # nothing is looked for before a clip is played
    with qtbot.waitSignal(pane.player.frame_shown):
        QTest.keyClick(pane, Qt.Key.Key_K)
    assert bench.asked("sound")[0]["start_s"] == 12.5
    qtbot.waitUntil(lambda: bool(outlet.sinks))
    QTest.keyClick(pane, Qt.Key.Key_M)
    assert outlet.sink.is_closed
    assert pane.player.is_playing
    QTest.keyClick(pane, Qt.Key.Key_K)
    assert pane.play_button.accessibleName() == "Play, without sound"


def test_pane_next_clip_is_silent_until_it_is_played(
    qtbot: QtBot, bench: Bench, pane: ViewerPane, outlet: RecordingOutlet
) -> None:
    pane.toggle_playing()
    qtbot.waitUntil(lambda: bool(outlet.sinks))
    with qtbot.waitSignals([pane.session.picture_loaded, pane.session.explained]):
        pane.show_hit(bench.library.hit(7), SearchRequest("dog"))
    assert outlet.sink.is_closed
    assert not pane.player.is_playing
    pane.toggle_playing()
    qtbot.waitUntil(lambda: len(outlet.sinks) == 2)
    pane.leave()
    assert outlet.sink.is_closed


def test_pane_engine_that_dies_while_a_clip_is_heard_ends_it_and_says_so(
    qtbot: QtBot, bench: Bench, pane: ViewerPane, outlet: RecordingOutlet
) -> None:
    pane.toggle_playing()
    qtbot.waitUntil(lambda: bool(outlet.sinks))
    bench.pipe.stop_answering()
    outlet.sink.hear(0.3)
    qtbot.waitUntil(lambda: any(task.is_busy for task in pane.player._tasks))
    with qtbot.waitSignal(pane.player.failed):
        bench.pipe.die()
    assert outlet.sink.is_closed
    assert pane.banner.isVisible()


def test_pane_sound_that_failed_is_tried_again_when_the_clip_is_played_again(
    qtbot: QtBot, pane: ViewerPane, outlet: RecordingOutlet
) -> None:
    outlet.trouble = SoundTrouble.NO_DEVICE
    pane.toggle_playing()
    assert "nothing to hear" in pane.sound.button.toolTip()
    pane.toggle_playing()
    assert pane.play_button.accessibleName() == "Play, without sound"
    outlet.trouble = None  # somebody plugged headphones in
    pane.toggle_playing()
    assert pane.sound.is_on
    qtbot.waitUntil(lambda: bool(outlet.sinks))


def test_pane_that_is_hidden_is_silent(qtbot: QtBot, pane: ViewerPane, outlet: RecordingOutlet) -> None:
    pane.toggle_playing()
    qtbot.waitUntil(lambda: bool(outlet.sinks))
    pane.hide()
    assert outlet.sink.is_closed
    assert not pane.player.is_playing


def test_view_state_keeps_how_loud_clips_are(tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    assert ViewState(path).sound() == SoundChoice()
    ViewState(path).save_sound(SoundChoice(0.25, is_muted=True))
    assert ViewState(path).sound() == SoundChoice(0.25, is_muted=True)
    for damage in ("loud", "7", "-1", "nan"):
        path.write_text(f"[sound]\nvolume={damage}\nmuted=perhaps\n")
        assert ViewState(path).sound() == SoundChoice()
