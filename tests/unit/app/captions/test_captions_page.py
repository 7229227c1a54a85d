from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.appearance import Appearance
from app.captions.caption_model import CAPTIONS_ROLE
from app.captions.captions_page import CaptionsPage
from engine.caption_records import CaptionCoverage, CaptionShelf
from tests.helpers.fake_engine import FakeLibrary
from tests.helpers.window import Bench, make_bench


def make_page(qtbot: QtBot, bench: Bench) -> CaptionsPage:
    page = CaptionsPage(bench.services)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.look()
    return page


@pytest.fixture
def page(qtbot: QtBot, bench: Bench) -> Iterator[CaptionsPage]:
    page = make_page(qtbot, bench)
    settle(qtbot, bench, page)
    yield page
    settle(qtbot, bench, page)


def settle(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    qtbot.waitUntil(lambda: not page.is_busy and not bench.engine.running and bench.services.thumbnails.is_idle)


def write(page: CaptionsPage, text: str) -> None:
    QTest.keyClicks(page.desk.editor.field, text)
    QTest.keyClick(page.desk.editor.field, Qt.Key.Key_Return)


def test_page_type_enter_next_captions_one_after_the_other(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    assert page.list.rows.rowCount() == 10
    for number in range(4):
        assert page.list.current_row == number
        write(page, f"caption {number}")
    settle(qtbot, bench, page)
    assert [(one.media_id, one.text) for one in bench.library.captions.values()] == [
        (number + 1, f"caption {number}") for number in range(4)
    ]
    assert page.list.rows.rowCount() == 10  # what is done stays in its place until the list is made anew
    said = page.list.rows.data(page.list.rows.index(0), CAPTIONS_ROLE)
    assert [caption.text for caption in said] == ["caption 0"]
    qtbot.waitUntil(lambda: page.coverage.figures.startswith("4 of 40"))


def test_page_undo_goes_back_to_where_it_was_written(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    write(page, "Rex")
    settle(qtbot, bench, page)
    QTest.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    settle(qtbot, bench, page)
    assert not bench.library.captions
    assert page.list.current_row == 0
    assert not page.undo_button.isEnabled()


def test_page_last_row_says_so_and_stays(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    page.list.go_to(9)
    with qtbot.waitSignal(page.said) as said:
        write(page, "the last")
    assert "last one" in said.args[0]
    assert page.list.current_row == 9
    settle(qtbot, bench, page)


def test_page_shelves_show_what_they_say(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    write(page, "Rex")
    for shelf, count in ((CaptionShelf.ALL, 40), (CaptionShelf.WITHOUT, 39), (CaptionShelf.WITH, 1)):
        page.shelves.choose(shelf)
        settle(qtbot, bench, page)
        assert page.list.rows.rowCount() == count
    assert page.desk.editor.session.captions[0].text == "Rex"


def test_page_clip_shows_its_frames_and_captions_the_moment(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    page.list.go_to(3)
    settle(qtbot, bench, page)
    assert page.desk.timeline.isVisible()
    assert page.desk.timeline.times
    page.desk.editor.whole_button.click()
    page.desk.timeline.step(4)  # whoever goes to a moment speaks of it
    settle(qtbot, bench, page)
    time_s = page.desk.looking.time_s
    assert time_s is not None
    write(page, "Rex jumps")
    settle(qtbot, bench, page)
    (caption,) = bench.library.captions.values()
    assert caption.time_s is not None
    assert caption.end_s is not None
    assert caption.time_s <= time_s <= caption.end_s


def test_page_without_captions_offers_what_is_worth_it(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    page.shelves.choose(CaptionShelf.WITH)
    settle(qtbot, bench, page)
    assert page.empty.headline == "No captions yet"
    page.empty.action_button.click()
    settle(qtbot, bench, page)
    assert page.shelves.shelf is CaptionShelf.NEXT
    assert page.list.isVisible()


def test_page_failure_is_told_and_the_flow_goes_on(qtbot: QtBot, bench: Bench, page: CaptionsPage) -> None:
    write(page, "this fails")
    qtbot.waitUntil(page.banner.isVisible)
    assert "The disk is full." in page.banner.text
    write(page, "Rex")
    settle(qtbot, bench, page)
    assert not page.banner.isVisible()


def test_page_narrow_window_shows_the_picture_alone(page: CaptionsPage) -> None:
    assert page.list.isVisible()
    page.resize(600, 500)
    assert not page.list.isVisible()
    assert page.desk.editor.field.isVisible()


def test_page_long_list_costs_no_more_than_what_is_seen(qtbot: QtBot, tmp_path: Path, app_style: Appearance) -> None:
    bench, close = make_bench(FakeLibrary(tmp_path / "library", items=10_000), tmp_path, app_style)
    bench.engine.start()
    page = make_page(qtbot, bench)
    page.shelves.choose(CaptionShelf.ALL)
    settle(qtbot, bench, page)
    page.list.go_to(9_000)
    qtbot.waitUntil(lambda: page.list.current_hit is not None)
    settle(qtbot, bench, page)
    asked = sum(len(np.asarray(args["media_ids"])) for args in bench.asked("rows"))
    assert asked < 200
    assert page.desk.looking.hit == page.list.current_hit
    close()


def test_page_empty_library_asks_for_a_folder(qtbot: QtBot, tmp_path: Path, app_style: Appearance) -> None:
    bench, close = make_bench(FakeLibrary(tmp_path / "library", is_empty=True), tmp_path, app_style)
    bench.engine.start()
    page = make_page(qtbot, bench)
    qtbot.waitUntil(lambda: page.empty.headline == "Nothing to caption yet")
    with qtbot.waitSignal(page.folder_wanted):
        page.empty.action_button.click()
    settle(qtbot, bench, page)
    close()


def test_coverage_says_what_comes_next(page: CaptionsPage) -> None:
    page.coverage.show_coverage(CaptionCoverage(600, 12, 15, 2, 1))
    assert page.coverage.figures.startswith("12 of 600 photos and clips have a caption (2 %)")
    assert "8 more" in page.coverage.goal
    page.coverage.show_coverage(CaptionCoverage(1000, 60, 60, 0, 0))
    assert "40 more" in page.coverage.goal
    page.coverage.show_coverage(CaptionCoverage(1000, 600, 600, 0, 0))
    assert page.coverage.goal.startswith("Enough")
