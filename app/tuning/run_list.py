"""The runs of before, a line each; one that is chosen is shown with its figures and queries."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.appearance import Space
from app.tuning.tuning_text import run_line
from app.widgets.labels import ElidedLabel, make_label
from engine.tuning_records import TuningRun


class RunList(QFrame):
    """Hidden while there is only the newest."""

    chosen = Signal(object)  # TuningRun

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._runs: tuple[TuningRun, ...] = ()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self._column.setSpacing(Space.XS)
        self._column.addWidget(make_label(self.tr("Earlier"), "title"))
        self.buttons: tuple[QPushButton, ...] = ()
        self.hide()

    def show_runs(self, runs: Sequence[TuningRun]) -> None:
        """Show these."""
        if tuple(runs) == self._runs:
            return
        self._runs = tuple(runs)
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._rows, buttons = [], []
        for run in self._runs:
            row = QWidget()
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            line = ElidedLabel("muted", elide=Qt.TextElideMode.ElideRight)
            line.setText(run_line(run))
            button = QPushButton(self.tr("Look at it"))
            button.setProperty("role", "link")
            button.setAccessibleName(self.tr("Look at the run of {when}").format(when=run_line(run)))
            button.setEnabled(bool(run.before))
            button.clicked.connect(lambda _=False, run=run: self.chosen.emit(run))
            layout.addWidget(line, 1)
            layout.addWidget(button)
            self._column.addWidget(row)
            self._rows.append(row)
            buttons.append(button)
        self.buttons = tuple(buttons)
        self.setVisible(bool(self._runs))
