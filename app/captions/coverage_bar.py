"""How much of the library has captions, at a glance, and what that is good for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Space
from app.widgets.labels import ElidedLabel
from engine.caption_records import CaptionCoverage

FEW, ENOUGH = 20, 100  # captioned pictures with which fine-tuning runs, and with which a gain can usually be proven


class CoverageBar(QWidget):
    """A sentence with figures, a bar, and the next step it leads to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = ElidedLabel("muted", elide=Qt.TextElideMode.ElideRight)
        self._goal = ElidedLabel("caption", elide=Qt.TextElideMode.ElideRight)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setMaximumWidth(220)
        self._bar.setAccessibleName(self.tr("Share of photos and clips with a caption"))
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._bar, 1)
        row.addWidget(self._goal, 3)
        self._below = QWidget()
        self._below.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._figures)
        layout.addWidget(self._below)

    @property
    def figures(self) -> str:
        """The sentence with figures."""
        return self._figures.text()

    @property
    def goal(self) -> str:
        """What comes next."""
        return self._goal.text()

    def set_compact(self, *, is_compact: bool) -> None:
        """Show the figures alone."""
        self._below.setVisible(not is_compact)

    def show_coverage(self, coverage: CaptionCoverage) -> None:
        """Show these figures."""
        share = coverage.captioned / coverage.media if coverage.media else 0.0
        self._bar.setValue(max(round(1000 * share), 15 if coverage.captioned else 0))
        parts = [
            self.tr("{captioned} of {media} photos and clips have a caption ({share})").format(
                captioned=human_text.number(coverage.captioned),
                media=human_text.number(coverage.media),
                share=human_text.percent(share),
            )
        ]
        if coverage.captions != coverage.captioned:
            parts.append(human_text.captions(coverage.captions))
        if coverage.moments:
            parts.append(self.tr("%Ln of moments of clips", "", coverage.moments))
        if coverage.without_file:
            parts.append(self.tr("%Ln waiting for a file that is away", "", coverage.without_file))
        self._figures.setText(" · ".join(parts))
        self._figures.setToolTip("")
        self._goal.setText(self._next_goal(coverage.captioned))

    def _next_goal(self, captioned: int) -> str:
        if captioned < FEW:
            lacking = FEW - captioned
            return self.tr("Searches find captions at once. With %Ln more, the model can learn from them.", "", lacking)
        if captioned < ENOUGH:
            lacking = ENOUGH - captioned
            return self.tr("The model can learn from these; with %Ln more it usually does.", "", lacking)
        return self.tr("Enough for the model to learn your own words.")
