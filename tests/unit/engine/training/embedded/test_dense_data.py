from pathlib import Path

import numpy as np
import pytest

from engine.errors import BadData
from engine.training.data.pairs import PairData
from engine.training.embedded.dense_data import (
    IGNORE,
    NONE,
    PseudoMasks,
    build_mosaics,
    common_words,
    draw_mosaics,
    join_tiles,
    word_matrix,
)


def test_labels_of_pure_cells_are_class_ids_minus_one_and_mixed_cells_are_ignored() -> None:
    mask = np.zeros((1, 4, 4), np.uint8)
    mask[0, :2, 2:] = 3
    mask[0, 2, 0] = 5
    masks = PseudoMasks(("a.jpg",), mask, ("background", "x", "y", "z"))
    assert masks.labels(["a.jpg"], 2).tolist() == [[[NONE, 2], [IGNORE, NONE]]]


def test_labels_of_a_photo_without_mask_name_it() -> None:
    masks = PseudoMasks((), np.zeros((0, 4, 4), np.uint8), ("background",))
    with pytest.raises(BadData, match=r"b\.jpg"):
        masks.labels(["b.jpg"], 2)


def test_pseudo_masks_load_refuses_what_is_not_one(tmp_path: Path) -> None:
    path = tmp_path / "masks.npz"
    for content in (b"", b"PK\x03\x04 broken"):
        path.write_bytes(content)
        with pytest.raises(BadData):
            PseudoMasks.load(path)
    np.savez(path, names=np.array(["a"]))
    with pytest.raises(BadData):
        PseudoMasks.load(path)
    np.savez(path, names=np.array(["a"]), masks=np.zeros((1, 4, 4), np.uint8), classes=np.array(["background"]))
    assert PseudoMasks.load(path).names == ("a",)


def test_common_words_count_photos_and_not_mentions() -> None:
    captions = [["a dog", "the dog runs"], ["a dog and a cat"], ["Cats"], ["a cat"]]
    assert common_words(captions, at_least=2) == ("cat", "dog")


def test_common_words_that_are_equally_common_stand_by_the_alphabet() -> None:
    captions = [["zebra yak ox gnu emu bee dog"], ["dog"]]
    assert common_words(captions, at_least=1) == ("dog", "bee", "emu", "gnu", "ox", "yak", "zebra")


def test_word_matrix_says_which_photo_holds_which_word() -> None:
    matrix = word_matrix([["A dog", "on grass"], ["a cat"]], ("dog", "cat", "grass"))
    assert matrix.tolist() == [[True, False, True], [False, True, False]]


def test_draw_mosaics_never_takes_a_photo_twice_into_one() -> None:
    rows = draw_mosaics(5, 4, 0.3, 200, np.random.default_rng(0))
    assert rows.shape == (200, 4)
    assert all(len(set(row)) == 4 for row in rows.tolist())
    assert 0.2 < (rows >= 5).mean() < 0.4


def test_build_mosaics_halves_photos_into_their_quarters() -> None:
    pixels = np.stack([np.full((8, 8, 3), value, np.uint8) for value in (10, 20, 30, 40)])
    pixels[0, 0, 0] = 50  # a 2 x 2 mean: (50 + 3 * 10) / 4
    (mosaic,) = build_mosaics(pixels, np.array([[0, 1, 2, 3]]))
    assert mosaic.shape == (8, 8, 3)
    assert [mosaic[1, 1, 0], mosaic[0, 7, 0], mosaic[7, 0, 0], mosaic[7, 7, 0]] == [10, 20, 30, 40]
    assert mosaic[0, 0, 0] == 20


def test_join_tiles_lays_them_out_in_reading_order() -> None:
    tiles = np.arange(4).reshape(1, 4, 1, 1)
    assert join_tiles(tiles).tolist() == [[[0, 1], [2, 3]]]


def test_pair_data_subset_of_nothing_is_empty() -> None:
    data = PairData(("a",), np.zeros((1, 2, 2, 3), np.uint8), (("x",),))
    assert len(data.subset(np.array([], np.int64))) == 0
