"""What a fine-tuning would do, on what and how long, in plain words, and the button that starts it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app import human_text
from app.appearance import Space
from app.tuning.tuning_text import afterwards_text, device_text, recipe_steps, time_text, without_gpu_text
from app.widgets.labels import make_label
from app.widgets.spinner import Spinner
from engine.tuning_records import TuningData, TuningEstimate

_MINUTES: Final = (5, 10, 30, 60)
_USUAL_MINUTES: Final = 10
_STEPS: Final = 4
_SIDE_BY_SIDE_PX: Final = 620


class PlanCard(QFrame):
    """Emits `started` with the minutes it may take."""

    started = Signal(object)  # float

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._data: TuningData | None = None
        self._estimate: TuningEstimate | None = None
        self._spinner = Spinner(16)
        self._device, self._time = make_label(wraps=True), make_label(role="section", wraps=True)
        self._after, self._gpu = make_label(role="muted", wraps=True), make_label(role="muted", wraps=True)
        self._room = make_label(role="muted", wraps=True)
        self._steps = [make_label(wraps=True) for _ in range(_STEPS)]
        self.start_button = QPushButton(self.tr("Start learning"))
        self.start_button.setProperty("role", "primary")
        self.start_button.clicked.connect(self._on_start_clicked)
        self.minutes = QComboBox()
        self.minutes.setAccessibleName(self.tr("How long it may take"))
        self.minutes.setToolTip(self.tr("What was reached by then is measured"))
        for minutes in _MINUTES:
            self.minutes.addItem(
                self.tr("at most {duration}").format(duration=human_text.duration(60 * minutes)), minutes
            )
        self.minutes.setCurrentIndex(_MINUTES.index(_USUAL_MINUTES))
        self._lay_out()
        self._refresh()

    @property
    def text(self) -> str:
        """Everything it says."""
        parts = (self._device, self._time, self._after, self._gpu, self._room, *self._steps)
        return " ".join(part.text() for part in parts if not part.isHidden())

    def show_data(self, data: TuningData) -> None:
        """Show what would be learned from."""
        self._data = data
        for label, text in zip(self._steps, recipe_steps(data), strict=True):
            label.setText(text)
        self._refresh()

    def show_estimate(self, estimate: TuningEstimate | None) -> None:
        """Show how long it would take; None while that is being measured."""
        self._estimate = estimate
        if estimate is not None:
            self._device.setText(device_text(estimate))
            self._time.setText(time_text(estimate))
            self._after.setText(afterwards_text(estimate))
            self._gpu.setText(without_gpu_text())
            self._room.setText(
                self.tr("It needs {needed} of disk, and {free} are free").format(
                    needed=human_text.size(estimate.needed_bytes), free=human_text.size(estimate.free_bytes)
                )
            )
        self._refresh()

    def _lay_out(self) -> None:
        left, self._left = _column()
        left.addWidget(make_label(self.tr("On this computer"), "title"))
        measuring = QHBoxLayout()
        measuring.setSpacing(Space.S)
        self._measuring = make_label(self.tr("Measuring how long it takes…"), "muted", wraps=True)
        measuring.addWidget(self._spinner)
        measuring.addWidget(self._measuring, 1)
        left.addLayout(measuring)
        for part in (self._time, self._device, self._after, self._room, self._gpu):
            left.addWidget(part)
        left.addStretch(1)
        right, self._right = _column()
        right.addWidget(make_label(self.tr("What happens"), "title"))
        for number, label in enumerate(self._steps, start=1):
            right.addLayout(_numbered(number, label))
        right.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(Space.XL)
        self._columns.addWidget(self._left, 1)
        self._columns.addWidget(self._right, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch(1)
        buttons.addWidget(self.minutes)
        buttons.addWidget(self.start_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.L)
        column.addLayout(self._columns)
        column.addLayout(buttons)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for two columns of text."""
        is_wide = self.width() >= _SIDE_BY_SIDE_PX
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def _on_start_clicked(self) -> None:
        self.started.emit(float(self.minutes.currentData()))

    def _refresh(self) -> None:
        data, estimate = self._data, self._estimate
        is_measured = estimate is not None
        self._spinner.setVisible(not is_measured)
        self._measuring.setVisible(not is_measured)
        for part in (self._time, self._device, self._after, self._room):
            part.setVisible(is_measured)
        self._gpu.setVisible(estimate is not None and estimate.device == "cpu")
        has_room = estimate is None or estimate.free_bytes >= estimate.needed_bytes
        self._room.setVisible(not has_room)
        self.start_button.setEnabled(data is not None and data.is_enough and has_room)


def _numbered(number: int, label: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    row.addWidget(make_label(f"{number}.", "muted"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label, 1)
    return row


def _column() -> tuple[QVBoxLayout, QWidget]:
    """Return a column whose texts do not ask for a width of their own, so that two of them are equal."""
    widget = QWidget()
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Space.S)
    return layout, widget
