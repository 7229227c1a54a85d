"""Lengths that lie get what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.media.bounded_file import BoundedFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"abcdef")
    return path


def test_read_of_more_than_there_is_returns_the_rest(path: Path) -> None:
    with BoundedFile(path) as file:
        assert file.read(2) == b"ab"
        assert file.read(1 << 60) == b"cdef"
        assert file.read(1 << 60) == b""
        file.seek(1000)
        assert file.read(1 << 60) == b""


def test_read_of_nothing_in_particular_returns_everything(path: Path) -> None:
    with BoundedFile(path) as file:
        assert (file.read(), file.seek(3), file.read(-1), file.seek(4), file.read(None)) == (
            b"abcdef", 3, b"def", 4, b"ef",
        )  # fmt: skip


def test_close_closes_the_file_itself(path: Path) -> None:
    with BoundedFile(path) as file:
        raw = file.raw
    assert raw.closed
