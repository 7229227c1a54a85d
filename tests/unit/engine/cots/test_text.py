from pathlib import Path

import pytest
import torch

from engine.cots.presets import TINY
from engine.cots.text import TextTokenizer
from engine.errors import CheckpointMismatch
from tests.helpers.tiny_cots import tiny_model, tiny_tokenizer_json


def tokenizer(max_tokens: int = 12) -> TextTokenizer:
    return TextTokenizer.from_json(tiny_tokenizer_json(), max_tokens)


def test_tokenizer_pads_to_the_longest_of_the_batch() -> None:
    ids, mask = tokenizer()(["a red square", "dog"])
    assert ids.shape == (2, 5)
    assert mask.tolist() == [[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]]


def test_tokenizer_text_too_long_is_cut_and_keeps_its_end_mark() -> None:
    ids, mask = tokenizer(max_tokens=6)(["a red square on the big blue circle"])
    assert ids.shape == (1, 6)
    assert int(ids[0, -1]) == 3
    assert int(mask.sum()) == 6


def test_tokenizer_of_nothing_returns_empty_arrays() -> None:
    ids, mask = tokenizer()([])
    assert ids.shape == mask.shape == (0, 0)


def test_tokenizer_of_damaged_json_is_a_mismatch() -> None:
    with pytest.raises(CheckpointMismatch, match="tokenizer"):
        TextTokenizer.from_json("{}", 12)


def test_tokenizer_of_a_missing_file_is_a_mismatch(tmp_path: Path) -> None:
    with pytest.raises(CheckpointMismatch):
        TextTokenizer.load(tmp_path / "tokenizer.json", 12)


def test_text_tower_padding_changes_no_embedding() -> None:
    model = tiny_model()
    ids, mask = tokenizer()(["a red square", "dog"])
    together = model.embed_texts(ids, mask)
    alone = model.embed_texts(ids[1:, :3], mask[1:, :3])
    torch.testing.assert_close(together[1:], alone, atol=1e-5, rtol=0)


def test_text_tower_layers_in_two_runs_equal_berts_own_forward() -> None:
    tower = tiny_model().text_tower
    ids, mask = tokenizer()(["a red square", "dog"])
    lower = tower.run_layers(tower.bert.embeddings(input_ids=ids), mask, 0, 1)
    upper = tower.run_layers(lower, mask, 1, TINY.text.depth)
    expected = tower.bert(input_ids=ids, attention_mask=mask).last_hidden_state
    torch.testing.assert_close(upper[mask == 1], expected[mask == 1], atol=1e-5, rtol=0)
