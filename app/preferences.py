"""Settings changed from within the window, written to the person's own settings file."""

from __future__ import annotations

import itertools
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile

from app.settings_text import with_setting
from app.translation import translate
from engine import setting_fields, user_settings
from engine.config import Config
from engine.errors import BadConfig, DiskFull

_BEGINNING = f"schema_version = {user_settings.SCHEMA_VERSION}\n"


class Preferences:
    """The person's settings file: holds only differences from the defaults."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        """Where the file is, or would be."""
        return self._path

    @property
    def is_of_newer_version(self) -> bool:
        """Whether a newer Evoke wrote the file; it is then never written."""
        return user_settings.is_of_newer_version(self._path)

    @property
    def is_unreadable(self) -> bool:
        """Whether nothing of the file can be used."""
        try:
            if self._path.is_file():
                user_settings.read_toml(self._path)
        except BadConfig:
            return True
        return False

    def read(self) -> tuple[Config, tuple[BadConfig, ...]]:
        """Return what is in force, and what in the file cannot be used."""
        return user_settings.load_leniently(user_settings.shipped_settings_path(), self._path)

    def shipped(self, section: str, name: str) -> object:
        """Return what a setting is without the person's file."""
        return getattr(getattr(user_settings.load(user_settings.shipped_settings_path()), section), name)

    def change(self, section: str, name: str, value: object) -> None:
        """Write one setting, all else untouched; the file is replaced as a whole or not at all.

        Raises:
            BadConfig: The value is not allowed, the file is no TOML, or a newer Evoke wrote it.
            DiskFull: The file cannot be written.
        """
        setting_fields.override(Config(), {section: {name: value}})
        is_default = self.shipped(section, name) == value
        text = self._text()
        try:
            changed = with_setting(text, section, name, None if is_default else setting_fields.toml_value(value))
        except ValueError as error:
            reason = translate(
                "Preferences",
                "The settings file {path} says {section}.{name} in a way that can only be changed by hand.",
            ).format(path=self._path, section=section, name=name)
            raise BadConfig(reason, path=self._path) from error
        if changed != text:
            self._write(changed)

    def make_file(self) -> Path:
        """Make the file where there is none, so that it can be opened; return where it is.

        Raises:
            DiskFull: The file cannot be written.
        """
        if not self._path.is_file():
            self._write(_BEGINNING)
        return self._path

    def set_aside(self) -> Path:
        """Give the file another name, so that the defaults are in force; return the new name.

        Raises:
            DiskFull: It cannot be renamed.
        """
        for number in itertools.count(1):
            kept = self._path.with_name(f"{self._path.stem}-{number}.toml")
            if not kept.exists():
                break
        try:
            self._path.rename(kept)
        except OSError as error:
            raise self._unwritable() from error
        return kept

    def _text(self) -> str:
        """The file as it is, for a missing one the beginning of a new one."""
        if not self._path.is_file():
            return _BEGINNING
        user_settings.read_toml(self._path)
        if self.is_of_newer_version:
            reason = translate(
                "Preferences", "The settings file {path} is of a newer version of Evoke and is left as it is."
            ).format(path=self._path)
            raise BadConfig(reason, path=self._path)
        return self._path.read_bytes().decode("utf-8")

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
