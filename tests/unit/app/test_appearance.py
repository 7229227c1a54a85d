from __future__ import annotations

import re
from importlib.resources import files

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.appearance import THEMES, Appearance, build_style_sheet, draw_icon, load_colors

ICONS = sorted(entry.name[:-4] for entry in (files("resources") / "icons").iterdir() if entry.name.endswith(".svg"))
SIZES = {"size_caption": "9pt", "size_body": "10pt", "size_title": "12pt", "size_headline": "17pt"}


def luminance(color: QColor) -> float:
    """Relative luminance as WCAG 2 defines it."""
    rgb = (color.redF(), color.greenF(), color.blueF())
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("text", "window"),
        ("text", "surface"),
        ("text_muted", "window"),
        ("text_muted", "sunken"),
        ("text_muted", "surface"),
        ("accent_text", "accent"),
        ("accent_soft_text", "accent_soft"),
        ("warning_text", "warning_soft"),
        ("error_text", "error_soft"),
    ],
)
def test_theme_text_is_readable_on_its_ground(theme: str, ink: str, ground: str) -> None:
    colors = load_colors(theme)
    assert contrast(colors[ink], colors[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_in_high_contrast_is_readable_far_beyond_what_others_need(theme: str) -> None:
    colors = load_colors(theme, has_contrast=True)
    assert colors.keys() == load_colors(theme).keys()
    grounds = {"accent_text": ("accent",), "accent_soft_text": ("accent_soft",), "warning_text": ("warning_soft",)}
    grounds |= {"error_text": ("error_soft",)}
    for ink in ("text", "text_muted", "text_faint", "accent", "hurt", *grounds):
        for ground in grounds.get(ink, ("window", "surface", "sunken", "canvas")):
            assert contrast(colors[ink], colors[ground]) >= (7 if ink != "text_faint" else 6.5), (ink, ground)
    for line, least in (("border", 3), ("border_strong", 7)):
        assert contrast(colors[line], colors["surface"]) >= least


def test_themes_have_the_same_names() -> None:
    assert load_colors("light").keys() == load_colors("dark").keys()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_style_sheet_leaves_no_name_unfilled(theme: str) -> None:
    sheet = build_style_sheet(load_colors(theme), SIZES)
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}") > 40


def test_style_sheet_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        build_style_sheet({}, SIZES)


@pytest.mark.parametrize("name", ICONS)
def test_icon_draws_something_in_its_color(qapp: QApplication, name: str) -> None:
    image = draw_icon(name, QColor("#ff0000"), 24).toImage()
    opaque = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert len(opaque) > 20
    if name != "evoke":
        assert all(color.red() > 200 and color.green() < 60 for color in opaque)


def test_every_icon_named_in_the_code_exists() -> None:
    app = files("app")
    entries = [entry for folder in ("search", "viewer", "library", "widgets") for entry in (app / folder).iterdir()]
    sources = [entry.read_text() for entry in entries if entry.name.endswith(".py")]
    named = {
        name for text in sources for name in re.findall(r'(?:icon=|set_icon\([^,]+, |draw_icon\()"([a-z-]+)"', text)
    }
    assert len(named) > 5
    assert named <= set(ICONS)


@pytest.mark.parametrize("theme", THEMES)
def test_appearance_theme_changes_palette_and_icons(
    qtbot: QtBot, qapp: QApplication, app_style: Appearance, theme: str
) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    app_style.set_icon(button, "search")
    before = button.icon().cacheKey()
    with qtbot.waitSignal(app_style.changed):
        app_style.set_theme(theme)
    assert qapp.palette().color(QPalette.ColorRole.Window) == app_style.color("window")
    assert button.icon().cacheKey() != before
    app_style.set_theme("light")


def test_appearance_dark_theme_is_dark(app_style: Appearance) -> None:
    app_style.set_theme("dark")
    assert app_style.is_dark
    assert luminance(app_style.color("window")) < 0.05
    app_style.set_theme("light")
    assert not app_style.is_dark


def test_appearance_forgets_icons_of_dead_widgets(qapp: QApplication, app_style: Appearance) -> None:
    button = QToolButton()
    app_style.set_icon(button, "search")
    known = len(app_style._icons)
    del button
    app_style.set_theme("light")
    assert len(app_style._icons) < known


class TellsContrast(QObject):
    """Stands in for what Qt knows of the desktop, which cannot be set."""

    contrastPreferenceChanged = Signal(Qt.ContrastPreference)  # noqa: N815  # Qt's own name
    asked = Qt.ContrastPreference.NoPreference

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802  # Qt's own name
        return self.asked


def test_appearance_follows_the_desktop_into_high_contrast(
    qtbot: QtBot, app_style: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = TellsContrast()
    monkeypatch.setattr(app_style, "_accessibility", desktop)
    desktop.contrastPreferenceChanged.connect(app_style._apply)
    desktop.asked = Qt.ContrastPreference.HighContrast
    with qtbot.waitSignal(app_style.changed):
        desktop.contrastPreferenceChanged.emit(desktop.asked)
    assert app_style.has_high_contrast
    assert app_style.color("text") == QColor("#000000")
    desktop.asked = Qt.ContrastPreference.NoPreference
    desktop.contrastPreferenceChanged.emit(desktop.asked)
    assert app_style.color("text") == load_colors("light")["text"]


def test_appearance_moves_as_the_settings_or_the_desktop_say(
    app_style: Appearance, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = app_style.desktop_motion
    monkeypatch.setattr(desktop, "_wishes", {})
    moved = {}
    for wish in (False, True):
        desktop._wishes["org.freedesktop.appearance", "reduced-motion"] = wish
        for motion in ("system", "on", "off"):
            monkeypatch.setattr(app_style, "_motion", motion)
            moved[motion, wish] = app_style.moves
    assert moved == {
        ("system", False): True,
        ("on", False): True,
        ("off", False): False,
        ("system", True): False,
        ("on", True): True,
        ("off", True): False,
    }
