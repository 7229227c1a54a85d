"""The files a library knows, read beside a walk of the disk: whether anything changed is seen for a folder at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Protocol

from engine.store.files_table import KnownRow


class RowSource(Protocol):
    """Where rows come from, in order."""

    def rows_from(self, start: bytes) -> Iterator[list[KnownRow]]:
        """Yield the rows from a path as stored on, in pieces of any size."""

    def rows_between(self, low: bytes, high: bytes) -> list[KnownRow]:
        """Return the rows from one path up to another."""


class RowReader:
    """Reads rows in order, in whatever pieces they come, and leaps over those that need not be read."""

    def __init__(self, source: RowSource) -> None:
        self._source = source
        self._start = b""
        self._pieces: Iterator[list[KnownRow]] | None = None  # None until something from `_start` on is wanted
        self._rows: list[KnownRow] = []
        self._at = 0

    def first(self) -> KnownRow | None:
        """Return the next row and leave it there; None after the last."""
        return self._rows[self._at] if self._has(1) else None

    def take(self) -> KnownRow | None:
        """Return the next row; None after the last."""
        row = self.first()
        self._at += row is not None
        return row

    def take_same(self, rows: list[KnownRow]) -> bool:
        """Take these rows if they are exactly the next ones; return whether they were."""
        if not self._has(len(rows)) or self._rows[self._at : self._at + len(rows)] != rows:
            return False
        self._at += len(rows)
        return True

    def leap(self, low: bytes, high: bytes) -> list[KnownRow]:
        """Go on at `high`; return the rows that come before `low`."""
        if self._pieces is None:
            passed = self._source.rows_between(self._start, low)
        else:
            passed = []
            while (row := self.first()) is not None and row[0] < low:
                passed.append(row)
                self._at += 1
        self._start, self._pieces, self._rows, self._at = high, None, [], 0
        return passed

    def _has(self, count: int) -> bool:
        """Read on until so many rows are there; return whether they are."""
        missing = count - (len(self._rows) - self._at)
        if missing <= 0:
            return True
        if self._pieces is None:
            self._pieces = self._source.rows_from(self._start)
        pieces = [self._rows[self._at :]]
        while missing > 0 and (piece := next(self._pieces, None)) is not None:
            pieces.append(piece)
            missing -= len(piece)
        self._rows = list(chain.from_iterable(pieces))
        self._at = 0
        return missing <= 0
