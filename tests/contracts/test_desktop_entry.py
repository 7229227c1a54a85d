"""The desktop entry and the AppStream metadata agree with each other and with the project."""

from __future__ import annotations

import configparser
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP_ID = "org.evoke.Evoke"


def test_desktop_entry_starts_the_installed_program() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    entry.read(ROOT / "packaging" / f"{APP_ID}.desktop", encoding="utf-8")
    section = entry["Desktop Entry"]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert section["Exec"].split()[0] in scripts
    assert section["Icon"] == APP_ID
    assert (ROOT / "resources" / "icons" / "evoke.svg").is_file()


def test_metainfo_names_this_version_and_this_entry() -> None:
    tree = ET.parse(ROOT / "packaging" / f"{APP_ID}.metainfo.xml")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = tree.find("releases/release")
    assert newest is not None
    assert newest.get("version") == project["version"]
    assert tree.findtext("launchable") == f"{APP_ID}.desktop"
    assert tree.findtext("project_license") == project["license"]
