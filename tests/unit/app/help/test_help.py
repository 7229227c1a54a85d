from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.help import manual
from app.help.about_dialog import AboutDialog
from app.help.licences import licence_text, list_packages
from app.help.manual import NoManual, manual_folder, read_pages
from app.help.manual_window import ManualWindow
from app.help.model_card import read_model_card
from tests.helpers.window import Bench

LINK = re.compile(r"!?\[[^\]]*\]\(([^)]+)\)")


def test_packages_begin_with_evoke_and_hold_what_it_needs_with_licences() -> None:
    packages = list_packages()
    names = [package.name.lower() for package in packages]
    assert names[0] == "evoke"
    assert {"numpy", "pyside6-essentials", "filelock"} <= {name.replace("_", "-") for name in names}
    assert len(names) == len(set(names))
    unknown = [package.name for package in packages if not package.licence and not licence_text(package.name)]
    assert not {name for name in unknown if "cuda" not in name and "nvidia" not in name}


def test_licence_text_of_a_package_is_its_own_and_of_none_empty() -> None:
    assert "Permission" in licence_text("filelock") or "public domain" in licence_text("filelock").lower()
    assert licence_text("there-is-no-such-package") == ""


def test_model_card_is_that_of_the_model_or_of_the_one_that_ships(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = read_model_card("embedded")
    assert shipped.startswith("#") or "#" in shipped
    monkeypatch.setattr("app.help.model_card.user_models_dir", lambda: tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "README.md").write_text("# Mine", encoding="utf-8")
    assert read_model_card("mine") == "# Mine"
    assert read_model_card("../mine") == shipped
    assert read_model_card("") == shipped


def test_about_names_version_library_model_and_shows_card_and_licences(qtbot: QtBot, bench: Bench) -> None:
    dialog = AboutDialog(bench.services)
    qtbot.addWidget(dialog)
    text = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    status = bench.engine.status
    assert status is not None
    assert f"Library: {status.library_dir}" in text
    assert f"Model: {status.model_name}" in text
    assert "Apache-2.0" in text
    assert "Version 0." in text
    dialog.tabs.setCurrentWidget(dialog.card)
    assert "licence" in dialog.card.toPlainText().lower()
    dialog.tabs.setCurrentWidget(dialog.licences)
    qtbot.waitUntil(lambda: dialog.licences.list.count() > 10, timeout=10_000)
    qtbot.waitUntil(lambda: "Apache License" in dialog.licences.text.toPlainText(), timeout=10_000)
    assert dialog.version_text().startswith("evoke 0.")
    dialog.reject()


def test_manual_every_page_has_a_heading_and_links_lead_somewhere() -> None:
    folder = manual_folder()
    assert folder is not None
    pages = read_pages(folder)
    assert len(pages) >= 8
    for page in pages:
        assert page.text.startswith("# ")
        for target in LINK.findall(page.text):
            assert "://" not in target, "the manual is read offline"
            assert (folder / target.partition("#")[0]).is_file(), f"{page.path.name}: {target}"


def test_manual_window_shows_pages_follows_links_and_finds_words(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Begin\n\nGo [on](2-next.md).\n", encoding="utf-8")
    (tmp_path / "2-next.md").write_text("# Next\n\nA zebra.\n", encoding="utf-8")
    window = ManualWindow(folder=tmp_path)
    qtbot.addWidget(window)
    assert "Go on." in window.page.toPlainText()
    window.page.anchorClicked.emit(QUrl("2-next.md"))
    assert "A zebra." in window.page.toPlainText()
    window.page.anchorClicked.emit(QUrl("https://example.org/README.md"))
    window.search.setText("zebra")
    assert window.contents.item(0).isHidden()
    assert window.contents.currentRow() == 1


def test_manual_that_is_not_installed_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.help.manual_window.manual_folder", lambda: None)
    with pytest.raises(NoManual):
        ManualWindow()


def test_manual_folder_of_a_wheel_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "share" / "evoke" / "manual"
    place.mkdir(parents=True)
    (place / "README.md").write_text("# Manual", encoding="utf-8")
    monkeypatch.setattr(manual, "__file__", str(tmp_path / "site-packages" / "app" / "help" / "manual.py"))
    monkeypatch.setattr("sysconfig.get_path", lambda _name: str(tmp_path))
    assert manual_folder() == place
