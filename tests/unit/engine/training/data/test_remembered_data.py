from pathlib import Path

import pytest

from engine.errors import BadData, DiskFull
from engine.training.data.pair_sources import OpeningOptions
from engine.training.data.remembered_data import remember_data, remembered_data
from engine.training.data.training_data import open_training_data
from engine.training.recipe import DataConfig
from tests.helpers.drawn_files import png, write_split


@pytest.fixture
def config(tmp_path: Path) -> DataConfig:
    images, captions = write_split(tmp_path, "train")
    return DataConfig(images=images, captions=captions)


def test_data_remembered_is_the_same_when_opened_again(tmp_path: Path, config: DataConfig) -> None:
    (Path(config.images) / "pink.png").write_bytes(b"no picture")
    data = open_training_data(config, 6, seed=1)
    assert remembered_data(tmp_path / "run") is None
    remember_data(tmp_path / "run", data)
    known = remembered_data(tmp_path / "run")
    assert known is not None
    assert known.digest == data.digest
    assert known.bad_train == known.bad_held_out == frozenset({"pink.png"})
    (Path(config.images) / "pink.png").write_bytes(png("pink"))  # repaired while the run was stopped
    assert open_training_data(config, 6, seed=1, known=known).digest == data.digest


def test_data_opened_again_keeps_apart_what_was_bad_in_which_part_and_which_row(
    tmp_path: Path, config: DataConfig
) -> None:
    images, captions = write_split(tmp_path, "dev", ("red", "blue", "lime"))
    (Path(config.images) / "red.png").write_bytes(b"no picture")  # and sound in the other part
    with Path(config.captions).open("a") as file:
        file.write("blue.png,\n")  # a bad row of a good picture
    both = DataConfig(config.images, config.captions, images, captions)
    data = open_training_data(both, 6, seed=1)
    assert "red.png" in data.held_out.names
    remember_data(tmp_path / "run", data)
    known = remembered_data(tmp_path / "run")
    assert known is not None
    assert known.bad_train == frozenset({"red.png", "row 12"})
    for options in (OpeningOptions(), OpeningOptions(memory_bytes=0)):
        assert open_training_data(both, 6, seed=1, options=options, known=known).digest == data.digest


def test_remembered_data_that_is_damaged_says_so(tmp_path: Path) -> None:
    (tmp_path / "data.json").write_text('{"digest": ')
    with pytest.raises(BadData, match="damaged"):
        remembered_data(tmp_path)


def test_remember_data_where_nothing_can_be_written_is_disk_full(tmp_path: Path, config: DataConfig) -> None:
    (tmp_path / "run").touch()
    with pytest.raises(DiskFull):
        remember_data(tmp_path / "run", open_training_data(config, 6, seed=1))
