"""Rows are read in whatever pieces they come, one by one or a folder at once; what need not be read is leapt over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.index.row_reader import RowReader
from engine.store.files_table import KnownRow


def rows(names: str, size_bytes: int = 1) -> list[KnownRow]:
    return [(name.encode(), size_bytes, 7) for name in names]


class Pieces:
    """Rows in pieces, with a note of what was asked for."""

    def __init__(self, *pieces: str) -> None:
        self._pieces = [rows(piece) for piece in pieces]
        self.asked: list[tuple[bytes, bytes | None]] = []

    def rows_from(self, start: bytes) -> Iterator[list[KnownRow]]:
        self.asked.append((start, None))
        return ([row for row in piece if row[0] >= start] for piece in self._pieces)

    def rows_between(self, low: bytes, high: bytes) -> list[KnownRow]:
        self.asked.append((low, high))
        return [row for piece in self._pieces for row in piece if low <= row[0] < high]


@pytest.mark.parametrize("pieces", [["abcdef"], ["a", "b", "", "cdef"], ["abc", "def"], [*"abcdef"]])
def test_take_same_takes_rows_across_pieces(pieces: list[str]) -> None:
    reader = RowReader(Pieces(*pieces))
    assert reader.take_same(rows("abcd"))
    assert reader.first() == rows("e")[0] == reader.take()
    assert reader.take_same(rows("f"))
    assert reader.take() is reader.first() is None


@pytest.mark.parametrize("wanted", [rows("ac"), rows("ab", size_bytes=2), rows("abc"), rows("b")])
def test_take_same_of_other_rows_takes_none(wanted: list[KnownRow]) -> None:
    reader = RowReader(Pieces("a", "b"))
    assert not reader.take_same(wanted)
    assert [reader.take(), reader.take(), reader.take()] == [*rows("ab"), None]


def test_leap_returns_what_is_passed_and_reads_nothing_of_the_rest() -> None:
    pieces = Pieces("abcdefghij")
    reader = RowReader(pieces)
    assert reader.leap(b"c", b"e") == rows("ab")
    assert reader.leap(b"e", b"g") == []
    assert pieces.asked == [(b"", b"c"), (b"e", b"e")]
    assert reader.take_same(rows("gh"))
    assert reader.leap(b"j", b"k") == rows("i")
    assert reader.take() is None


def test_leap_over_rows_that_were_read_already_forgets_them() -> None:
    reader = RowReader(Pieces("ab", "cd", "efgh"))
    assert reader.first() == rows("a")[0]
    assert reader.leap(b"d", b"g") == rows("abc")
    assert [reader.take(), reader.take(), reader.take()] == [*rows("gh"), None]
