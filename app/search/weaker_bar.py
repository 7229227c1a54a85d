"""Below the results: how much really matches, and what comes near without matching, shown on request."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.appearance import Space
from app.widgets.labels import ElidedLabel
from engine.browse_records import Listing


class WeakerBar(QFrame):
    """Hidden where nothing was looked for or nothing was left out."""

    weaker_wanted = Signal(object)  # bool: show what comes near, or hide it again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weaker")
        self._says = ElidedLabel("caption")
        self.button = QPushButton()
        self.button.setProperty("role", "link")
        self.button.clicked.connect(self._on_clicked)
        self._is_shown = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.M, 0, Space.S, 0)
        layout.addWidget(self._says, 1)
        layout.addWidget(self.button)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._says.text()

    def show_listing(self, listing: Listing, *, shows_weaker: bool) -> None:
        """Follow an answer."""
        near = len(listing.media_ids) - listing.matches
        self._is_shown = shows_weaker
        if shows_weaker:
            self._says.setText(self.tr("%Ln weaker match(es) below.", "", near))
            self.button.setText(self.tr("Hide weaker matches"))
        else:
            self._says.setText(
                self.tr("%Ln match(es); what is less certain is left out.", "", listing.matches)
                if listing.matches
                else self.tr("Nothing matches; what is less certain is left out.")
            )
            self.button.setText(self.tr("Show weaker matches"))
        self.setVisible(listing.has_query and (listing.weaker > 0 or shows_weaker))

    def _on_clicked(self) -> None:
        self.weaker_wanted.emit(not self._is_shown)
