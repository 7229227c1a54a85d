"""The loudspeaker beside the timeline of a clip: mute, loudness, and in its tooltip why there is no sound."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.error_dialog import describe_error
from app.view_state import SoundChoice
from app.viewer.sound_sink import SoundTrouble

_SLIDER_PX = 72
_WHEEL_STEP = 5


class SoundControl(QWidget):
    """A button and a slider. What is heard belongs to the player."""

    chosen = Signal(object)  # SoundChoice

    def __init__(self, appearance: Appearance, trouble: SoundTrouble | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._choice = SoundChoice()
        self._trouble: SoundTrouble | None = trouble
        self._reason = ""  # why this very clip has no sound
        self.button = QToolButton()
        self.button.setIconSize(QSize(20, 20))
        self.button.clicked.connect(self.toggle)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(10)
        self.slider.setFixedWidth(_SLIDER_PX)
        self.slider.setAccessibleName(self.tr("Loudness of clips, in percent"))
        self.slider.valueChanged.connect(self._on_moved)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self.button)
        layout.addWidget(self.slider)
        appearance.changed.connect(self._show)
        self.show_choice(self._choice)

    @property
    def choice(self) -> SoundChoice:
        """What was chosen."""
        return self._choice

    @property
    def is_on(self) -> bool:
        """Whether a clip that is played now is heard, as far as is known."""
        return self._trouble is None and not self._reason and not self._choice.is_muted

    def show_choice(self, choice: SoundChoice) -> None:
        """Show a choice that was made elsewhere."""
        self._choice = choice
        self.slider.blockSignals(True)
        self.slider.setValue(round(choice.volume * 100))
        self.slider.blockSignals(False)
        self._show()

    def toggle(self) -> None:
        """Mute, or play with sound again."""
        if self._trouble is not SoundTrouble.NO_LIBRARY:
            self._choose(SoundChoice(self._choice.volume, not self._choice.is_muted))

    def show_trouble(self, trouble: SoundTrouble | Exception | None) -> None:
        """Say in the tooltip why what plays is not heard; None is a clip that has no sound."""
        if isinstance(trouble, SoundTrouble):
            self._trouble = trouble
        elif trouble is None:
            self._reason = self.tr("This clip has no sound")
        else:
            self._reason = describe_error(trouble).sentence
        self._show()

    def forget_trouble(self) -> None:
        """Another clip is shown, or one is played again: what was in the way may be so no more."""
        self._reason = ""
        if self._trouble is not SoundTrouble.NO_LIBRARY:
            self._trouble = None
        self._show()

    def _choose(self, choice: SoundChoice) -> None:
        if choice != self._choice:
            if not choice.is_muted and self._trouble is not SoundTrouble.NO_LIBRARY:
                self._trouble = None  # it is tried again
            self.show_choice(choice)
            self.chosen.emit(choice)

    def _on_moved(self, value: int) -> None:
        self._choose(SoundChoice(value / 100, is_muted=value == 0))

    def _show(self) -> None:
        can_sound = self._trouble is not SoundTrouble.NO_LIBRARY
        self.button.setEnabled(can_sound)
        self.slider.setVisible(can_sound)
        self.button.setIcon(self._appearance.icon("sound" if self.is_on else "sound-off"))
        tip = self._sentence()
        self.button.setToolTip(tip)
        self.button.setAccessibleName(tip.partition(" (")[0])
        self.slider.setToolTip(self.tr("Loudness: {share}").format(share=human_text.percent(self._choice.volume)))

    def _sentence(self) -> str:
        sentences = {
            SoundTrouble.NO_LIBRARY: self.tr(
                "Clips play without sound: a part of Qt is not installed. “pip install evoke[sound]” adds it."
            ),
            SoundTrouble.NO_DEVICE: self.tr("Clips play without sound: there is nothing to hear them with."),
            SoundTrouble.DEVICE_FAILED: self.tr("Clips play without sound: the loudspeaker does not answer."),
        }
        if self._trouble is not None:
            return sentences[self._trouble]
        if self._reason:
            return self._reason
        return self.tr("Play with sound (M)") if self._choice.is_muted else self.tr("Play without sound (M)")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Louder and quieter."""
        step = _WHEEL_STEP if event.angleDelta().y() > 0 else -_WHEEL_STEP
        self.slider.setValue(self.slider.value() + step)
        event.accept()
