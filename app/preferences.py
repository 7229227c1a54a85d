"""Settings changed from within the window, written to the person's own settings file."""

from __future__ import annotations

import tomllib
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from app.settings_text import with_setting
from app.translation import translate
from engine import config
from engine.errors import BadConfig, DiskFull


class Preferences:
    """The person's settings file: holds only differences from the defaults."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def change(self, section: str, name: str, value: object) -> None:
        """Write one setting, all else untouched; the file is replaced as a whole or not at all.

        Raises:
            BadConfig: The value is not allowed, the file holds something that is not, or a newer Evoke wrote it.
            DiskFull: The file cannot be written.
        """
        config.override(config.load(self._path), {section: {name: value}})
        is_default = getattr(getattr(config.load(config.shipped_settings_path()), section), name) == value
        text = self._text()
        try:
            changed = with_setting(text, section, name, None if is_default else config.toml_value(value))
        except ValueError as error:
            reason = translate(
                "Preferences",
                "The settings file {path} says {section}.{name} in a way that can only be changed by hand.",
            ).format(path=self._path, section=section, name=name)
            raise BadConfig(reason, path=self._path) from error
        if changed != text:
            self._write(changed)

    def _text(self) -> str:
        """The file as it is, for a missing one the beginning of a new one."""
        if not self._path.is_file():
            return f"schema_version = {config.SCHEMA_VERSION}\n"
        text = self._path.read_bytes().decode("utf-8")
        version = tomllib.loads(text.removeprefix("\ufeff")).get("schema_version")
        if isinstance(version, int) and version > config.SCHEMA_VERSION:
            reason = translate(
                "Preferences", "The settings file {path} is of a newer version of Evoke and is left as it is."
            ).format(path=self._path)
            raise BadConfig(reason, path=self._path)
        return text

    def _write(self, text: str) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unwritable() from error
        target = QSaveFile(str(self._path))
        written = target.open(QIODevice.OpenModeFlag.WriteOnly)
        if not written or target.write(text.encode("utf-8")) < 0 or not target.commit():
            raise self._unwritable()

    def _unwritable(self) -> DiskFull:
        return DiskFull(
            translate("Preferences", "The settings could not be saved."),
            hint=translate("Preferences", "Is the disk full or read-only?"),
            path=self._path,
        )
