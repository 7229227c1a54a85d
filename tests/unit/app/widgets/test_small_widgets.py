from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.banner import Banner
from app.widgets.empty_state import EmptyState
from app.widgets.file_actions import FileActions
from app.widgets.labels import ElidedLabel, make_label
from app.widgets.spinner import Spinner
from app.widgets.toast import Toast
from tests.helpers.window import Bench

MARKUP = "<img src='x'><b>bold</b>"


def test_labels_never_interpret_markup(qtbot: QtBot) -> None:
    for label in (make_label(MARKUP), ElidedLabel()):
        qtbot.addWidget(label)
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_every_label_of_banner_and_empty_state_is_plain(qtbot: QtBot, bench: Bench) -> None:
    banner, empty = Banner(bench.services.appearance), EmptyState(bench.services.appearance)
    for widget in (banner, empty):
        qtbot.addWidget(widget)
        for label in widget.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()


def test_elided_label_does_not_widen_its_parent(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("x" * 5000)
    assert label.minimumSizeHint().width() < 100


@pytest.mark.parametrize("tone", ["info", "warning", "error"])
def test_banner_says_and_offers_its_action(qtbot: QtBot, bench: Bench, tone: str) -> None:
    banner = Banner(bench.services.appearance)
    qtbot.addWidget(banner)
    assert banner.isHidden()
    banner.say(MARKUP, tone=tone, action="Do it")
    assert banner.text == MARKUP
    with qtbot.waitSignal(banner.action_chosen):
        banner._action.click()
    banner.say("Only this", tone=tone)
    assert banner._action.isHidden()


def test_empty_state_busy_turns_and_hides_its_icon(qtbot: QtBot, bench: Bench) -> None:
    empty = EmptyState(bench.services.appearance)
    qtbot.addWidget(empty)
    empty.say("Nothing", "Add a folder.", icon="folder-plus", action="Add")
    assert (empty._icon.isHidden(), empty._spinner.isHidden(), empty.action_button.isHidden()) == (False, True, False)
    empty.say("Wait", "", icon="search", busy=True)
    assert (empty._icon.isHidden(), empty._spinner.isHidden(), empty.action_button.isHidden()) == (True, False, True)


def test_spinner_turns_only_while_visible(qtbot: QtBot) -> None:
    spinner = Spinner()
    qtbot.addWidget(spinner)
    assert not spinner._timer.isActive()
    spinner.show()
    assert spinner._timer.isActive()
    spinner.hide()
    assert not spinner._timer.isActive()


def test_toast_stays_at_the_lower_edge_and_shows_the_newest(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(600, 400)
    parent.show()
    toast = Toast(parent)
    toast.say("first")
    toast.say("second")
    parent.resize(900, 700)
    assert toast.text == "second"
    assert abs(toast.geometry().center().x() - 450) <= 1
    assert 600 < toast.y() < 700


def test_file_actions_act_on_the_current_file(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = FileActions(bench.services.appearance, owner)
    assert not any(action.isEnabled() for action in actions.all)
    actions.set_path(tmp_path / "gone.jpg")
    with qtbot.waitSignal(actions.failed):
        actions.open.trigger()
    with qtbot.waitSignal(actions.done):
        actions.copy_path.trigger()
    assert QGuiApplication.clipboard().text() == str(tmp_path / "gone.jpg")


def test_file_actions_of_a_hit_tell_what_is_wanted(qtbot: QtBot, bench: Bench) -> None:
    actions = FileActions(bench.services.appearance)
    hit = bench.library.hit(0)
    actions.set_hit(hit)
    for action, signal in (
        (actions.favourite, actions.favourite_wanted),
        (actions.like, actions.like_wanted),
        (actions.copy_picture, actions.picture_wanted),
    ):
        with qtbot.waitSignal(signal) as told:
            action.trigger()
        assert told.args == [hit]
    with qtbot.waitSignal(actions.reasons_wanted) as asked:
        actions.reasons.trigger()
    assert asked.args == [hit.path]
    actions.set_path(hit.path)
    assert not any(action.isEnabled() for action in actions.on_hits)
    assert all(action.isEnabled() for action in actions.on_files)
    actions.set_hit(None)
    assert not any(action.isEnabled() for action in actions.all)
