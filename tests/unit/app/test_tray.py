from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMainWindow, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app import tray as tray_module
from app.tasks import Task
from app.tray import Tray
from engine.errors import FolderMissing
from engine.jobs import Progress
from tests.helpers.window import Bench


class Told:
    """What the desktop was asked to show."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.words: list[str] = []
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
        monkeypatch.setattr(QSystemTrayIcon, "show", lambda _self: None)
        monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda _self: True)
        monkeypatch.setattr(QSystemTrayIcon, "showMessage", self._show)

    def _show(self, *args: object) -> None:
        title, text = [arg for arg in args if isinstance(arg, str)]
        self.words.append(f"{title}: {text}")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    return Told(monkeypatch)


@pytest.fixture
def tray(qtbot: QtBot, bench: Bench, told: Told) -> Iterator[Tray]:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Tray(window, bench.engine, bench.services.appearance)
    made.configure(shows=True, notifies=True)
    yield made
    made.close()


def begin(bench: Bench, title: str) -> Task:
    task = Task(title)
    bench.engine.task_started.emit(task)
    return task


def test_tray_says_what_is_found_and_what_is_being_done(bench: Bench, tray: Tray) -> None:
    assert "can be searched" in tray.state_text()
    task = begin(bench, "Indexing Pictures")
    task.report(Progress(30, 120))
    assert tray.state_text() == "Indexing Pictures · 30 of 120"
    assert tray.icon is not None
    assert "Indexing Pictures" in tray.icon.toolTip()
    task.resolve(None)
    assert "can be searched" in tray.state_text()


def test_tray_tells_the_end_of_what_took_long_only(
    bench: Bench, tray: Tray, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(bench, "Indexing a little").resolve(None)
    monkeypatch.setattr(tray_module, "LONG_S", 0.0)
    begin(bench, "Indexing Pictures").resolve(None)
    begin(bench, "").resolve(None)
    stopped = begin(bench, "Indexing more")
    stopped.cancel()
    stopped.stop()
    begin(bench, "Copying").reject(FolderMissing("The drive is away."))
    assert told.words == ["Indexing Pictures: This is done.", "Copying: The drive is away."]


def test_tray_says_nothing_while_the_window_is_in_front_or_not_wanted(
    bench: Bench, tray: Tray, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMainWindow, "isActiveWindow", lambda _self: True)
    tray.say("A", "b")
    monkeypatch.setattr(QMainWindow, "isActiveWindow", lambda _self: False)
    tray.configure(shows=True, notifies=False)
    tray.say("A", "b")
    assert told.words == []


def test_tray_menu_asks_for_what_it_names(qtbot: QtBot, tray: Tray) -> None:
    assert tray.menu is not None
    actions = {action.text(): action for action in tray.menu.actions() if action.text()}
    for text, signal in (
        ("Show Evoke", tray.show_wanted),
        ("Update the library", tray.update_wanted),
        ("Quit", tray.quit_wanted),
    ):
        with qtbot.waitSignal(signal):
            actions[text].trigger()


def test_tray_without_a_place_for_icons_works_without(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    window = QMainWindow()
    qtbot.addWidget(window)
    tray = Tray(window, bench.engine, bench.services.appearance)
    tray.configure(shows=True, notifies=True)
    tray.say("A", "b")
    assert not tray.is_shown
    tray.close()
