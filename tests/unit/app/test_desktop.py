from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from app import desktop
from engine.errors import FolderMissing


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    urls: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        urls.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return urls


def test_open_file_with_odd_characters_opens_exactly_it(tmp_path: Path, opened: list[QUrl]) -> None:
    path = tmp_path / "100% #1 dog?.jpg"
    path.touch()
    desktop.open_file(path)
    assert [Path(url.toLocalFile()) for url in opened] == [path]


def test_open_file_that_is_gone_says_so(tmp_path: Path, opened: list[QUrl]) -> None:
    with pytest.raises(FolderMissing):
        desktop.open_file(tmp_path / "gone.jpg")
    assert opened == []


def test_open_file_without_a_program_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    path.touch()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    with pytest.raises(desktop.NoProgram):
        desktop.open_file(path)


def test_show_in_folder_opens_the_folder(tmp_path: Path, opened: list[QUrl], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    path = tmp_path / "a.jpg"
    path.touch()
    desktop.show_in_folder(path)
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path]


def test_copy_path_puts_it_on_the_clipboard(qapp: QApplication) -> None:
    desktop.copy_path(Path("/photos/a b.jpg"))
    assert Path(QGuiApplication.clipboard().text()) == Path("/photos/a b.jpg")
