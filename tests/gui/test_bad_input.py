"""What is wrong with the world, met by the real window with the real engine: every time a sentence, and it goes on."""

from __future__ import annotations

import os
import shutil
import signal
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.engine_client import EngineClient, EngineState
from app.gui_options import GuiOptions
from app.main import engine_starter
from app.main_window import MainWindow
from app.operations import Operations
from app.preferences import Preferences
from app.search.result_model import HIT_ROLE
from app.services import Services
from app.tasks import BackgroundPool
from app.thumbnail_cache import ThumbnailCache
from app.view_state import ViewState
from engine.config import ComputeConfig, Config
from engine.cots.lazy_encoder import LazyEncoder
from engine.jobs import CancelToken
from engine.library import Library
from engine.records import SearchRequest
from engine.setting_fields import override
from tests.helpers.media import make_clip, number_frame
from tests.helpers.tiny_cots import save_tiny_checkpoint

MARKUP = "<img src=x><b>bold & bad.jpg"
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe\N{POP DIRECTIONAL FORMATTING}.jpg"
CONTROL = "line\nbreak\tand\x07bell.jpg"
PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of a few files, some with names that mean something elsewhere."""
    root = tmp_path_factory.mktemp("bad")
    rng = np.random.default_rng(5)
    for name in (MARKUP, RIGHT_TO_LEFT, CONTROL, "plain.jpg"):
        blocks = rng.integers(0, 255, (6, 8, 3), np.uint8)  # as different as photographs: none is another's copy
        path = root / "Photos" / name
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(blocks).resize((160, 120), Image.Resampling.NEAREST).save(path)
    make_clip(root / "Photos" / "clip.mp4", [number_frame(number) for number in range(40)], fps=10)
    encoder = LazyEncoder(save_tiny_checkpoint(root / "tiny"), ComputeConfig(threads=1))
    with Library.open(root / "library", override(Config(), {"decoding": {"workers": 1}}), encoder=encoder) as library:
        library.index((root / "Photos",), cancel=CancelToken())
    return root


@contextmanager
def opened_window(library: Path, model: Path, settings: Path, appearance: Appearance) -> Iterator[MainWindow]:
    engine = EngineClient(engine_starter(GuiOptions(library, str(model))), first_delay_ms=1)
    pool = BackgroundPool()
    services = Services(
        Config(),
        engine,
        Operations(engine),
        ThumbnailCache(pool),
        appearance,
        Preferences(settings / "settings.toml"),
        pool,
    )
    window = MainWindow(services, ViewState(settings / "window.ini"))
    window.show_at_start(remembers=False)
    engine.start()
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while engine.state is not EngineState.READY and time.monotonic() < deadline:
        QTest.qWait(5)
    yield window
    window.close()
    pool.close()
    engine.close()
    window.deleteLater()


@pytest.fixture(scope="module")
def opened(
    qapp: QApplication, shelf: Path, app_style: Appearance, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """One window and one engine for nearly all: starting them takes longer than everything else here."""
    with opened_window(shelf / "library", shelf / "tiny", tmp_path_factory.mktemp("settings"), app_style) as window:
        yield window


@pytest.fixture
def window(qtbot: QtBot, opened: MainWindow) -> Iterator[MainWindow]:
    """The window as it is after a start: everything listed, nothing open, nothing awaited."""
    opened.show_search()
    page = opened.search_page
    page.close_viewer()
    page.viewer.why.all_button.setChecked(False)
    page.viewer.bar.details_button.setChecked(False)
    opened.resize(1300, 820)
    page.search_again(SearchRequest("", stacks=True))
    rest(qtbot, opened)
    assert page.grid.results.rowCount() == 5
    assert not page.banner.isVisible()
    yield opened
    rest(qtbot, opened)


def rest(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is awaited."""
    page = window.search_page

    def is_still() -> bool:
        busy = page.session.is_busy or page.viewer.session.is_busy or page.grid.results.loader.is_busy
        return not busy and not window.engine.running and window.thumbnails.is_idle

    qtbot.waitUntil(is_still, timeout=PATIENCE_MS)


def write_large_tiff(path: Path) -> None:
    """Write a TIFF of 2 GB of plain pixels; it is sparse, so that it takes no room here."""
    width, height = 40_000, 17_900
    tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 2), (273, 4, 4096), (277, 3, 3)]
    tags += [(278, 4, height), (279, 4, width * height * 3)]
    directory = struct.pack("<H", len(tags)) + b"".join(
        struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags
    )
    path.write_bytes(struct.pack("<2sHI", b"II", 42, 8) + directory + struct.pack("<I", 0))
    os.truncate(path, 4096 + width * height * 3)


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, button, none))


