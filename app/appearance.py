"""How the window looks: theme colours, the one style sheet, type sizes, spacing and icons."""

from __future__ import annotations

import functools
import re
import tomllib
import weakref
from enum import IntEnum
from importlib.resources import files
from typing import Any, Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from app.desktop_motion import DesktopMotion

THEMES = ("system", "light", "dark")
# Where the desktop names no font of its own (bare X servers, offscreen), the first of these that is installed is taken.
_FALLBACK_FAMILIES = ("Inter", "Noto Sans", "Cantarell", "Segoe UI")  # not shown
_NO_FONT = {"Sans Serif", "Sans", "DejaVu Sans", "Bitstream Vera Sans"}  # not shown
_MIN_POINT_SIZE = 10.0
_TYPE_SCALE = {"size_caption": 0.88, "size_body": 1.0, "size_title": 1.2, "size_headline": 1.7}
_ICON_SIZES_PX = (16, 20, 24)
_OWN_ICON_SIZES_PX = (*_ICON_SIZES_PX, 32, 48, 64)  # of Evoke itself, for title bars, task switchers and trays


class Space(IntEnum):
    """The spacing scale in pixels; every margin and gap is one of these."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32
    HUGE = 48


class _HasIcon(Protocol):
    def setIcon(self, icon: QIcon) -> None: ...


class Appearance(QObject):
    """The theme in force. One per application; pages are handed it and repaint on `changed`."""

    changed = Signal()

    def __init__(self, application: QApplication, theme: str = "system", motion: str = "system") -> None:
        super().__init__()
        self._application = application
        self._theme = theme
        self._motion = motion
        self.desktop_motion = DesktopMotion(self)
        self._drawn: dict[tuple[str, str], QIcon] = {}
        self._icons: list[tuple[weakref.ref[Any], str, str]] = []
        # not shown: the same metrics on every platform, so one style sheet fits them all
        application.setStyle("Fusion")
        application.setFont(_interface_font(application.font()))
        self._colors: dict[str, QColor] = {}
        self._hints = application.styleHints()  # kept: without it Python forgets what it holds
        self._hints.colorSchemeChanged.connect(self._on_color_scheme_changed)
        self._accessibility = self._hints.accessibility()
        self._accessibility.contrastPreferenceChanged.connect(self._apply)
        self.set_theme(theme)

    @property
    def theme(self) -> str:
        """The chosen theme: "system", "light" or "dark"."""
        return self._theme

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in force."""
        if self._theme == "system":
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._theme == "dark"

    @property
    def moves(self) -> bool:
        """Whether things may fade and glide; the desktop is asked where the settings say so."""
        return not self.desktop_motion.is_reduced if self._motion == "system" else self._motion == "on"

    @property
    def has_high_contrast(self) -> bool:
        """Whether the desktop asks for high contrast; it is given in either theme."""
        return self._accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast

    def set_theme(self, theme: str) -> None:
        """Switch to "system", "light" or "dark"."""
        self._theme = theme
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._application.styleHints().setColorScheme(schemes.get(theme, Qt.ColorScheme.Unknown))
        self._apply()

    def set_motion(self, motion: str) -> None:
        """Let things move "on", not at all "off", or as the desktop asks "system"."""
        self._motion = motion
        self.changed.emit()

    def color(self, name: str) -> QColor:
        """Return the theme's colour of that name."""
        return QColor(self._colors[name])

    def set_icon(self, target: _HasIcon, name: str, color: str = "text_muted") -> None:
        """Give a button or action an icon in a theme colour, and keep it right when the theme changes."""
        self._icons.append((weakref.ref(target), name, color))
        target.setIcon(self.icon(name, color))

    def icon(self, name: str, color: str = "text_muted") -> QIcon:
        """Draw `resources/icons/NAME.svg` in a theme colour; each is drawn once."""
        known = self._drawn.get((name, color))
        if known is not None:
            return QIcon(known)
        icon = QIcon()
        for size_px in _OWN_ICON_SIZES_PX if name == "evoke" else _ICON_SIZES_PX:
            for mode, tint in (
                (QIcon.Mode.Normal, self._colors[color]),
                (QIcon.Mode.Disabled, self._colors["border_strong"]),
            ):
                icon.addPixmap(draw_icon(name, tint, size_px), mode)
        self._drawn[name, color] = icon
        return QIcon(icon)

    def _apply(self) -> None:
        self._colors = load_colors("dark" if self.is_dark else "light", has_contrast=self.has_high_contrast)
        self._drawn.clear()
        self._application.setPalette(_palette(self._colors))
        sizes = {
            name: f"{self._application.font().pointSizeF() * factor:.1f}pt" for name, factor in _TYPE_SCALE.items()
        }
        self._application.setStyleSheet(build_style_sheet(self._colors, sizes))
        alive = []
        for reference, name, color in self._icons:
            target = reference()
            if target is not None and isValid(target):  # Qt may have deleted it while Python still knows it
                target.setIcon(self.icon(name, color))
                alive.append((reference, name, color))
        self._icons = alive
        self.changed.emit()

    def _on_color_scheme_changed(self) -> None:
        if self._theme == "system":
            self._apply()


