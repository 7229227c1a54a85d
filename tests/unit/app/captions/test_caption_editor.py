from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.captions.caption_editor import CaptionEditor
from app.captions.caption_field import MAX_CHARS
from app.captions.caption_rows import span_text
from app.captions.caption_session import CaptionSession
from tests.helpers.window import Bench

PHOTO, OTHER_PHOTO, CLIP = 0, 1, 3


@pytest.fixture
def editor(qtbot: QtBot, bench: Bench) -> CaptionEditor:
    editor = CaptionEditor(CaptionSession(bench.services), bench.services.appearance)
    qtbot.addWidget(editor)
    editor.resize(600, 200)
    editor.show()
    editor.show_hit(bench.library.hit(PHOTO))
    settle(qtbot, editor)
    return editor


def settle(qtbot: QtBot, editor: CaptionEditor) -> None:
    qtbot.waitUntil(lambda: not editor.session.is_busy)


def lines(editor: CaptionEditor) -> list[str]:
    return [line.label.text() for line in editor.rows.lines]


def enter(editor: CaptionEditor, text: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClicks(editor.field, text)
    QTest.keyClick(editor.field, Qt.Key.Key_Return, modifier)


def test_editor_enter_writes_and_goes_on_shift_enter_stays(qtbot: QtBot, editor: CaptionEditor) -> None:
    steps: list[int] = []
    editor.step_wanted.connect(steps.append)
    enter(editor, "Rex in the lake", Qt.KeyboardModifier.ShiftModifier)
    assert steps == []
    enter(editor, "with Mia")
    assert steps == [1]
    settle(qtbot, editor)
    assert lines(editor) == ["Rex in the lake", "with Mia"]
    assert editor.field.text() == ""


def test_editor_empty_enter_goes_on_without_a_caption(bench: Bench, editor: CaptionEditor) -> None:
    steps: list[int] = []
    editor.step_wanted.connect(steps.append)
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    QTest.keyClick(editor.field, Qt.Key.Key_PageUp)
    assert steps == [1, -1]
    assert not bench.asked("change_captions")


def test_editor_what_was_begun_is_there_again_when_one_comes_back(
    qtbot: QtBot, bench: Bench, editor: CaptionEditor
) -> None:
    QTest.keyClicks(editor.field, "half a sen")
    editor.show_hit(bench.library.hit(OTHER_PHOTO))
    assert editor.field.text() == ""
    editor.show_hit(bench.library.hit(PHOTO))
    assert editor.field.text() == "half a sen"
    settle(qtbot, editor)
    assert not bench.library.captions


def test_editor_up_changes_the_last_caption_and_escape_leaves_it(qtbot: QtBot, editor: CaptionEditor) -> None:
    enter(editor, "Rex", Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, editor)
    QTest.keyClick(editor.field, Qt.Key.Key_Up)
    assert editor.field.text() == "Rex"
    QTest.keyClick(editor.field, Qt.Key.Key_Escape)
    assert editor.field.text() == ""
    QTest.keyClick(editor.field, Qt.Key.Key_Up)
    enter(editor, "Rex and Mia")
    settle(qtbot, editor)
    assert lines(editor) == ["Rex and Mia"]


def test_editor_escape_leaves_when_nothing_is_changed(qtbot: QtBot, editor: CaptionEditor) -> None:
    with qtbot.waitSignal(editor.left):
        QTest.keyClick(editor.field, Qt.Key.Key_Escape)


def test_editor_buttons_change_and_remove_and_undo_brings_back(qtbot: QtBot, editor: CaptionEditor) -> None:
    enter(editor, "Rex", Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, editor)
    QTest.mouseClick(editor.rows.lines[0].edit_button, Qt.MouseButton.LeftButton)
    assert editor.field.text() == "Rex"
    QTest.mouseClick(editor.rows.lines[0].remove_button, Qt.MouseButton.LeftButton)
    settle(qtbot, editor)
    assert lines(editor) == []
    assert editor.field.text() == ""
    QTest.keyClick(editor.field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, editor)
    assert lines(editor) == ["Rex"]


def test_editor_clip_captions_speak_of_the_moment_one_is_at(qtbot: QtBot, bench: Bench, editor: CaptionEditor) -> None:
    hit = bench.library.hit(CLIP)
    editor.show_hit(hit, 12.5)
    assert editor.moment_button.isChecked()
    assert editor.span == (11.0, 14.5)  # the moment that was found
    editor.set_time(30.0)
    assert editor.span == (28.0, 32.0)
    editor.set_time(31.0)
    assert editor.span == (28.0, 32.0)
    editor.begin_button.click()
    editor.set_time(31.5)
    editor.end_button.click()
    assert editor.span == (31.0, 31.5)
    enter(editor, "Rex jumps", Qt.KeyboardModifier.ShiftModifier)
    editor.whole_button.click()
    enter(editor, "at the lake", Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, editor)
    written = [(caption.text, caption.time_s, caption.end_s) for caption in bench.library.captions.values()]
    assert written == [("Rex jumps", 31.0, 31.5), ("at the lake", None, None)]
    with qtbot.waitSignal(editor.time_wanted) as wanted:
        editor.rows.lines[1].findChildren(type(editor.begin_button))[0].click()
    assert wanted.args == [31.0]


def test_editor_moment_reaches_from_where_it_was_begun_to_where_one_has_gone(
    qtbot: QtBot, bench: Bench, editor: CaptionEditor
) -> None:
    editor.show_hit(dataclasses.replace(bench.library.hit(CLIP), moments=()), 61.0)
    assert editor.whole_button.isChecked()
    editor.choose_moment()
    assert editor.span == (59.0, 62.0)  # no further than the clip
    editor.set_time(10.0)
    editor.begin_here()
    editor.set_time(20.0)
    editor.end_here()
    assert editor.span == (10.0, 20.0)
    editor.set_time(5.0)
    editor.end_here()
    assert editor.span == (5.0, 5.0)
    enter(editor, "a blink", Qt.KeyboardModifier.ShiftModifier)
    editor.set_time(30.0)
    assert editor.span == (28.0, 32.0)
    settle(qtbot, editor)


def test_editor_photo_has_no_moments(editor: CaptionEditor) -> None:
    assert editor.span == (None, None)
    assert not editor.moment_button.isVisible()


def test_editor_never_interprets_what_is_written(qtbot: QtBot, editor: CaptionEditor) -> None:
    editor.field.setText("<b>bold</b>\u202e\x07 &amp; tail")
    QTest.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, editor)
    label = editor.rows.lines[0].label
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>bold</b>  &amp; tail"
    assert "\x07" not in editor.session.captions[0].text


def test_editor_takes_no_more_than_the_engine_does(editor: CaptionEditor) -> None:
    editor.field.setText("x" * (MAX_CHARS + 50))
    assert len(editor.field.plain_text) == MAX_CHARS


def test_editor_many_captions_stay_within_their_place(qtbot: QtBot, editor: CaptionEditor) -> None:
    for number in range(12):
        editor.session.write(f"caption {number} " + "word " * 20)
    settle(qtbot, editor)
    assert editor.rows.height() <= 132
    qtbot.waitUntil(lambda: editor.rows.verticalScrollBar().maximum() > 0)


def test_span_text_says_an_end_only_where_it_is_another_second() -> None:
    assert span_text(12.2, None) == "0:12"
    assert span_text(12.1, 12.3) == "0:12"
    assert span_text(59.0, 61.0) == "0:59\N{EN DASH}1:01"
