"""The table of captions: strict on the way in, harmless on the way out."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from engine.errors import BadData, DiskFull
from engine.library.caption_csv import caption_table, read_caption_table, write_table
from engine.records import Caption

NOW = datetime(2026, 11, 21)


def _table(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "captions.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_read_gives_rows_with_and_without_a_moment(tmp_path: Path) -> None:
    table = _table(tmp_path, 'path,caption,at_s\na.jpg,"a dog, running",\nb.mp4,a jump,1.5\n')
    lines = read_caption_table(table)
    assert [(line.number, line.path, line.caption, line.at_s) for line in lines] == [
        (2, "a.jpg", "a dog, running", None),
        (3, "b.mp4", "a jump", 1.5),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("path,caption\na.jpg,  \n", "Row 2 of .* has nothing under caption"),
        ("path,caption\na.jpg,x\n\na.jpg,x\n", "Row 4 of .* repeats row 2"),
        ("image,caption\na.jpg,x\n", "no column path"),
        ("path,caption\n", "no rows"),
        ("path,caption,at_s\na.mp4,x,soon\n", "Row 2 of .* time that is not a number"),
        ("path,caption\na.jpg,gr\xfcn\n".encode("latin-1"), "Row 2 of .* is not UTF-8"),
        ("path,caption\na.jpg," + "x" * 10_000_000 + "\n", "Row 2 of .* is not valid CSV"),
        ("path,caption\na.jpg" + ",x" * 5_000_000 + "\n", "Row 2 of .* has 5000001 cells"),
    ],
)
def test_read_names_the_row_that_cannot_be_used(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    with pytest.raises(BadData, match=sentence):
        read_caption_table(_table(tmp_path, text))


def test_read_without_a_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="cannot be read"):
        read_caption_table(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("text", ["=1+1", "@cmd", "-2", "+49", "'=quoted", "''-", "plain, with a comma", 'say "hi"'])
def test_table_keeps_every_caption_as_text_and_reads_it_back(tmp_path: Path, text: str) -> None:
    page = caption_table([Caption(text, Path("/p/a.mp4"), 0.1 + 0.2, NOW)])
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in page.splitlines()[1].split(",")[1:2])
    (line,) = read_caption_table(_table(tmp_path, page))
    assert (line.path, line.caption, line.at_s) == ("/p/a.mp4", text, 0.1 + 0.2)


def test_table_leaves_out_what_has_no_file_or_no_name(tmp_path: Path) -> None:
    nameless = Path(os.fsdecode(b"/p/\xff.jpg"))
    page = caption_table([Caption("a", None, None, NOW), Caption("b", nameless, None, NOW)])
    assert page == "path,caption,at_s,until_s\n"


def test_write_over_a_photo_is_refused_and_leaves_it(tmp_path: Path) -> None:
    photo = tmp_path / "a.jpg"
    photo.write_bytes(b"pixels")
    with pytest.raises(BadData, match="named like a photo"):
        write_table(photo, "path,caption\n")
    assert photo.read_bytes() == b"pixels"


def test_write_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(DiskFull, match="cannot be written"):
        write_table(tmp_path / "nowhere" / "t.csv", "path,caption\n")
    write_table(tmp_path / "t.csv", "path,caption\n")
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
