from __future__ import annotations

from pathlib import Path

import pytest

from app.preferences import Preferences
from engine import config
from engine.errors import BadConfig, DiskFull


def test_preferences_change_keeps_the_other_differences(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    preferences = Preferences(path)
    preferences.change("search", "limit", 99)
    preferences.change("appearance", "theme", "dark")
    loaded = config.load(path)
    assert (loaded.search.limit, loaded.appearance.theme) == (99, "dark")
    assert "cell_px" not in path.read_text()


def test_preferences_back_to_the_default_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    preferences = Preferences(path)
    preferences.change("appearance", "theme", "dark")
    preferences.change("appearance", "theme", "system")
    assert "theme" not in path.read_text()


def test_preferences_bad_value_is_refused_and_nothing_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(BadConfig):
        Preferences(path).change("appearance", "theme", "pink")
    assert not path.exists()


def test_preferences_where_a_file_is_in_the_way_says_so(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    with pytest.raises(DiskFull):
        Preferences(tmp_path / "blocked" / "settings.toml").change("appearance", "theme", "dark")
