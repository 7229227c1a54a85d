"""A bar above a page's content: something to know, and at most one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from app.appearance import Appearance, Space
from app.widgets.labels import make_label

_TONES = {
    "info": ("info", "text_muted"),
    "warning": ("warning", "warning_text"),
    "error": ("warning", "error_text"),
}


class Banner(QFrame):
    """Hidden until `say`; tone is "info", "warning" or "error"."""

    action_chosen = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._appearance = appearance
        self._icon = QToolButton()
        self._icon.setEnabled(True)
        self._icon.setFocusPolicy(self._icon.focusPolicy().NoFocus)
        self._icon.setStyleSheet("QToolButton, QToolButton:hover { background: transparent; border: none; }")
        self._text = make_label(wraps=True)
        self._action = QPushButton()
        self._action.setProperty("role", "link")
        self._action.clicked.connect(self.action_chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        layout.setSpacing(Space.S)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def say(self, text: str, *, tone: str = "info", action: str = "") -> None:
        """Show `text`; with `action`, a button of that name that emits `action_chosen`."""
        icon_name, color = _TONES[tone]
        self._icon.setIcon(self._appearance.icon(icon_name, color))
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        for child in (self._text, self._action):
            child.style().unpolish(child)
            child.style().polish(child)
        self.show()
