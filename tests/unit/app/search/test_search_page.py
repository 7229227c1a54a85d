from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.search.search_page import SIDE_BY_SIDE_PX, SearchPage
from app.widgets.file_actions import FileActions
from engine.browse_records import TermKind
from engine.library_records import FolderState
from engine.records import FolderId, MediaId, MediaKind, PictureTerm, SearchRequest
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
    qtbot.waitUntil(lambda: page.session.listing is not None and page.session.facets is not None)
    yield page
    page.close_viewer()
    qtbot.waitUntil(lambda: not bench.engine.running and bench.services.thumbnails.is_idle)


def search(qtbot: QtBot, page: SearchPage, query: str) -> None:
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        page.search_for(query)


def open_first(qtbot: QtBot, page: SearchPage) -> None:
    page.grid.step(1)
    session = page.viewer.session
    with qtbot.waitSignals([session.picture_loaded, session.explained]):
        QTest.keyClick(page.grid, Qt.Key.Key_Return)


def test_page_without_a_query_shows_everything_by_day(page: SearchPage) -> None:
    assert page.grid.isVisible()
    assert page.grid.results.rowCount() == 40
    assert page.grid.headings[0] == "2024 · 17 items"
    assert page.filter_bar.order_button.text() == "Newest"
    assert page.filter_bar.summary == "40 items"
    assert not page.chip_bar.isVisible()


def test_page_typing_shows_results(qtbot: QtBot, page: SearchPage) -> None:
    with qtbot.waitSignal(page.session.answered):
        QTest.keyClicks(page.query_bar.edit, "dog")
    qtbot.waitUntil(lambda: not page.session.is_busy)
    assert page.grid.results.rowCount() == 30
    assert page.filter_bar.summary == "30 matches"
    assert [chip.term.text for chip in page.chip_bar.chips] == ["dog"]
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
    shown = [page.grid.results.hit(row) for row in range(page.grid.results.rowCount())]
    assert {hit.kind for hit in shown if hit is not None} == {MediaKind.VIDEO}


def test_page_failed_search_says_why_in_place_of_results(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "nothing")
    with qtbot.waitSignal(page.session.failed):
        page.search_for("fails")
    assert page.empty.text == "That is no query."
    search(qtbot, page, "dog")
    with qtbot.waitSignal(page.session.failed):
        page.search_for("fails")
    assert page.grid.isVisible()
    assert page.banner.text == "That is no query."


def test_page_slow_search_says_that_it_searches(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "nothing")
    page.search_for("slow")
    qtbot.waitUntil(lambda: page.empty.headline == "Searching")
    search(qtbot, page, "dog")


