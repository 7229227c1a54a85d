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
            ("Ctrl+K", "Everything that can be done"),
            ("Ctrl+H", "Searches of before and albums"),
            ("Ctrl+S", "Save this search as an album"),
            ("Ctrl+Shift+V", "Search by the picture on the clipboard"),
            ("Ctrl+Shift+X", "Clear the filters"),
            ("Ctrl+Shift+Y", "Why is this one not found?"),
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
            ("F", "Open a stack or the moments of a clip, or close them"),
            ("Ctrl+A", "Select everything"),
            ("Ctrl+D", "Add to favourites, or take out"),
            ("Ctrl+M", "More like this"),
            ("Ctrl+Y", "Where does it stand, and why?"),
            ("Ctrl+E", "Export the selection"),
            ("Ctrl++", "Larger thumbnails"),
            ("Ctrl+-", "Smaller thumbnails"),
            ("Ctrl+O", "Open in default program"),
            ("Ctrl+Shift+O", "Open with"),
            ("Ctrl+L", "Show in folder"),
            ("Ctrl+Shift+C", "Copy path"),
            ("Ctrl+Shift+P", "Copy picture"),
        ),
    ),
    (
        "Viewer",
        (
            ("Left", "Previous result"),
            ("Right", "Next result"),
            ("W", "Heat map of the next word"),
            ("A", "Heat maps of all words side by side"),
            ("Delete", "Take a word out of the query, or put it back"),
            ("K", "Play a clip, or pause"),
            ("X", "Copy this moment of a clip into one of its own"),
            ("R", "Turn the view"),
            ("I", "Details of the file"),
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
