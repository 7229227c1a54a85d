"""Tables as people make them: every fault is one sentence with the file and the row."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import BadData
from engine.evaluation.csv_tables import CaptionRow, MomentRow, read_captions, read_labels, read_moments


def table(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_read_captions_quotes_newlines_and_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = table(
        tmp_path, b'\xef\xbb\xbfimage,caption\r\na.jpg,"A ""red"" dog,\r\nrunning"\r\n\r\nb.jpg,\xc3\xa9t\xc3\xa9\r\n'
    )
    assert read_captions(path) == (CaptionRow("a.jpg", 'A "red" dog,\r\nrunning'), CaptionRow("b.jpg", "été"))


def test_read_captions_other_columns_and_order_are_fine(tmp_path: Path) -> None:
    path = table(tmp_path, "caption,who,image\nA dog.,me,a.jpg\nA cat.,me,a.jpg\n")
    assert read_captions(path) == (CaptionRow("a.jpg", "A dog."), CaptionRow("a.jpg", "A cat."))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("image,caption\na.jpg,A dog.\nb.jpg,A cat.\na.jpg,A dog.\n", "Row 4 .* repeats row 2"),
        ("image,caption\na.jpg,A dog.\nb.jpg\n", "Row 3 .* has 1 cells where the first row has 2"),
        ("image,caption\na.jpg,A dog, running.\n", "Row 2 .* has 3 cells"),
        ("image,caption\na.jpg,  \n", "Row 2 .* has nothing under caption"),
        ("image,caption\n,A dog.\n", "Row 2 .* has nothing under image"),
        ("image,text\na.jpg,A dog.\n", "has no column caption"),
        ("", "has no column image, caption"),
        ("image,caption\n", "has no rows"),
        ('image,caption\na.jpg,"A dog\n', "Row 2 .* is not valid CSV"),
        (b"image,caption\na.jpg,A dog.\nb.jpg,\xe9t\xe9\n", "Row 3 .* is not UTF-8"),
        ("image,caption\na.jpg,A dog.\n".encode("utf-16"), "Row 1 .* is not UTF-8"),
        ("image,caption\na.jpg," + "x" * 30_000 + "\n", "Row 2 .* holds 30000 characters under caption"),
        ("image,caption\na.jpg," + "x" * 10_000_000 + "\n", "Row 2 .* is not valid CSV"),
    ],
)
def test_read_captions_faulty_table_says_which_row(tmp_path: Path, content: str | bytes, sentence: str) -> None:
    path = table(tmp_path, content)
    with pytest.raises(BadData, match=sentence) as caught:
        read_captions(path)
    assert "table.csv" in caught.value.user_text
    assert caught.value.path == path
    assert len(caught.value.user_text) < 400


def test_read_captions_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_captions(tmp_path / "nowhere.csv")


def test_read_captions_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_captions(tmp_path)


def test_read_labels_image_named_twice_says_which_rows(tmp_path: Path) -> None:
    path = table(tmp_path, "image,label\na.jpg,dog\nb.jpg,cat\na.jpg,cat\n")
    with pytest.raises(BadData, match=r"Row 4 .* names a\.jpg again after row 2"):
        read_labels(path)


def test_read_moments_times_are_numbers(tmp_path: Path) -> None:
    path = table(tmp_path, "video,start_s,end_s,caption\nclip.mp4,0.5,2,A dog.\n")
    assert read_moments(path) == (MomentRow("clip.mp4", 0.5, 2.0, "A dog."),)


@pytest.mark.parametrize("times", ["2,1", "1,1", "-1,2", "nan,2", "0,inf", "zero,1"])
def test_read_moments_times_that_are_no_stretch_say_which_row(tmp_path: Path, times: str) -> None:
    path = table(tmp_path, f"video,start_s,end_s,caption\nclip.mp4,{times},A dog.\n")
    with pytest.raises(BadData, match="Row 2"):
        read_moments(path)