def test_page_down_and_return_open_the_viewer_and_escape_closes_it(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    QTest.keyClick(page.query_bar.edit, Qt.Key.Key_Down)
    assert page.grid.current_hit == page.grid.results.hit(0)
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
    hits = [page.grid.results.hit(row) for row in range(3)]
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
    assert page.viewer.hit == page.grid.results.hit(0)
    assert [chip.word_map.word for chip in page.viewer.why.chips] == ["dog", "grass"]
    assert len(bench.asked("picture")) == 1


def test_page_cleared_query_shows_everything_and_keeps_the_viewer(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    open_first(qtbot, page)
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        page.query_bar.clear()
    assert page.is_viewer_open
    assert not page.viewer.why.isVisible()
    assert page.grid.results.rowCount() == 40


def test_page_nothing_left_closes_the_viewer(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    open_first(qtbot, page)
    search(qtbot, page, "nothing")
    assert not page.is_viewer_open


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
    qtbot.waitUntil(lambda: not bench.engine.running)
    close()


def test_page_engine_that_refuses_offers_to_try_again(qtbot: QtBot, bench: Bench, page: SearchPage) -> None:
    failed = {"code": "library-locked", "text": "Another Evoke is open.", "hint": "Close it.", "path": None}
    bench.pipe.host._send({"failed": failed})
    qtbot.waitUntil(lambda: page.empty.headline == "The library cannot be opened")
    assert page.empty.text == "Another Evoke is open. Close it."
    bench.pipe.die()
    with qtbot.waitSignal(bench.engine.status_changed):
        page.empty.action_button.click()
    qtbot.waitUntil(lambda: page.grid.isVisible() and page.session.facets is not None)


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
    qtbot.waitUntil(lambda: not bench.engine.running)
    close()


def test_page_weaker_matches_are_shown_and_hidden_on_request(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    assert page.weaker_bar.text == "30 matches; what is less certain is left out."
    for expected, text in ((40, "10 weaker matches below."), (30, "30 matches; what is less certain is left out.")):
        with qtbot.waitSignals([page.session.answered, page.session.counted]):
            page.weaker_bar.button.click()
        assert page.grid.results.rowCount() == expected
        assert page.weaker_bar.text == text
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        page.query_bar.clear()
    assert not page.weaker_bar.isVisible()


def test_page_chip_switched_off_ranks_without_the_word(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog grass -snow")
    assert [chip.term.kind for chip in page.chip_bar.chips] == [TermKind.WORD, TermKind.WORD, TermKind.MINUS]
    before = page.grid.results.hit(0)
    chip = page.chip_bar.chips[1]
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        chip.switch.click()
    assert page.chip_bar.chips[1] is chip
    assert chip.term.weight == 0
    assert page.grid.results.hit(0) != before


def test_page_word_clicked_off_in_the_viewer_ranks_without_it(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog grass")
    open_first(qtbot, page)
    looked_at = page.viewer.hit
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        QTest.keyClick(page.viewer.why.chips[1], Qt.Key.Key_Delete)
    assert page.session.request.weights[0].text == "grass"
    assert not page.viewer.why.chips[1].is_on
    assert looked_at is not None
    assert page.viewer.hit is not None
    assert page.viewer.hit.media_id == looked_at.media_id  # it stays in sight, wherever it ranks now


def test_page_more_like_this_becomes_a_chip_that_can_be_taken_out(qtbot: QtBot, page: SearchPage) -> None:
    page.grid.step(1)
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        page._actions.like.trigger()
    assert list(page.session.request.pictures) == [PictureTerm(media_id=MediaId(1))]
    chip = page.chip_bar.chips[0]
    assert chip.term.kind is TermKind.PICTURE
    assert chip.remove_button.isVisible()
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        chip.remove_button.click()
    assert not page.session.request.pictures


def test_page_text_file_dropped_says_why_and_is_taken_out(qtbot: QtBot, page: SearchPage, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("no picture")
    with qtbot.waitSignal(page.session.failed):
        page.given.take_files([notes])
    assert page.session.request.pictures == ()
    qtbot.waitUntil(lambda: not page.session.is_busy)
    with qtbot.waitSignal(page.session.answered):
        page.follow_library()
    assert page.banner.isVisible()
    assert "neither a photo nor a clip" in page.banner.text
    search(qtbot, page, "dog")
    assert not page.banner.isVisible()


def test_page_dead_link_dropped_says_so(qtbot: QtBot, page: SearchPage, tmp_path: Path) -> None:
    (tmp_path / "dead.jpg").symlink_to(tmp_path / "nowhere.jpg")
    with qtbot.waitSignal(page.given.failed):
        page.given.take_files([tmp_path / "dead.jpg"])
    assert "not there any more" in page.banner.text


def test_page_favourite_is_marked_and_told(qtbot: QtBot, bench: Bench, page: SearchPage) -> None:
    page.grid.step(1)
    with qtbot.waitSignal(page.said) as said:
        page._actions.favourite.trigger()
    assert said.args == ["1 favourite added"]
    hit = page.grid.results.hit(0)
    assert hit is not None
    assert hit.is_favourite
    assert page._actions.favourite.text() == "Take out of favourites"
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        page.filter_bar.favourite_button.click()
    assert page.grid.results.rowCount() == 1


def test_page_selection_is_counted_and_exported(qtbot: QtBot, bench: Bench, page: SearchPage, tmp_path: Path) -> None:
    page.grid.setFocus()
    page.grid.select_all()
    assert page.filter_bar.summary == "40 selected of 40 items"
    with qtbot.waitSignal(page.said) as said:
        page.deeds.export_to(tmp_path)
    assert said.args is not None
    assert said.args[0].startswith("40 files (1.0 MB) copied to ")


def test_page_stack_is_opened_and_closed(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "stacked")
    assert page.grid.results.rowCount() == 30
    page.grid.setCurrentIndex(page.grid.results.index(1))
    page.grid.toggle_folds()
    assert page.grid.results.rowCount() == 32
    page.grid.toggle_folds()
    assert page.grid.results.rowCount() == 30
    qtbot.waitUntil(lambda: not page.grid.results.loader.is_busy)


def test_page_album_is_saved_and_opened_from_the_menu(qtbot: QtBot, bench: Bench, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    with qtbot.waitSignals([page.saved.said, page.saved.changed]):
        page.saved.save("Rex & me", page.session.request)
    qtbot.waitUntil(lambda: bool(page.saved.albums))
    search(qtbot, page, "cat")
    page.history.fill()
    action = next(found for found in page.query_bar.history_menu.actions() if found.text() == "Rex && me")
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        action.trigger()
    assert page.query_bar.text == "dog"


def test_page_library_that_grew_keeps_the_place(qtbot: QtBot, bench: Bench, page: SearchPage) -> None:
    bench.library.items = 400
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        page.follow_library()
    bar = page.grid.verticalScrollBar()
    bar.setValue(2000)
    bench.library.grow(5)
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        page.follow_library()
    assert bar.value() == 2000
    assert page.grid.results.rowCount() == 405
    qtbot.waitUntil(lambda: not page.grid.results.loader.is_busy)


def test_page_library_that_grew_leaves_the_viewer_at_its_frame(qtbot: QtBot, bench: Bench, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    page.grid.setCurrentIndex(page.grid.results.index(3))
    page.grid.toggle_folds()
    page.grid.step(2)
    with qtbot.waitSignals([page.viewer.session.curves_loaded, page.viewer.session.explained]):
        QTest.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.viewer.session.time_s == 55.0
    with qtbot.waitSignal(page.viewer.session.explained):
        page.viewer.timeline.step(-1)
    bench.library.grow(2)
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        page.follow_library()
    assert page.viewer.session.time_s == 52.5
    assert page.grid.current_row == 5
    assert len(page.viewer.moments.buttons) == 3


def test_page_search_of_before_fills_box_and_filters(qtbot: QtBot, page: SearchPage) -> None:
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        page.search_again(SearchRequest("dog", kind=MediaKind.VIDEO))
    assert page.query_bar.text == "dog"
    assert page.filter_bar.filters.kind is MediaKind.VIDEO
    assert page.filter_bar.kind_buttons.buttons()[2].isChecked()


def test_page_stretch_of_a_clip_is_copied(qtbot: QtBot, bench: Bench, page: SearchPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.said) as said:
        page.deeds.export_stretch(bench.library.hit(3), 10.0, 14.0, tmp_path)
    assert said.args is not None
    assert said.args[0].startswith("1 file ")
    assert bench.asked("export_clip")[0]["start_s"] == 10.0


def test_page_other_words_show_the_best_where_the_old_hit_is_gone(qtbot: QtBot, page: SearchPage) -> None:
    search(qtbot, page, "dog")
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.grid.results.index(25))
    with qtbot.waitSignal(page.viewer.session.explained):
        QTest.keyClick(page.grid, Qt.Key.Key_Return)
    with qtbot.waitSignals([page.session.answered, page.session.counted]):
        page.session.change(now=True, query="cat", kind=MediaKind.VIDEO)
    first = page.grid.results.hit(0)
    assert first is not None
    assert page.viewer.hit == first


def test_page_caption_written_in_the_viewer_counts_once_one_is_back(
    qtbot: QtBot, bench: Bench, page: SearchPage
) -> None:
    search(qtbot, page, "dog")
    open_first(qtbot, page)
    page.viewer.write_caption()
    with qtbot.waitSignal(page.captions_changed):
        QTest.keyClicks(page.viewer.captions.field, "Rex")
        QTest.keyClick(page.viewer.captions.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    asked = len(bench.asked("listing"))
    with qtbot.waitSignal(page.session.answered):
        page.close_viewer()
    assert len(bench.asked("listing")) == asked + 1
    first = page.grid.results.hit(0)
    assert first is not None
    assert first.has_caption
