"""Whether Evoke starts when a person signs in: an entry of the desktop, not a setting of ours, so it is asked there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.appearance import Space
from app.autostart import Autostart
from app.error_dialog import describe_error
from app.settings.setting_editor import EDITOR_WIDTH_PX
from app.settings.setting_words import choice_name
from app.widgets.choice_box import ChoiceBox
from app.widgets.labels import make_label
from engine.errors import EngineError


class LoginRow(QFrame):
    """Offers on and off; where the desktop refuses, it says so and is as it was."""

    def __init__(self, autostart: Autostart, reset_width_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._autostart = autostart
        name = self.tr("Start when I sign in")
        help_text = self.tr("Evoke then watches the folders beside the clock, without its window.")
        self.box = ChoiceBox()
        for choice in ("off", "on"):
            self.box.addItem(choice_name(choice), choice == "on")
        self.box.setMinimumWidth(EDITOR_WIDTH_PX)
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(help_text)
        self.box.setCurrentIndex(int(autostart.is_on()))
        self.box.activated.connect(self._on_chosen)
        self._error = make_label(role="error", wraps=True)
        self._error.hide()
        self._words = f"{name} {help_text}".casefold()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, Space.S, 0, Space.S)
        layout.setHorizontalSpacing(Space.L)
        layout.setVerticalSpacing(Space.XS)
        layout.setColumnStretch(0, 1)
        layout.addWidget(make_label(name, "section", wraps=True), 0, 0)
        layout.addWidget(make_label(help_text, "caption", wraps=True), 1, 0)
        layout.addWidget(self._error, 2, 0)
        layout.addWidget(self.box, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        layout.setColumnMinimumWidth(2, reset_width_px)

    @property
    def error(self) -> str:
        """Why the last change was refused, or ""."""
        return self._error.text()

    def matches(self, typed: str) -> bool:
        """Whether every word that was typed is in its name or help."""
        return all(word in self._words for word in typed.casefold().split())

    def _on_chosen(self) -> None:
        try:
            self._autostart.set_on(is_on=bool(self.box.currentData()))
            self._error.hide()
        except EngineError as error:
            self._error.setText(describe_error(error).sentence)
            self._error.show()
        self.box.setCurrentIndex(int(self._autostart.is_on()))
