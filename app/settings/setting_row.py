"""One setting in the form: its name, what it is, its editor, and a button that puts it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from app.appearance import Appearance, Space
from app.engine_text import in_own_words
from app.settings.setting_editor import SettingEditor
from app.settings.setting_words import Takes, bounds_text, takes_effect
from app.widgets.labels import make_label
from engine.setting_fields import FieldInfo


class SettingRow(QFrame):
    """Tells what a person changes; shows what is in force, and why a change was refused."""

    edited = Signal(object, object)  # FieldInfo, the new value
    reset = Signal(object)  # FieldInfo

    def __init__(self, info: FieldInfo, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.info = info
        name, help_text = in_own_words(info.label), in_own_words(info.help)
        self.editor = SettingEditor(info, self)
        self.editor.edited.connect(lambda value: self.edited.emit(self.info, value))
        self.reset_button = QToolButton()
        self.reset_button.setToolTip(self.tr("Back to the default"))
        self.reset_button.setAccessibleName(self.tr("{name}: back to the default").format(name=name))
        appearance.set_icon(self.reset_button, "undo")
        self.reset_button.clicked.connect(lambda: self.reset.emit(self.info))
        keeps_place = self.reset_button.sizePolicy()
        keeps_place.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(keeps_place)
        label = make_label(name, "section", wraps=True)
        label.setBuddy(self.editor.widget)
        self._note = make_label(help_text, "caption", wraps=True)
        self._error = make_label(role="error", wraps=True)
        self._error.hide()
        self._help = help_text
        self.editor.widget.setAccessibleName(name)
        self.editor.widget.setAccessibleDescription(help_text)
        self.editor.widget.setToolTip(bounds_text(info))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, Space.S, 0, Space.S)
        layout.setHorizontalSpacing(Space.L)
        layout.setVerticalSpacing(Space.XS)
        layout.setColumnStretch(0, 1)
        layout.addWidget(label, 0, 0)
        layout.addWidget(self._note, 1, 0)
        layout.addWidget(self._error, 2, 0)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.editor.widget, 0, 1, 2, 1, top)
        layout.addWidget(self.reset_button, 0, 2, 2, 1, top)
        self._words = f"{name} {help_text} {info.key}".casefold()

    @property
    def error(self) -> str:
        """Why the last change was refused, or ""."""
        return self._error.text()

    def matches(self, typed: str) -> bool:
        """Whether every word that was typed is in its name, its help or its key."""
        return all(word in self._words for word in typed.casefold().split())

    def show_value(self, value: object) -> None:
        """Show what is in force."""
        self.editor.show_value(value)
        self.reset_button.setVisible(value != self.info.default)
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Say why a change was refused; "" takes that away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    @property
    def takes(self) -> Takes:
        """When a change takes effect."""
        return takes_effect(self.info.section, self.info.name)
