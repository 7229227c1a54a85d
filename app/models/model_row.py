"""A model on this machine: what it is, its figures, and use, go back, remove."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app import human_text
from app.appearance import Appearance, Space
from app.engine_text import in_own_words
from app.models.model_text import about_entry, facts_of_entry, figures_of_entry, readiness
from app.tasks import Task
from app.widgets.activity_panel import describe_progress, show_progress
from app.widgets.labels import ElidedLabel, make_label
from engine.jobs import Progress
from engine.tuning_records import ModelEntry, ModelOrigin


class ModelRow(QFrame):
    """One entry; `task` is what embeds the library with it now."""

    use_wanted = Signal(object)  # ModelEntry
    removal_wanted = Signal(object)  # ModelEntry

    def __init__(
        self, entry: ModelEntry, task: Task | None, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.entry = entry
        self._task = task
        name = ElidedLabel("section")
        name.setText(human_text.one_line(entry.name))
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(name, 1)
        for text, tone in self._badges():
            head.addWidget(_badge(text, tone))
        texts = QVBoxLayout()
        texts.setSpacing(Space.XS)
        texts.addLayout(head)
        for text, role in (
            (about_entry(entry), "body"),
            (figures_of_entry(entry), "muted"),
            (readiness(entry), "muted"),
            (facts_of_entry(entry), "caption"),
        ):
            if text:
                texts.addWidget(make_label(text, role, wraps=True))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._detail = ElidedLabel("caption")
        for part in (self._bar, self._detail):
            texts.addWidget(part)
            part.setVisible(task is not None)
        self.use_button = QPushButton(self.tr("Go back to it") if entry.is_before else self.tr("Use it"))
        self.use_button.setAccessibleName(self.tr("Use {model}").format(model=entry.name))
        self.use_button.setVisible(not entry.is_current and task is None)
        self.use_button.clicked.connect(self._on_use_clicked)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.setVisible(task is not None)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.remove_button = QPushButton(self.tr("Remove…"))
        self.remove_button.setAccessibleName(self.tr("Remove {model}").format(model=entry.name))
        self.remove_button.setVisible(not entry.keeps and task is None)
        self.remove_button.clicked.connect(self._on_remove_clicked)
        if entry.keeps and entry.origin is not ModelOrigin.SHIPPED and not entry.is_current:
            texts.addWidget(make_label(in_own_words(entry.keeps), "caption", wraps=True))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(Space.M)
        layout.addLayout(texts, 1)
        for button in (self.remove_button, self.cancel_button, self.use_button):
            layout.addWidget(button)
        if task is not None:
            task.progressed.connect(self._on_progressed)
            self._on_progressed(task.progress)

    def set_usable(self, *, is_usable: bool) -> None:
        """Let the model be chosen and removed, or not while another change is under way."""
        self.use_button.setEnabled(is_usable)
        self.remove_button.setEnabled(is_usable)

    def _badges(self) -> list[tuple[str, str]]:
        entry = self.entry
        found = []
        if entry.is_current:
            found.append((self.tr("in use"), "accent"))
        if entry.is_before:
            found.append((self.tr("used before"), "plain"))
        if entry.origin is ModelOrigin.OWN:
            found.append((self.tr("your words"), "plain"))
        return found

    def _on_use_clicked(self) -> None:
        self.use_wanted.emit(self.entry)

    def _on_remove_clicked(self) -> None:
        self.removal_wanted.emit(self.entry)

    def _on_cancel_clicked(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancel_button.setEnabled(False)
            self._detail.setText(self.tr("Stopping; the old model stays in use…"))

    def _on_progressed(self, progress: Progress) -> None:
        show_progress(self._bar, progress)
        if self.cancel_button.isEnabled():
            parts = (describe_progress(progress), in_own_words(progress.text))
            self._detail.setText(" · ".join(filter(None, parts)))


def _badge(text: str, tone: str) -> QLabel:
    label = make_label(text, "badge")
    label.setProperty("tone", tone)
    return label
