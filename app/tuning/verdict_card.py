"""What a run came to: the verdict in words, the figures before and after, and keep, discard or go back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Appearance, Space
from app.engine_text import in_own_words
from app.tasks import Task
from app.tuning.figure_bars import FigureBars, FigurePair
from app.tuning.tuning_text import stage_headline, stage_text
from app.widgets.activity_panel import describe_progress, show_progress
from app.widgets.labels import ElidedLabel, make_label
from engine.jobs import Progress
from engine.tuning_records import RunStage, TuningRun

_GUARD_MAY_FALL = 2.0  # points, as the recipe allows: docs/finetuning.md
_MEASURED = ("own_r1", "own_r10", "guard_r1", "guard_r10")


class VerdictCard(QFrame):
    """Shows one run that is over."""

    kept = Signal()
    discarded = Signal()
    rolled_back = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._task: Task | None = None
        self._run: TuningRun | None = None
        self._title = make_label(role="title", wraps=True)
        self._text = make_label(role="muted", wraps=True)
        self._limits = make_label(role="caption", wraps=True)
        self.figures = FigureBars(appearance)
        self.keep_button = QPushButton(self.tr("Keep and use it"))
        self.keep_button.setProperty("role", "primary")
        self.keep_button.clicked.connect(self.kept)
        self.discard_button = QPushButton(self.tr("Discard"))
        self.discard_button.clicked.connect(self.discarded)
        self.back_button = QPushButton(self.tr("Go back to the model before"))
        self.back_button.clicked.connect(self.rolled_back)
        self._switch_text = make_label(wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._file = ElidedLabel("caption")
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self._lay_out()
        self.hide()

    @property
    def text(self) -> str:
        """Title and sentence."""
        return f"{self._title.text()} {self._text.text()}"

    @property
    def switch_text(self) -> str:
        """What is said of a change of model under way."""
        return self._switch_text.text()

    def show_run(self, run: TuningRun) -> None:
        """Show what a run came to."""
        self._run = run
        self._title.setText(stage_headline(run))
        self._text.setText(stage_text(run))
        self.figures.show_pairs(self._pairs(run))
        self.figures.setVisible(bool(self.figures.pairs))
        held, surely = run.verdict.get("held_out"), run.verdict.get("own_gain_at_least")
        self._limits.setVisible(held is not None and surely is not None)
        if held is not None and surely is not None:
            self._limits.setText(
                self.tr(
                    "Measured on %Ln held-out picture(s); the gain is at least {points} points with 95 % certainty.",
                    "",
                    round(held),
                ).format(points=human_text.change(surely))
            )
        self._refresh()
        self.show()

    def follow(self, task: Task | None) -> None:
        """Show how far a change of model is; None when there is none."""
        if self._task is not None and not self._task.is_finished:
            self._task.progressed.disconnect(self._on_progressed)
        self._task = task
        if task is not None:
            self.cancel_button.setEnabled(True)
            self._file.clear()
            self._switch_text.setText(
                self.tr(
                    "Your library is being embedded with the new model. Searches go on with the old one until then."
                )
            )
            task.progressed.connect(self._on_progressed)
            show_progress(self._bar, task.progress)
        self._refresh()

    def _pairs(self, run: TuningRun) -> list[FigurePair]:
        names = dict(
            zip(
                _MEASURED,
                (
                    self.tr("Your held-out captions: right picture first"),
                    self.tr("Your held-out captions: right picture among the first ten"),
                    self.tr("General searches: as before, first"),
                    self.tr("General searches: as before, among the first ten"),
                ),
                strict=True,
            )
        )
        found = ((key, run.before.get(key), run.after.get(key)) for key in _MEASURED)
        return [
            FigurePair(names[key], old, new, _GUARD_MAY_FALL if key.startswith("guard") else 0.0)
            for key, old, new in found
            if old is not None and new is not None
        ]

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        for button in (self.back_button, self.discard_button, self.keep_button):
            buttons.addWidget(button)
        switching = QVBoxLayout()
        switching.setSpacing(Space.XS)
        for part in (self._switch_text, self._bar, self._file):
            switching.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addLayout(switching, 1)
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        for part in (self._title, self._text):
            column.addWidget(part)
        column.addWidget(self.figures)
        column.addWidget(self._limits)
        column.addLayout(row)
        column.addLayout(buttons)

    def _refresh(self) -> None:
        stage = None if self._run is None else self._run.stage
        is_switching = self._task is not None
        self.keep_button.setVisible(not is_switching and stage in (RunStage.WAITING, RunStage.EARLIER))
        self.discard_button.setVisible(not is_switching and stage in (RunStage.WAITING, RunStage.EARLIER))
        self.back_button.setVisible(not is_switching and stage is RunStage.KEPT)
        for part in (self._switch_text, self._bar, self._file, self.cancel_button):
            part.setVisible(is_switching)

    def _on_progressed(self, progress: Progress) -> None:
        show_progress(self._bar, progress)
        parts = (describe_progress(progress), in_own_words(progress.text))
        self._file.setText(" · ".join(filter(None, parts)))

    def _on_cancel_clicked(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancel_button.setEnabled(False)
            self._switch_text.setText(self.tr("Stopping; the old model stays in use…"))