def search(qtbot: QtBot, window: MainWindow, query: str) -> None:
    page = window.search_page
    with qtbot.waitSignals([page.session.answered, page.session.counted], timeout=PATIENCE_MS):
        page.search_for(query)


def open_named(qtbot: QtBot, window: MainWindow, ending: str) -> None:
    """Open a file of the results by the end of its name."""
    grid = window.search_page.grid
    qtbot.waitUntil(lambda: all(grid.results.hit(row) for row in range(grid.results.rowCount())), timeout=PATIENCE_MS)
    row = next(row for row in range(grid.results.rowCount()) if str(grid.results.hit(row).path).endswith(ending))  # type: ignore[union-attr]  # all are there
    grid.setCurrentIndex(grid.results.index(row))
    QTest.keyClick(grid, Qt.Key.Key_Return)


def engine_pid(folder: Path) -> int:
    (engine,) = (child for child in psutil.Process().children() if str(folder / "library") in child.cmdline())
    return int(engine.pid)


def goes_on(qtbot: QtBot, window: MainWindow) -> None:
    """Whether a search still works after all."""
    qtbot.waitUntil(lambda: window.engine.state is EngineState.READY, timeout=PATIENCE_MS)
    search(qtbot, window, "red")
    assert window.search_page.session.listing is not None
    assert not window.search_page.session.request.pictures
    search(qtbot, window, "")
    assert window.search_page.grid.results.rowCount() == 5


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dead link.jpg", "not there any more"),
        ("drive that is gone/photo.jpg", "not there any more"),
        ("drive that is gone", "not there any more"),
        ("notes.txt", "notes.txt is not a picture of a known format"),
        ("two gigabytes.tiff", "more than 300 megapixels"),
        ("empty.jpg", "empty.jpg"),
    ],
)
def test_dropped_file_that_cannot_be_searched_by_is_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str, said: str
) -> None:
    path = tmp_path / name
    if name == "dead link.jpg":
        path.symlink_to(tmp_path / "nowhere.jpg")
    elif name == "notes.txt":
        path.write_text("nothing to see")
    elif name == "empty.jpg":
        path.touch()
    elif name == "two gigabytes.tiff":
        write_large_tiff(path)
    drop(window, path)
    page = window.search_page
    qtbot.waitUntil(page.banner.isVisible, timeout=PATIENCE_MS)
    assert said in page.banner.text
    goes_on(qtbot, window)


def test_dropped_picture_leads_to_the_search_from_any_page(qtbot: QtBot, window: MainWindow, shelf: Path) -> None:
    window.show_library()
    page = window.search_page
    with qtbot.waitSignals([page.session.answered, page.session.counted], timeout=PATIENCE_MS):
        drop(window, shelf / "Photos" / "plain.jpg")
    assert page.isVisible()
    assert len(page.session.request.pictures) == 1


def test_dropped_image_without_pixels_is_nothing(window: MainWindow) -> None:
    data = QMimeData()
    data.setImageData(QImage())
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, button, none))
    assert not window.search_page.session.is_busy


def test_engine_killed_while_it_searches_and_explains_is_started_again_and_answers(
    qtbot: QtBot, shelf: Path, tmp_path: Path, app_style: Appearance
) -> None:
    shutil.copytree(shelf / "library", tmp_path / "library")
    with opened_window(tmp_path / "library", shelf / "tiny", tmp_path, app_style) as window:
        page = window.search_page
        qtbot.waitUntil(lambda: page.grid.results.rowCount() == 5, timeout=PATIENCE_MS)
        first = engine_pid(tmp_path)
        os.kill(first, signal.SIGSTOP)  # so that the search is under way when it ends
        page.search_for("green")
        qtbot.waitUntil(lambda: bool(window.engine.running), timeout=PATIENCE_MS)
        with qtbot.waitSignal(page.session.answered, timeout=PATIENCE_MS):
            os.kill(first, signal.SIGKILL)
        assert page.session.listing is not None
        assert page.session.listing.query == "green"
        second = engine_pid(tmp_path)
        qtbot.waitUntil(lambda: page.grid.results.hit(0) is not None, timeout=PATIENCE_MS)
        os.kill(second, signal.SIGSTOP)
        page.grid.setCurrentIndex(page.grid.results.index(0))
        QTest.keyClick(page.grid, Qt.Key.Key_Return)
        viewer = page.viewer
        qtbot.waitUntil(lambda: viewer.session.is_busy, timeout=PATIENCE_MS)
        with qtbot.waitSignals([viewer.session.explained, viewer.session.picture_loaded], timeout=PATIENCE_MS):
            os.kill(second, signal.SIGKILL)
        assert [chip.word_map.word for chip in viewer.why.chips] == ["green"]
        assert len({first, second, engine_pid(tmp_path)}) == 3
        rest(qtbot, window)


