import json
from pathlib import Path

import numpy as np
import pytest

from engine.errors import BadData, FolderMissing
from engine.training.data.manifest_writer import ManifestRow, write_manifest
from engine.training.data.pair_manifest import MANIFEST_NAME, PICTURES_NAME, read_manifest
from tests.helpers.tiny_cots import drawn_pixels

ROWS = (
    ManifestRow("a.jpg", ("a dog", "ein Hund 🐶")),
    ManifestRow("b.jpg", ("a cat",), "held_out"),
    ManifestRow("c.jpg", ("a bird",), content="of c"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_manifest(tmp_path / "pairs", zip(ROWS, drawn_pixels(3, 8), strict=True), 8)
    return tmp_path / "pairs"


def test_manifest_reads_back_what_was_written(folder: Path) -> None:
    manifest = read_manifest(folder)
    assert manifest.data.names == ("a.jpg", "b.jpg", "c.jpg")
    assert manifest.data.captions == (("a dog", "ein Hund 🐶"), ("a cat",), ("a bird",))
    assert isinstance(manifest.data.pixels, np.memmap)
    assert np.array_equal(manifest.data.pixels, drawn_pixels(3, 8))
    train = manifest.part("train")
    assert train.names == ("a.jpg", "c.jpg")
    assert np.array_equal(train.pictures(np.array([1])), drawn_pixels(3, 8)[2:])
    assert manifest.part("held_out").captions == (("a cat",),)
    assert manifest.contents == ("row 0", "row 1", "of c")
    assert {path.name for path in folder.iterdir()} == {MANIFEST_NAME, PICTURES_NAME}


def test_manifest_split_that_is_not_there_names_those_that_are(folder: Path) -> None:
    with pytest.raises(BadData, match='no split "guard"; it has held_out, train'):
        read_manifest(folder).part("guard")


def test_manifest_folder_without_one_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        read_manifest(tmp_path)


@pytest.mark.parametrize("name", [MANIFEST_NAME, PICTURES_NAME])
@pytest.mark.parametrize("keep", [0, 20, 150])
def test_manifest_cut_off_is_damaged(folder: Path, name: str, keep: int) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(BadData):
        read_manifest(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"shape": [3, 9, 9, 3]},
        {"pairs": []},
        {"pairs": [{"name": "a", "captions": [], "split": "train"}] * 3},
        {"pairs": "abc"},
        {"pairs": None},
    ],
)
def test_manifest_that_does_not_fit_its_pictures_is_refused(folder: Path, change: dict[str, object]) -> None:
    path = folder / MANIFEST_NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(BadData, match="do not fit"):
        read_manifest(folder)


def test_manifest_pictures_that_are_objects_are_not_unpickled(folder: Path) -> None:
    np.save(folder / PICTURES_NAME, np.array([{"a": 1}], object), allow_pickle=True)
    with pytest.raises(BadData, match="damaged"):
        read_manifest(folder)
