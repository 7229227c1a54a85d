"""A public model that can be fetched: what it is better at, what it weighs, and its transfer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Appearance, Space
from app.engine_text import in_own_words
from app.models.model_text import arrived, facts_of_offer, strength
from app.tasks import Task
from app.widgets.activity_panel import describe_progress, show_progress
from app.widgets.labels import ElidedLabel, make_label
from engine.jobs import Progress
from engine.tuning_records import ModelOffer


class OfferRow(QFrame):
    """One offer; `task` is its transfer, where one is under way."""

    fetch_wanted = Signal(object)  # ModelOffer

    def __init__(
        self, offer: ModelOffer, task: Task | None, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.offer = offer
        self._task = task
        name = ElidedLabel("section")
        name.setText(human_text.one_line(offer.name))
        texts = QVBoxLayout()
        texts.setSpacing(Space.XS)
        texts.addWidget(name)
        for text, role in (
            (strength(offer.name, offer.strength), "body"),
            (facts_of_offer(offer), "caption"),
            (arrived(offer), "caption"),
        ):
            if text:
                texts.addWidget(make_label(text, role, wraps=True))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._detail = ElidedLabel("caption")
        for part in (self._bar, self._detail):
            texts.addWidget(part)
            part.setVisible(task is not None)
        self.fetch_button = QPushButton(self.tr("Go on fetching…") if offer.arrived_bytes else self.tr("Fetch…"))
        appearance.set_icon(self.fetch_button, "fetch", "text")
        self.fetch_button.setAccessibleName(self.tr("Fetch {model}").format(model=offer.name))
        self.fetch_button.setVisible(task is None)
        self.fetch_button.clicked.connect(self._on_fetch_clicked)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setAccessibleName(self.tr("Stop fetching {model}").format(model=offer.name))
        self.cancel_button.setVisible(task is not None)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(Space.M)
        layout.addLayout(texts, 1)
        layout.addWidget(self.cancel_button)
        layout.addWidget(self.fetch_button)
        if task is not None:
            task.progressed.connect(self._on_progressed)
            self._on_progressed(task.progress)

    @property
    def detail(self) -> str:
        """How far the transfer is."""
        return self._detail.text()

    def _on_fetch_clicked(self) -> None:
        self.fetch_wanted.emit(self.offer)

    def _on_cancel_clicked(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancel_button.setEnabled(False)
            self._detail.setText(self.tr("Stopping; what has arrived is kept…"))

    def _on_progressed(self, progress: Progress) -> None:
        show_progress(self._bar, progress)
        if self.cancel_button.isEnabled():
            words = in_own_words(progress.text)
            how_far = describe_progress(Progress(0, None, "", progress.eta_s)) if progress.total is None else ""
            left = self._left(progress)
            self._detail.setText(" · ".join(filter(None, (words, how_far, left))) or self.tr("Starting…"))

    def _left(self, progress: Progress) -> str:
        """Say how long it takes still; bytes are told by the engine's own words, in megabytes."""
        if progress.eta_s is None:
            return ""
        return self.tr("{duration} left").format(duration=human_text.about(progress.eta_s))
