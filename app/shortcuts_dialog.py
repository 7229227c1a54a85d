"""The list of keyboard shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.appearance import Space
from app.translation import QT_TRANSLATE_NOOP, translate
from app.widgets.labels import make_label

# not shown as they stand: keys by their names in Qt
SHORTCUTS = (
    (
        QT_TRANSLATE_NOOP("ShortcutsDialog", "Anywhere"),
        (
            ("Ctrl+F", QT_TRANSLATE_NOOP("ShortcutsDialog", "Describe what to look for")),
            ("Ctrl+K", QT_TRANSLATE_NOOP("ShortcutsDialog", "Everything that can be done")),
            ("Ctrl+H", QT_TRANSLATE_NOOP("ShortcutsDialog", "Searches of before and albums")),
            ("Ctrl+S", QT_TRANSLATE_NOOP("ShortcutsDialog", "Save this search as an album")),
            ("Ctrl+Shift+V", QT_TRANSLATE_NOOP("ShortcutsDialog", "Search by the picture on the clipboard")),
            ("Ctrl+Shift+X", QT_TRANSLATE_NOOP("ShortcutsDialog", "Clear the filters")),
            ("Ctrl+Shift+Y", QT_TRANSLATE_NOOP("ShortcutsDialog", "Why is this one not found?")),
            ("Ctrl+1", QT_TRANSLATE_NOOP("ShortcutsDialog", "Search")),
            ("Ctrl+2", QT_TRANSLATE_NOOP("ShortcutsDialog", "Library")),
            ("Ctrl+3", QT_TRANSLATE_NOOP("ShortcutsDialog", "Captions")),
            ("Ctrl+4", QT_TRANSLATE_NOOP("ShortcutsDialog", "Teach it your own words")),
            ("Ctrl+5", QT_TRANSLATE_NOOP("ShortcutsDialog", "Models")),
            ("Ctrl+T", QT_TRANSLATE_NOOP("ShortcutsDialog", "Write a caption")),
            ("Ctrl+N", QT_TRANSLATE_NOOP("ShortcutsDialog", "Add a folder")),
            ("F5", QT_TRANSLATE_NOOP("ShortcutsDialog", "Update the library")),
            ("F11", QT_TRANSLATE_NOOP("ShortcutsDialog", "Full screen")),
            ("Ctrl+,", QT_TRANSLATE_NOOP("ShortcutsDialog", "Settings")),
            ("Ctrl+Shift+L", QT_TRANSLATE_NOOP("ShortcutsDialog", "Libraries")),
            ("Shift+F1", QT_TRANSLATE_NOOP("ShortcutsDialog", "Manual")),
            ("F1", QT_TRANSLATE_NOOP("ShortcutsDialog", "This list")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ShortcutsDialog", "Results"),
        (
            ("Down", QT_TRANSLATE_NOOP("ShortcutsDialog", "From the description to the results")),
            ("Return", QT_TRANSLATE_NOOP("ShortcutsDialog", "Show large and say why")),
            ("F", QT_TRANSLATE_NOOP("ShortcutsDialog", "Open a stack or the moments of a clip, or close them")),
            ("Ctrl+A", QT_TRANSLATE_NOOP("ShortcutsDialog", "Select everything")),
            ("Ctrl+D", QT_TRANSLATE_NOOP("ShortcutsDialog", "Add to favourites, or take out")),
            ("Ctrl+M", QT_TRANSLATE_NOOP("ShortcutsDialog", "More like this")),
            ("Ctrl+Y", QT_TRANSLATE_NOOP("ShortcutsDialog", "Where does it stand, and why?")),
            ("Ctrl+E", QT_TRANSLATE_NOOP("ShortcutsDialog", "Export the selection")),
            ("Ctrl++", QT_TRANSLATE_NOOP("ShortcutsDialog", "Larger thumbnails")),
            ("Ctrl+-", QT_TRANSLATE_NOOP("ShortcutsDialog", "Smaller thumbnails")),
            ("Ctrl+O", QT_TRANSLATE_NOOP("ShortcutsDialog", "Open in default program")),
            ("Ctrl+Shift+O", QT_TRANSLATE_NOOP("ShortcutsDialog", "Open with")),
            ("Ctrl+L", QT_TRANSLATE_NOOP("ShortcutsDialog", "Show in folder")),
            ("Ctrl+Shift+C", QT_TRANSLATE_NOOP("ShortcutsDialog", "Copy path")),
            ("Ctrl+Shift+P", QT_TRANSLATE_NOOP("ShortcutsDialog", "Copy picture")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ShortcutsDialog", "Viewer"),
        (
            ("Left", QT_TRANSLATE_NOOP("ShortcutsDialog", "Previous result")),
            ("Right", QT_TRANSLATE_NOOP("ShortcutsDialog", "Next result")),
            ("W", QT_TRANSLATE_NOOP("ShortcutsDialog", "Heat map of the next word")),
            ("A", QT_TRANSLATE_NOOP("ShortcutsDialog", "Heat maps of all words side by side")),
            (
                "Delete",
                QT_TRANSLATE_NOOP("ShortcutsDialog", "Take a word out of the query, or put it back"),
            ),
            ("K", QT_TRANSLATE_NOOP("ShortcutsDialog", "Play a clip, or pause")),
            ("M", QT_TRANSLATE_NOOP("ShortcutsDialog", "Play clips with sound, or without")),
            ("X", QT_TRANSLATE_NOOP("ShortcutsDialog", "Copy this moment of a clip into one of its own")),
            ("R", QT_TRANSLATE_NOOP("ShortcutsDialog", "Turn the view")),
            ("I", QT_TRANSLATE_NOOP("ShortcutsDialog", "Details of the file")),
            ("C", QT_TRANSLATE_NOOP("ShortcutsDialog", "Captions")),
            ("+", QT_TRANSLATE_NOOP("ShortcutsDialog", "Zoom in")),
            ("-", QT_TRANSLATE_NOOP("ShortcutsDialog", "Zoom out")),
            ("0", QT_TRANSLATE_NOOP("ShortcutsDialog", "Whole picture")),
            ("1", QT_TRANSLATE_NOOP("ShortcutsDialog", "Actual size")),
            (",", QT_TRANSLATE_NOOP("ShortcutsDialog", "Previous kept frame of a clip")),
            (".", QT_TRANSLATE_NOOP("ShortcutsDialog", "Next kept frame of a clip")),
            ("Esc", QT_TRANSLATE_NOOP("ShortcutsDialog", "Back to the results")),
        ),
    ),
)


class ShortcutsDialog(QDialog):
    """One column per place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
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
        column.addWidget(make_label(translate("ShortcutsDialog", title), "title"), 0, 0, 1, 2)
        for row, (keys, meaning) in enumerate(entries, start=1):
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            column.addWidget(make_label(shown, "section"), row, 0)
            column.addWidget(make_label(translate("ShortcutsDialog", meaning), "muted"), row, 1)
        column.setRowStretch(len(entries) + 1, 1)
        column.setColumnStretch(1, 1)
        return column
