from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from app import window_surroundings
from app.libraries.libraries_dialog import LibrariesDialog
from app.main_window import MainWindow
from app.settings.settings_dialog import SettingsDialog
from app.single_instance import SingleInstance
from app.view_state import ViewState
from app.window_surroundings import Surroundings, recent_libraries
from engine.errors import BadConfig
from tests.helpers.window import Bench


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop with a place for icons."""
    shown: set[int] = set()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda self: shown.add(id(self)))
    monkeypatch.setattr(QSystemTrayIcon, "hide", lambda self: shown.discard(id(self)))
    monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda self: id(self) in shown)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda *_: None)


@pytest.fixture
def around(qtbot: QtBot, bench: Bench, tmp_path: Path) -> Iterator[Surroundings]:
    window = MainWindow(bench.services, ViewState(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    made = Surroundings(window, bench.services, tmp_path / "library", recent_libraries(bench.services.preferences))
    yield made
    made.close()
    QApplication.setQuitOnLastWindowClosed(True)


def window_of(around: Surroundings) -> MainWindow:
    return around._window


def dialog_of(around: Surroundings, kind: type[QDialog]) -> QDialog:
    found = [child for child in window_of(around).findChildren(kind) if child.isVisible()]
    assert len(found) == 1
    return found[0]


def test_begin_names_the_library_and_notes_it(around: Surroundings, tmp_path: Path) -> None:
    around.begin()
    assert window_of(around).isVisible()
    assert window_of(around).windowTitle() == "library \N{EN DASH} Evoke"
    assert recent_libraries(around._services.preferences).list_all() == (tmp_path / "library",)


def test_begin_hidden_shows_the_icon_only_and_the_window_when_asked(around: Surroundings, desktop: None) -> None:
    around.begin(is_hidden=True)
    assert around.tray.is_shown
    assert not window_of(around).isVisible()
    around.tray.show_wanted.emit()
    assert window_of(around).isVisible()


def test_begin_hidden_without_a_place_for_icons_shows_the_window(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    around.begin(is_hidden=True)
    assert window_of(around).isMinimized()


def test_closing_hides_the_window_where_that_is_wanted_and_quit_ends_it(around: Surroundings, desktop: None) -> None:
    around.begin()
    around.show_tray()
    around._services.preferences.change("desktop", "when_closed", "stay")
    around._on_setting_changed("desktop", "when_closed", "stay")
    window = window_of(around)
    window.close()
    assert not window.isVisible()
    assert not QApplication.quitOnLastWindowClosed()
    around.raise_window()
    assert window.isVisible()
    assert QApplication.quitOnLastWindowClosed()
    window.quit()
    assert not window.isVisible()


def test_closing_without_an_icon_ends_whatever_the_settings_say(around: Surroundings, bench: Bench) -> None:
    around.begin()
    bench.services.preferences.change("desktop", "when_closed", "stay")
    around._on_setting_changed("desktop", "when_closed", "stay")
    assert window_of(around).close()


def test_started_again_comes_to_the_front_and_searches(
    qtbot: QtBot, around: Surroundings, bench: Bench, tmp_path: Path
) -> None:
    instance = SingleInstance(tmp_path / "library", tmp_path)
    around.follow(instance)
    around.begin()
    window_of(around).show_library()
    instance.started_again.emit("a dog")
    assert window_of(around).search_page.query_bar.text == "a dog"
    qtbot.waitUntil(lambda: not window_of(around).search_page.session.is_busy)


def test_settings_change_what_is_open_at_once(around: Surroundings, qtbot: QtBot) -> None:
    around.begin()
    window_of(around).settings_wanted.emit()
    dialog = dialog_of(around, SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.changed.emit("appearance", "heat_opacity", 0.25)
    assert window_of(around).search_page.viewer.why.opacity_slider.value() == 25
    dialog.changed.emit("appearance", "cell_px", 300)
    dialog.changed.emit("appearance", "motion", "off")
    assert not around._services.appearance.moves
    dialog.changed.emit("appearance", "motion", "system")
    with qtbot.waitSignal(around._services.engine.status_changed):
        dialog.engine_restart_wanted.emit()
    dialog.reject()


def test_libraries_are_switched_by_starting_again(around: Surroundings, tmp_path: Path) -> None:
    around.begin()
    window_of(around).libraries_wanted.emit()
    dialog = dialog_of(around, LibrariesDialog)
    assert isinstance(dialog, LibrariesDialog)
    dialog.switch_wanted.emit(tmp_path / "other")
    assert around.next_command is not None
    assert around.next_command[-2:] == ["--library", str(tmp_path / "other")]
    dialog.reject()


def test_another_library_opens_beside_this_one(
    around: Surroundings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(window_surroundings, "launch", started.append)
    around.open_window(tmp_path / "other")
    assert started[0][-1] == str(tmp_path / "other")
    assert around.next_command is None


def test_mistakes_and_crashes_are_told_in_the_window(around: Surroundings, tmp_path: Path) -> None:
    around.begin()
    around.tell_mistakes((BadConfig("The setting search.limit is 'lots' but must be of type int."),))
    around.tell_crash("Fatal Python error", tmp_path / "window-crash-before.log")
    titles = {dialog.windowTitle() for dialog in window_of(around).findChildren(QDialog) if dialog.isVisible()}
    assert titles == {"That did not work", "Evoke ended unexpectedly the last time"}
