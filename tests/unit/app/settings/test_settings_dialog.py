from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.preferences import Preferences
from app.settings.setting_words import Takes, choice_name, takes_effect
from app.settings.settings_dialog import SettingsDialog
from engine import setting_fields, user_settings
from engine.config import Config
from engine.errors import DiskFull


@dataclass
class Entry:
    on: bool = False
    refuses: bool = False

    def is_on(self) -> bool:
        return self.on

    def set_on(self, *, is_on: bool) -> None:
        if self.refuses:
            raise DiskFull("The entry could not be changed.")
        self.on = is_on


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def make(qtbot: QtBot, file: Path, appearance: Appearance, entry: Entry | None = None) -> SettingsDialog:
    dialog = SettingsDialog(Preferences(file), appearance, entry or Entry())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def spin(dialog: SettingsDialog, key: str) -> QSpinBox:
    box = dialog.rows[key].editor.widget
    assert isinstance(box, QSpinBox)
    return box


def test_settings_dialog_has_every_setting_with_name_help_and_bounds(
    qtbot: QtBot, file: Path, app_style: Appearance
) -> None:
    dialog = make(qtbot, file, app_style)
    assert list(dialog.rows) != []
    assert set(dialog.rows) == {info.key for info in setting_fields.describe(Config)}
    for info in setting_fields.describe(Config):
        widget = dialog.rows[info.key].editor.widget
        assert widget.accessibleName()
        assert widget.accessibleDescription()
        assert info.key in widget.toolTip()
        assert dialog.rows[info.key].editor.value == info.default
    limit = spin(dialog, "search.limit")
    assert (limit.minimum(), limit.maximum()) == (1, 10_000)
    assert spin(dialog, "decoding.memory_mb").suffix() == " MB"


def test_settings_dialog_every_field_section_and_choice_has_a_name_of_its_own() -> None:
    labels = [
        info.label for info in setting_fields.describe(Config) if info.label == info.name.replace("_", " ").capitalize()
    ]
    assert not {label for label in labels if " " in label}, "give setting(label=...)"
    bare = [
        (info.key, choice)
        for info in setting_fields.describe(Config)
        for choice in info.choices
        if choice_name(choice, info.key) == choice
    ]
    assert bare == [], "give app.settings.setting_words a name for it"
    assert all(section.label and section.help for section in setting_fields.describe_sections(Config))


def test_settings_dialog_change_is_written_told_and_can_be_put_back(
    qtbot: QtBot, file: Path, app_style: Appearance
) -> None:
    dialog = make(qtbot, file, app_style)
    row = dialog.rows["search.limit"]
    assert row.reset_button.isHidden()
    with qtbot.waitSignal(dialog.changed) as told:
        spin(dialog, "search.limit").setValue(70)
    assert told.args == ["search", "limit", 70]
    assert user_settings.load(file).search.limit == 70
    assert not row.reset_button.isHidden()
    row.reset_button.click()
    assert row.editor.value == 50
    assert "limit" not in file.read_text()
    assert row.reset_button.isHidden()


def test_settings_dialog_keeps_comments_and_keys_it_does_not_know(
    qtbot: QtBot, file: Path, app_style: Appearance, expected_warnings: list[str]
) -> None:
    expected_warnings.append("Unknown setting search.limits")
    file.write_text("# mine\n[search]\nlimits = 3 # a slip\nlimit = 60\n", encoding="utf-8")
    dialog = make(qtbot, file, app_style)
    spin(dialog, "search.limit").setValue(70)
    assert file.read_text(encoding="utf-8") == "# mine\n[search]\nlimits = 3 # a slip\nlimit = 70\n"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("theme", {"appearance.theme"}),
        ("decoding.workers", {"decoding.workers"}),
        ("MEGAPIXELS", {"decoding.max_megapixels"}),
        ("nothing is called so", set()),
    ],
)
def test_settings_dialog_search_shows_what_fits(
    qtbot: QtBot, file: Path, app_style: Appearance, typed: str, shown: set[str]
) -> None:
    dialog = make(qtbot, file, app_style)
    dialog.search.setText(typed)
    assert {key for key, row in dialog.rows.items() if row.isVisible()} == shown
    dialog.search.clear()
    assert all(row.isVisible() for row in dialog.rows.values())


def test_settings_dialog_mistake_by_hand_is_told_and_costs_no_other_setting(
    qtbot: QtBot, file: Path, app_style: Appearance
) -> None:
    file.write_text('[search]\nlimit = "lots"\n[appearance]\ncell_px = 300\n', encoding="utf-8")
    dialog = make(qtbot, file, app_style)
    assert "search.limit" in dialog.banner.text
    assert dialog.rows["appearance.cell_px"].editor.value == 300
    spin(dialog, "search.limit").setValue(70)
    assert user_settings.load(file).search.limit == 70
    assert user_settings.load(file).appearance.cell_px == 300


