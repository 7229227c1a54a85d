from __future__ import annotations

import dataclasses
import time

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from app.search.result_grid import MAX_CELL_PX, ResultGrid
from app.search.result_model import HIT_ROLE
from engine.records import SearchRequest, SortBy
from tests.helpers.fake_engine import no_stacks
from tests.helpers.window import Bench


def make_grid(qtbot: QtBot, bench: Bench, count: int, width_px: int = 700) -> ResultGrid:
    services = bench.services
    grid = ResultGrid(services.operations, services.thumbnails, services.appearance, cell_px=220)
    qtbot.addWidget(grid)
    grid.resize(width_px, 500)
    show(bench, grid, count)
    with qtbot.waitExposed(grid):
        grid.show()
    return grid


def show(bench: Bench, grid: ResultGrid, count: int, request: SearchRequest | None = None) -> None:
    bench.library.items = count
    request = request or SearchRequest("dog", shows_weaker=False)
    listing = bench.library.listing(request)
    listing = dataclasses.replace(listing, matches=len(listing.media_ids))
    grid.show_listing(request, listing)


def settle(qtbot: QtBot, bench: Bench) -> None:
    qtbot.waitUntil(lambda: bench.services.thumbnails.is_idle and not bench.engine.running)


def test_grid_click_opens_the_hit_below_the_pointer(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    cell = grid.cell_size
    place = QPoint(cell.width() * 3 // 2, cell.height() // 2)
    with qtbot.waitSignal(grid.hit_opened) as opened:
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert opened.args == [bench.library.hit(1)]
    settle(qtbot, bench)


def test_grid_ctrl_and_shift_click_select_without_opening(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    opened: list[object] = []
    cell = grid.cell_size
    places = [grid.visualRect(grid.results.index(row)).center() for row in range(6)]
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, places[0])
    grid.hit_opened.connect(opened.append)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, places[2])
    assert list(grid.selected_ids) == [1, 3]
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, places[5])
    assert list(grid.selected_ids) == [1, 3, 4, 5, 6]
    assert opened == []
    assert cell.width() > 100
    urls = grid.drag_data().urls()
    assert [url.fileName() for url in urls] == [
        "photo 000.jpg",
        "photo 002.jpg",
        "clip 003.mp4",
        "photo 004.jpg",
        "photo 005.jpg",
    ]
    settle(qtbot, bench)


def test_grid_arrows_walk_and_return_opens(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    grid.step(1)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Left)
    with qtbot.waitSignal(grid.hit_opened) as opened:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [bench.library.hit(3)]
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert grid.currentIndex().row() == 11
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert grid.currentIndex().row() == 0
    settle(qtbot, bench)


