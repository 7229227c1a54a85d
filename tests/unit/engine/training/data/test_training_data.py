from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import BadConfig, BadData
from engine.training.data import training_data
from engine.training.data.manifest_writer import ManifestRow, write_manifest
from engine.training.data.training_data import (
    DataShelf,
    TrainingData,
    open_training_data,
    split_rows,
)
from engine.training.recipe import DataConfig
from tests.helpers.drawn_files import COLOURS, write_split
from tests.helpers.tiny_cots import drawn_pixels


@pytest.fixture
def config(tmp_path: Path) -> DataConfig:
    images, captions = write_split(tmp_path, "train")
    return DataConfig(images=images, captions=captions)


def test_split_rows_are_disjoint_complete_and_repeatable() -> None:
    train, held_out = split_rows(50, 7, seed=3)
    assert sorted([*train, *held_out]) == list(range(50))
    assert len(held_out) == 7
    assert np.array_equal(split_rows(50, 7, seed=3)[1], held_out)
    assert not np.array_equal(split_rows(50, 7, seed=4)[1], held_out)
    assert len(split_rows(50, 300, seed=3)[1]) == 10


def test_data_without_a_held_out_split_is_parted(config: DataConfig) -> None:
    data = open_training_data(config, 6, seed=1)
    assert (len(data.train), len(data.held_out)) == (8, 2)
    assert set(data.train.names) | set(data.held_out.names) == {f"{colour}.png" for colour in COLOURS}
    row = data.held_out.pictures(np.array([0]))[0, 0, 0]
    assert data.held_out.captions[0] == (data.held_out.names[0].removesuffix(".png") + " paper",)
    assert row.shape == (3,)


def test_data_with_a_held_out_split_learns_from_all_of_the_other(tmp_path: Path, config: DataConfig) -> None:
    images, captions = write_split(tmp_path, "dev", ("red", "blue", "lime"))
    both = DataConfig(config.images, config.captions, images, captions, limit=5)
    data = open_training_data(both, 6, seed=1)
    assert (len(data.train), len(data.held_out)) == (5, 3)


def test_data_with_shuffled_captions_shuffles_training_only(config: DataConfig) -> None:
    plain = open_training_data(config, 6, seed=1)
    noisy = open_training_data(DataConfig(config.images, config.captions, shuffled_share=0.5), 6, seed=1)
    moved = [a != b for a, b in zip(plain.train.captions, noisy.train.captions, strict=True)]
    assert sum(moved) == 4
    assert plain.held_out.captions == noisy.held_out.captions
    assert plain.digest != noisy.digest


def test_data_that_the_library_wrote_keeps_its_splits(tmp_path: Path) -> None:
    rows = [ManifestRow(f"{i}.jpg", (f"caption {i}",), "held_out" if i < 3 else "train") for i in range(9)]
    write_manifest(tmp_path / "pairs", zip(rows, drawn_pixels(9, 8), strict=True), 8)
    config = DataConfig(images=str(tmp_path / "pairs"))
    data = open_training_data(config, 8, seed=1)
    assert (data.held_out.names, len(data.train)) == (("0.jpg", "1.jpg", "2.jpg"), 6)
    few = open_training_data(DataConfig(images=config.images, limit=3), 8, seed=1)
    assert (few.train.names, len(few.held_out)) == (("3.jpg", "5.jpg", "8.jpg"), 3)
    with pytest.raises(BadData, match="have 8 px a side; this model takes 16"):
        open_training_data(config, 16, seed=1)


def test_data_that_the_library_wrote_never_has_one_clip_on_both_sides(tmp_path: Path) -> None:
    rows = [ManifestRow(f"{i}", (f"caption {i}",), content=f"clip {i // 3}") for i in range(30)]
    write_manifest(tmp_path / "pairs", zip(rows, drawn_pixels(30, 8), strict=True), 8)
    data = open_training_data(DataConfig(images=str(tmp_path / "pairs")), 8, seed=1)
    train, held_out = ({int(name) // 3 for name in source.names} for source in (data.train, data.held_out))
    assert (len(train), len(held_out), len(data.held_out)) == (8, 2, 6)
    assert not train & held_out


def test_data_too_little_for_a_batch_says_how_much_there_is(config: DataConfig) -> None:
    with pytest.raises(BadData, match="8 usable pictures to train on and 2 to measure on") as caught:
        open_training_data(config, 6, seed=1, least=9)
    assert "batch_size" in caught.value.hint
    for colour in COLOURS[:7]:
        (Path(config.images) / f"{colour}.png").write_bytes(b"no picture")
    with pytest.raises(BadData) as caught:
        open_training_data(config, 6, seed=1, least=2)
    assert caught.value.hint.startswith("7 were passed over, the first because: red.png")


@pytest.mark.parametrize(
    "config", [DataConfig(), DataConfig(images="x"), DataConfig(images="x", captions="y", held_out_images="z")]
)
def test_data_that_is_half_named_is_bad_config(config: DataConfig) -> None:
    with pytest.raises(BadConfig):
        open_training_data(config, 6, seed=1)


def test_shelf_opens_data_once_for_runs_that_shuffle_differently(
    config: DataConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[DataConfig] = []

    def count(plain: DataConfig, *arguments: Any, **options: Any) -> TrainingData:
        opened.append(plain)
        return open_training_data(plain, *arguments, **options)

    monkeypatch.setattr(training_data, "open_training_data", count)
    shelf = DataShelf()
    noisy = DataConfig(config.images, config.captions, shuffled_share=0.5)
    assert shelf.take(noisy, 6, 1).digest == open_training_data(noisy, 6, 1).digest
    assert shelf.take(config, 6, 1).digest == open_training_data(config, 6, 1).digest
    assert len(opened) == 1
    shelf.take(config, 6, 2)  # another seed parts the data otherwise
    assert len(opened) == 2
