"""The run under way, or one that waits: how far it is, its chart, and pause, go on, stop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.engine_text import in_own_words
from app.tasks import Task
from app.tuning.curve_chart import CurveChart
from app.tuning.tuning_text import progress_words, stage_headline, stage_text
from app.widgets.activity_panel import describe_progress, show_progress
from app.widgets.labels import ElidedLabel, make_label
from engine.jobs import Progress
from engine.tuning_records import RunStage, TuningCurve, TuningRun

_SIDE_BY_SIDE_PX = 620


class RunCard(QFrame):
    """Shows one run; what the buttons mean is told to whoever carries it out."""

    paused = Signal()
    went_on = Signal()
    stopped = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._task: Task | None = None
        self._run: TuningRun | None = None
        self._title = make_label(role="title", wraps=True)
        self._text = make_label(role="muted", wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._note = ElidedLabel("caption")
        self._may_close = make_label(
            self.tr("You may go on searching, and close Evoke: at the next start it goes on where it was."),
            "caption",
            wraps=True,
        )
        self.pause_button = self._button(self.tr("Pause"), "pause", appearance)
        self.go_on_button = self._button(self.tr("Go on"), "play", appearance)
        self.go_on_button.setProperty("role", "primary")
        self.stop_button = self._button(self.tr("Give up…"), "close", appearance)
        self.pause_button.clicked.connect(self._on_pause_clicked)
        self.go_on_button.clicked.connect(self.went_on)
        self.stop_button.clicked.connect(self._ask_to_stop)
        self.losses = CurveChart(self.tr("What is still wrong (loss)"), appearance)
        self.recalls = CurveChart(self.tr("Held-out captions found among the first ten"), appearance, unit=" %")
        for chart in (self.losses, self.recalls):
            chart.set_step_name(self.tr("steps; one line for each training"))
        self._lay_out()
        self.hide()

    @property
    def text(self) -> str:
        """The lines below the title."""
        return self._text.text()

    @property
    def title(self) -> str:
        """Where the run stands, in a few words."""
        return self._title.text()

    def show_run(self, run: TuningRun, task: Task | None) -> None:
        """Show where a run stands; `task` is what carries it out now."""
        if self._run is None or run.name != self._run.name:
            self.losses.clear()
            self.recalls.clear()
            self._note.clear()
        self._run = run
        self.follow(task)
        self._title.setText(stage_headline(run))
        is_running = task is not None
        if not is_running:
            self._text.setText(stage_text(run))
        self.pause_button.setVisible(is_running)
        self.go_on_button.setVisible(not is_running and run.can_go_on)
        self.stop_button.setVisible(is_running or run.can_go_on)
        self._bar.setVisible(is_running)
        self._note.setVisible(is_running)
        self.show()

    def follow(self, task: Task | None) -> None:
        """Show the progress of what carries the run out."""
        if task is self._task:
            return
        if self._task is not None and not self._task.is_finished:
            self._task.progressed.disconnect(self._on_progressed)
        self._task = task
        if task is None:
            return
        self._title.setText(self.tr("Learning from your captions"))
        self._text.setText(self.tr("Starting…"))
        for button, is_shown in ((self.pause_button, True), (self.go_on_button, False), (self.stop_button, True)):
            button.setVisible(is_shown)
            button.setEnabled(True)
        self._bar.show()
        self._note.show()
        task.progressed.connect(self._on_progressed)
        self._on_progressed(task.progress)
        self.show()

    def show_curve(self, curve: TuningCurve) -> None:
        """Add points to the charts."""
        self.losses.add((int(number), int(step), float(loss)) for number, step, loss in curve.losses)
        self.recalls.add((int(number), int(step), float(value)) for number, step, value in curve.recalls)
        before = curve.before.get("own_r10")
        if before is not None:
            self.recalls.set_level(before, self.tr("before: {figure} %").format(figure=human_text.figure(before, 1)))
        if curve.notes:
            self._note.setText(in_own_words(curve.notes[-1]))

    def clear_charts(self) -> None:
        """Begin the charts anew."""
        self.losses.clear()
        self.recalls.clear()

    def _button(self, text: str, icon: str, appearance: Appearance) -> QPushButton:
        button = QPushButton(text)
        appearance.set_icon(button, icon, "text")
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._title, 1)
        for button in (self.pause_button, self.go_on_button, self.stop_button):
            head.addWidget(button)
        self._charts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._charts.setSpacing(Space.XL)
        self._charts.addWidget(self.losses, 1)
        self._charts.addWidget(self.recalls, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        column.addSpacing(Space.S)
        column.addLayout(self._charts)
        column.addWidget(self._note)
        column.addWidget(self._may_close)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both charts side by side where there is room."""
        is_wide = self.width() >= _SIDE_BY_SIDE_PX
        self._charts.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def _on_progressed(self, progress: Progress) -> None:
        show_progress(self._bar, progress)
        if self.pause_button.isEnabled():
            parts = (progress_words(progress.text), describe_progress(progress))
            self._text.setText(" · ".join(filter(None, parts)) or self.tr("Starting…"))

    def _on_pause_clicked(self) -> None:
        self._end_with(self.tr("Pausing…"))
        self.paused.emit()

    def _ask_to_stop(self) -> None:
        box = QMessageBox(self)
        box.setTextFormat(box.textFormat().PlainText)
        box.setWindowTitle(self.tr("Give up learning"))
        box.setText(self.tr("Give this run up?"))
        box.setInformativeText(
            self.tr(
                "What was learned so far is deleted. Your captions, your library and the model in use stay as they are."
            )
        )
        yes = box.addButton(self.tr("Give up"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        yes.clicked.connect(self._on_stop_confirmed)
        box.finished.connect(box.deleteLater)
        box.open()

    def _on_stop_confirmed(self) -> None:
        self._end_with(self.tr("Stopping…"))
        self.stopped.emit()

    def _end_with(self, text: str) -> None:
        if self._task is not None:
            self._text.setText(text)
            self.pause_button.setEnabled(False)
            self.stop_button.setEnabled(False)

    @property
    def shows_waiting(self) -> bool:
        """Whether it shows a run that could go on."""
        return self._run is not None and self._run.stage in (RunStage.PAUSED, RunStage.INTERRUPTED, RunStage.FAILED)
