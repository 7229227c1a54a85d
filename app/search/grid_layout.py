"""Where the cells of a grid lie, as plain arithmetic: any number of rows in sections, some of them below a heading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of rows that stands together.

    Attributes:
        first: Its first row.
        count: How many rows.
        top: Where its heading begins; its cells begin below that.
        heading_px: Height of the heading, 0 without one.
    """

    first: int
    count: int
    top: int
    heading_px: int


class GridLayout:
    """Cells of one size in columns. A million rows take no more than two small arrays; nothing is kept per row."""

    def __init__(self, starts: Ints | None = None, rows: int = 0, *, heading_px: int = 0) -> None:
        """Take the first row of each section, ascending from 0; None is a single section without a heading."""
        self._starts = np.zeros(1 if rows else 0, np.int64) if starts is None else starts
        self._heading_px = 0 if starts is None else heading_px
        self._rows = rows
        self._columns = 1
        self._cell = (1, 1)
        self._tops = np.zeros(0, np.int64)
        self.height = 0
        self.arrange(1, 1, 1)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self._rows

    @property
    def has_headings(self) -> bool:
        """Whether sections stand below headings."""
        return self._heading_px > 0

    @property
    def columns(self) -> int:
        """How many cells stand side by side."""
        return self._columns

    @property
    def cell(self) -> tuple[int, int]:
        """Width and height of a cell."""
        return self._cell

    def arrange(self, columns: int, cell_width: int, cell_height: int) -> None:
        """Lay out anew for cells of this size."""
        self._columns, self._cell = max(1, columns), (max(1, cell_width), max(1, cell_height))
        counts = np.diff(np.append(self._starts, self._rows))
        lines = -(-counts // self._columns)
        heights = self._heading_px + lines * self._cell[1]
        ends = np.cumsum(heights)
        self._tops = ends - heights
        self.height = int(ends[-1]) if len(ends) else 0

    def section(self, number: int) -> Section:
        """Return a section by its number."""
        first = int(self._starts[number])
        end = int(self._starts[number + 1]) if number + 1 < len(self._starts) else self._rows
        return Section(first, end - first, int(self._tops[number]), self._heading_px)

    def section_of(self, row: int) -> int:
        """Return the number of the section that holds a row."""
        return int(np.searchsorted(self._starts, row, side="right")) - 1

    def cell_at(self, row: int) -> tuple[int, int]:
        """Return the left and top edge of a row's cell."""
        section = self.section(self.section_of(row))
        line, column = divmod(row - section.first, self._columns)
        return column * self._cell[0], section.top + section.heading_px + line * self._cell[1]

    def row_at(self, x: int, y: int) -> int:
        """Return the row whose cell holds a point, or -1."""
        if not self._rows or not 0 <= y < self.height or not 0 <= x < self._columns * self._cell[0]:
            return -1
        section = self.section(self._section_at(y))
        inside = y - section.top - section.heading_px
        place = inside // self._cell[1] * self._columns + x // self._cell[0]
        return section.first + place if inside >= 0 and place < section.count else -1

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows of which something lies between two heights, `bottom` not included."""
        if not self._rows or bottom <= 0 or top >= self.height or bottom <= top:
            return range(0)
        first = self._first_at(max(0, top))
        last = self._first_at(min(self.height, bottom) - 1)
        section = self.section(self.section_of(min(last, self._rows - 1)))
        if min(self.height, bottom) - 1 < section.top + section.heading_px:
            return range(first, min(self._rows, last))  # its heading alone is seen
        return range(first, min(last + self._columns, section.first + section.count))

    def sections_between(self, top: int, bottom: int) -> range:
        """Return the numbers of the sections of which something lies between two heights."""
        if not self._rows or bottom <= 0 or top >= self.height:
            return range(0)
        return range(self._section_at(max(0, top)), self._section_at(min(self.height, bottom) - 1) + 1)

    def neighbour(self, row: int, lines: int) -> int:
        """Return the row that many lines further down, in the same column where the line is long enough."""
        section_number = self.section_of(row)
        section = self.section(section_number)
        line, column = divmod(row - section.first, self._columns)
        line += lines
        while line < 0 and section_number > 0:
            section_number -= 1
            section = self.section(section_number)
            line += self._lines(section)
        while line >= self._lines(section) and section_number + 1 < len(self._starts):
            line -= self._lines(section)
            section_number += 1
            section = self.section(section_number)
        if line < 0:
            return row
        line = min(line, self._lines(section) - 1)
        return section.first + min(line * self._columns + column, section.count - 1)

    def _lines(self, section: Section) -> int:
        return -(-section.count // self._columns)

    def _section_at(self, y: int) -> int:
        return int(np.searchsorted(self._tops, y, side="right")) - 1

    def _first_at(self, y: int) -> int:
        """Return the first row of the line at a height; of a heading's height, the section's first row."""
        section = self.section(self._section_at(y))
        inside = max(0, y - section.top - section.heading_px)
        return section.first + inside // self._cell[1] * self._columns


@dataclass(frozen=True, slots=True)
class Headings:
    """The first row of each section of a listing; the words above one are made when it comes into sight."""

    starts: Ints
    text_of: Callable[[int], str] = field(repr=False)
