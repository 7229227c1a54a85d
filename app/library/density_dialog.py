"""How densely the clips of the library are looked at: changed later, with what looking at all of them again costs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Space
from app.error_dialog import describe_error
from app.library.density_choice import DensityChoice
from app.services import Services
from app.tasks import LatestTask
from app.widgets.labels import make_label
from app.widgets.spinner import Spinner
from engine.library_records import Density, IndexEstimate

_WIDTH_PX = 560


class DensityDialog(QDialog):
    """Asks the engine what each density costs; changes nothing until it is accepted."""

    density_chosen = Signal(object, object)  # Density, bool: look at known clips again
    answered = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How densely clips are looked at"))
        self._before: Density | None = None
        self._text = make_label(self.tr("Trying how quick this computer is with your clips…"), "muted", wraps=True)
        self._spinner = Spinner(24)
        self.choice = DensityChoice()
        self.again = QCheckBox(self.tr("Look at the clips that are known again"))
        self.again.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save_button.setProperty("role", "primary")
        self.save_button.setEnabled(False)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(self._text)
        layout.addWidget(self._spinner, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self.choice, self.again):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(_WIDTH_PX)
        self._task = LatestTask(self)
        self._task.watch(services.operations.estimate_densities(), self._on_estimated, self._on_failed)
        self.finished.connect(self._task.drop)

    @property
    def text(self) -> str:
        """The sentence above the choices."""
        return self._text.text()

    def _on_estimated(self, estimate: IndexEstimate) -> None:
        self._before = estimate.density
        self._spinner.hide()
        self.choice.offer(estimate)
        if estimate.clips:
            self._text.setText(
                self.tr(
                    "The library holds {clips}, {duration} together. A denser look finds shorter moments, and takes "
                    "longer and more space. Said is what looking at all of them again takes."
                ).format(clips=human_text.clips(estimate.clips), duration=human_text.duration(estimate.clip_seconds))
            )
        else:
            self._text.setText(self.tr("There are no clips in the library yet. The choice holds for those that come."))
            self.choice.show_names()
        self.again.setVisible(estimate.clips > 0)
        self.adjustSize()
        self.save_button.setEnabled(True)
        self.answered.emit()

    def _on_failed(self, error: Exception) -> None:
        self._spinner.hide()
        self._text.setText(describe_error(error).sentence)
        self.answered.emit()

    def _on_accepted(self) -> None:
        if self.choice.density is not self._before or self.again.isChecked():
            self.density_chosen.emit(self.choice.density, self.again.isChecked())
        self.accept()
