"""Captions from the keyboard into a real library and back out of its search: window and engine as they are shipped."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.captions.captions_page import CaptionsPage
from app.engine_client import EngineClient, EngineState
from app.engine_process import EngineProcess
from app.operations import Operations
from app.preferences import Preferences
from app.services import Services
from app.tasks import BackgroundPool, Task
from app.thumbnail_cache import ThumbnailCache
from engine.browse_records import Listing
from engine.caption_records import CaptionShelf, CaptionSource
from engine.config import Config
from engine.records import SearchRequest
from tests.helpers.media import draw_photo, make_clip
from tests.helpers.tiny_cots import save_tiny_checkpoint

WAIT_MS = 30_000


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, colour in (("red", (220, 30, 30)), ("green", (30, 200, 30)), ("blue", (20, 40, 230))):
        draw_photo(folder / f"{name}.jpg", colour)
    make_clip(folder / "clip.mp4", [(200, 200, 20), (20, 200, 200), (90, 20, 90), (250, 250, 250)], hold=8)
    (folder / "green.txt").write_text("the garden\n", encoding="utf-8")
    return folder


@pytest.fixture
def services(qtbot: QtBot, tmp_path: Path, app_style: Appearance) -> Iterator[Services]:
    model = save_tiny_checkpoint(tmp_path / "tiny")
    command = [sys.executable, "-P", "-m", "engine.host", "--library", str(tmp_path / "library"), "--model", str(model)]
    engine, pool = EngineClient(partial(EngineProcess, command), first_delay_ms=1), BackgroundPool()
    preferences = Preferences(tmp_path / "settings.toml")
    made = Services(Config(), engine, Operations(engine), ThumbnailCache(pool), app_style, preferences, pool)
    engine.start()
    qtbot.waitUntil(lambda: engine.state is EngineState.READY, timeout=WAIT_MS)
    yield made
    pool.close()
    engine.close()


def answer(qtbot: QtBot, task: Task) -> object:
    with qtbot.waitSignal(task.returned, timeout=WAIT_MS) as returned:
        pass
    assert returned.args is not None
    return returned.args[0]


def score(qtbot: QtBot, services: Services, query: str, name: str) -> float:
    listing = answer(qtbot, services.operations.list_media(SearchRequest(query, shows_weaker=True)))
    assert isinstance(listing, Listing)
    return next(hit.score for hit in listing.head if hit.path.name == name)


def test_captions_from_the_keyboard_are_found_at_once_and_imports_can_be_taken_back(
    qtbot: QtBot, services: Services, photos: Path
) -> None:
    answer(qtbot, services.operations.index([photos]))
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in photos.iterdir()}
    page = CaptionsPage(services)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()

    def settle() -> None:
        qtbot.waitUntil(lambda: not page.is_busy and not services.engine.running, timeout=WAIT_MS)

    page.shelves.choose(CaptionShelf.WITHOUT)
    settle()
    assert page.list.rows.rowCount() == 4
    written = []
    for number in range(4):
        hit = page.list.current_hit
        assert hit is not None
        written.append(hit.path.name)
        QTest.keyClicks(page.desk.editor.field, f"zebra{number} at home")
        QTest.keyClick(page.desk.editor.field, Qt.Key.Key_Return)
        settle()
    assert page.coverage.figures.startswith("4 of 4")
    found = score(qtbot, services, "zebra3", written[3])
    page.undo_button.click()
    settle()
    assert score(qtbot, services, "zebra3", written[3]) < found - 0.05  # seen by no model, said by the caption alone
    assert page.coverage.figures.startswith("3 of 4")

    dialog = page.exchange.open_import(CaptionSource.TEXT)
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=WAIT_MS)
    assert dialog.headline == "1 caption for 1 of your photos and clips"
    dialog.start_import()
    settle()
    found = score(qtbot, services, "garden", "green.jpg")
    page.banner.action_chosen.emit()
    settle()
    assert score(qtbot, services, "garden", "green.jpg") < found - 0.05
    page.shelves.choose(CaptionShelf.WITH)
    settle()
    assert page.list.rows.rowCount() == 3
    page.close()
    qtbot.waitUntil(lambda: not services.engine.running and services.thumbnails.is_idle, timeout=WAIT_MS)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in photos.iterdir()} == before
