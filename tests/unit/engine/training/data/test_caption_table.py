from pathlib import Path

import pytest

from engine.errors import BadData, FolderMissing
from engine.training.data.caption_table import CaptionTable, read_caption_table


def read(folder: Path, content: bytes | str) -> CaptionTable:
    path = folder / "captions.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_caption_table(path)


def test_table_keeps_the_order_and_every_pair_once(tmp_path: Path) -> None:
    table = read(tmp_path, "id,caption,image\n1,two dogs,b.jpg\n2,a cat,a.jpg\n3,dogs,b.jpg\n4,a cat,a.jpg\n")
    assert table.captions == {"b.jpg": ("two dogs", "dogs"), "a.jpg": ("a cat",)}
    assert table.skipped == ()


def test_table_with_byte_order_mark_and_other_line_ends_is_read(tmp_path: Path) -> None:
    table = read(tmp_path, b"\xef\xbb\xbfimage,caption\r\na.jpg,\xe7\x8c\xab\r\n")
    assert table.captions == {"a.jpg": ("猫",)}


def test_table_caption_over_two_lines_is_one(tmp_path: Path) -> None:
    assert read(tmp_path, 'image,caption\na.jpg,"two\nlines"\n').captions == {"a.jpg": ("two\nlines",)}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (b",nobody", "Row 3 of captions.csv names no image"),
        (b"b.jpg,  ", "Row 3 of captions.csv has no caption"),
        (b"b.jpg", "Row 3 of captions.csv has 1 cells where the first row has 2"),
        (b"b.jpg,one,two", "Row 3 of captions.csv has 3 cells"),
        (b"b.jpg,caf\xe9", "Row 3 of captions.csv is not UTF-8 text"),
        (b"b.jpg,a\0b", "Row 3 of captions.csv holds a NUL"),
        (b"b.jpg," + b"x" * 30_000, "Row 3 of captions.csv has a caption of 30,000 characters"),
        (b"b.jpg," + b"x" * 10_000_000, "Row 3 of captions.csv is not valid CSV"),
        (b"b.jpg," + b"x," * 5_000_000, "Row 3 of captions.csv has 499999 cells"),
        (b'b.jpg,"never closed', "Row 3 of captions.csv is not valid CSV"),
        (b'b.jpg,"closed" too early', "Row 3 of captions.csv is not valid CSV"),
    ],
)
def test_table_bad_row_is_named_and_costs_only_itself(tmp_path: Path, row: bytes, why: str) -> None:
    table = read(tmp_path, b"image,caption\na.jpg,before\n" + row + b'\nc.jpg,"after, all"\nd.jpg,end\n')
    assert table.captions == {"a.jpg": ("before",), "c.jpg": ("after, all",), "d.jpg": ("end",)}
    (skipped,) = table.skipped
    assert skipped.why.startswith(why)
    assert skipped.name == "row 3"


def test_table_rows_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    table = read(tmp_path, 'image,caption\na.jpg,"two\nlines"\n\nb.jpg,\n')
    assert table.skipped[0].why == "Row 5 of captions.csv has no caption."


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "must have the columns"),
        ("image,text\na.jpg,x\n", "must have the columns"),
        ("image;caption\na.jpg;x\n", "must have the columns"),
        (b"image,caption\n".decode().encode("utf-16"), "is not UTF-8 text"),
        ("image,caption\n", "holds no caption that can be used"),
        (b"image,caption\na.jpg,caf\xe9\n", "can be used: Row 2 of captions.csv is not UTF-8 text"),
        (b"x" * 3_000_000, "must have the columns"),
    ],
)
def test_table_without_anything_usable_is_bad_data(tmp_path: Path, content: bytes | str, complaint: str) -> None:
    with pytest.raises(BadData, match=complaint):
        read(tmp_path, content)


def test_table_that_is_not_there_or_a_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="no caption file"):
        read_caption_table(tmp_path / "none.csv")
    with pytest.raises(BadData, match="cannot be read"):
        read_caption_table(tmp_path)
