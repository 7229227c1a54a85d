"""A dialog around one piece of work: what is being done and how far, then what came of it and what can be done next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Space
from app.engine_text import in_own_words
from app.error_dialog import describe_error
from app.tasks import Task
from app.widgets.activity_panel import describe_progress, show_progress
from app.widgets.labels import ElidedLabel, make_label
from engine.jobs import Progress

_WIDTH_PX = 540
_DETAILS_PX = 180


class TaskDialog(QDialog):
    """Closing it while something runs stops that; it closes by itself when that has stopped."""

    settled = Signal()  # it shows an outcome

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._task: Task | None = None
        self._act: Callable[[], None] | None = None
        self._text = make_label(wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._step = ElidedLabel("caption")
        self.details = QListWidget()
        self.details.setWordWrap(True)
        self.details.setFixedHeight(_DETAILS_PX)
        self.details.setAccessibleName(self.tr("Details"))
        self.action_button = QPushButton()
        self.action_button.setProperty("role", "primary")
        self.action_button.clicked.connect(self._on_action_clicked)
        self.close_button = QPushButton()
        self.close_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.action_button)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        for part in (self._text, self._bar, self._step, self.details):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.setMinimumWidth(_WIDTH_PX)
        self._show_parts(is_running=False)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def run(self, task: Task, text: str, on_returned: Callable[[Any], None]) -> None:
        """Follow a task; what it returns goes to `on_returned`, a failure is said."""
        self._task = task
        self._text.setText(text)
        self._step.setText("")
        show_progress(self._bar, task.progress)
        self._show_parts(is_running=True)
        task.progressed.connect(self._on_progressed)
        task.returned.connect(on_returned)
        task.failed.connect(self._on_failed)
        task.cancelled.connect(self._on_cancelled)

    def say(
        self, text: str, details: Sequence[str] = (), *, action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Show an outcome; with `action`, a button that does `act`."""
        self._task = None
        self._act = act
        self._text.setText(text)
        self.details.clear()
        self.details.addItems([human_text.one_line(line) for line in details])
        self.action_button.setText(action)
        self._show_parts(is_running=False)
        self.adjustSize()
        self.settled.emit()

    def reject(self) -> None:
        """Stop what runs, and close once it has stopped; close at once where nothing runs."""
        if self._task is not None and not self._task.is_finished:
            self._task.cancel()
            self.close_button.setEnabled(False)
            self._step.setText(self.tr("Stopping…"))
            return
        super().reject()

    def _show_parts(self, *, is_running: bool) -> None:
        self._bar.setVisible(is_running)
        self._step.setVisible(is_running)
        self.details.setVisible(not is_running and self.details.count() > 0)
        self.action_button.setVisible(not is_running and bool(self.action_button.text()))
        self.close_button.setText(self.tr("Cancel") if is_running or self._act is not None else self.tr("Close"))
        self.close_button.setEnabled(True)

    def _on_action_clicked(self) -> None:
        act, self._act = self._act, None
        self.action_button.setText("")
        if act is not None:
            act()

    def _on_progressed(self, progress: Progress) -> None:
        show_progress(self._bar, progress)
        if self._task is not None and not self._task.is_cancelling:
            far = describe_progress(progress) if (progress.total or 0) < 1_000_000 else ""  # bytes say nothing
            self._step.setText(" · ".join(filter(None, (in_own_words(progress.text), far))))

    def _on_failed(self, error: Exception) -> None:
        self.say(describe_error(error).sentence)

    def _on_cancelled(self) -> None:
        self._task = None
        super().reject()
