from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import setting_fields, user_settings
from engine.config import Config
from engine.errors import BadConfig
from engine.setting_fields import FieldInfo, describe, override, toml_value
from engine.user_settings import load


def _values(info: FieldInfo) -> st.SearchStrategy[object]:
    if info.choices:
        return st.sampled_from(info.choices)
    if info.type is bool:
        return st.booleans()
    assert info.minimum is not None
    assert info.maximum is not None
    if info.type is int:
        return st.integers(int(info.minimum), int(info.maximum))
    return st.floats(info.minimum, info.maximum)


settings_values = st.fixed_dictionaries({}, optional={info.key: _values(info) for info in describe(Config)})


def _nested(flat: Mapping[str, object]) -> dict[str, dict[str, object]]:
    nested: dict[str, dict[str, object]] = {}
    for key, value in flat.items():
        section, name = key.split(".")
        nested.setdefault(section, {})[name] = value
    return nested


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting_has_help_and_a_default_within_its_bounds() -> None:
    for info in describe(Config):
        assert info.help.endswith("."), info.key
        assert info.bounds, info.key
        assert override(Config(), _nested({info.key: info.default})) == Config()


def test_every_section_of_config_is_described() -> None:
    assert {info.section for info in describe(Config)} == {section.name for section in dataclasses.fields(Config)}


@given(settings_values)
def test_settings_written_as_toml_read_back_the_same(flat: dict[str, object]) -> None:
    for value in flat.values():
        assert tomllib.loads(f"value = {toml_value(value)}") == {"value": value}


def test_toml_text_of_any_string_is_valid() -> None:
    for value in ('a "quoted" \\ word', "line\nbreak\ttab", "\x7f\x01", "naïve 🐶"):
        assert tomllib.loads(f"key = {toml_value(value)}") == {"key": value}


def test_load_later_file_wins_and_absent_files_are_skipped(tmp_path: Path) -> None:
    first = _write(tmp_path / "a.toml", "[search]\nlimit = 10\nmoments_per_clip = 5\n")
    second = _write(tmp_path / "b.toml", "[search]\nlimit = 20\n")
    loaded = load(first, tmp_path / "absent.toml", second)
    assert (loaded.search.limit, loaded.search.moments_per_clip) == (20, 5)
    assert load() == Config()


def test_load_with_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xef\xbb\xbf[search]\nlimit = 7\n")
    assert load(path).search.limit == 7


def test_load_whole_number_for_a_decimal_setting_is_taken(tmp_path: Path) -> None:
    interval_s = load(_write(tmp_path / "a.toml", "[sampling]\ninterval_s = 2\n")).sampling.interval_s
    assert isinstance(interval_s, float)
    assert interval_s == 2.0


@pytest.mark.parametrize("content", [b"[search\nlimit = 1", b"\xff\xfe[search]"])
def test_load_file_that_is_not_toml_names_the_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(BadConfig, match="is not valid TOML") as caught:
        load(path)
    assert caught.value.path == path
    assert str(path) in caught.value.user_text


