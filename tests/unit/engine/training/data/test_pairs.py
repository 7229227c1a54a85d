import tarfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import BadData, EngineError, FolderMissing
from engine.training.data.pairs import PairData, PairView, load_pairs, read_captions, shuffled_captions
from tests.helpers.drawn_files import png


@pytest.fixture
def csv_path(tmp_path: Path) -> Path:
    path = tmp_path / "captions.csv"
    path.write_text('image,caption\na.png,a red square\nb.png,"blue, all over"\na.png,something red\n')
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "a.png").write_bytes(png("red"))
    (folder / "b.png").write_bytes(png("blue", (3, 9)))
    (folder / "uncaptioned.png").write_bytes(png("green"))
    return folder


def test_load_pairs_from_a_folder_stretches_pictures_and_groups_captions(folder: Path, csv_path: Path) -> None:
    data = load_pairs([folder], csv_path, 6)
    assert data.names == ("a.png", "b.png")
    assert data.captions == (("a red square", "something red"), ("blue, all over",))
    assert data.pixels.shape == (2, 6, 6, 3)
    assert data.pixels[0, 0, 0].tolist() == [255, 0, 0]
    assert data.pixels[1, 5, 5].tolist() == [0, 0, 255]


def test_load_pairs_from_a_tar_equals_the_folder(folder: Path, csv_path: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "pictures.tar", "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.add(path, path.name)
    from_tar = load_pairs([tmp_path / "pictures.tar"], csv_path, 6)
    assert np.array_equal(from_tar.pixels, load_pairs([folder], csv_path, 6).pixels)


def test_subset_keeps_rows_together(folder: Path, csv_path: Path) -> None:
    subset = load_pairs([folder], csv_path, 6).subset(np.array([1]))
    assert (subset.names, subset.captions) == (("b.png",), (("blue, all over",),))
    assert len(subset) == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("image,text\na.png,x\n", "columns"),
        ("image,caption\na.png,x\n,nobody\n", "Row 3"),
        ("image,caption\na.png,  \n", "Row 2"),
        ("", "columns"),
    ],
)
def test_read_captions_names_the_bad_row(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "captions.csv"
    path.write_text(text)
    with pytest.raises(BadData, match=complaint):
        read_captions(path)


def test_read_captions_that_are_not_utf8_says_so(tmp_path: Path) -> None:
    path = tmp_path / "captions.csv"
    path.write_bytes(b"image,caption\na.png,caf\xe9\n")
    with pytest.raises(BadData, match="UTF-8"):
        read_captions(path)


def test_read_captions_of_a_spreadsheet_may_begin_with_a_mark(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("image,caption\na.png,a dog\n", encoding="utf-8-sig")
    assert read_captions(tmp_path / "c.csv") == {"a.png": ("a dog",)}


def test_read_captions_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "long.csv").write_text("image,caption\na.png," + "x" * 200_000)
    for name in ("folder.csv", "long.csv"):
        with pytest.raises(BadData, match="cannot be read"):
            read_captions(tmp_path / name)


def test_load_pairs_of_a_compressed_tar_that_is_cut_off_says_so(folder: Path, csv_path: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "t.tar.gz", "w:gz") as archive:
        archive.add(folder, ".")
    whole = (tmp_path / "t.tar.gz").read_bytes()
    (tmp_path / "t.tar.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadData, match="not a readable tar"):
        load_pairs([tmp_path / "t.tar.gz"], csv_path, 6)


def test_load_pairs_picture_missing_is_named(folder: Path, csv_path: Path) -> None:
    (folder / "b.png").unlink()
    with pytest.raises(BadData, match=r"b\.png"):
        load_pairs([folder], csv_path, 6)


def test_load_pairs_picture_damaged_is_named(folder: Path, csv_path: Path) -> None:
    (folder / "b.png").write_bytes(png("blue")[:30])
    with pytest.raises(BadData, match=r"b\.png"):
        load_pairs([folder], csv_path, 6)


@pytest.mark.parametrize("source", ["nowhere.tar", "captions.csv"])
def test_load_pairs_source_that_is_no_tar_is_an_engine_error(tmp_path: Path, csv_path: Path, source: str) -> None:
    with pytest.raises(EngineError):
        load_pairs([tmp_path / source], csv_path, 6)


def test_load_pairs_without_its_csv_is_missing(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        load_pairs([folder], tmp_path / "none.csv", 6)


def test_view_shows_rows_in_its_own_order_without_copying(folder: Path, csv_path: Path) -> None:
    data = load_pairs([folder], csv_path, 6)
    view = PairView(data, np.array([1, 0]))
    assert (view.names, len(view)) == (("b.png", "a.png"), 2)
    assert view.captions == (("blue, all over",), ("a red square", "something red"))
    assert np.array_equal(view.pictures(np.array([1])), data.pixels[:1])


def test_shuffled_captions_gives_exactly_the_share_another_ones() -> None:
    data = PairData(tuple("abcdefghij"), np.zeros((10, 2, 2, 3), np.uint8), tuple((letter,) for letter in "abcdefghij"))
    mixed = shuffled_captions(data, 0.4, seed=1)
    moved = [row for row in range(10) if mixed.captions[row] != data.captions[row]]
    assert len(moved) == 4
    assert sorted(mixed.captions) == sorted(data.captions)
    assert shuffled_captions(data, 0.4, seed=1).captions == mixed.captions
    assert shuffled_captions(data, 0.4, seed=2).captions != mixed.captions
    assert shuffled_captions(data, 0.0, seed=1) is data


def test_load_pairs_deep_grey_does_not_turn_white(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    Image.fromarray(np.full((4, 4), 30_000, np.uint16)).save(tmp_path / "pictures" / "a.png")
    (tmp_path / "captions.csv").write_text("image,caption\na.png,grey\n")
    pixels = load_pairs([tmp_path / "pictures"], tmp_path / "captions.csv", 6).pixels
    assert 110 <= int(pixels.mean()) <= 122
