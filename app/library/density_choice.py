"""How densely clips are looked at: three choices, each with what it costs on this computer."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Space
from app.translation import translate
from engine.library_records import Density, DensityCost, IndexEstimate


class DensityChoice(QWidget):
    """Hidden where there is nothing to choose."""

    chosen = Signal(object)  # Density

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons = {density: QRadioButton() for density in Density}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, Space.XS, 0, Space.XS)
        layout.setSpacing(Space.S)
        for number, button in enumerate(self._buttons.values()):
            self._group.addButton(button, number)
            layout.addWidget(button)
        self._group.idClicked.connect(lambda number: self.chosen.emit(tuple(Density)[number]))
        self.hide()

    @property
    def density(self) -> Density:
        """The one that is chosen."""
        return next((density for density, button in self._buttons.items() if button.isChecked()), Density.NORMAL)

    def button(self, density: Density) -> QRadioButton:
        """Return the button of a density."""
        return self._buttons[density]

    def offer(self, estimate: IndexEstimate) -> None:
        """Show the cost of each, the one in force chosen."""
        for cost in estimate.densities:
            self._buttons[cost.density].setText(describe_density(cost))
        self._buttons[estimate.density].setChecked(True)
        self.setVisible(bool(estimate.densities))

    def show_names(self) -> None:
        """Offer the choices without a cost, where there is nothing that would cost."""
        for density, name in _names().items():
            self._buttons[density].setText(name)
        self.show()


def _names() -> dict[Density, str]:
    return {
        Density.SPARSE: translate("DensityChoice", "Sparse"),
        Density.NORMAL: translate("DensityChoice", "Normal"),
        Density.DENSE: translate("DensityChoice", "Dense"),
    }


def describe_density(cost: DensityCost) -> str:
    """Say what a density means and costs, in one line."""
    seconds = QLocale().toString(round(cost.interval_s, 2), "g", 3)
    names = {
        Density.SPARSE: translate("DensityChoice", "Sparse: a frame every {seconds} s · {duration} · {size}"),
        Density.NORMAL: translate("DensityChoice", "Normal: a frame every {seconds} s · {duration} · {size}"),
        Density.DENSE: translate("DensityChoice", "Dense: a frame every {seconds} s · {duration} · {size}"),
    }
    return names[cost.density].format(
        seconds=seconds, duration=human_text.about(cost.seconds), size=human_text.size(cost.disk_bytes)
    )
