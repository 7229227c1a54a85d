"""The library page over a real engine with a tiny model, from the first folder to a library on another disk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.engine_client import EngineClient, EngineState
from app.engine_process import EngineProcess
from app.library.library_page import LibraryPage
from app.library.patterns_dialog import PatternsDialog
from app.library.task_dialog import TaskDialog
from app.operations import Operations
from app.preferences import Preferences
from app.services import Services
from app.tasks import BackgroundPool
from app.thumbnail_cache import ThumbnailCache
from app.widgets.file_actions import FileActions
from engine.config import Config
from engine.library_records import Density, LibraryStatus
from tests.helpers.media import draw_photo, make_clip
from tests.helpers.tiny_cots import save_tiny_checkpoint

WAIT_MS = 60_000


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot, app_style: Appearance, monkeypatch: pytest.MonkeyPatch) -> Iterator[LibraryPage]:
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    model = save_tiny_checkpoint(tmp_path / "tiny")
    command = [sys.executable, "-m", "engine.host", "--library", str(tmp_path / "library"), "--model", str(model)]
    engine, pool = EngineClient(lambda on_frame, on_end: EngineProcess(command, on_frame, on_end)), BackgroundPool()
    preferences = Preferences(tmp_path / "settings.toml")
    services = Services(Config(), engine, Operations(engine), ThumbnailCache(pool), app_style, preferences, pool)
    page = LibraryPage(services, FileActions(app_style))
    qtbot.addWidget(page)
    page.resize(1000, 900)
    page.show()
    engine.start()
    qtbot.waitUntil(lambda: engine.state is EngineState.READY, timeout=WAIT_MS)
    yield page
    qtbot.waitUntil(lambda: not engine.running, timeout=WAIT_MS)
    pool.close()
    engine.close()


def _status(page: LibraryPage) -> LibraryStatus:
    status = page._services.engine.status
    assert status is not None
    return status


def test_library_page_over_a_real_engine_from_a_folder_to_another_disk(
    qtbot: QtBot, page: LibraryPage, tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    for number in range(4):
        draw_photo(photos / f"{number}.png", (60 * number, 90, 30))
    make_clip(photos / "clip.mp4", ["green", "red", "blue"], hold=8)
    (photos / "broken.jpg").write_bytes(b"no photo")

    with qtbot.waitSignal(page.session.consent_wanted, timeout=WAIT_MS):
        page.session.propose_folder(photos)
    assert page.card.densities.button(Density.DENSE).text().startswith("Dense: a frame every 0.25 s · ")
    with qtbot.waitSignal(page.session.index_finished, timeout=WAIT_MS):
        page.card.yes_button.click()
    qtbot.waitUntil(lambda: page.problems.isVisible() and _status(page).clips == 1, timeout=WAIT_MS)
    assert page.problems.title.text() == "1 file could not be read"

    page.bar.patterns.trigger()
    dialog = page.findChild(PatternsDialog)
    assert isinstance(dialog, PatternsDialog)
    dialog.editor.setPlainText("*.mp4\n/0.png")
    qtbot.waitUntil(lambda: dialog.summary == "Leaves out 2 of 5 files", timeout=WAIT_MS)
    with qtbot.waitSignal(page.session.index_finished, timeout=WAIT_MS):
        dialog.buttons.accepted.emit()
    qtbot.waitUntil(lambda: (_status(page).photos, _status(page).clips) == (3, 0), timeout=WAIT_MS)

    draw_photo(photos / "broken.jpg", "red")
    with qtbot.waitSignal(page.session.index_finished, timeout=WAIT_MS):
        page.problems.retry_all_button.click()
    qtbot.waitUntil(lambda: page.problems.isHidden() and _status(page).photos == 4, timeout=WAIT_MS)

    page.care.move_to(tmp_path / "disk")
    (moving,) = page.findChildren(TaskDialog)
    with qtbot.waitSignal(moving.settled, timeout=WAIT_MS):
        pass
    moving.close_button.click()
    qtbot.waitUntil(lambda: page.moved.isVisible(), timeout=WAIT_MS)
    assert _status(page).library_dir == tmp_path / "disk" / "Evoke"
    assert _status(page).photos == 4
    qtbot.waitUntil(lambda: page.space.isVisible(), timeout=WAIT_MS)
