"""The line below the pages: what the library holds, how the engine is, and what is at work."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app import human_text
from app.appearance import Appearance, Space
from app.engine_client import EngineState
from app.widgets.activity_panel import ActivityPanel
from app.widgets.labels import make_label
from engine.library_records import LibraryStatus

_HEIGHT_PX = 32


class StatusFooter(QFrame):
    """One sentence, and the tasks at its other end."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.setFixedHeight(_HEIGHT_PX)
        self.activity = ActivityPanel(appearance)
        self._text = make_label(role="caption")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, 0, Space.S, 0)
        layout.addWidget(self._text)
        layout.addStretch(1)
        layout.addWidget(self.activity)

    @property
    def text(self) -> str:
        """The sentence that is read now."""
        return self._text.text()

    def show_status(self, status: LibraryStatus) -> None:
        """Say what the library holds and which model reads it."""
        self._text.setText(
            self.tr("{photos} · {clips} · model {name}").format(
                photos=human_text.photos(status.photos), clips=human_text.clips(status.clips), name=status.model_name
            )
        )

    def show_state(self, state: EngineState) -> None:
        """Say what became of the engine; nothing of one that runs."""
        words = {
            EngineState.STARTING: self.tr("The engine is starting…"),
            EngineState.RESTARTING: self.tr("The engine is being started again…"),
            EngineState.FAILED: self.tr("The engine is not running"),
        }
        if state in words:
            self._text.setText(words[state])