def load_colors(theme: str, *, has_contrast: bool = False) -> dict[str, QColor]:
    """Read the colours of `resources/theme/THEME.toml`, those for high contrast instead where there are any.

    Eight hex digits end in the alpha.
    """
    tables = tomllib.loads(_resource("theme", f"{theme}.toml").decode("utf-8"))
    table = tables["colors"] | (tables["high_contrast"] if has_contrast else {})
    return {name: _parse_color(value) for name, value in table.items()}


def build_style_sheet(colors: dict[str, QColor], sizes: dict[str, str]) -> str:
    """Fill the names of `resources/theme/evoke.qss`.

    Raises:
        KeyError: The sheet uses a name that no theme has.
    """
    values = {name: color.name() for name, color in colors.items()} | sizes
    sheet = _resource("theme", "evoke.qss").decode("utf-8")
    return re.sub(r"@([a-z_]+)", lambda match: values[match.group(1)], sheet.partition("*/")[2])


def draw_icon(name: str, color: QColor, size_px: int, scale: float = 2.0) -> QPixmap:
    """Render `resources/icons/NAME.svg` with its `currentColor` replaced, `size_px` logical pixels wide."""
    source = _resource("icons", f"{name}.svg").replace(b"currentColor", color.name().encode())
    pixmap = QPixmap(QSize(size_px, size_px) * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source)).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return pixmap


@functools.cache
def _resource(folder: str, name: str) -> bytes:
    return (files("resources") / folder / name).read_bytes()


def _parse_color(text: str) -> QColor:
    color = QColor(text[:7])
    if len(text) == 9:
        color.setAlpha(int(text[7:], 16))
    return color


def _interface_font(default: QFont) -> QFont:
    """Keep the desktop's own font; choose a good one only where the desktop names none."""
    font = QFont(default)
    if font.family() in _NO_FONT:
        installed = set(QFontDatabase.families())
        family = next((name for name in _FALLBACK_FAMILIES if name in installed), None)
        if family is not None:
            font.setFamily(family)
        font.setPointSizeF(max(font.pointSizeF(), _MIN_POINT_SIZE))
    return font


def _palette(colors: dict[str, QColor]) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in (
        (roles.Window, "window"),
        (roles.WindowText, "text"),
        (roles.Base, "surface"),
        (roles.AlternateBase, "window"),
        (roles.Text, "text"),
        (roles.PlaceholderText, "text_faint"),
        (roles.Button, "surface"),
        (roles.ButtonText, "text"),
        (roles.BrightText, "error_text"),
        (roles.ToolTipBase, "surface"),
        (roles.ToolTipText, "text"),
        (roles.Highlight, "accent"),
        (roles.HighlightedText, "accent_text"),
        (roles.Accent, "accent"),
        (roles.Link, "accent"),
        (roles.Light, "surface"),
        (roles.Midlight, "hover"),
        (roles.Mid, "border"),
        (roles.Dark, "border_strong"),
        (roles.Shadow, "border_strong"),
    ):
        palette.setColor(role, colors[name])
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colors["text_faint"])
    return palette
