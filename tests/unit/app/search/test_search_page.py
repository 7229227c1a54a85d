from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.search.search_page import SIDE_BY_SIDE_PX, SearchPage
from app.widgets.file_actions import FileActions
from engine.records import FolderId, FolderState, MediaKind
from tests.helpers.fake_engine import FakeLibrary
from tests.helpers.window import Bench, make_bench


def make_page(qtbot: QtBot, bench: Bench, width_px: int = 1300) -> SearchPage:
    page = SearchPage(bench.services, FileActions(bench.services.appearance))
    qtbot.addWidget(page)
    page.resize(width_px, 800)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(qtbot: QtBot, bench: Bench) -> Iterator[SearchPage]:
    page = make_page(qtbot, bench)
    yield page
    page.close_viewer()
    qtbot.waitUntil(lambda: not bench.engine.running and bench.services.thumbnails.is_idle)


def search(qtbot: QtBot, page: SearchPage, query: str) -> None:
    with qtbot.waitSignal(page.session.answered):
        page.search_for(query)


def open_first(qtbot: QtBot, page: SearchPage) -> None:
    page.grid.step(1)
    session = page.viewer.session
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        QTest.keyClick(page.grid, Qt.Key.Key_Return)


def test_page_without_a_query_offers_examples_that_search(qtbot: QtBot, page: SearchPage) -> None:
    assert page.empty.isVisible()
    example = next(button for button in page.empty.findChildren(QPushButton) if "dog" in button.text())
    with qtbot.waitSignal(page.session.answered):
        example.click()
    assert page.query_bar.text == example.text()
    assert page.grid.isVisible()


def test_page_typing_shows_results(qtbot: QtBot, page: SearchPage) -> None:
    with qtbot.waitSignal(page.session.answered):
        QTest.keyClicks(page.query_bar.edit, "dog")
    assert page.grid.results.rowCount() == 40
    assert page.filter_bar._summary.text() == "40 results"
    assert not page.banner.isVisible()


def test_page_weak_results_are_called_weak(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "weak")
    assert page.banner.isVisible()
    assert "Nothing really matches" in page.banner.text
    search(qtbot, page, "dog")
    assert not page.banner.isVisible()


def test_page_nothing_found_says_so_and_filters_can_be_cleared(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "nothing")
    assert page.empty.headline == "Nothing found"
    assert not page.empty.action_button.isVisible()
    with qtbot.waitSignal(page.session.answered):
        page.filter_bar.kind_buttons.buttons()[2].click()
    assert page.empty.headline == "Nothing found here"
    with qtbot.waitSignal(page.session.answered):
        page.empty.action_button.click()
    assert page.filter_bar.filters.is_any


