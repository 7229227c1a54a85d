"""What the window remembers between starts (geometry, splitter): kept apart from the settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

_GEOMETRY = "window/geometry"
_SPLITTER = "window/splitter"


class ViewState:
    """Reads and writes one small file; one that is damaged or may not be written is the same as none."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def restore(self, window: QMainWindow, splitter: QSplitter) -> bool:
        """Put window and splitter as they were; False when nothing was remembered."""
        geometry, sizes = self._settings.value(_GEOMETRY), self._settings.value(_SPLITTER)
        if isinstance(sizes, QByteArray):
            splitter.restoreState(sizes)
        return isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)

    def save(self, window: QMainWindow, splitter: QSplitter) -> None:
        """Remember window and splitter."""
        self._settings.setValue(_GEOMETRY, window.saveGeometry())
        self._settings.setValue(_SPLITTER, splitter.saveState())
        self._settings.sync()
