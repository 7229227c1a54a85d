from pathlib import Path

import numpy as np
import pytest
import torch

from engine.cots.encoder import CotsEncoder
from engine.cots.words import NOTHING_IN_PARTICULAR
from engine.explain.word_maps import MapMethod, content_words, explain, rescaled, smoothed
from tests.helpers.tiny_cots import drawn_pixels, tiny_encoder

METHODS = pytest.mark.parametrize("method", list(MapMethod))


@pytest.fixture
def encoder(tmp_path: Path) -> CotsEncoder:
    return tiny_encoder(tmp_path / "tiny")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("a dog on the grass", ("dog", "grass")),
        ("dog -cat", ("dog",)),
        ('dog -"big cat" ball', ("dog", "ball")),
        ('"red square" of a dog', ("red", "square", "dog")),
        ("t-shirt \N{EN DASH}hat", ("t-shirt",)),
        ("-cat", ()),
        ("the", ("the",)),
        ("", ()),
    ],
)
def test_content_words_of_a_query(query: str, words: tuple[str, ...]) -> None:
    assert content_words(query) == words


@METHODS
def test_explain_gives_a_map_in_range_for_every_word(encoder: CotsEncoder, method: MapMethod) -> None:
    explanation = explain(encoder, "a red square on a blue circle", drawn_pixels(1)[0], method=method)
    assert [word.word for word in explanation.words] == ["red", "square", "blue", "circle"]
    for word in explanation.words:
        assert word.grid.shape == (4, 4)
        assert word.grid.dtype == np.float32
        assert word.grid.min() >= 0.0
        assert word.grid.max() == 1.0
        assert np.isfinite(word.contribution)
    assert explanation.took_ms > 0


@METHODS
def test_explain_score_is_the_cosine_the_search_uses(encoder: CotsEncoder, method: MapMethod) -> None:
    pixels = drawn_pixels(1)
    explanation = explain(encoder, "a red square", pixels[0], method=method)
    expected = float(encoder.encode_texts(["a red square"])[0] @ encoder.encode_pictures(pixels)[0])
    assert explanation.score == pytest.approx(expected, abs=1e-5)


def test_explain_contribution_is_the_cosine_lost_without_the_word(encoder: CotsEncoder) -> None:
    pixels = drawn_pixels(1)
    picture = encoder.encode_pictures(pixels)[0]
    with_all, without_red, without_square = encoder.encode_texts(["a red square", "a square", "a red"]) @ picture
    red, square = explain(encoder, "a red square", pixels[0]).words
    assert red.contribution == pytest.approx(with_all - without_red, abs=1e-5)
    assert square.contribution == pytest.approx(with_all - without_square, abs=1e-5)


def test_explain_contribution_of_the_only_word_is_against_nothing_in_particular(encoder: CotsEncoder) -> None:
    pixels = drawn_pixels(1)
    dog, nothing = encoder.encode_texts(["dog", NOTHING_IN_PARTICULAR]) @ encoder.encode_pictures(pixels)[0]
    (word,) = explain(encoder, "dog", pixels[0]).words
    assert word.contribution == pytest.approx(dog - nothing, abs=1e-5)


def test_explain_words_pushed_away_change_nothing(encoder: CotsEncoder) -> None:
    pixels = drawn_pixels(1)[0]
    plain, pushed = (explain(encoder, query, pixels) for query in ("red square", "red square -dog"))
    assert pushed.score == pytest.approx(plain.score)
    assert [word.word for word in pushed.words] == ["red", "square"]


def test_explain_query_that_only_pushes_away_has_no_maps(encoder: CotsEncoder) -> None:
    assert explain(encoder, "-dog", drawn_pixels(1)[0]).words == ()


@METHODS
def test_explain_twice_is_the_same_and_leaves_the_encoder_alone(encoder: CotsEncoder, method: MapMethod) -> None:
    pixels = drawn_pixels(1)
    before = encoder.encode_pictures(pixels)
    grids = [[word.grid for word in explain(encoder, "red dog", pixels[0], method=method).words] for _ in range(2)]
    assert np.array_equal(grids[0], grids[1])
    assert np.array_equal(encoder.encode_pictures(pixels), before)
    assert all(parameter.grad is None for parameter in encoder.model.parameters())


def test_explain_all_words_share_one_image_pass(encoder: CotsEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    passes = []
    forward = encoder.model.image_tower.forward

    def counted(pictures: torch.Tensor) -> object:
        passes.append(len(pictures))
        return forward(pictures)

    monkeypatch.setattr(encoder.model.image_tower, "forward", counted)
    for method in MapMethod:
        passes.clear()
        explain(encoder, "a red square on a blue circle", drawn_pixels(1)[0], method=method)
        assert passes == [2 if method is MapMethod.PATCHES else 1]  # with the mirror image, in one batch


def test_rescaled_map_without_difference_is_one_everywhere() -> None:
    assert rescaled(np.full((2, 2), 0.3)).tolist() == [[1.0, 1.0], [1.0, 1.0]]
    assert rescaled(np.array([[1.0, 3.0], [2.0, 1.0]])).tolist() == [[0.0, 1.0], [0.5, 0.0]]


def test_smoothed_map_weighs_neighbours_and_keeps_a_plain_map() -> None:
    point = np.zeros((5, 5))
    point[2, 2] = 16.0
    expected = np.zeros((5, 5))
    expected[1:4, 1:4] = np.outer([1, 2, 1], [1, 2, 1])
    np.testing.assert_allclose(smoothed(point), expected)
    np.testing.assert_allclose(smoothed(np.full((4, 4), 0.3)), 0.3)


def test_explain_patch_map_of_a_mirrored_picture_is_the_mirrored_map(encoder: CotsEncoder) -> None:
    pixels = drawn_pixels(1)[0]
    (plain,) = explain(encoder, "dog", pixels).words
    (mirrored,) = explain(encoder, "dog", np.ascontiguousarray(pixels[:, ::-1])).words
    np.testing.assert_allclose(mirrored.grid[:, ::-1], plain.grid, atol=1e-4)