def test_page_kind_filter_narrows_the_results(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    with qtbot.waitSignal(page.session.answered):
        page.filter_bar.kind_buttons.buttons()[2].click()
    assert {hit.kind for hit in page.grid.results.hits} == {MediaKind.VIDEO}


def test_page_failed_search_says_why_in_place_of_results(qtbot: QtBot, page: SearchPage) -> None:
    with qtbot.waitSignal(page.session.failed):
        page.search_for("fails")
    assert page.empty.text == "That is no query."
    search(qtbot, page, "dog")
    with qtbot.waitSignal(page.session.failed):
        page.search_for("fails")
    assert page.grid.isVisible()
    assert page.banner.text == "That is no query."


def test_page_slow_search_says_that_it_searches(qtbot: QtBot, page: SearchPage) -> None:
    page.search_for("slow")
    qtbot.waitUntil(lambda: page.empty.headline == "Searching")
    search(qtbot, page, "dog")


def test_page_down_and_return_open_the_viewer_and_escape_closes_it(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    QTest.keyClick(page.query_bar.edit, Qt.Key.Key_Down)
    assert page.grid.current_hit == page.grid.results.hits[0]
    with qtbot.waitSignals([page.viewer.session.picture_loaded, page.viewer.session.explained]):
        QTest.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.is_viewer_open
    QTest.keyClick(page.viewer, Qt.Key.Key_Escape)
    assert not page.is_viewer_open


def test_page_wide_shows_both_and_narrow_one_at_a_time(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    open_first(qtbot, page)
    assert page.grid.isVisible()
    assert page.viewer.isVisible()
    page.resize(SIDE_BY_SIDE_PX - 100, 800)
    assert not page.grid.isVisible()
    assert page.viewer.isVisible()
    page.close_viewer()
    assert page.grid.isVisible()


def test_page_viewer_walks_through_the_hits(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    open_first(qtbot, page)
    hits = page.grid.results.hits
    for expected in (hits[1], hits[2], hits[1]):
        key = Qt.Key.Key_Right if expected is not hits[1] or page.viewer.hit == hits[0] else Qt.Key.Key_Left
        with qtbot.waitSignal(page.viewer.session.explained):
            QTest.keyClick(page.viewer, key)
        assert page.viewer.hit == expected
        assert page.grid.current_hit == expected


def test_page_new_query_keeps_the_viewer_on_its_hit_and_explains_anew(
    qtbot: QtBot, bench: Bench, page: SearchPage
) -> None:
    search(qtbot, page, "dog")
    open_first(qtbot, page)
    with qtbot.waitSignal(page.viewer.session.explained):
        page.search_for("dog grass")
    assert page.viewer.hit == page.grid.results.hits[0]
    assert [chip.word_map.word for chip in page.viewer.why.chips] == ["dog", "grass"]
    assert len(bench.asked("picture")) == 1


def test_page_cleared_query_closes_the_viewer(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    open_first(qtbot, page)
    page.query_bar.clear()
    assert not page.is_viewer_open
    assert page.empty.headline == "What are you looking for?"


def test_page_engine_death_is_told_and_the_search_goes_on(qtbot: QtBot, bench: Bench, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    bench.pipe.die()
    qtbot.waitUntil(lambda: "started again" in page.banner.text)
    qtbot.waitUntil(lambda: "was started again" in page.banner.text)
    with qtbot.waitSignal(page.session.answered):
        page.banner.action_chosen.emit()


def test_page_empty_library_asks_for_a_folder(qtbot: QtBot, tmp_path: Path, app_style: Appearance) -> None:
    library = FakeLibrary(tmp_path, is_empty=True)
    bench, close = make_bench(library, tmp_path, app_style)
    page = make_page(qtbot, bench)
    assert page.empty.headline == "Getting ready"
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.engine.start()
    assert page.empty.headline == "Add a folder to begin"
    with qtbot.waitSignal(page.folder_wanted):
        page.empty.action_button.click()
    library.folders = (FolderState(FolderId(1), tmp_path, 0, 0, 0, True),)
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.pipe.host.greet()
    assert page.empty.headline == "Nothing to search yet"
    close()


def test_page_engine_that_refuses_offers_to_try_again(qtbot: QtBot, bench: Bench, page: SearchPage) -> None:
    failed = {"code": "library-locked", "text": "Another Evoke is open.", "hint": "Close it.", "path": None}
    bench.pipe.host._send({"failed": failed})
    qtbot.waitUntil(lambda: page.empty.headline == "The library cannot be opened")
    assert page.empty.text == "Another Evoke is open. Close it."
    bench.pipe.die()
    with qtbot.waitSignal(bench.engine.status_changed):
        page.empty.action_button.click()
    assert page.empty.headline == "What are you looking for?"


def test_page_keys_of_the_viewer_work_from_the_grid(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog grass")
    open_first(qtbot, page)
    QTest.keyClick(page.grid, Qt.Key.Key_W)
    assert page.viewer.why.chips[0].isChecked()
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    assert not page.is_viewer_open
    QTest.keyClick(page.grid, Qt.Key.Key_Escape)
    assert page.query_bar.edit.hasSelectedText()


def test_page_empty_library_being_filled_says_so(qtbot: QtBot, tmp_path: Path, app_style: Appearance) -> None:
    bench, close = make_bench(FakeLibrary(tmp_path, is_empty=True), tmp_path, app_style)
    page = make_page(qtbot, bench)
    with qtbot.waitSignal(bench.engine.status_changed):
        bench.engine.start()
    page.set_indexing(is_indexing=True)
    assert page.empty.headline == "Indexing has begun"
    page.set_indexing(is_indexing=False)
    assert page.empty.headline == "Add a folder to begin"
    close()