def test_load_file_that_cannot_be_read_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(tmp_path / "settings.toml", "")

    def refuse(*_args: object, **_kwargs: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(BadConfig, match="cannot be read: Permission denied") as caught:
        load(path)
    assert caught.value.path == path


@pytest.mark.parametrize(
    ("section", "name", "value", "rule"),
    [
        ("search", "limit", 0, "must be 1 to 10,000"),
        ("search", "limit", "many", "must be of type int"),
        ("search", "limit", True, "must be of type int"),
        ("search", "limit", 2.5, "must be of type int"),
        ("search", "minus_weight", float("nan"), "must be 0 to 2"),
        ("search", "minus_weight", float("inf"), "must be 0 to 2"),
        ("compute", "device", "tpu", "must be one of auto, cpu, cuda, mps"),
        ("sampling", "interval_s", [1], "must be of type float"),
    ],
)
def test_override_with_a_bad_value_names_key_value_and_rule(
    tmp_path: Path, section: str, name: str, value: object, rule: str
) -> None:
    source = tmp_path / "settings.toml"
    with pytest.raises(BadConfig) as caught:
        override(Config(), {section: {name: value}}, source=source)
    for part in (f"{section}.{name}", str(source), repr(value), rule):
        assert part in caught.value.user_text
    assert caught.value.path == source


@pytest.mark.parametrize(
    ("values", "warning"),
    [
        ({"search": {"limits": 5}}, "Unknown setting search.limits in the given values; did you mean search.limit?"),
        ({"serch": {"limit": 5}}, "Unknown setting serch.limit"),
        ({"qqq": {"zzz": 5}}, "Unknown setting qqq.zzz in the given values"),
        ({"search": 5}, "Unknown setting search"),
    ],
)
def test_override_with_an_unknown_key_warns_and_keeps_the_rest(
    values: dict[str, object], warning: str, expected_warnings: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    expected_warnings.append("Unknown setting")
    assert override(Config(), {**values, "decoding": {"workers": 2}}).decoding.workers == 2
    assert any(record.getMessage().startswith(warning) for record in caplog.records)


def test_override_leaves_the_given_config_alone() -> None:
    before = Config()
    override(before, {"search": {"limit": 3}})
    assert before == Config()


def test_shipped_defaults_exist_and_leave_the_ones_of_the_code() -> None:
    shipped = user_settings.shipped_settings_path()
    assert tomllib.loads(shipped.read_text(encoding="utf-8")) == {"schema_version": user_settings.SCHEMA_VERSION}


def test_load_for_user_lets_the_person_win_over_the_shipped_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = _write(tmp_path / "defaults.toml", "[search]\nlimit = 10\nmoments_per_clip = 5\n")
    own = _write(tmp_path / "own.toml", "[search]\nlimit = 20\n")
    monkeypatch.setattr(user_settings, "shipped_settings_path", lambda: shipped)
    monkeypatch.setattr(user_settings, "user_settings_path", lambda: own)
    loaded = user_settings.load_for_user()
    assert (loaded.search.limit, loaded.search.moments_per_clip) == (20, 5)


@dataclasses.dataclass(frozen=True, slots=True)
class Engine:
    power: int = setting_fields.setting(3, "Of the engine.", minimum=1, maximum=9)


@dataclasses.dataclass(frozen=True, slots=True)
class Car:
    engine: Engine = dataclasses.field(default_factory=Engine)


def test_describe_and_override_take_other_dataclasses_of_settings() -> None:
    assert [info.key for info in describe(Car)] == ["engine.power"]
    assert override(Car(), {"engine": {"power": 5}}) == Car(Engine(5))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"engine": {"powr": 5}}, "Unknown setting engine.powr in the given values; did you mean engine.power?"),
        ({"qqq": {}}, "Unknown setting qqq in the given values."),
        ({"engine": 5}, "Unknown setting engine in the given values"),
    ],
)
def test_override_that_is_strict_refuses_an_unknown_key(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(BadConfig) as caught:
        override(Car(), values, is_strict=True)
    assert caught.value.user_text.startswith(sentence)


def test_load_leniently_bad_values_cost_none_of_the_others(tmp_path: Path, expected_warnings: list[str]) -> None:
    expected_warnings += ["Unknown setting colour", "Unknown setting search.limits"]
    path = tmp_path / "settings.toml"
    path.write_text(
        "colour = 1\n[search]\nlimit = -4\nlimits = 3\nmoments_per_clip = 7\n"
        '[appearance]\ntheme = "pink"\ncell_px = 300\n'
    )
    loaded, mistakes = user_settings.load_leniently(tmp_path / "absent.toml", path)
    assert (loaded.search.moments_per_clip, loaded.appearance.cell_px) == (7, 300)
    assert (loaded.search.limit, loaded.appearance.theme) == (50, "system")
    assert [mistake.user_text.split()[2] for mistake in mistakes] == ["search.limit", "appearance.theme"]


def test_load_leniently_file_that_is_no_toml_gives_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("[search")
    loaded, mistakes = user_settings.load_leniently(tmp_path / "settings.toml")
    assert loaded == Config()
    assert "not valid TOML" in mistakes[0].user_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("schema_version = 1", False),
        ("schema_version = 2", True),
        ("", False),
        ("[", False),
        ('schema_version = "9"', False),
    ],
)
def test_is_of_newer_version_by_the_number_in_the_file(tmp_path: Path, text: str, expected: bool) -> None:
    (tmp_path / "settings.toml").write_text(text)
    assert user_settings.is_of_newer_version(tmp_path / "settings.toml") is expected
    assert not user_settings.is_of_newer_version(tmp_path / "absent.toml")


def test_describe_sections_names_each_and_says_what_it_is_about() -> None:
    sections = {section.name: section for section in setting_fields.describe_sections(Config)}
    assert sections["search"].label == "Searching"
    assert sections["search"].help == "How hits are ranked and grouped."
