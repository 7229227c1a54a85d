from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QVariantAnimation
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.viewer.sound_sink import SoundTrouble
from app.viewer.viewer_pane import ViewerPane
from app.widgets.file_actions import FileActions
from engine.browse_records import QueryTerm, TermKind
from engine.caption_records import NewCaption
from engine.records import MediaId, SearchRequest, WordWeight
from tests.helpers.sound_stand_in import RecordingOutlet
from tests.helpers.window import Bench


@pytest.fixture
def pane(qtbot: QtBot, bench: Bench) -> Iterator[ViewerPane]:
    outlet = RecordingOutlet(SoundTrouble.NO_LIBRARY)
    pane = ViewerPane(bench.services, FileActions(bench.services.appearance), outlet=outlet)
    qtbot.addWidget(pane)
    pane.resize(900, 700)
    pane.show()
    yield pane
    qtbot.waitUntil(lambda: not bench.engine.running and bench.services.thumbnails.is_idle)


def show(qtbot: QtBot, bench: Bench, pane: ViewerPane, number: int, query: str = "dog grass") -> None:
    with qtbot.waitSignals([pane.session.picture_loaded, pane.session.explained]):
        pane.show_hit(bench.library.hit(number), SearchRequest(query))


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
        pane.show_hit(gone, SearchRequest("dog"))
    assert pane.banner.isVisible()
    assert "/photos/missing.jpg" in pane.banner.text
    show(qtbot, bench, pane, 0)
    assert not pane.banner.isVisible()


