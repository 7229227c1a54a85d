"""The page that teaches over a real engine with a tiny model; only the training is made up."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.engine_client import EngineClient, EngineState
from app.engine_process import EngineProcess
from app.operations import Operations
from app.preferences import Preferences
from app.services import Services
from app.tasks import BackgroundPool
from app.thumbnail_cache import ThumbnailCache
from app.tuning import tuning_session
from app.tuning.teach_page import TeachPage
from engine.config import Config
from engine.library import Library
from engine.records import SearchRequest
from engine.setting_fields import override
from engine.tuning_records import RunStage
from tests.helpers.fake_training import fake_training_command
from tests.helpers.media import draw_photo
from tests.helpers.tiny_cots import save_tiny_checkpoint

PHOTOS, CAPTIONED = 8, 5
# What the engine's process is told before it begins: few captions are enough, and the training is made up.
PRELUDE = """
import sys
from engine.library import fine_tuning, tuning_data
tuning_data.PICTURES_AT_LEAST = {least}
fine_tuning.TRAINING_COMMAND = {command!r}
from engine.host.host_process import main
sys.exit(main())
"""


@pytest.fixture
def engine(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[EngineClient]:
    models_dir = tmp_path / "data" / "Evoke" / "models"
    save_tiny_checkpoint(models_dir / "first", seed=1)
    save_tiny_checkpoint(tmp_path / "made", seed=3)
    config = override(Config(), {"decoding": {"workers": 1}, "compute": {"device": "cpu", "threads": 1}})
    with Library.open(tmp_path / "library", config, model=str(models_dir / "first")) as library:
        for number in range(PHOTOS):
            draw_photo(tmp_path / "photos" / f"{number}.png", (25 * number, 90, 30))
        library.index([tmp_path / "photos"])
        for number in range(CAPTIONED):
            library.add_caption(tmp_path / "photos" / f"{number}.png", f"picture number {number}")
    (tmp_path / "library" / "runs").mkdir()
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    monkeypatch.setattr(tuning_session, "GO_ON_AFTER_MS", 1)
    prelude = PRELUDE.format(least=CAPTIONED, command=fake_training_command("slow", tmp_path / "made"))
    command = [sys.executable, "-c", prelude, "--library", str(tmp_path / "library")]
    client = EngineClient(lambda on_frame, on_end: EngineProcess(command, on_frame, on_end))
    client.start()
    qtbot.waitUntil(lambda: client.state is EngineState.READY, timeout=30_000)
    yield client
    client.close()


@pytest.fixture
def page(qtbot: QtBot, engine: EngineClient, app_style: Appearance, tmp_path: Path) -> Iterator[TeachPage]:
    pool = BackgroundPool()
    preferences = Preferences(tmp_path / "settings.toml")
    services = Services(Config(), engine, Operations(engine), ThumbnailCache(pool), app_style, preferences, pool)
    page = TeachPage(services)
    qtbot.addWidget(page)
    page.resize(1100, 900)
    page.show()
    page.look()
    qtbot.waitUntil(lambda: page.session.estimate is not None, timeout=30_000)
    yield page
    pool.close()


def kill_engine(qtbot: QtBot, engine: EngineClient) -> None:
    """End the engine without a word; what trained ends with it."""
    (process,) = (child for child in psutil.Process().children() if "host_process" in " ".join(child.cmdline()))
    family = process.children(recursive=True)
    with qtbot.waitSignal(engine.state_changed, timeout=30_000):
        process.kill()
    _, alive = psutil.wait_procs(family, timeout=15)
    assert not alive
    qtbot.waitUntil(lambda: engine.state is EngineState.READY, timeout=30_000)


def found(qtbot: QtBot, engine: EngineClient) -> int:
    task = engine.request("search", {"request": SearchRequest("a red square")})
    with qtbot.waitSignal(task.returned, timeout=30_000) as answered:
        pass
    assert answered.args is not None
    return len(answered.args[0].hits)


def test_teaching_with_a_real_engine_from_captions_to_the_way_back(
    qtbot: QtBot, page: TeachPage, engine: EngineClient, tmp_path: Path
) -> None:
    assert f"{CAPTIONED} photos and clips have a caption" in page.data.text
    assert "On the processor" in page.plan.text
    page.plan.start_button.click()
    qtbot.waitUntil(lambda: page.run.losses.latest is not None, timeout=30_000)
    kill_engine(qtbot, engine)
    qtbot.waitUntil(lambda: page.session.training is not None, timeout=30_000)  # it goes on by itself
    (tmp_path / "library" / "runs" / "go").touch()
    qtbot.waitUntil(lambda: page.verdict.keep_button.isVisible(), timeout=30_000)
    qtbot.waitUntil(lambda: len(page.comparison.rows) == 2, timeout=30_000)
    page.verdict.keep_button.click()
    assert found(qtbot, engine) == PHOTOS  # while the library is embedded anew
    qtbot.waitUntil(lambda: page.verdict.back_button.isVisible(), timeout=30_000)
    assert page.session.run is not None
    assert page.session.run.stage is RunStage.KEPT
    assert found(qtbot, engine) == PHOTOS
    page.verdict.back_button.click()
    qtbot.waitUntil(lambda: page.session.run is not None and page.session.run.stage is RunStage.EARLIER, timeout=30_000)
    assert found(qtbot, engine) == PHOTOS
    # Here, not where the page is taken down: its parts are gone by then.
    qtbot.waitUntil(lambda: not page.session.is_busy and not engine.running, timeout=30_000)
