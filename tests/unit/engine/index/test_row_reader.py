"""Rows are read in whatever pieces they come, one by one or a folder at once."""

from __future__ import annotations

import pytest

from engine.index.row_reader import RowReader
from engine.store.files_table import KnownRow


def rows(names: str, size_bytes: int = 1) -> list[KnownRow]:
    return [(name.encode(), size_bytes, 7) for name in names]


@pytest.mark.parametrize("pieces", [["abcdef"], ["a", "b", "", "cdef"], ["abc", "def"], [*"abcdef"]])
def test_take_same_takes_rows_across_pieces(pieces: list[str]) -> None:
    reader = RowReader(map(rows, pieces))
    assert reader.take_same(rows("abcd"))
    assert reader.first() == rows("e")[0] == reader.take()
    assert reader.take_same(rows("f"))
    assert reader.take() is reader.first() is None


@pytest.mark.parametrize("wanted", [rows("ac"), rows("ab", size_bytes=2), rows("abc"), rows("b")])
def test_take_same_of_other_rows_takes_none(wanted: list[KnownRow]) -> None:
    reader = RowReader([rows("a"), rows("b")])
    assert not reader.take_same(wanted)
    assert [reader.take(), reader.take(), reader.take()] == [*rows("ab"), None]
