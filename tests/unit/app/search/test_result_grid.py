from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.search.result_grid import MAX_CELL_PX, ResultGrid
from engine.records import SearchHit
from tests.helpers.window import Bench


def make_grid(qtbot: QtBot, bench: Bench, count: int, width_px: int = 700) -> ResultGrid:
    grid = ResultGrid(bench.services.thumbnails, bench.services.appearance, cell_px=220)
    qtbot.addWidget(grid)
    grid.resize(width_px, 500)
    grid.show_hits(tuple(bench.library.hit(number) for number in range(count)))
    with qtbot.waitExposed(grid):
        grid.show()
    return grid


def test_grid_click_opens_the_hit_below_the_pointer(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    cell = grid.gridSize()
    with qtbot.waitSignal(grid.hit_opened) as opened:
        QTest.mouseClick(
            grid.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(cell.width() * 3 // 2, cell.height() // 2),
        )
    assert opened.args == [bench.library.hit(1)]


def test_grid_arrows_walk_and_return_opens(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    grid.step(1)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    with qtbot.waitSignal(grid.hit_opened) as opened:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [bench.library.hit(1)]


def test_grid_up_from_the_first_row_leaves_upwards(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    grid.step(1)
    with qtbot.waitSignal(grid.left_upwards):
        QTest.keyClick(grid, Qt.Key.Key_Up)


def test_grid_step_stops_at_both_ends(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 2)
    assert grid.step(1) == bench.library.hit(0)
    assert grid.step(-1) is None
    assert grid.step(1) == bench.library.hit(1)
    assert grid.step(1) is None
    assert grid.current_hit == bench.library.hit(1)


def test_grid_cells_fill_the_row_evenly(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 30)
    columns = grid.viewport().width() // grid.gridSize().width()
    assert columns == 3
    assert grid.viewport().width() - columns * grid.gridSize().width() <= columns
    first_row = {grid.visualRect(grid.results.index(i)).top() for i in range(columns)}
    assert first_row == {0}
    assert grid.visualRect(grid.results.index(columns)).top() > 0


def test_grid_cells_resized_stay_within_bounds(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 5)
    for _ in range(30):
        grid.resize_cells(1.3)
    assert grid.gridSize().width() >= MAX_CELL_PX * 0.6
    for _ in range(60):
        grid.resize_cells(0.7)
    assert 60 <= grid.gridSize().width() <= 120


def test_grid_new_hits_keep_the_current_one(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 12)
    grid.setCurrentIndex(grid.results.index(5))
    hits = grid.results.hits
    grid.show_hits(hits[::-1])
    assert grid.current_hit == hits[5]
    assert grid.currentIndex().row() == 6


def test_grid_scrolled_to_the_end_asks_for_more(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 60)
    with qtbot.waitSignal(grid.end_reached):
        grid.scrollToBottom()


def test_grid_painted_asks_only_for_visible_thumbnails(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 60)
    thumbnails = bench.services.thumbnails
    grid.grab()
    qtbot.waitUntil(lambda: thumbnails.is_idle and thumbnails.used_bytes > 0)
    one = 160 * 120 * 4
    assert 6 * one <= thumbnails.used_bytes <= 15 * one


def test_grid_with_a_hundred_thousand_hits_lays_out_at_once(qtbot: QtBot, bench: Bench) -> None:
    hit = bench.library.hit(0)
    grid = make_grid(qtbot, bench, 0)
    hits: tuple[SearchHit, ...] = (hit,) * 100_000
    grid.show_hits(hits)
    grid.grab()
    assert grid.results.rowCount() == 100_000
    assert grid.verticalScrollBar().maximum() >= 0
    qtbot.waitUntil(lambda: bench.services.thumbnails.is_idle)


def test_grid_context_menu_key_asks_for_a_menu(qtbot: QtBot, bench: Bench) -> None:
    grid = make_grid(qtbot, bench, 3)
    grid.step(1)
    with qtbot.waitSignal(grid.menu_wanted) as wanted:
        grid.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5)))
    assert wanted.args is not None
    assert wanted.args[0] == bench.library.hit(0)
