"""What the form calls choices and units, and when a change takes effect."""

from __future__ import annotations

from enum import Enum, auto

from app.translation import LANGUAGES, translate
from engine.setting_fields import FieldInfo

_UNITS = {"s": " s", "seconds": " s", "minutes": " min", "mb": " MB", "px": " px", "megapixels": " MP", "gb": " GB"}
_AT_ONCE = frozenset({"appearance", "desktop"})
_AT_THE_NEXT_START = frozenset({"appearance.language"})


class Takes(Enum):
    """When a changed setting takes effect."""

    AT_ONCE = auto()
    ENGINE = auto()
    WINDOW = auto()


def takes_effect(section: str, name: str) -> Takes:
    """Return when a change of a setting takes effect: what the engine reads, it reads when it starts."""
    if f"{section}.{name}" in _AT_THE_NEXT_START:
        return Takes.WINDOW
    return Takes.AT_ONCE if section in _AT_ONCE else Takes.ENGINE


def unit(name: str) -> str:
    """Return what follows the number of a setting, by the ending of its name."""
    return _UNITS.get(name.rpartition("_")[2], "")


def choice_name(choice: str, key: str = "") -> str:
    """Return what a choice of the setting `key` is called; what has no name of its own is shown as it is written."""
    names = {
        "system": translate("SettingWords", "As the desktop"),
        "on": translate("SettingWords", "On"),
        "off": translate("SettingWords", "Off"),
        "light": translate("SettingWords", "Light"),
        "dark": translate("SettingWords", "Dark"),
        "auto": translate("SettingWords", "Automatic"),
        "cpu": translate("SettingWords", "Processor"),
        "cuda": translate("SettingWords", "Graphics card (CUDA)"),
        "mps": translate("SettingWords", "Graphics of a Mac (MPS)"),
        "float32": translate("SettingWords", "Full (float32)"),
        "bfloat16": translate("SettingWords", "Half (bfloat16)"),
        "quit": translate("SettingWords", "End Evoke"),
        "stay": translate("SettingWords", "Go on beside the clock"),
    }
    of_its_own = {
        "politeness.on_battery=work": translate("SettingWords", "Go on"),
        "politeness.on_battery=low": translate("SettingWords", "Wait when it runs low"),
        "politeness.on_battery=wait": translate("SettingWords", "Wait"),
        "politeness.when_active=work": translate("SettingWords", "Go on"),
        "politeness.when_active=slow": translate("SettingWords", "Go slowly"),
        "politeness.when_active=wait": translate("SettingWords", "Wait"),
        "politeness.priority=normal": translate("SettingWords", "As other programs"),
        "politeness.priority=low": translate("SettingWords", "Low"),
        "politeness.priority=lowest": translate("SettingWords", "Lowest"),
    }
    return of_its_own.get(f"{key}={choice}") or names.get(choice) or LANGUAGES.get(choice, choice)


def bounds_text(info: FieldInfo) -> str:
    """Say what is allowed and what a fresh installation has, for the tip of an editor."""
    default = choice_name(info.default, info.key) if isinstance(info.default, str) else f"{info.default:,}"
    if info.choices or info.minimum is None or info.maximum is None:
        return translate("SettingWords", "{key}, by default: {default}").format(key=info.key, default=default)
    return translate("SettingWords", "{key}, {minimum} to {maximum}, by default: {default}").format(
        key=info.key, minimum=f"{info.minimum:,.12g}", maximum=f"{info.maximum:,.12g}", default=default
    )
