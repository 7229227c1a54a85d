import tarfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from engine.errors import BadData, FolderMissing
from engine.jobs import Cancelled, CancelToken
from engine.training.tokens.token_pictures import Squares, held_out_split, load_squares, random_views
from tests.helpers.drawn_scenes import drawn_scene
from tests.helpers.tiny_tokenizer import drawn_squares


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(4):
        Image.fromarray(drawn_scene(number, 48)).save(folder / f"{number}.png")
    (folder / "notes.txt").write_text("no picture")
    return folder


def test_load_squares_passes_over_what_is_no_picture_and_names_it(folder: Path) -> None:
    squares = load_squares(str(folder), 32, 100)
    assert squares.pixels.shape == (4, 32, 32, 3)
    assert len(squares.skipped) == 1
    assert "notes.txt" in squares.skipped[0]


def test_load_squares_of_a_tar_and_a_folder_takes_both(folder: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "more.tar", "w") as archive:
        archive.add(folder / "0.png", "again.png")
    squares = load_squares(f"{folder},{tmp_path / 'more.tar'}", 32, 100)
    assert len(squares) == 5
    assert np.array_equal(squares.pixels[0], squares.pixels[4])


def test_load_squares_of_more_than_the_limit_spreads_the_choice(folder: Path) -> None:
    (folder / "notes.txt").unlink()
    everything = load_squares(str(folder), 16, 100)
    two = load_squares(str(folder), 16, 2)
    assert np.array_equal(two.pixels, everything.pixels[[0, 3]])


def test_load_squares_without_a_picture_is_bad_data(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    with pytest.raises(BadData, match="no picture that can be read"):
        load_squares(str(tmp_path), 32, 100)
    with pytest.raises(FolderMissing):
        load_squares(str(tmp_path / "absent"), 32, 100)


def test_load_squares_asked_to_stop_stops(folder: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        load_squares(str(folder), 32, 100, cancel=cancel)


def test_squares_spread_over_all_take_the_first_and_the_last() -> None:
    squares = drawn_squares(8)
    assert np.array_equal(squares.spread(3).pixels, squares.pixels[[0, 6, 11]])
    assert len(squares.spread(100)) == 12


def test_held_out_split_parts_all_pictures() -> None:
    pixels = np.arange(10, dtype=np.uint8).reshape(-1, 1, 1, 1) * np.ones((1, 8, 8, 3), np.uint8)
    training, held_out = held_out_split(Squares(pixels), 3)
    assert sorted([*training.pixels[:, 0, 0, 0], *held_out.pixels[:, 0, 0, 0]]) == list(range(10))
    assert len(held_out) == 3


def test_held_out_split_of_too_few_pictures_is_bad_data() -> None:
    with pytest.raises(BadData, match="too few"):
        held_out_split(drawn_squares(8, copies=1), 3)


@pytest.mark.parametrize("side", [8, 24, 56])
def test_random_views_have_the_size_asked_for_and_real_colours(side: int) -> None:
    views = random_views(drawn_squares(), 6, side, np.random.default_rng(1), 0.3)
    assert views.shape == (6, 3, side, side)
    assert views.dtype == torch.float32
    assert 0 <= float(views.min()) < float(views.max()) <= 1


def test_random_views_are_a_function_of_the_generator() -> None:
    squares = drawn_squares()
    one, same, other = (random_views(squares, 4, 16, np.random.default_rng(seed), 0.3) for seed in (1, 1, 2))
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_random_views_of_the_whole_are_pictures_or_their_mirror_images() -> None:
    squares = drawn_squares(32, copies=1)
    whole = squares.at(16)
    known = [*whole, *whole.flip(3)]
    for view in random_views(squares, 8, 16, np.random.default_rng(3), 1.0):
        assert any(torch.equal(view, picture) for picture in known)
