from __future__ import annotations

from pathlib import Path

import pytest

from app.preferences import Preferences
from engine import user_settings
from engine.errors import BadConfig, DiskFull


def test_preferences_change_keeps_the_other_differences(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    preferences = Preferences(path)
    preferences.change("search", "limit", 99)
    preferences.change("appearance", "theme", "dark")
    loaded = user_settings.load(path)
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


def test_preferences_change_leaves_comments_and_unknown_keys(tmp_path: Path, expected_warnings: list[str]) -> None:
    expected_warnings.append("Unknown setting")
    path = tmp_path / "settings.toml"
    path.write_bytes(
        b'# mine\r\nschema_version = 1\r\n[plugin]\r\nkey = [1,\r\n2]\r\n[appearance]\r\ntheme = "dark"  # night\r\n'
    )
    Preferences(path).change("appearance", "theme", "light")
    assert path.read_bytes() == (
        b'# mine\r\nschema_version = 1\r\n[plugin]\r\nkey = [1,\r\n2]\r\n[appearance]\r\ntheme = "light"  # night\r\n'
    )


def test_preferences_file_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("schema_version = 999\n")
    with pytest.raises(BadConfig, match="newer version"):
        Preferences(path).change("appearance", "theme", "dark")
    assert path.read_text() == "schema_version = 999\n"


def test_preferences_setting_said_in_another_way_is_left_to_the_person(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('appearance.theme = "dark"\n')
    with pytest.raises(BadConfig, match="by hand"):
        Preferences(path).change("appearance", "theme", "light")
    assert path.read_text() == 'appearance.theme = "dark"\n'


def test_preferences_default_of_the_code_is_written_where_the_shipped_one_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "defaults.toml"
    shipped.write_text('[appearance]\ntheme = "dark"\n')
    monkeypatch.setattr(user_settings, "shipped_settings_path", lambda: shipped)
    path = tmp_path / "settings.toml"
    Preferences(path).change("appearance", "theme", "system")
    assert user_settings.load(shipped, path).appearance.theme == "system"


def test_preferences_other_mistakes_in_the_file_do_not_stand_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[search]\nlimit = "lots"\n')
    preferences = Preferences(path)
    preferences.change("appearance", "theme", "dark")
    values, mistakes = preferences.read()
    assert values.appearance.theme == "dark"
    assert ["search.limit" in mistake.user_text for mistake in mistakes] == [True]
    assert 'limit = "lots"' in path.read_text()


def test_preferences_set_aside_keeps_every_file_there_was(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    kept = []
    for content in ("[a", "[b"):
        path.write_text(content)
        assert Preferences(path).is_unreadable
        kept.append(Preferences(path).set_aside())
    assert [one.read_text() for one in kept] == ["[a", "[b"]
    assert not Preferences(path).is_unreadable
