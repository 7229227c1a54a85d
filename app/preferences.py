"""Settings changed from within the window, written to the person's own settings file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from engine import config
from engine.errors import DiskFull


class Preferences:
    """The person's settings file: holds only differences from the defaults."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def change(self, section: str, name: str, value: object) -> None:
        """Write one setting, all others untouched; the file is replaced as a whole or not at all.

        Raises:
            BadConfig: The value is not allowed, or the file holds something that is not.
            DiskFull: The file cannot be written.
        """
        changed = config.override(config.load(self._path), {section: {name: value}})
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable() from error
        target = QSaveFile(str(self._path))
        written = target.open(QIODevice.OpenModeFlag.WriteOnly)
        if not written or target.write(config.to_toml(changed).encode("utf-8")) < 0 or not target.commit():
            raise self._unwritable()

    def _unwritable(self) -> DiskFull:
        return DiskFull("The settings could not be saved.", hint="Is the disk full or read-only?", path=self._path)
