from pathlib import Path

import numpy as np
import pytest

from engine.errors import BadData, FolderMissing
from engine.training.data.data_layout import with_data_folder
from engine.training.data.manifest_writer import ManifestRow, write_manifest
from engine.training.recipe import DataConfig


def lay(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.touch()
    return folder


def test_layout_of_named_splits_in_shards(tmp_path: Path) -> None:
    lay(tmp_path, "train-00.tar", "train-01.tar", "train.captions.csv", "dev-00.tar", "dev.captions.csv")
    assert with_data_folder(DataConfig(), tmp_path) == DataConfig(
        images=str(tmp_path / "train-*.tar"),
        captions=str(tmp_path / "train.captions.csv"),
        held_out_images=str(tmp_path / "dev-*.tar"),
        held_out_captions=str(tmp_path / "dev.captions.csv"),
    )


@pytest.mark.parametrize(
    ("files", "images"),
    [
        (("captions.csv", "images/"), "images"),
        (("captions.csv", "a.tar"), "*.tar"),
        (("captions.csv",), ""),
        (("train.captions.csv", "train/"), "train"),
        (("train.captions.csv", "train.tar"), "train.tar"),
    ],
)
def test_layout_finds_the_pictures(tmp_path: Path, files: tuple[str, ...], images: str) -> None:
    config = with_data_folder(DataConfig(), lay(tmp_path, *files))
    assert config.images == str(tmp_path / images)
    assert config.held_out_images == ""


def test_layout_leaves_what_the_recipe_says(tmp_path: Path) -> None:
    lay(tmp_path, "captions.csv", "images/", "held-out.captions.csv", "held-out/")
    config = with_data_folder(DataConfig(captions="/mine.csv", limit=5), tmp_path)
    assert (config.captions, config.limit, config.images) == ("/mine.csv", 5, str(tmp_path / "images"))
    assert config.held_out_images == str(tmp_path / "held-out")


def test_layout_of_a_manifest_needs_no_table(tmp_path: Path) -> None:
    write_manifest(tmp_path, [(ManifestRow("a", ("b",)), np.zeros((4, 4, 3), np.uint8))], 4)
    assert with_data_folder(DataConfig(), tmp_path) == DataConfig(images=str(tmp_path))


def test_layout_without_data_says_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing):
        with_data_folder(DataConfig(), tmp_path / "nowhere")
    with pytest.raises(BadData) as caught:
        with_data_folder(DataConfig(), tmp_path)
    assert "captions.csv" in caught.value.hint
