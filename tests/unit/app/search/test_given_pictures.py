from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.search.given_pictures import SENT_PX, GivenPictures
from app.search.query_bar import QueryBar
from engine.errors import FolderMissing
from engine.records import PictureTerm
from tests.helpers.window import Bench


@pytest.fixture
def given(bench: Bench) -> GivenPictures:
    return GivenPictures(bench.pool)


def test_given_files_become_pictures_and_a_folder_a_folder(qtbot: QtBot, given: GivenPictures, tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"x")
    with qtbot.waitSignal(given.pictures_given) as told:
        given.take_files([tmp_path / "gone.jpg", photo])
    assert told.args == [(PictureTerm(path=photo),)]
    with qtbot.waitSignal(given.folder_given) as folder:
        given.take_files([photo, tmp_path])
    assert folder.args == [tmp_path]


def test_given_drive_that_is_gone_is_told(qtbot: QtBot, given: GivenPictures, tmp_path: Path) -> None:
    with qtbot.waitSignal(given.failed) as failure:
        given.take_files([tmp_path / "gone" / "a.jpg"])
    assert failure.args is not None
    assert isinstance(failure.args[0], FolderMissing)


def test_given_pixels_are_sent_small(qtbot: QtBot, given: GivenPictures) -> None:
    image = QImage(3000, 1000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    with qtbot.waitSignal(given.pictures_given) as told:
        given.take_pixels(image)
    assert told.args is not None
    term = told.args[0][0]
    sent = Image.open(io.BytesIO(term.image))
    assert sent.size == (SENT_PX, SENT_PX // 3)
    assert sent.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_bar_paste_of_a_picture_searches_by_it_and_text_stays_text(qtbot: QtBot, bench: Bench) -> None:
    bar = QueryBar(bench.services.appearance)
    qtbot.addWidget(bar)
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(bar.picture_pasted):
        QTest.keySequence(bar.edit, QKeySequence.StandardKey.Paste)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/photos/a.jpg")])
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(bar.files_pasted) as told:
        QTest.keySequence(bar.edit, QKeySequence.StandardKey.Paste)
    assert told.args == [[Path("/photos/a.jpg")]]
    QGuiApplication.clipboard().setText("a dog")
    QTest.keySequence(bar.edit, QKeySequence.StandardKey.Paste)
    assert bar.text == "a dog"
