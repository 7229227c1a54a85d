from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.models.model_row import ModelRow
from app.models.models_page import ModelsPage
from app.models.offer_row import OfferRow
from app.tuning.tuning_session import TuningSession
from tests.helpers.fake_tuning import made_run
from tests.helpers.window import Bench


@pytest.fixture
def page(qtbot: QtBot, bench: Bench) -> Iterator[ModelsPage]:
    bench.library.tuning.runs = (made_run(1),)
    tuning = TuningSession(bench.services)
    page = ModelsPage(bench.services, tuning)
    qtbot.addWidget(page)
    page.resize(1000, 900)
    page.show()
    page.look()
    settle(qtbot, bench, page)
    yield page
    for task in bench.engine.running:
        task.cancel()
    settle(qtbot, bench, page)
    tuning.deleteLater()


def settle(qtbot: QtBot, bench: Bench, page: ModelsPage, *, running: int = 0) -> None:
    qtbot.waitUntil(
        lambda: not page.session.is_busy and not page._tuning.is_busy and len(bench.engine.running) <= running
    )


def row(page: ModelsPage, name: str) -> ModelRow:
    return next(row for row in page.entries if row.entry.name == name)


def offer(page: ModelsPage, name: str) -> OfferRow:
    return next(row for row in page.offers if row.offer.name == name)


def press(page: ModelsPage, text: str) -> str:
    """Press a button of the box that asks, and return what it said."""
    box = next(box for box in page.findChildren(QMessageBox) if box.isVisible())
    said = f"{box.text()} {box.informativeText()}"
    next(button for button in box.buttons() if button.text() == text).click()
    return said


def test_page_lists_models_with_what_can_be_done(page: ModelsPage) -> None:
    assert [entry.entry.name for entry in page.entries] == ["embedded", "own-2026-11-01", "siglip-b-16"]
    assert not row(page, "embedded").use_button.isVisible()
    assert not row(page, "embedded").remove_button.isVisible()
    assert row(page, "own-2026-11-01").use_button.isVisible()
    assert row(page, "own-2026-11-01").remove_button.isVisible()
    assert offer(page, "clip-vit-b-32").fetch_button.text() == "Go on fetching…"


def test_page_changes_the_model_with_progress(qtbot: QtBot, bench: Bench, page: ModelsPage) -> None:
    row(page, "siglip-b-16").use_button.click()
    qtbot.waitUntil(lambda: row(page, "siglip-b-16").cancel_button.isVisible())
    assert not row(page, "own-2026-11-01").use_button.isEnabled()
    bench.pipe.host.finish_long("use_model", lambda args: bench.library.tuning.change_to(args["model"]))
    qtbot.waitUntil(lambda: row(page, "siglip-b-16").entry.is_current)
    settle(qtbot, bench, page)
    assert row(page, "embedded").use_button.text() == "Go back to it"
    assert not row(page, "siglip-b-16").remove_button.isVisible()


def test_page_change_can_be_cancelled(qtbot: QtBot, bench: Bench, page: ModelsPage) -> None:
    row(page, "siglip-b-16").use_button.click()
    qtbot.waitUntil(lambda: row(page, "siglip-b-16").cancel_button.isVisible())
    row(page, "siglip-b-16").cancel_button.click()
    qtbot.waitUntil(lambda: row(page, "siglip-b-16").use_button.isVisible())
    settle(qtbot, bench, page)
    assert row(page, "embedded").entry.is_current


def test_page_fetches_after_saying_what_that_means(qtbot: QtBot, bench: Bench, page: ModelsPage) -> None:
    offer(page, "clip-vit-b-32").fetch_button.click()
    assert bench.asked("fetch_model") == []
    said = press(page, "Fetch it")
    assert all(part in said for part in ("605 MB", "MIT", "English", "120 MB have arrived", "hash"))
    qtbot.waitUntil(lambda: "Fetching a model (3 of 12 MB)" in offer(page, "clip-vit-b-32").detail)
    assert "about 2 minutes left" in offer(page, "clip-vit-b-32").detail
    with qtbot.waitSignal(page.said):
        bench.pipe.host.finish_long("fetch_model", lambda args: bench.library.tuning.fetch(args["name"]))
    settle(qtbot, bench, page)
    assert row(page, "clip-vit-b-32").use_button.isVisible()
    assert "clip-vit-b-32" not in [one.offer.name for one in page.offers]