def test_clip_that_cannot_be_played_says_so_and_the_next_one_shows(
    qtbot: QtBot, window: MainWindow, shelf: Path
) -> None:
    clip, page = shelf / "Photos" / "clip.mp4", window.search_page
    content, stat = clip.read_bytes(), clip.stat()
    try:
        clip.write_bytes(b"this was a clip once" * 100)
        open_named(qtbot, window, "clip.mp4")
        qtbot.waitUntil(page.viewer.banner.isVisible, timeout=PATIENCE_MS)
        page.viewer.banner.hide()
        QTest.keyClick(page.grid, Qt.Key.Key_K)
        qtbot.waitUntil(page.viewer.banner.isVisible, timeout=PATIENCE_MS)
        assert "clip.mp4" in page.viewer.banner.text
        assert not page.viewer.player.is_playing
    finally:
        clip.write_bytes(content)
        os.utime(clip, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    with qtbot.waitSignal(page.viewer.session.picture_loaded, timeout=PATIENCE_MS):
        open_named(qtbot, window, "plain.jpg")
    assert not page.viewer.banner.isVisible()


@pytest.mark.parametrize("size", [(1, 1), (16, 9000), (9000, 16), (5000, 5000), (560, 420)])
def test_absurd_size_is_drawn_with_the_viewer_open(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    page = window.search_page
    search(qtbot, window, "green dog")
    with qtbot.waitSignals([page.viewer.session.explained, page.viewer.session.picture_loaded], timeout=PATIENCE_MS):
        open_named(qtbot, window, "plain.jpg")
    page.viewer.why.all_button.click()
    window.resize(*size)
    assert not window.grab().isNull()
    page.close_viewer()
    assert not window.grab().isNull()
    window.show_library()
    assert not window.grab().isNull()
    assert window.width() >= window.minimumWidth()


@pytest.mark.parametrize("name", [MARKUP, RIGHT_TO_LEFT, CONTROL])
def test_name_with_signs_is_shown_as_it_is_and_never_taken_for_markup(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    page = window.search_page
    with qtbot.waitSignal(page.viewer.session.picture_loaded, timeout=PATIENCE_MS):
        open_named(qtbot, window, name)
    index = page.grid.currentIndex()
    assert index.data(HIT_ROLE).path.name == name
    said = index.data(Qt.ItemDataRole.DisplayRole)
    assert not set(said) & set("\n\t\x07\N{RIGHT-TO-LEFT OVERRIDE}")
    assert "<img" not in index.data(Qt.ItemDataRole.ToolTipRole)
    QTest.keyClick(page.grid, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: "Reading…" not in page.viewer.details.texts, timeout=PATIENCE_MS)
    rich = [label.text() for label in window.findChildren(QLabel) if label.textFormat() is not Qt.TextFormat.PlainText]
    assert not any("bold & bad" in text or "<img" in text for text in rich)
    assert not any(set(text) & set("\x07\N{RIGHT-TO-LEFT OVERRIDE}") for text in page.viewer.details.texts)
    window.grab()


@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script> dog",
        "\N{RIGHT-TO-LEFT OVERRIDE}dog \x07\x1b[31m red",
        "a" * 3000,
        "%s {0} $(id) `id`",
    ],
)
def test_query_with_signs_is_searched_for_and_shown_as_it_is(qtbot: QtBot, window: MainWindow, query: str) -> None:
    page = window.search_page
    with qtbot.waitSignals([page.session.answered, page.session.counted], timeout=PATIENCE_MS):
        page.query_bar.edit.insert(query)
    with qtbot.waitSignals([page.viewer.session.explained, page.viewer.session.picture_loaded], timeout=PATIENCE_MS):
        open_named(qtbot, window, "plain.jpg")
    rich = [label.text() for label in window.findChildren(QLabel) if label.textFormat() is not Qt.TextFormat.PlainText]
    assert not any("script" in text for text in rich)
    assert not window.grab().isNull()
