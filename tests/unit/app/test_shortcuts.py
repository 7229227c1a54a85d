from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.shortcuts_dialog import SHORTCUTS, ShortcutsDialog
from app.view_state import ViewState
from tests.helpers.window import Bench

# Keys that views act on themselves, not menus.
_IN_PLACE = {*"FWAKMXRIC+-01,.", "Down", "Return", "Left", "Right", "Delete", "Esc", "Ctrl+A"}


def menu_keys(window: MainWindow) -> list[str]:
    found = [keys for action in window.findChildren(QAction) for keys in action.shortcuts()]
    return [keys.toString(QKeySequence.SequenceFormat.PortableText) for keys in found]


def test_shortcuts_list_and_menus_agree(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    window = MainWindow(bench.services, ViewState(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    listed = {keys for _, entries in SHORTCUTS for keys, _ in entries} - _IN_PLACE
    assert listed <= set(menu_keys(window))
    assert set(menu_keys(window)) - listed <= {"Ctrl+Shift+A", "Ctrl+=", "Ctrl+Q", "Del"}


def test_shortcuts_no_key_is_given_twice(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    window = MainWindow(bench.services, ViewState(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    keys = menu_keys(window)
    assert len(keys) == len(set(keys))


def test_shortcuts_dialog_shows_every_key(qtbot: QtBot) -> None:
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {meaning for _, entries in SHORTCUTS for _, meaning in entries} <= texts


def test_view_state_damaged_file_is_the_same_as_none(qtbot: QtBot, bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "window.ini"
    path.write_bytes(b"[window]\ngeometry=@ByteArray(\x00\x01garbage)\nsplitter=7\n")
    window = MainWindow(bench.services, ViewState(path))
    qtbot.addWidget(window)
    window.show_at_start()
    assert window.isVisible()
    window.close()