def test_grid_focused_before_its_first_step_tells_that_too(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    told: list[object] = []
    grid.hit_current.connect(told.append)
    grid.setFocus()
    assert told == []
    grid.step(1)
    assert told == [bench.library.hit(0)]
    settle(qtbot, bench)


def test_grid_up_from_the_first_row_leaves_upwards(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    grid.step(1)
    with qtbot.waitSignal(grid.left_upwards):
        QTest.keyClick(grid, Qt.Key.Key_Up)
    settle(qtbot, bench)


def test_grid_step_stops_at_both_ends(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 2)
    assert grid.step(1)
    assert not grid.step(-1)
    assert grid.step(1)
    assert not grid.step(1)
    assert grid.current_hit == bench.library.hit(1)
    settle(qtbot, bench)


def test_grid_step_onto_a_row_not_loaded_yet_tells_it_when_it_is(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 400)
    with qtbot.waitSignal(grid.hit_current) as told:
        grid.setCurrentIndex(grid.results.index(300))
        assert grid.current_hit is None
    assert told.args == [bench.library.hit(300)]
    settle(qtbot, bench)


def test_grid_cells_fill_the_row_evenly(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 30)
    columns = grid.viewport().width() // grid.cell_size.width()
    assert columns == 3
    assert grid.viewport().width() - columns * grid.cell_size.width() <= columns
    first_row = {grid.visualRect(grid.results.index(i)).top() for i in range(columns)}
    assert first_row == {0}
    assert grid.visualRect(grid.results.index(columns)).top() > 0
    settle(qtbot, bench)


def test_grid_cells_resized_stay_within_bounds(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 5)
    for _ in range(30):
        grid.resize_cells(1.3)
    assert grid.cell_size.width() >= MAX_CELL_PX * 0.6
    for _ in range(60):
        grid.resize_cells(0.7)
    assert 60 <= grid.cell_size.width() <= 120
    settle(qtbot, bench)


def test_grid_cells_resized_keep_the_first_row_in_sight(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 3000)
    grid.scrollTo(grid.results.index(1500), QAbstractItemView.ScrollHint.PositionAtCenter)
    first = grid.visible_rows.start
    grid.resize_cells(0.5)
    assert first in grid.visible_rows
    settle(qtbot, bench)


def test_grid_new_listing_keeps_the_current_hit(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    grid.setCurrentIndex(grid.results.index(5))
    listing = bench.library.listing(SearchRequest(""))
    grid.show_listing(
        SearchRequest(""), dataclasses.replace(listing, media_ids=listing.media_ids[::-1].copy(), head=())
    )
    assert grid.currentIndex().row() == 6
    qtbot.waitUntil(lambda: grid.current_hit == bench.library.hit(5))
    settle(qtbot, bench)


def test_grid_repeated_listing_stays_where_it_is_scrolled(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 600)
    request = SearchRequest("dog")
    grid.verticalScrollBar().setValue(3000)
    grid.show_listing(request, bench.library.listing(request), keeps_place=True)
    assert grid.verticalScrollBar().value() == 3000
    grid.show_listing(request, bench.library.listing(request))
    assert grid.verticalScrollBar().value() == 0
    settle(qtbot, bench)


def test_grid_painted_asks_only_for_visible_thumbnails(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 60)
    thumbnails = bench.services.thumbnails
    grid.grab()
    qtbot.waitUntil(lambda: thumbnails.is_idle and thumbnails.used_bytes > 0)
    one = 160 * 120 * 4
    assert 6 * one <= thumbnails.used_bytes <= 15 * one


def test_grid_with_a_million_rows_shows_and_scrolls_at_once(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 4)
    listing = bench.library.listing(SearchRequest(""))
    ids = np.arange(1, 1_000_001, dtype=np.int64)
    days = (738_000 - ids // 20).astype(np.int32)
    whole = dataclasses.replace(listing, media_ids=ids, days=days, matches=len(ids), stacks=no_stacks(), head=())
    began = time.perf_counter()
    grid.show_listing(SearchRequest("", sort=SortBy.NEWEST), whole)
    shown_s = time.perf_counter() - began
    bar = grid.verticalScrollBar()
    began = time.perf_counter()
    for step in range(20):
        bar.setValue(bar.maximum() * step // 20)
    grid.scrollToBottom()
    grid.grab()
    scrolled_s = time.perf_counter() - began
    assert grid.results.rowCount() == 1_000_000
    assert grid.visible_rows.stop == 1_000_000
    assert len(grid.headings) >= 1
    assert shown_s < 1.0  # a tenth of that where the machine has nothing else to do
    assert scrolled_s < 1.5
    grid.select_all()
    assert grid.selected_count == 1_000_000
    qtbot.waitUntil(lambda: grid.results.index(999_999).data(HIT_ROLE) is not None)
    settle(qtbot, bench)


def test_grid_pointer_scrubs_through_the_moments_of_a_clip(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    rect = grid.visualRect(grid.results.index(3))
    hit = bench.library.hit(3)
    seen = []
    for share in (0.1, 0.5, 0.9):
        QTest.mouseMove(grid.viewport(), QPoint(rect.left() + round(rect.width() * share), rect.center().y()))
        moment = grid._delegate.moment_shown(grid.results.index(3), hit)
        assert moment is not None
        seen.append(moment.best_s)
        grid.grab()
    assert seen == [12.5, 40.0, 55.0]
    QTest.mouseMove(grid.viewport(), grid.visualRect(grid.results.index(0)).center())
    assert grid._delegate.moment_shown(grid.results.index(3), hit) == hit.moment
    settle(qtbot, bench)


def click(grid: ResultGrid, place: QPoint) -> None:
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_grid_stack_badge_opens_the_stack_and_closes_it_again(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    show(bench, grid, 12, SearchRequest("stacked", stacks=True))
    opened: list[object] = []
    grid.hit_opened.connect(opened.append)
    badge = grid.visualRect(grid.results.index(1)).topLeft() + QPoint(20, 20)
    click(grid, badge)
    assert [grid.results.loader.media_id(row) for row in range(5)] == [1, 2, 101, 102, 3]
    qtbot.waitUntil(lambda: grid.results.hit(3) is not None)
    grid.grab()
    click(grid, badge)
    assert [grid.results.loader.media_id(row) for row in range(3)] == [1, 2, 3]
    assert opened == []
    settle(qtbot, bench)


def test_grid_moments_badge_opens_a_clip_and_each_moment_opens_as_itself(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12, width_px=900)
    clip = grid.visualRect(grid.results.index(3))
    click(grid, clip.bottomLeft() + QPoint(20, -20))
    assert grid.results.rowCount() == 14
    grid.grab()
    with qtbot.waitSignal(grid.hit_opened) as opened:
        click(grid, grid.visualRect(grid.results.index(5)).center())
    assert opened.args is not None
    assert opened.args[0].moment.best_s == 55.0
    assert len(opened.args[0].moments) == 3
    assert grid.current_row == 5
    grid.select_all()
    assert grid.selected_count == len(grid.selected_ids) == 12
    assert len(grid.drag_data().urls()) == 12
    click(grid, grid.visualRect(grid.results.index(3)).bottomLeft() + QPoint(20, -20))
    assert grid.results.rowCount() == 12
    settle(qtbot, bench)


def test_grid_key_opens_and_closes_what_is_current(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    show(bench, grid, 12, SearchRequest("stacked", stacks=True))
    grid.step(1)
    assert grid.fold_text() == ""
    QTest.keyClick(grid, Qt.Key.Key_F)
    assert grid.results.rowCount() == 12
    grid.step(1)
    assert grid.fold_text() == "Show the 2 beneath"
    QTest.keyClick(grid, Qt.Key.Key_F)
    assert grid.results.rowCount() == 14
    qtbot.waitUntil(lambda: grid.results.hit(3) is not None)
    grid.step(2)
    assert grid.fold_text() == "Put the stack together"
    QTest.keyClick(grid, Qt.Key.Key_F)
    assert (grid.results.rowCount(), grid.current_row) == (12, 1)
    grid.step(2)
    assert grid.fold_text() == "Show its 3 moments"
    QTest.keyClick(grid, Qt.Key.Key_F)
    grid.step(1)
    assert grid.fold_text() == "Put the moments together"
    QTest.keyClick(grid, Qt.Key.Key_F)
    assert (grid.results.rowCount(), grid.current_row) == (12, 3)
    settle(qtbot, bench)


def test_grid_same_listing_again_keeps_what_is_opened_and_another_closes_it(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    grid.setCurrentIndex(grid.results.index(3))
    grid.toggle_folds()
    grid.step(2)
    whole = bench.library.listing(SearchRequest("dog"))
    shorter = [dataclasses.replace(hit, moments=hit.moments[:2]) for hit in whole.head]
    grid.show_listing(SearchRequest("dog"), whole, keeps_place=True)
    assert (grid.results.rowCount(), grid.current_row) == (14, 5)
    grid.show_listing(SearchRequest("dog"), dataclasses.replace(whole, head=tuple(shorter)), keeps_place=True)
    assert (grid.results.rowCount(), grid.current_row) == (13, 3)
    grid.show_listing(SearchRequest("cat"), whole)
    assert grid.results.rowCount() == 12
    settle(qtbot, bench)


def test_grid_context_menu_key_asks_for_a_menu(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 3)
    grid.step(1)
    with qtbot.waitSignal(grid.menu_wanted) as wanted:
        grid.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5)))
    assert wanted.args is not None
    assert wanted.args[0] == bench.library.hit(0)
    settle(qtbot, bench)
