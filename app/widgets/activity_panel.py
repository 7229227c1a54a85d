"""What the engine is busy with: one line in the footer, and a list with progress and cancel behind it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Appearance, Space
from app.engine_text import in_own_words
from app.tasks import Task
from app.timers import single_shot_timer
from app.translation import translate
from app.widgets.labels import ElidedLabel, make_label
from engine.jobs import Progress

SHOWN_AFTER_MS = 500
_ROW_WIDTH_PX = 360


def describe_progress(progress: Progress) -> str:
    """Say how far a job is, in one line: "120 of 900 · about 2 minutes left"."""
    parts = []
    if progress.total:
        parts.append(
            translate("ActivityPanel", "{done} of {total}").format(
                done=human_text.number(progress.done), total=human_text.number(progress.total)
            )
        )
    elif progress.done:
        parts.append(translate("ActivityPanel", "{done} so far").format(done=human_text.number(progress.done)))
    if progress.eta_s is not None and progress.total:
        parts.append(translate("ActivityPanel", "{duration} left").format(duration=human_text.about(progress.eta_s)))
    return " · ".join(parts)


def show_progress(bar: QProgressBar, progress: Progress) -> None:
    """Put `progress` on a bar; without a total the bar runs to and fro."""
    if not progress.total:
        bar.setRange(0, 0)
        return
    # Thousandths: a QProgressBar counts in 32-bit ints, a job may count bytes.
    bar.setRange(0, 1000)
    bar.setValue(round(1000 * min(1.0, progress.done / progress.total)))


class ActivityRow(QFrame):
    """One running task: title, bar, how far, cancel."""

    def __init__(self, task: Task, appearance: Appearance) -> None:
        super().__init__()
        self.task = task
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._detail = ElidedLabel("caption")
        title = ElidedLabel("section")
        title.setText(human_text.one_line(task.title))
        self.cancel_button = QToolButton()
        self.cancel_button.setAccessibleName(self.tr("Cancel: {title}").format(title=task.title))
        self.cancel_button.setToolTip(self.tr("Cancel"))
        appearance.set_icon(self.cancel_button, "close")
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        column = QVBoxLayout()
        column.setSpacing(Space.XS)
        for part in (title, self._bar, self._detail):
            column.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.S, Space.M)
        layout.addLayout(column, 1)
        layout.addWidget(self.cancel_button)
        self.setFixedWidth(_ROW_WIDTH_PX)
        task.progressed.connect(self._on_task_progressed)
        self._on_task_progressed(task.progress)

    def _on_cancel_clicked(self) -> None:
        self.task.cancel()
        self.cancel_button.setEnabled(False)
        self._detail.setText(self.tr("Stopping…"))

    def _on_task_progressed(self, progress: Progress) -> None:
        show_progress(self._bar, progress)
        if not self.task.is_cancelling:
            self._detail.setText(" · ".join(filter(None, (in_own_words(progress.text), describe_progress(progress)))))


class ActivityPanel(QWidget):
    """The footer's right side. Tasks without a title, and those over in half a second, never show."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._rows: dict[Task, ActivityRow] = {}
        self._summary = make_label(role="caption")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._button = QToolButton()
        self._button.setText(self.tr("Details"))
        self._button.setAccessibleName(self.tr("Show what is running"))
        self._button.clicked.connect(self.toggle_popup)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        for part in (self._summary, self._bar, self._button):
            layout.addWidget(part)
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setObjectName("popup")
        self._list = QVBoxLayout(self._popup)
        self._list.setContentsMargins(0, Space.XS, 0, Space.XS)
        self._list.setSpacing(0)
        self._show_timer = single_shot_timer(self, self.show)
        self.hide()

    @property
    def rows(self) -> tuple[ActivityRow, ...]:
        """The rows of the running tasks, oldest first."""
        return tuple(self._rows.values())

    @property
    def summary(self) -> str:
        """The line in the footer."""
        return self._summary.text()

    def add(self, task: Task) -> None:
        """Follow a task until it finishes."""
        if not task.title:
            return
        row = ActivityRow(task, self._appearance)
        self._rows[task] = row
        self._list.addWidget(row)
        task.progressed.connect(self._refresh)
        task.finished.connect(self._on_task_finished)
        self._refresh()
        if not self._show_timer.isActive():
            self._show_timer.start(SHOWN_AFTER_MS)

    def toggle_popup(self) -> None:
        """Open the list above the footer, or close it."""
        if self._popup.isVisible():
            self._popup.hide()
            return
        self._popup.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width(), 0))
        self._popup.move(corner - QPoint(self._popup.width(), self._popup.height() + Space.S))
        self._popup.show()

    def _on_task_finished(self) -> None:
        for task in [task for task in self._rows if task.is_finished]:
            row = self._rows.pop(task)
            self._list.removeWidget(row)
            row.deleteLater()
        if self._rows:
            self._refresh()
            return
        self._show_timer.stop()
        self._popup.hide()
        self.hide()

    def _refresh(self) -> None:
        row = next(reversed(self._rows.values()), None)
        if row is None:
            return
        progress = row.task.progress
        show_progress(self._bar, progress)
        more = f" (+{len(self._rows) - 1})" if len(self._rows) > 1 else ""
        how_far = describe_progress(progress)
        self._summary.setText(human_text.one_line(row.task.title) + more + (f" · {how_far}" if how_far else ""))
