from pathlib import Path

import numpy as np
import pytest
import torch

from engine.cots.presets import TINY
from engine.cots.text import TextTower
from engine.errors import BadConfig
from engine.training.data.augment import ViewConfig
from engine.training.data.frozen_features import (
    FrozenImages,
    FrozenStem,
    FrozenTexts,
    cached,
    normalised,
    require_hybrid,
    standardised,
)
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_training import SMALL_HYBRID, drawn_pairs, small_tokenizer


def test_frozen_stem_first_view_is_the_whole_picture_as_the_tower_sees_it() -> None:
    model = tiny_model(config=SMALL_HYBRID)
    tower, pixels = require_hybrid(model), drawn_pairs().pixels[:3]
    stem = FrozenStem(tower, SMALL_HYBRID.image)
    whole, varied = (stem.see_view(pixels, view, ViewConfig(), seed=0) for view in (0, 1))
    expected = tower.lower(normalised(pixels, SMALL_HYBRID.image)).permute(0, 2, 3, 1)
    assert whole.shape == varied.shape == expected.shape
    seen = torch.from_numpy(whole.astype(np.float32))
    cosine = torch.cosine_similarity(seen.flatten(1), expected.flatten(1))
    assert cosine.min() > 0.99  # seen in bfloat16, kept in float16
    assert not np.array_equal(whole, varied)
    assert np.array_equal(varied, stem.see_view(pixels, 1, ViewConfig(), seed=0))


def test_frozen_images_draw_gives_any_view_and_mirrors_half() -> None:
    views = np.arange(2 * 1 * 2 * 2 * 1, dtype=np.float16).reshape(2, 1, 2, 2, 1)
    drawn = FrozenImages(list(views)).draw(np.zeros(64, np.int64), np.random.default_rng(0))
    assert drawn.shape == (64, 1, 2, 2)
    kinds = {tuple(picture.flatten().tolist()) for picture in drawn}
    assert kinds == {(0, 1, 2, 3), (1, 0, 3, 2), (4, 5, 6, 7), (5, 4, 7, 6)}
    assert views.flatten().tolist() == list(range(8))  # drawing left the kept views alone


def test_frozen_texts_then_upper_layers_equal_the_whole_tower() -> None:
    model, tokenizer = tiny_model(config=SMALL_HYBRID), small_tokenizer()
    tower = model.text_tower
    assert isinstance(tower, TextTower)
    frozen = FrozenTexts(tower, tokenizer, layers=1)
    texts = ["a red square", "dog", "a red square"]
    frozen.lower(["dog"])  # known already when the batch comes
    hidden, mask = frozen.lower(texts)
    pooled = tower.pool(tower.run_layers(hidden, mask, 1, tower.depth), mask)
    torch.testing.assert_close(pooled, tower(*tokenizer(texts)), atol=5e-3, rtol=5e-3)


def test_frozen_texts_leave_the_towers_mode_alone() -> None:
    tower = tiny_model(config=SMALL_HYBRID).text_tower
    assert isinstance(tower, TextTower)
    tower.train()
    FrozenTexts(tower, small_tokenizer(), layers=1).lower(["dog"])
    assert tower.training


def test_cached_makes_once_and_reads_afterwards(tmp_path: Path) -> None:
    calls = []

    def make() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        calls.append(1)
        return np.arange(3.0)

    for _ in range(2):
        assert cached(tmp_path / "deep" / "x.npy", make).tolist() == [0.0, 1.0, 2.0]
    assert len(calls) == 1


def test_require_hybrid_refuses_another_tower() -> None:
    with pytest.raises(BadConfig):
        require_hybrid(tiny_model())


def test_standardised_works_where_the_pictures_are() -> None:
    assert standardised(torch.zeros(2, 3, 4, 4, device="meta"), TINY.image).is_meta
