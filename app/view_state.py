"""What the window remembers between starts (geometry, splitter, loudness): kept apart from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

_GEOMETRY = "window/geometry"
_SPLITTER = "window/splitter"
_GUIDE = "window/guide-ended"
_VOLUME = "sound/volume"
_MUTED = "sound/muted"


@dataclass(frozen=True, slots=True)
class SoundChoice:
    """How loud clips are played: 0 to 1, and whether they are muted."""

    volume: float = 0.8
    is_muted: bool = False


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

    @property
    def has_guide_ended(self) -> bool:
        """Whether a person has been through the first steps, or wanted none."""
        return str(self._settings.value(_GUIDE, "")).lower() in ("true", "1")

    def note_guide_ended(self) -> None:
        """Show the first steps never again."""
        self._settings.setValue(_GUIDE, True)
        self._settings.sync()

    def save(self, window: QMainWindow, splitter: QSplitter) -> None:
        """Remember window and splitter."""
        self._settings.setValue(_GEOMETRY, window.saveGeometry())
        self._settings.setValue(_SPLITTER, splitter.saveState())
        self._settings.sync()

    def sound(self) -> SoundChoice:
        """Return how loud clips were played last."""
        usual = SoundChoice()
        try:
            volume = float(str(self._settings.value(_VOLUME, usual.volume)))
        except ValueError:
            volume = usual.volume
        is_muted = str(self._settings.value(_MUTED, usual.is_muted)).lower() == "true"
        return SoundChoice(volume if 0 <= volume <= 1 else usual.volume, is_muted)

    def save_sound(self, choice: SoundChoice) -> None:
        """Remember how loud clips are played."""
        self._settings.setValue(_VOLUME, choice.volume)
        self._settings.setValue(_MUTED, choice.is_muted)
        self._settings.sync()
