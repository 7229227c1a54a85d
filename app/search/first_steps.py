"""A first-run guide inside the page: three things to do, ticked off as they happen, gone when done or not wanted."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.appearance import Appearance, Space
from app.widgets.labels import make_label

_ICON_PX = 20
_SIDE_BY_SIDE_PX = 720
EXAMPLE = "children playing"  # not shown in another language: the embedded model understands English


class Step(Enum):
    """What a person does first, in this order."""

    FOLDER = 0
    SEARCH = 1
    LOOK = 2


class _StepCard(QWidget):
    """One step: a ring that becomes a tick, what to do, and a button that does it where there is one."""

    def __init__(self, title: str, text: str, action: str, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._title = title
        self.is_done = False
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(_ICON_PX, _ICON_PX))
        self._name = make_label(title, "section", wraps=True)
        self.button = QPushButton(action)
        self.button.setProperty("role", "link")
        self.button.setVisible(bool(action))
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(head)
        column.addWidget(make_label(text, "muted", wraps=True))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        appearance.changed.connect(self.draw)
        self.draw()

    def finish(self) -> None:
        """Tick it off."""
        self.is_done = True
        self.button.hide()
        self.draw()

    def draw(self) -> None:
        """Draw the ring or the tick in the theme's colours."""
        name, color = ("check", "accent") if self.is_done else ("ring", "text_faint")
        self._icon.setPixmap(self._appearance.icon(name, color).pixmap(QSize(_ICON_PX, _ICON_PX)))
        done = self.tr("{step}: done").format(step=self._title)
        self.setAccessibleName(done if self.is_done else self._title)


class FirstSteps(QFrame):
    """Hidden until `begin`; tells `ended` once, when all is done or the person wants no guide."""

    folder_wanted = Signal()
    example_wanted = Signal(object)  # str
    ended = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("First steps"))
        folder = _StepCard(
            self.tr("Add a folder"),
            self.tr("Your photos and clips are read where they are. Nothing is moved, changed or sent anywhere."),
            self.tr("Choose a folder…"),
            appearance,
        )
        search = _StepCard(
            self.tr("Describe what you remember"),
            self.tr("In English words, as you would tell a friend. You need not wait until all is indexed."),
            self.tr("Try “{example}”").format(example=EXAMPLE),
            appearance,
        )
        look = _StepCard(
            self.tr("See why it was found"),
            self.tr("Click a result, then point at a word below the picture: the heat map shows where it is seen."),
            "",
            appearance,
        )
        self.steps = {Step.FOLDER: folder, Step.SEARCH: search, Step.LOOK: look}
        folder.button.clicked.connect(self.folder_wanted)
        search.button.clicked.connect(lambda: self.example_wanted.emit(EXAMPLE))
        self.skip_button = QPushButton(self.tr("Do without the guide"))
        self.skip_button.setProperty("role", "quiet")
        self.skip_button.clicked.connect(self._end)
        self._title = make_label(self.tr("Three steps to begin with"), "title")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.skip_button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(Space.XL)
        for card in self.steps.values():
            self._row.addWidget(card, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(Space.S)
        layout.addLayout(head)
        layout.addLayout(self._row)
        self.hide()

    @property
    def is_under_way(self) -> bool:
        """Whether it was begun and has not ended."""
        return not self.isHidden()

    def begin(self) -> None:
        """Show the steps."""
        self.show()

    def finish(self, step: Step) -> None:
        """Tick a step off; with the last it thanks and goes, to make room, when the next search is made."""
        if not self.is_under_way or self.steps[step].is_done:
            if self.is_under_way and all(card.is_done for card in self.steps.values()):
                self._end()
            return
        self.steps[step].finish()
        self._show_cards(is_wide=self._row.direction() is QBoxLayout.Direction.LeftToRight)
        if all(card.is_done for card in self.steps.values()):
            self._title.setText(self.tr("That is all there is to it"))
            self.skip_button.setText(self.tr("Close"))

    def _end(self) -> None:
        self.hide()
        self.ended.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        is_wide = event.size().width() >= _SIDE_BY_SIDE_PX
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._row.direction() is not direction:
            self._row.setDirection(direction)
            self._row.setSpacing(Space.XL if is_wide else Space.M)
            self._show_cards(is_wide=is_wide)
            self.updateGeometry()
        super().resizeEvent(event)

    def _show_cards(self, *, is_wide: bool) -> None:
        """Show all steps side by side, or where there is little room the next one alone."""
        following = next((card for card in self.steps.values() if not card.is_done), None)
        for card in self.steps.values():
            card.setVisible(is_wide or card is following)
