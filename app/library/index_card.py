"""A card for what happens to the library right now: looking through, asking for a yes, indexing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Space
from app.engine_text import in_own_words
from app.library.density_choice import DensityChoice
from app.library.library_session import PendingFolder, describe_estimate, describe_hold, with_density
from app.tasks import Task
from app.widgets.activity_panel import describe_progress, show_progress
from app.widgets.flow_layout import FlowLayout
from app.widgets.labels import ElidedLabel, make_label
from engine.jobs import Progress
from engine.library_records import Density, IndexHold


class IndexCard(QFrame):
    """Hidden while nothing happens."""

    consented = Signal()
    declined = Signal()
    go_on_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._task: Task | None = None
        self._title = make_label(role="section", wraps=True)
        self._text = make_label(role="muted", wraps=True)
        self._file = ElidedLabel("caption")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.yes_button = QPushButton(self.tr("Add and index"))
        self.yes_button.setProperty("role", "primary")
        self.yes_button.clicked.connect(self.consented)
        self.no_button = QPushButton(self.tr("Cancel"))
        self.no_button.clicked.connect(self._on_no_clicked)
        self.densities = DensityChoice()
        self.densities.chosen.connect(self._on_density_chosen)
        self._pending: PendingFolder | None = None
        self.go_button = QPushButton(self.tr("Go on"))
        self.go_button.clicked.connect(self.go_on_wanted)
        self.go_button.hide()
        self._hold: IndexHold | None = None
        column = QVBoxLayout()
        column.setSpacing(Space.S)
        for part in (self._title, self._text, self.densities, self._bar, self._file):
            column.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        layout.setSpacing(Space.L)
        layout.addLayout(column, 1)
        buttons = FlowLayout(gap_px=Space.S, prefers_line=True)
        for button in (self.go_button, self.yes_button, self.no_button):
            buttons.addWidget(button)
        layout.addLayout(buttons)
        self.hide()

    @property
    def text(self) -> str:
        """The line below the title."""
        return self._text.text()

    def follow(self, task: Task) -> None:
        """Show the progress of a task until it finishes."""
        self._drop_task()
        self._task = task
        self._title.setText(human_text.one_line(task.title))
        self._text.setText(self.tr("Starting…"))
        self.no_button.setEnabled(True)
        self._show_parts(asks=False)
        task.progressed.connect(self._on_progressed)
        task.finished.connect(self._on_finished)
        show_progress(self._bar, task.progress)
        self.show()

    def set_hold(self, hold: IndexHold | None) -> None:
        """Say why the run waits, None where it goes on."""
        self._hold = hold
        is_running = self._task is not None
        self.go_button.setVisible(hold is not None and is_running)
        self.go_button.setText(self.tr("Go on") if hold is IndexHold.PAUSED else self.tr("Go on all the same"))
        if self._task is not None and not self._task.is_cancelling:
            self._on_progressed(self._task.progress)

    def ask(self, pending: PendingFolder) -> None:
        """Say what a folder costs and ask whether to add it."""
        self._drop_task()
        self._title.setText(
            self.tr("Add “{name}”?").format(name=human_text.one_line(pending.path.name or str(pending.path)))
        )
        self._pending = pending
        self.densities.offer(pending.estimate)
        self._text.setText(describe_estimate(pending.estimate))
        self.no_button.setEnabled(True)
        self._show_parts(asks=True)
        self.show()
        self.yes_button.setFocus()

    def _show_parts(self, *, asks: bool) -> None:
        self.yes_button.setVisible(asks)
        self._bar.setVisible(not asks)
        self._file.setVisible(not asks)
        self.go_button.setVisible(not asks and self._hold is not None)
        if not asks:
            self.densities.hide()

    def _on_density_chosen(self, density: Density) -> None:
        if self._pending is not None:
            self._text.setText(describe_estimate(with_density(self._pending.estimate, density)))

    def _drop_task(self) -> None:
        if self._task is not None:
            self._task.progressed.disconnect(self._on_progressed)
            self._task.finished.disconnect(self._on_finished)
        self._task = None

    def _on_no_clicked(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.no_button.setEnabled(False)
            self._text.setText(self.tr("Stopping…"))
        else:
            self.hide()
            self.declined.emit()

    def _on_progressed(self, progress: Progress) -> None:
        show_progress(self._bar, progress)
        self._file.setText(human_text.one_line(in_own_words(progress.text)))
        if self._task is not None and not self._task.is_cancelling:
            waiting = "" if self._hold is None else describe_hold(self._hold)
            self._text.setText(waiting or describe_progress(progress) or self.tr("Starting…"))

    def _on_finished(self) -> None:
        self._task = None
        self.hide()
