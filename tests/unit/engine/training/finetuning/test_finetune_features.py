import numpy as np
import pytest
import torch

from engine.cots.presets import TINY, TwoStreamConfig
from engine.jobs import Cancelled, CancelToken
from engine.training.data.augment import ViewConfig
from engine.training.data.frozen_features import normalised
from engine.training.finetuning.finetune_features import (
    TunedTops,
    embed_seen,
    embed_texts,
    search_vectors_of_seen,
    search_vectors_of_texts,
    views_below,
)
from tests.helpers.tiny_cots import drawn_pixels, scaled_tiny_model, tiny_model
from tests.helpers.tiny_training import SMALL_HYBRID, small_tokenizer

TEXTS = ["a red dog", "the photo of two cat", "a"]


@pytest.mark.parametrize("config", [TINY, SMALL_HYBRID], ids=["vit", "hybrid"])
@pytest.mark.parametrize("depth", [0, 1, 9])
def test_tops_embed_as_the_whole_model_does(config: TwoStreamConfig, depth: int) -> None:
    model = tiny_model(config=config)
    tops = TunedTops(model, small_tokenizer(), depth, depth)
    pixels = drawn_pixels(3, side=config.image.input_px)
    seen = views_below(tops, pixels, ViewConfig(count=2), seed=0)
    assert seen.shape[:3] == (2, 3, tops.tokens)
    with torch.no_grad():
        images = model.embed_images(normalised(pixels, config.image)).numpy()
        texts = model.embed_texts(*small_tokenizer()(TEXTS)).numpy()
    np.testing.assert_allclose(embed_seen(tops, seen[0]), images, atol=5e-3)
    np.testing.assert_allclose(embed_texts(tops, TEXTS), texts, atol=5e-3)


def test_search_vectors_are_what_a_search_compares() -> None:
    model = scaled_tiny_model()
    tops, pixels = TunedTops(model, small_tokenizer()), drawn_pixels(3)
    seen = views_below(tops, pixels, ViewConfig(count=1), seed=0)[0]
    pictures, texts = search_vectors_of_seen(tops, seen), search_vectors_of_texts(tops, TEXTS)
    assert pictures.shape[1] == texts.shape[1] == model.config.vector_dim == TINY.embedding_dim + 2
    with torch.no_grad():
        expected = model.search_vectors_of_pictures(torch.from_numpy(embed_seen(tops, seen))).numpy()
    np.testing.assert_allclose(pictures, expected, atol=1e-5)
    assert search_vectors_of_seen(tops, seen[:0]).shape == (0, model.config.vector_dim)


def test_learning_names_the_projections_and_the_highest_layers() -> None:
    names = TunedTops(tiny_model(), small_tokenizer(), 1, 1).learning()
    beginnings = {name.rsplit(".", 1)[0].split(".attn")[0].split(".attention")[0] for name in names}
    assert {"image_proj", "text_proj"} <= beginnings
    assert any(".blocks.1." in name for name in names)
    assert not any(".blocks.0." in name or ".layer.0." in name for name in names)
    assert set(TunedTops(tiny_model(), small_tokenizer()).learning()) == {
        "image_proj.weight",
        "image_proj.bias",
        "text_proj.weight",
        "text_proj.bias",
    }


def test_views_below_of_no_pictures_are_empty() -> None:
    tops = TunedTops(tiny_model(), small_tokenizer())
    seen = views_below(tops, drawn_pixels(1)[:0], ViewConfig(count=2), seed=0)
    assert seen.shape == (2, 0, 1, TINY.image.width)
    assert embed_seen(tops, seen[0]).shape == (0, TINY.embedding_dim)


def test_views_below_asked_to_stop_stops() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        views_below(TunedTops(tiny_model(), small_tokenizer()), drawn_pixels(1), ViewConfig(), 0, cancel=cancel)


def test_views_below_goes_on_where_it_was_left() -> None:
    tops, pixels = TunedTops(tiny_model(), small_tokenizer()), drawn_pixels(5)
    every = views_below(tops, pixels, ViewConfig(count=3), seed=4)
    rest = views_below(tops, pixels, ViewConfig(count=3), seed=4, first=1)
    assert np.array_equal(every[1:], rest)
