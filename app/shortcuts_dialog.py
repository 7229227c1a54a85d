"""The list of keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.appearance import Space
from app.widgets.labels import make_label

SHORTCUTS = (
    (
        "Anywhere",
        (
            ("Ctrl+F", "Describe what to look for"),
            ("Ctrl+1", "Search"),
            ("Ctrl+2", "Library"),
            ("Ctrl+N", "Add a folder"),
            ("F5", "Update the library"),
            ("F11", "Full screen"),
            ("F1", "This list"),
        ),
    ),
    (
        "Results",
        (
            ("Down", "From the description to the results"),
            ("Return", "Show large and say why"),
            ("Ctrl++", "Larger thumbnails"),
            ("Ctrl+-", "Smaller thumbnails"),
            ("Ctrl+O", "Open in default program"),
            ("Ctrl+L", "Show in folder"),
            ("Ctrl+Shift+C", "Copy path"),
        ),
    ),
    (
        "Viewer",
        (
            ("Left", "Previous result"),
            ("Right", "Next result"),
            ("W", "Heat map of the next word"),
            ("+", "Zoom in"),
            ("-", "Zoom out"),
            ("0", "Whole picture"),
            ("1", "Actual size"),
            (",", "Previous kept frame of a clip"),
            (".", "Next kept frame of a clip"),
            ("Esc", "Back to the results"),
        ),
    ),
)


class ShortcutsDialog(QDialog):
    """One column per place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        columns = QHBoxLayout()
        columns.setSpacing(Space.HUGE)
        for title, entries in SHORTCUTS:
            columns.addLayout(self._make_column(title, entries))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.L)
        layout.setSpacing(Space.XL)
        layout.addLayout(columns)
        layout.addWidget(buttons)

    def _make_column(self, title: str, entries: tuple[tuple[str, str], ...]) -> QGridLayout:
        column = QGridLayout()
        column.setHorizontalSpacing(Space.L)
        column.setVerticalSpacing(Space.S)
        column.addWidget(make_label(title, "title"), 0, 0, 1, 2)
        for row, (keys, meaning) in enumerate(entries, start=1):
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            column.addWidget(make_label(shown, "section"), row, 0)
            column.addWidget(make_label(meaning, "muted"), row, 1)
        column.setRowStretch(len(entries) + 1, 1)
        column.setColumnStretch(1, 1)
        return column
