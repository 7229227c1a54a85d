"""Where a person's settings, library and models are, and the settings in force.

Precedence: defaults of `engine.config` < `resources/defaults.toml` < the person's file < the command line.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.config import Config
from engine.errors import BadConfig
from engine.setting_fields import override

SCHEMA_VERSION = 1


def default_library_dir() -> Path:
    """Where the library lives unless told otherwise: `EVOKE_LIBRARY`, or the platform's data folder."""
    chosen = os.environ.get("EVOKE_LIBRARY")
    return Path(chosen).expanduser() if chosen else _user_data_dir()


def shipped_settings_path() -> Path:
    """Where whoever packages Evoke sets other defaults than those in the code."""
    return Path(__file__).resolve().parents[1] / "resources" / "defaults.toml"


def user_settings_path() -> Path:
    """Where the person's own settings are kept; the file holds only differences from the defaults."""
    import platformdirs  # only where it is asked for: a machine that does nothing but train may lack it

    return platformdirs.user_config_path("Evoke", appauthor=False) / "settings.toml"


def user_models_dir() -> Path:
    """Where checkpoints beside the embedded one are kept."""
    return _user_data_dir() / "models"


def _user_data_dir() -> Path:
    import platformdirs

    return platformdirs.user_data_path("Evoke", appauthor=False)


def load_for_user() -> Config:
    """Read the settings in force: the shipped defaults, then the person's file.

    Raises:
        BadConfig: A file cannot be read or is not TOML, or a value has the wrong type or is out of bounds.
    """
    return load(shipped_settings_path(), user_settings_path())


def load_leniently_for_user() -> tuple[Config, tuple[BadConfig, ...]]:
    """Read the settings in force as `load_for_user`, leaving out what cannot be used; say what that is."""
    return load_leniently(shipped_settings_path(), user_settings_path())


def load_leniently(*files: Path) -> tuple[Config, tuple[BadConfig, ...]]:
    """Read settings as `load`; a value that is not allowed is left out and named, and costs none of the others."""
    config, mistakes = Config(), []
    for path in files:
        try:
            tables = read_toml(path) if path.is_file() else {}
        except BadConfig as error:
            mistakes.append(error)
            continue
        for name, value in tables.items():
            entries = value.items() if isinstance(value, Mapping) and value else [(None, value)]
            for key, entry in entries:
                try:
                    config = override(config, {name: value if key is None else {key: entry}}, source=path)
                except BadConfig as error:
                    mistakes.append(error)
    return config, tuple(mistakes)


def is_of_newer_version(path: Path) -> bool:
    """Whether a newer Evoke wrote this settings file; it is then read as far as it is known, and never written."""
    try:
        version = read_toml(path).get("schema_version") if path.is_file() else None
    except BadConfig:
        return False
    return isinstance(version, int) and version > SCHEMA_VERSION


def load(*files: Path) -> Config:
    """Read settings from TOML files, later files over earlier ones; files that are absent are skipped.

    Raises:
        BadConfig: A file cannot be read or is not TOML, or a value has the wrong type or is out of bounds.
    """
    config = Config()
    for path in files:
        if path.is_file():
            config = override(config, read_toml(path), source=path)
    return config


def read_toml(path: Path) -> dict[str, Any]:
    """Read a settings file as nested tables.

    Raises:
        BadConfig: It cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows editors write a byte order mark
    except OSError as error:
        raise BadConfig(f"The settings file {path} cannot be read: {error.strerror}.", path=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"The settings file {path} is not valid TOML: {error}.", path=path) from error