def test_page_offline_says_so_in_one_sentence(qtbot: QtBot, bench: Bench, page: ModelsPage) -> None:
    bench.library.tuning.is_offline = True
    offer(page, "siglip2-b-16").fetch_button.click()
    press(page, "Fetch it")
    qtbot.waitUntil(lambda: offer(page, "siglip2-b-16").cancel_button.isVisible())
    bench.pipe.host.finish_long("fetch_model", lambda args: bench.library.tuning.fetch(args["name"]))
    qtbot.waitUntil(page.banner.isVisible)
    settle(qtbot, bench, page)
    assert page.banner.text.startswith("The model hub cannot be reached.")
    qtbot.waitUntil(lambda: offer(page, "siglip2-b-16").fetch_button.isVisible())


def test_page_fetch_cancelled_keeps_what_arrived(qtbot: QtBot, bench: Bench, page: ModelsPage) -> None:
    offer(page, "siglip2-b-16").fetch_button.click()
    press(page, "Fetch it")
    qtbot.waitUntil(lambda: offer(page, "siglip2-b-16").cancel_button.isVisible())
    offer(page, "siglip2-b-16").cancel_button.click()
    qtbot.waitUntil(lambda: offer(page, "siglip2-b-16").fetch_button.isVisible())
    settle(qtbot, bench, page)
    assert page.banner.isHidden()


def test_page_removes_after_a_yes(qtbot: QtBot, bench: Bench, page: ModelsPage) -> None:
    row(page, "own-2026-11-01").remove_button.click()
    assert "58.0 MB" in press(page, "Remove")
    with qtbot.waitSignal(page.said):
        settle(qtbot, bench, page)
    settle(qtbot, bench, page)
    assert [entry.entry.name for entry in page.entries] == ["embedded", "siglip-b-16"]


def test_page_imports_a_folder(qtbot: QtBot, bench: Bench, page: ModelsPage, tmp_path: Path) -> None:
    page.import_button.click()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(page.said):
        dialog.fileSelected.emit(str(tmp_path / "my-clip"))
    dialog.reject()
    settle(qtbot, bench, page)
    assert row(page, "my-clip").entry.name == "my-clip"


def test_page_rows_of_odd_names_and_sizes_fit(page: ModelsPage) -> None:
    for width in (480, 1600):
        page.resize(width, 700)
        assert not page.grab().isNull()
        assert page._scroll.horizontalScrollBar().maximum() == 0


def test_page_change_goes_on_after_the_engine_ended(qtbot: QtBot, bench: Bench, page: ModelsPage) -> None:
    row(page, "siglip-b-16").use_button.click()
    qtbot.waitUntil(lambda: row(page, "siglip-b-16").cancel_button.isVisible())
    with qtbot.waitSignal(bench.engine.state_changed):
        bench.pipe.die()
    qtbot.waitUntil(lambda: len(bench.asked("use_model")) == 2)
    qtbot.waitUntil(lambda: row(page, "siglip-b-16").cancel_button.isVisible())
    assert page.banner.isHidden()
    bench.pipe.host.finish_long("use_model", lambda args: bench.library.tuning.change_to(args["model"]))
    qtbot.waitUntil(lambda: row(page, "siglip-b-16").entry.is_current)
    settle(qtbot, bench, page)


def test_page_shows_a_change_that_another_page_began(qtbot: QtBot, bench: Bench, page: ModelsPage) -> None:
    page._tuning.use("own-2026-11-01")
    qtbot.waitUntil(lambda: row(page, "own-2026-11-01").cancel_button.isVisible())
    bench.pipe.host.finish_long("use_model", lambda args: bench.library.tuning.change_to(args["model"]))
    qtbot.waitUntil(lambda: page._tuning.switching is None)
    settle(qtbot, bench, page)
    assert page._tuning.switching_to == ""
