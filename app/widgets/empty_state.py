"""What a page shows when it has nothing: a picture, a sentence, and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.appearance import Appearance, Space, draw_icon
from app.widgets.labels import make_label
from app.widgets.spinner import Spinner

_ICON_PX = 56
_TEXT_WIDTH_PX = 480


class EmptyState(QWidget):
    """Centred icon, headline, explanation, and up to one main action."""

    action_chosen = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icon_name = ""
        self._icon = QLabel()
        self._spinner = Spinner(32)
        self._headline = make_label(role="headline")
        self._text = make_label(role="muted", wraps=True)
        self._action = QPushButton()
        self._action.setProperty("role", "primary")
        self._action.clicked.connect(self.action_chosen)
        self._extra = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.HUGE)
        layout.setSpacing(Space.M)
        layout.addStretch(2)
        for part in (self._icon, self._spinner, self._headline, self._text):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._headline, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(_TEXT_WIDTH_PX)
        layout.addSpacing(Space.S)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(self._extra)
        layout.addStretch(3)
        appearance.changed.connect(self._draw_icon)

    @property
    def headline(self) -> str:
        """The sentence in large type."""
        return self._headline.text()

    @property
    def text(self) -> str:
        """The explanation below it."""
        return self._text.text()

    @property
    def action_button(self) -> QPushButton:
        """The main action, hidden where there is none."""
        return self._action

    def say(self, headline: str, text: str, *, icon: str = "", action: str = "", busy: bool = False) -> None:
        """Fill it; `icon` names a file of `resources/icons`, `busy` shows a spinner in its place."""
        self._icon_name = "" if busy else icon
        self._headline.setText(headline)
        self._text.setText(text)
        self._text.setMinimumHeight(self._text.heightForWidth(_TEXT_WIDTH_PX))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._spinner.setVisible(busy)
        self.setAccessibleName(headline)
        self._draw_icon()

    def add_below(self, widget: QWidget) -> None:
        """Put something of the page's own under the action."""
        self._extra.addWidget(widget)

    def _draw_icon(self) -> None:
        self._icon.setVisible(bool(self._icon_name))
        if self._icon_name:
            self._icon.setPixmap(draw_icon(self._icon_name, self._appearance.color("text_faint"), _ICON_PX))
