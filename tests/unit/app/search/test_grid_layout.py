from __future__ import annotations

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.search.grid_layout import GridLayout

Counts = list[int]


def layout_of(counts: Counts, columns: int, heading_px: int = 40) -> GridLayout:
    starts = np.append(0, np.cumsum(counts)[:-1]).astype(np.int64)
    layout = GridLayout(starts, sum(counts), heading_px=heading_px)
    layout.arrange(columns, 100, 75)
    return layout


def slow_places(counts: Counts, columns: int) -> list[tuple[int, int]]:
    """Where each cell lies, one after the other, as a person would lay them."""
    places, top = [], 0
    for count in counts:
        top += 40
        for inside in range(count):
            places.append((inside % columns * 100, top + inside // columns * 75))
        top += -(-count // columns) * 75
    return places


sections = st.lists(st.integers(1, 13), min_size=1, max_size=8)


@given(sections, st.integers(1, 5))
def test_layout_cells_lie_where_a_slow_layout_puts_them(counts: Counts, columns: int) -> None:
    layout = layout_of(counts, columns)
    places = slow_places(counts, columns)
    assert [layout.cell_at(row) for row in range(layout.rows)] == places
    for row, (left, top) in enumerate(places):
        assert layout.row_at(left + 50, top + 30) == row
        assert layout.row_at(left, top) == row


@given(sections, st.integers(1, 5), st.integers(-50, 3000), st.integers(1, 500))
def test_layout_rows_between_are_those_that_are_seen(counts: Counts, columns: int, top: int, height: int) -> None:
    layout = layout_of(counts, columns)
    places = slow_places(counts, columns)
    seen = [row for row, (_, y) in enumerate(places) if y < top + height and y + 75 > top]
    assert set(seen) <= set(layout.rows_between(top, top + height))
    told = layout.rows_between(top, top + height)
    assert len(told) <= len(seen) + columns  # a heading in sight may bring its first line along


@given(sections, st.integers(1, 5))
def test_layout_walking_down_and_up_stays_in_the_column(counts: Counts, columns: int) -> None:
    layout = layout_of(counts, columns)
    row = 0
    for _ in range(layout.rows):
        below = layout.neighbour(row, 1)
        assert below >= row
        assert layout.cell_at(below)[0] <= layout.cell_at(row)[0]
        row = below
    assert layout.cell_at(row)[1] == layout.cell_at(layout.rows - 1)[1]
    while (above := layout.neighbour(row, -1)) != row:
        assert layout.cell_at(above)[1] < layout.cell_at(row)[1]
        row = above
    assert layout.section_of(row) == 0


def test_layout_without_headings_is_a_plain_grid() -> None:
    layout = GridLayout(None, 10)
    layout.arrange(3, 100, 75)
    assert layout.height == 4 * 75
    assert layout.cell_at(9) == (0, 225)
    assert layout.row_at(150, 230) == -1
    assert not layout.has_headings


def test_layout_of_nothing_answers_everything() -> None:
    layout = GridLayout()
    layout.arrange(3, 100, 75)
    assert (layout.height, layout.row_at(5, 5)) == (0, -1)
    assert list(layout.rows_between(0, 500)) == []
    assert list(layout.sections_between(0, 500)) == []


def test_layout_of_a_million_rows_in_fifty_thousand_days_is_quick() -> None:
    starts = np.arange(0, 1_000_000, 20, dtype=np.int64)
    layout = GridLayout(starts, 1_000_000, heading_px=40)
    began = time.perf_counter()
    layout.arrange(6, 200, 150)
    for row in range(0, 1_000_000, 1000):
        left, top = layout.cell_at(row)
        assert layout.row_at(left, top) == row
        assert row in layout.rows_between(top, top + 800)
    assert time.perf_counter() - began < 2.0
