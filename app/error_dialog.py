"""Errors in a person's words; what escapes our own code; and what Qt has to say."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, QUrl, Signal, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Space
from app.engine_client import EngineBug
from app.engine_text import in_own_words
from app.translation import translate
from app.widgets.labels import make_label
from engine.errors import EngineError

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErrorText:
    """An error as a person reads it; `details` is for a report and only bugs have it."""

    title: str
    text: str
    hint: str = ""
    details: str = ""

    @property
    def sentence(self) -> str:
        """Text and hint in one line."""
        return f"{self.text} {self.hint}".strip()


def describe_error(error: BaseException) -> ErrorText:
    """Say what happened: the world's fault in its own words, anything else as a bug of ours."""
    if isinstance(error, EngineError):
        text = in_own_words(error.user_text)
        if error.path is not None and str(error.path) not in text:
            text = f"{text} ({human_text.one_line(str(error.path))})"
        return ErrorText(translate("ErrorDialog", "That did not work"), text, in_own_words(error.hint))
    if isinstance(error, PreviousCrash):
        return ErrorText(
            translate("ErrorDialog", "Evoke ended unexpectedly the last time"),
            translate("ErrorDialog", "Nothing in your library is lost; what was being done is done again."),
            translate(
                "ErrorDialog", "The report below helps to mend it. It stays on this computer unless you pass it on."
            ),
            str(error),
        )
    details = str(error) if isinstance(error, EngineBug) else "".join(traceback.format_exception(error))
    return ErrorText(
        translate("ErrorDialog", "Something went wrong in Evoke"),
        translate("ErrorDialog", "This is a mistake in the program, not in your files. Your library is safe."),
        translate("ErrorDialog", "The report below helps to mend it. It stays on this computer unless you pass it on."),
        details,
    )


class PreviousCrash(Exception):
    """The last run of Evoke was ended by a fault that nothing could catch; the text is what it left."""


class ErrorDialog(QDialog):
    """Title, text, hint; for bugs the report, with buttons that copy it, show its log, and start Evoke again."""

    restart_wanted = Signal()

    def __init__(self, error: BaseException, *, log_path: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.description = describe_error(error)
        self.setWindowTitle(self.description.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(make_label(self.description.title, "title"))
        for text, role in ((self.description.text, "body"), (self.description.hint, "muted")):
            if text:
                layout.addWidget(make_label(text, role, wraps=True))
        buttons = self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        if self.description.details:
            self._add_report(layout, buttons, log_path)
        buttons.rejected.connect(self.reject)
        layout.addSpacing(Space.S)
        layout.addWidget(buttons)
        self.setMinimumWidth(640 if self.description.details else 460)

    def _add_report(self, layout: QVBoxLayout, buttons: QDialogButtonBox, log_path: Path | None) -> None:
        report = QPlainTextEdit(self.description.details)
        report.setReadOnly(True)
        report.setMinimumHeight(220)
        report.setAccessibleName(self.tr("Report"))
        layout.addWidget(report)
        if log_path is not None:
            layout.addWidget(make_label(self.tr("Log: {log_path}").format(log_path=log_path), "caption", wraps=True))
        copy = buttons.addButton(self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.description.details))
        if log_path is not None:
            show = buttons.addButton(self.tr("Show the log"), QDialogButtonBox.ButtonRole.ActionRole)
            show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_path.parent))))

    def offer_restart(self) -> None:
        """Offer to start Evoke again; told by `restart_wanted`."""
        again = self._buttons.addButton(self.tr("Start Evoke again"), QDialogButtonBox.ButtonRole.ActionRole)
        again.clicked.connect(self.accept)
        again.clicked.connect(self.restart_wanted)


class CrashGuard(QObject):
    """Catches what no one else caught, in any thread: logs it, then shows it on the GUI thread."""

    restart_wanted = Signal()
    _caught = Signal(object)

    def __init__(self, log_path: Path | None) -> None:
        super().__init__()
        self._log_path = log_path
        self._dialog_open = False
        self._caught.connect(self._on_caught, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        sys.excepthook = self.handle
        threading.excepthook = lambda args: self.handle(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(log_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def handle(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Log an exception and have it shown; Ctrl+C goes its usual way."""
        if issubclass(kind, KeyboardInterrupt) or error is None:
            sys.__excepthook__(kind, error or kind(), trace)
            return
        _log.critical("Nobody caught this.", exc_info=(kind, error, trace))
        self._caught.emit(error)

    def _on_caught(self, error: BaseException) -> None:
        if self._dialog_open:  # one at a time: a fault in a paint event would open hundreds
            return
        self._dialog_open = True
        dialog = ErrorDialog(error, log_path=self._log_path)
        dialog.offer_restart()
        dialog.restart_wanted.connect(self.restart_wanted)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    def _on_dialog_finished(self) -> None:
        self._dialog_open = False


def log_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Write what Qt says into the log instead of on stderr."""
    level = _QT_LEVELS.get(kind, logging.WARNING)
    # What the platform lacks is not ours to mend and would frighten in a terminal.
    if text.startswith(
        (
            "This plugin does not support",  # not shown
            "Could not register app ID",  # not shown
            "qt.qpa.services",
        )
    ):
        level = logging.DEBUG
    logging.getLogger("app.qt").log(level, "%s", text)