def test_pane_failed_explanation_says_so_and_keeps_the_picture(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    with qtbot.waitSignals([pane.session.picture_loaded, pane.session.explain_failed]):
        pane.show_hit(bench.library.hit(0), SearchRequest("fails"))
    assert pane.why.hint == "That is no query."
    assert pane.picture.has_picture


def test_pane_left_shows_nothing(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 0)
    pane.leave()
    assert not pane.picture.has_picture
    assert pane.why.chips == ()
    assert pane.hit is None


def test_pane_view_is_turned_with_its_heat_and_upright_for_the_next(
    qtbot: QtBot, bench: Bench, pane: ViewerPane
) -> None:
    show(qtbot, bench, pane, 0)
    pane.why.pin_strongest()
    QTest.keyClick(pane, Qt.Key.Key_R)
    assert pane.picture.turns == 1
    assert pane.picture.transform.picture == (480.0, 640.0)
    assert pane.picture.has_heat
    assert not pane.grab().isNull()
    show(qtbot, bench, pane, 1)
    assert pane.picture.turns == 0
    assert pane.picture.transform.picture == (640.0, 480.0)


def test_pane_all_words_stand_side_by_side_and_one_is_kept(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 0)
    QTest.keyClick(pane, Qt.Key.Key_A)
    assert [small.word_map.word for small in pane.why.maps.maps] == ["dog", "grass"]
    with qtbot.waitSignal(pane.heat_shown):
        QTest.mouseClick(pane.why.maps.maps[1], Qt.MouseButton.LeftButton)
    assert pane.why.chips[1].isChecked()
    assert pane.why.maps.maps[1].isChecked()
    pane.grab()
    QTest.keyClick(pane, Qt.Key.Key_A)
    assert pane.why.maps.maps == ()


def test_pane_word_switched_off_is_told_and_shown(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 0)
    chip = pane.why.chips[1]
    with qtbot.waitSignal(pane.weight_changed) as told:
        QTest.mouseClick(
            chip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, chip._switch_box().center().toPoint()
        )
    assert told.args == [QueryTerm(TermKind.WORD, "grass"), 0.0]
    assert not chip.isChecked()
    assert "switched off" in chip.accessibleName()
    pane.show_hit(bench.library.hit(0), SearchRequest("dog grass", weights=(WordWeight("dog", 0.0),)))
    assert [found.is_on for found in pane.why.chips] == [False, True]


def test_pane_curve_of_the_word_follows_its_heat_map(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    with qtbot.waitSignal(pane.session.curves_loaded):
        show(qtbot, bench, pane, 3)
    QTest.keyClick(pane, Qt.Key.Key_W)
    assert pane.timeline.word == "dog"
    QTest.keyClick(pane, Qt.Key.Key_W)
    assert pane.timeline.word == "grass"
    QTest.keyClick(pane, Qt.Key.Key_W)
    assert pane.timeline.word == ""


def test_pane_clip_plays_and_pauses(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 3)
    with qtbot.waitSignals([pane.player.frame_shown, pane.player.frame_shown]):
        QTest.keyClick(pane, Qt.Key.Key_K)
    assert pane.player.is_playing
    assert pane.play_button.accessibleName() == "Pause"
    QTest.keyClick(pane, Qt.Key.Key_K)
    assert pane.play_button.accessibleName() == "Play, without sound"
    assert (pane.session.time_s or 0.0) > 12.5
    assert pane.timeline.time_s == pane.session.time_s


def test_pane_clip_that_plays_is_explained_where_it_stops(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 3)
    pane.why.pin_strongest()
    asked = len(bench.asked("explain"))
    with qtbot.waitSignals([pane.player.frame_shown, pane.player.frame_shown]):
        QTest.keyClick(pane, Qt.Key.Key_K)
    assert not pane.picture.has_heat
    assert len(bench.asked("explain")) == asked
    with qtbot.waitSignals([pane.session.explained, pane.heat_shown]):
        QTest.keyClick(pane, Qt.Key.Key_K)
    assert bench.asked("explain")[-1]["time_s"] == pane.session.time_s
    assert pane.picture.has_heat


def test_pane_bar_with_little_room_keeps_the_name(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 0)
    for width in (900, 520):
        pane.resize(width, 700)
        qtbot.waitUntil(lambda: pane.bar._name.width() > 100)
        assert pane.bar._zoom.isVisible() is (width == 900)


def test_pane_photo_does_not_play(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 0)
    pane.toggle_playing()
    assert not pane.player.is_playing


def test_pane_details_are_read_when_they_are_opened(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 0)
    assert bench.asked("details") == []
    with qtbot.waitSignal(pane.session.details_loaded):
        QTest.keyClick(pane, Qt.Key.Key_I)
    assert pane.details.isVisible()
    assert pane.details.texts == ("Camera", "<b>Canon</b>", "Exposure", "1/250 s", "Rex")
    show(qtbot, bench, pane, 1)
    qtbot.waitUntil(lambda: len(bench.asked("details")) == 2)
    QTest.keyClick(pane, Qt.Key.Key_I)
    assert not pane.details.isVisible()


def test_pane_wish_for_less_motion_changes_heat_at_once(
    qtbot: QtBot, bench: Bench, pane: ViewerPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(qtbot, bench, pane, 0)
    monkeypatch.setattr(bench.services.appearance, "_motion", "off")
    pane.why.pin_strongest()
    assert pane.picture.has_heat
    assert pane.picture._fade.state() is QVariantAnimation.State.Stopped


def test_pane_moment_is_cut_out_with_a_few_seconds_at_least(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    show(qtbot, bench, pane, 3)
    with qtbot.waitSignal(pane.cut_wanted) as told:
        QTest.keyClick(pane, Qt.Key.Key_X)
    assert told.args == [bench.library.hit(3), 10.75, 14.75]
    pane.timeline.step(-20)
    with qtbot.waitSignal(pane.cut_wanted) as at_the_start:
        pane.ask_for_cut()
    assert at_the_start.args is not None
    assert at_the_start.args[1:] == [0.0, 2.0]
    show(qtbot, bench, pane, 0)
    told_again: list[object] = []
    pane.cut_wanted.connect(told_again.append)
    pane.ask_for_cut()
    assert told_again == []


def test_pane_captions_are_written_below_the_picture_and_one_goes_on(
    qtbot: QtBot, bench: Bench, pane: ViewerPane
) -> None:
    show(qtbot, bench, pane, 0)
    assert not pane.captions.isVisible()
    QTest.keyClick(pane, Qt.Key.Key_C)
    assert pane.captions.isVisible()
    steps: list[int] = []
    pane.step_wanted.connect(steps.append)
    with qtbot.waitSignal(pane.captions_changed):
        QTest.keyClicks(pane.captions.field, "Rex swims")
        QTest.keyClick(pane.captions.field, Qt.Key.Key_Return)
    assert steps == [1]
    show(qtbot, bench, pane, 3)
    with qtbot.waitSignal(pane.captions_changed):
        QTest.keyClicks(pane.captions.field, "here he jumps")
        QTest.keyClick(pane.captions.field, Qt.Key.Key_Return)
    written = [(one.media_id, one.text, one.time_s) for one in bench.library.captions.values()]
    assert written == [(1, "Rex swims", None), (4, "here he jumps", 11.0)]


def test_pane_letters_typed_into_a_caption_are_no_keys_of_the_viewer(
    qtbot: QtBot, bench: Bench, pane: ViewerPane
) -> None:
    show(qtbot, bench, pane, 0)
    pane.write_caption()
    QTest.keyClicks(pane.captions.field, "warm air 10 +")
    assert pane.captions.field.text() == "warm air 10 +"
    assert not pane.picture.has_heat
    with qtbot.waitSignal(pane.captions.left):
        QTest.keyClick(pane.captions.field, Qt.Key.Key_Escape)
    assert pane.captions.isVisible()


def test_pane_says_when_a_caption_of_ones_own_did_it(qtbot: QtBot, bench: Bench, pane: ViewerPane) -> None:
    bench.library.change_captions((NewCaption(MediaId(1), "<b>Rex</b> on grass"),), ())
    show(qtbot, bench, pane, 0)
    qtbot.waitUntil(lambda: bool(pane.why.caption_text))
    assert pane.why.caption_text == "Your caption “<b>Rex</b> on grass” raised it by 0.120"
    show(qtbot, bench, pane, 1)
    assert pane.why.caption_text == ""
    assert len(bench.asked("caption_effects")) == 1