def test_settings_dialog_file_that_is_no_toml_is_set_aside_when_asked(
    qtbot: QtBot, file: Path, app_style: Appearance
) -> None:
    file.write_text("[search\nlimit = 3", encoding="utf-8")
    dialog = make(qtbot, file, app_style)
    assert "not valid TOML" in dialog.banner.text
    spin(dialog, "search.limit").setValue(70)
    assert "not valid TOML" in dialog.rows["search.limit"].error
    assert file.read_text(encoding="utf-8") == "[search\nlimit = 3"
    dialog.banner.action_chosen.emit()
    assert (file.with_name("settings-1.toml")).read_text(encoding="utf-8") == "[search\nlimit = 3"
    spin(dialog, "search.limit").setValue(80)
    assert user_settings.load(file).search.limit == 80


def test_settings_dialog_file_of_a_newer_version_is_shown_and_left_alone(
    qtbot: QtBot, file: Path, app_style: Appearance
) -> None:
    text = f"schema_version = {user_settings.SCHEMA_VERSION + 1}\n[search]\nlimit = 61\n"
    file.write_text(text, encoding="utf-8")
    dialog = make(qtbot, file, app_style)
    assert "newer version" in dialog.banner.text
    assert dialog.rows["search.limit"].editor.value == 61
    assert not any(row.editor.widget.isEnabled() for row in dialog.rows.values())
    assert file.read_text(encoding="utf-8") == text


def test_settings_dialog_file_that_cannot_be_written_says_so_at_the_setting(
    qtbot: QtBot, tmp_path: Path, app_style: Appearance
) -> None:
    (tmp_path / "blocked").write_text("a file where a folder should be")
    dialog = make(qtbot, tmp_path / "blocked" / "settings.toml", app_style)
    spin(dialog, "search.limit").setValue(70)
    assert "could not be saved" in dialog.rows["search.limit"].error


def test_settings_dialog_offers_the_start_that_a_change_needs(qtbot: QtBot, file: Path, app_style: Appearance) -> None:
    dialog = make(qtbot, file, app_style)
    dialog.rows["appearance.theme"].editor.edited.emit("dark")
    assert dialog.restart_bar.isHidden()
    spin(dialog, "search.limit").setValue(70)
    with qtbot.waitSignal(dialog.engine_restart_wanted):
        dialog.restart_bar.action_chosen.emit()
    assert dialog.restart_bar.isHidden()
    dialog.rows["appearance.language"].editor.edited.emit("de")
    with qtbot.waitSignal(dialog.restart_wanted):
        dialog.restart_bar.action_chosen.emit()


@pytest.mark.parametrize(
    ("key", "expected"),
    [("appearance.theme", Takes.AT_ONCE), ("appearance.language", Takes.WINDOW), ("decoding.workers", Takes.ENGINE)],
)
def test_takes_effect_by_who_reads_it(key: str, expected: Takes) -> None:
    assert takes_effect(*key.split(".")) is expected


def test_settings_dialog_wheel_over_a_number_scrolls_and_changes_nothing(
    qtbot: QtBot, file: Path, app_style: Appearance
) -> None:
    dialog = make(qtbot, file, app_style)
    box = spin(dialog, "search.limit")
    centre = QPointF(box.rect().center())
    no_keys, no_buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    wheel = QWheelEvent(
        centre, centre, QPoint(), QPoint(0, 120), no_buttons, no_keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(box, wheel)
    assert box.value() == 50
    assert not file.exists()


def test_login_row_follows_the_desktop_and_tells_a_refusal(qtbot: QtBot, file: Path, app_style: Appearance) -> None:
    entry = Entry()
    dialog = make(qtbot, file, app_style, entry)
    row = dialog.login_row
    row.box.setCurrentIndex(1)
    row.box.activated.emit(1)
    assert entry.on
    entry.refuses = True
    row.box.setCurrentIndex(0)
    row.box.activated.emit(0)
    assert "could not be changed" in row.error
    assert row.box.currentIndex() == 1


def test_settings_dialog_opens_a_file_that_is_toml(
    qtbot: QtBot, file: Path, app_style: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    class Desktop:
        @staticmethod
        def openUrl(url: QUrl) -> None:  # noqa: N802  # as Qt calls it
            opened.append(url.toLocalFile())

    monkeypatch.setattr("app.settings.settings_dialog.QDesktopServices", Desktop)
    dialog = make(qtbot, file, app_style)
    dialog.file_button.click()
    assert opened == [str(file)]
    assert tomllib.loads(file.read_text()) == {"schema_version": user_settings.SCHEMA_VERSION}
