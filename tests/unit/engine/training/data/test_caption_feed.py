from pathlib import Path

import numpy as np
import pytest
import torch

from engine.cots.text import TextTokenizer, TextTower
from engine.errors import BadConfig
from engine.training.data.caption_feed import CaptionFeed
from engine.training.data.kept_texts import keep_texts
from engine.training.recipe import MaskingConfig
from tests.helpers.tiny_cots import tiny_model, tiny_tokenizer_json
from tests.helpers.tiny_training import small_tokenizer

CAPTIONS = (("a red square", "the photo of a dog", "two cat"), ("a small dog",))


def _rngs(*seeds: int) -> list[np.random.Generator]:
    return [np.random.default_rng(seed) for seed in seeds]


def test_caption_feed_draws_different_captions_of_a_picture_before_repeating() -> None:
    feed = CaptionFeed(small_tokenizer(), CAPTIONS, 3, None)
    fed = feed.draw(np.array([0, 1]), _rngs(0, 1))
    texts = [tuple(row[mask.bool()].tolist()) for row, mask in zip(fed.token_ids, fed.mask, strict=True)]
    assert len(set(texts[:3])) == 3
    assert len(set(texts[3:])) == 1
    assert fed.masked_ids is None


def test_caption_feed_row_does_not_depend_on_its_neighbours() -> None:
    feed = CaptionFeed(small_tokenizer(), CAPTIONS, 1, MaskingConfig(text_share=0.5))
    alone = feed.draw(np.array([1]), _rngs(7))
    together = feed.draw(np.array([0, 1]), _rngs(3, 7))
    assert alone.masked_ids is not None
    assert together.masked_ids is not None
    length = alone.token_ids.shape[1]
    assert torch.equal(alone.masked_ids[0], together.masked_ids[1, :length])


def test_caption_feed_masks_real_words_only_and_keeps_the_originals() -> None:
    tokenizer = small_tokenizer()
    feed = CaptionFeed(tokenizer, CAPTIONS, 1, MaskingConfig(text_share=0.5))
    for seed in range(30):
        fed = feed.draw(np.array([0, 1]), _rngs(seed, seed + 100))
        assert fed.masked_ids is not None
        assert fed.selected is not None
        assert fed.selected.any(dim=1).all()
        assert not (fed.selected & (fed.mask == 0)).any()
        assert not (fed.selected[:, 0]).any()
        untouched = ~fed.selected
        assert torch.equal(fed.masked_ids[untouched], fed.token_ids[untouched])


def test_caption_feed_read_from_kept_states_equals_reading_the_text(tmp_path: Path) -> None:
    model = tiny_model()
    tower, tokenizer = model.text_tower, small_tokenizer()
    assert isinstance(tower, TextTower)
    kept = keep_texts(tower, tokenizer, CAPTIONS, tmp_path)  # nothing learns here: all layers are kept
    fresh = CaptionFeed(tokenizer, CAPTIONS, 2, None).draw(np.array([0, 1]), _rngs(1, 2))
    stored = CaptionFeed(tokenizer, CAPTIONS, 2, None, kept).draw(np.array([0, 1]), _rngs(1, 2))
    part = slice(1, 4)
    assert torch.allclose(stored.read(tower, part), fresh.read(tower, part), atol=1e-2)


def test_caption_feed_tokenizer_without_mask_is_told_before_the_first_step() -> None:
    maskless = TextTokenizer.from_json(tiny_tokenizer_json().replace("[MASK]", "[OTHER]"), 12)
    with pytest.raises(BadConfig, match="MASK"):
        CaptionFeed(maskless, CAPTIONS, 1, MaskingConfig())
