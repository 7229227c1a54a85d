"""The captions of one photo or clip, a line each: what it says, of which moment, and buttons to change or remove it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from app import human_text
from app.appearance import Appearance, Space
from app.widgets.labels import make_label
from engine.caption_records import OwnCaption

ROWS_PX = 132


class CaptionLine(QFrame):
    """One caption."""

    edit_wanted = Signal(object)  # OwnCaption
    removal_wanted = Signal(object)  # OwnCaption
    time_wanted = Signal(object)  # float, seconds

    def __init__(self, caption: OwnCaption, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("captionLine")
        self.caption = caption
        line = human_text.one_line(caption.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.S, 0, 0, 0)
        layout.setSpacing(Space.XS)
        if caption.time_s is not None:
            at = QToolButton()
            at.setProperty("role", "time")
            at.setText(span_text(caption.time_s, caption.end_s))
            at.setToolTip(self.tr("Go to this moment"))
            at.setAccessibleName(self.tr("Go to the moment at {time}").format(time=at.text()))
            at.clicked.connect(self._on_time_clicked)
            layout.addWidget(at, 0, Qt.AlignmentFlag.AlignTop)
        self.label = make_label(line, wraps=True)
        self.label.setMinimumWidth(60)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setContentsMargins(0, Space.XS, 0, Space.XS)
        layout.addWidget(self.label, 1)
        change = self.tr("Change the caption “{text}”").format(text=line)
        self.edit_button = self._button(appearance, "edit", self.tr("Change this caption"), change)
        self.edit_button.clicked.connect(lambda: self.edit_wanted.emit(self.caption))
        remove = self.tr("Remove the caption “{text}”").format(text=line)
        self.remove_button = self._button(appearance, "trash", self.tr("Remove this caption"), remove)
        self.remove_button.clicked.connect(lambda: self.removal_wanted.emit(self.caption))
        for button in (self.edit_button, self.remove_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _button(self, appearance: Appearance, icon: str, tip: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(16, 16))
        button.setToolTip(tip)
        button.setAccessibleName(name)
        appearance.set_icon(button, icon)
        return button

    def set_edited(self, *, is_edited: bool) -> None:
        """Mark that it is being changed."""
        if self.property("edited") != is_edited:
            self.setProperty("edited", is_edited)
            self.style().unpolish(self)
            self.style().polish(self)

    def _on_time_clicked(self) -> None:
        self.time_wanted.emit(self.caption.time_s)


class CaptionRows(QScrollArea):
    """All captions of what is looked at; hidden where there are none, and never taller than a few lines."""

    edit_wanted = Signal(object)  # OwnCaption
    removal_wanted = Signal(object)  # OwnCaption
    time_wanted = Signal(object)  # float, seconds

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._lines: list[CaptionLine] = []
        self._most_px = ROWS_PX
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Captions of this one"))
        self.viewport().setAutoFillBackground(False)
        self._inside = QWidget()
        self._inside.setObjectName("captionLines")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS // 2)
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self.hide()

    @property
    def lines(self) -> tuple[CaptionLine, ...]:
        """The captions as they are shown."""
        return tuple(self._lines)

    def show_captions(self, captions: tuple[OwnCaption, ...], edited: int | None = None) -> None:
        """Show these captions; the one with the number `edited` is marked as being changed."""
        before = {line.caption: line for line in self._lines}
        self._lines = [before.pop(caption) if caption in before else self._make_line(caption) for caption in captions]
        for line in before.values():
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, line in enumerate(self._lines):
            if self._column.indexOf(line) != place:
                self._column.insertWidget(place, line)
            line.set_edited(is_edited=line.caption.caption_id == edited)
        self.setVisible(bool(captions))
        self._fit()

    def _make_line(self, caption: OwnCaption) -> CaptionLine:
        line = CaptionLine(caption, self._appearance)
        line.edit_wanted.connect(self.edit_wanted)
        line.removal_wanted.connect(self.removal_wanted)
        line.time_wanted.connect(self.time_wanted)
        return line

    def set_most_px(self, most_px: int) -> None:
        """Be no taller than this; what does not fit is scrolled."""
        self._most_px = most_px
        self._fit()

    def _fit(self) -> None:
        if self._lines:
            width = max(1, self.viewport().width())
            needed = self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else 0
            self.setFixedHeight(min(self._most_px, max(needed, self._column.totalMinimumSize().height())))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the captions need at this width."""
        super().resizeEvent(event)
        self._fit()


def span_text(time_s: float, end_s: float | None) -> str:
    """Return a moment as "0:12" or "0:12-0:16"."""
    start = human_text.clock(time_s)
    if end_s is None or human_text.clock(end_s) == start:
        return start
    return f"{start}\N{EN DASH}{human_text.clock(end_s)}"
