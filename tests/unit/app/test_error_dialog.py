from __future__ import annotations

import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.engine_client import EngineBug
from app.error_dialog import CrashGuard, ErrorDialog, describe_error, log_qt_message
from engine.errors import DiskFull, FolderMissing


def test_describe_error_of_the_world_uses_its_own_words() -> None:
    text = describe_error(FolderMissing("This folder is not there.", hint="Is its drive in?", path=Path("/a\n<b>")))
    assert text.text == "This folder is not there. (/a <b>)"
    assert text.sentence == "This folder is not there. (/a <b>) Is its drive in?"
    assert text.details == ""


def test_describe_error_path_that_is_named_is_not_named_twice() -> None:
    assert describe_error(DiskFull("/a is full.", path=Path("/a"))).text == "/a is full."


def test_describe_error_of_ours_carries_the_traceback() -> None:
    try:
        raise ValueError("our bug")
    except ValueError as error:
        text = describe_error(error)
    assert "our bug" in text.details
    assert "test_describe_error_of_ours" in text.details
    assert describe_error(EngineBug("from the engine")).details == "from the engine"


def test_dialog_of_a_bug_offers_to_copy_the_report(qtbot: QtBot) -> None:
    dialog = ErrorDialog(EngineBug("<b>trace</b>"), log_path=Path("/log"))
    qtbot.addWidget(dialog)
    report = dialog.findChild(QPlainTextEdit)
    assert isinstance(report, QPlainTextEdit)
    assert report.toPlainText() == "<b>trace</b>"
    copy = next(button for button in dialog.findChildren(QPushButton) if "Copy" in button.text())
    copy.click()
    assert QGuiApplication.clipboard().text() == "<b>trace</b>"


def test_dialog_of_the_world_has_no_report(qtbot: QtBot) -> None:
    dialog = ErrorDialog(DiskFull("The disk is full."))
    qtbot.addWidget(dialog)
    assert dialog.findChild(QPlainTextEdit) is None


def test_guard_logs_and_shows_one_dialog_for_many_faults(
    qtbot: QtBot, qapp: QApplication, expected_warnings: list[str]
) -> None:
    expected_warnings.append("Nobody caught this")
    guard = CrashGuard(None)
    for _ in range(3):
        guard.handle(ValueError, ValueError("oops"), None)

    def dialogs() -> list[ErrorDialog]:
        return [widget for widget in qapp.topLevelWidgets() if isinstance(widget, ErrorDialog) and widget.isVisible()]

    qtbot.waitUntil(lambda: bool(dialogs()))
    assert len(dialogs()) == 1
    dialogs()[0].reject()


def test_guard_installed_catches_threads_and_gives_the_hooks_back(
    monkeypatch: pytest.MonkeyPatch, expected_warnings: list[str]
) -> None:
    expected_warnings.append("Nobody caught this")
    guard = CrashGuard(None)
    guard.install()
    try:
        assert sys.excepthook == guard.handle
        thread = threading.Thread(target=lambda: [][0])
        thread.start()
        thread.join()
    finally:
        guard.uninstall()
    assert sys.excepthook is sys.__excepthook__


@pytest.mark.parametrize(
    ("kind", "text", "level"),
    [
        (QtMsgType.QtWarningMsg, "something odd", logging.WARNING),
        (QtMsgType.QtCriticalMsg, "worse", logging.ERROR),
        (QtMsgType.QtWarningMsg, "This plugin does not support raise()", logging.DEBUG),
    ],
)
def test_qt_message_goes_to_the_log(
    kind: QtMsgType, text: str, level: int, caplog: pytest.LogCaptureFixture, expected_warnings: list[str]
) -> None:
    expected_warnings.append(text)
    caplog.set_level(logging.DEBUG, logger="app.qt")
    log_qt_message(kind, None, text)  # type: ignore[arg-type]  # the context is not used
    assert (caplog.records[-1].levelno, caplog.records[-1].getMessage()) == (level, text)
