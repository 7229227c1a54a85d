"""The line a caption is written in: Enter writes it and goes on, without the hand leaving the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

MAX_CHARS = 1000


class CaptionField(QLineEdit):
    """What is pasted becomes one line of plain text."""

    submitted = Signal(object, object)  # str, bool: go on to the next one
    step_wanted = Signal(object)  # int: -1 the one before, 1 the next
    last_wanted = Signal()  # the last caption is to be edited
    undo_wanted = Signal()
    left = Signal()  # Escape

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(MAX_CHARS)
        self.setClearButtonEnabled(True)

    @property
    def plain_text(self) -> str:
        """What is written, on one line and without control characters."""
        return " ".join("".join(char if char >= " " and char != "\x7f" else " " for char in self.text()).split())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            stays = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.submitted.emit(self.plain_text, not stays)
        elif key == Qt.Key.Key_PageDown:
            self.step_wanted.emit(1)
        elif key == Qt.Key.Key_PageUp:
            self.step_wanted.emit(-1)
        elif key == Qt.Key.Key_Up and not self.text():
            self.last_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Z and modifiers == Qt.KeyboardModifier.ControlModifier and not self.text():
            self.undo_wanted.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
