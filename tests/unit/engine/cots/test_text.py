from pathlib import Path

import pytest
import torch

from engine.cots.presets import TINY
from engine.cots.text import TextTokenizer, TextTower
from engine.errors import BadConfig, CheckpointMismatch
from tests.helpers.piece_tokenizer import piece_tokenizer
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


def test_tokenizer_by_length_reads_short_texts_first_and_knows_where_each_is() -> None:
    texts = ["a red square", "dog", "the big blue circle", "cat", ""]
    ordered = tokenizer().by_length(texts)
    assert [len(row) for row in ordered.rows] == [2, 3, 3, 5, 6]
    ids, mask = ordered.batch(slice(1, 3))
    assert mask.all()
    assert [ordered.rows[place] for place in ordered.places] == [tokenizer()([text])[0][0].tolist() for text in texts]
    assert ids.tolist() == [ordered.rows[1], ordered.rows[2]]


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


def test_text_tower_layers_in_two_runs_equal_all_at_once() -> None:
    tower = tiny_model().text_tower
    assert isinstance(tower, TextTower)
    ids, mask = tokenizer()(["a red square", "dog"])
    lower = tower.run_layers(tower.bert.embeddings(input_ids=ids), mask, 0, 1)
    upper = tower.run_layers(lower, mask, 1, TINY.text.depth)
    expected = tower.hidden(ids, mask)  # which is what transformers reads, see test_bert
    torch.testing.assert_close(upper[mask == 1], expected[mask == 1], atol=1e-5, rtol=0)


def test_tokenizer_knows_its_mask_and_special_tokens() -> None:
    assert tokenizer().special_ids == {0, 1, 2, 3, tokenizer().mask_id}
    assert tokenizer().mask_id == tokenizer().vocab_size - 1
    assert piece_tokenizer().special_ids == {0, 1, 2, 3, 4}


def test_tokenizer_without_a_mask_token_says_so_in_one_sentence() -> None:
    without = TextTokenizer.from_json(tiny_tokenizer_json().replace("[MASK]", "mask"), 12)
    assert without.special_ids == {0, 1, 2, 3}
    with pytest.raises(BadConfig, match=r"no \[MASK\] token"):
        _ = without.mask_id


def test_tokenizer_word_starts_are_first_pieces_and_special_tokens() -> None:
    pieces = piece_tokenizer()
    ids, _ = pieces(["snowboarders running", "dog"])
    starts = pieces.word_starts(ids)
    assert starts[0].tolist() == [True, True, False, False, False, True, False, True]
    assert starts[1].all()  # the padding, too


def test_tokenizer_of_whole_words_starts_one_at_every_token() -> None:
    ids, _ = tokenizer()(["a red square"])
    assert tokenizer().word_starts(ids).all()


def test_text_tower_hidden_states_pooled_are_its_output() -> None:
    tower = tiny_model().text_tower
    ids, mask = tokenizer()(["a red square", "dog"])
    hidden = tower.hidden(ids, mask)
    assert hidden.shape == (2, 5, TINY.text.width)
    assert torch.equal(tower.pool(hidden, mask), tower(ids, mask))


def test_text_tower_checkpointing_gives_equal_output_and_gradients() -> None:
    ids, mask = tokenizer()(["a red square", "dog"])
    results = []
    for checkpointing in (False, True):
        tower = tiny_model().text_tower.requires_grad_(True).train()
        tower.checkpointing = checkpointing
        torch.manual_seed(5)  # dropout draws the same masks
        pooled = tower(ids, mask)
        pooled.square().sum().backward()
        results.append((pooled.detach(), *[p.grad for p in tower.parameters() if p.grad is not None]))
    assert len(results[0]) == len(results[1]) > 20
    assert all(torch.equal(one, other) for one, other in zip(*results, strict=True))


def test_text_tower_word_embedding_is_the_table_it_reads_with() -> None:
    tower = tiny_model().text_tower
    assert isinstance(tower, TextTower)
    assert tower.word_embedding is tower.bert.embeddings.word_embeddings.weight
    assert tower.word_embedding.shape == (TINY.text.vocab_size, TINY.text.width)
