import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.cots.masking import block_mask, keep_cells, mask_tokens
from tests.helpers.piece_tokenizer import piece_tokenizer

# Fourteen pieces, seven words.
LONG_TEXT = "the snowboarders running on a red tree the dogs"


def borders(hidden: NDArray[np.bool_]) -> int:
    """How many neighbouring cells differ."""
    return int((hidden[1:] != hidden[:-1]).sum() + (hidden[:, 1:] != hidden[:, :-1]).sum())


def long_text() -> Tensor:
    ids, _ = piece_tokenizer()([LONG_TEXT])
    return ids[0]


@pytest.mark.parametrize("grid", [2, 4, 7, 14, 24])
@pytest.mark.parametrize("share", [0.0, 0.15, 0.4, 0.75, 0.95, 1.0])
def test_block_mask_hides_exactly_its_share(grid: int, share: float) -> None:
    for seed in range(5):
        hidden = block_mask(grid, share, np.random.default_rng(seed))
        assert hidden.shape == (grid, grid)
        assert hidden.dtype == np.bool_
        assert hidden.sum() == round(share * grid * grid)


def test_block_mask_is_far_blockier_than_single_cells() -> None:
    rng = np.random.default_rng(0)
    blocks = [block_mask(14, 0.4, rng) for _ in range(50)]
    scattered = [rng.permutation(hidden.flatten()).reshape(14, 14) for hidden in blocks]
    assert np.mean([borders(hidden) for hidden in blocks]) < 0.55 * np.mean([borders(hidden) for hidden in scattered])


def test_block_mask_with_room_for_one_square_is_that_square() -> None:
    for seed in range(10):
        hidden = block_mask(12, 0.25, np.random.default_rng(seed), min_block=36, max_aspect=1.0)
        rows, columns = np.nonzero(hidden)
        assert hidden.sum() == 36
        assert int(np.ptp(rows)) == int(np.ptp(columns)) == 5


def test_block_mask_reaches_every_cell_and_favours_no_side() -> None:
    rng = np.random.default_rng(1)
    frequency = np.mean([block_mask(7, 0.4, rng) for _ in range(1000)], axis=0)
    assert frequency.min() > 0.08
    assert frequency.max() < 0.75
    assert np.abs(frequency - frequency[::-1]).max() < 0.08
    assert np.abs(frequency - frequency.T).max() < 0.08


def test_block_mask_of_one_seed_is_one_mask() -> None:
    first, again, other = (block_mask(14, 0.4, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize(("cells", "share", "count"), [(16, 0.5, 8), (49, 0.5, 24), (16, 1.0, 16), (4, 0.1, 1)])
def test_keep_cells_keeps_its_share_sorted_and_each_once(cells: int, share: float, count: int) -> None:
    kept = keep_cells(cells, share, np.random.default_rng(0))
    assert kept.dtype == np.int64
    assert len(kept) == count
    assert np.all(np.diff(kept) > 0)
    assert kept.min() >= 0
    assert kept.max() < cells


def test_keep_cells_keeps_every_cell_sometimes() -> None:
    rng = np.random.default_rng(0)
    seen = np.unique(np.concatenate([keep_cells(16, 0.25, rng) for _ in range(100)]))
    assert len(seen) == 16


@pytest.mark.parametrize("whole_words", [False, True])
@pytest.mark.parametrize("share", [0.15, 0.4])
def test_mask_tokens_selects_its_share_on_average(share: float, whole_words: bool) -> None:
    rng, ids, tokenizer = np.random.default_rng(0), long_text(), piece_tokenizer()
    words = int((~torch.isin(ids, torch.tensor([2, 3]))).sum())
    counts = [int(mask_tokens(ids, tokenizer, rng, share, whole_words).selected.sum()) for _ in range(600)]
    assert np.mean(counts) == pytest.approx(share * words, rel=0.08)


@pytest.mark.parametrize("whole_words", [False, True])
def test_mask_tokens_shows_eighty_ten_ten(whole_words: bool) -> None:
    rng, ids, tokenizer = np.random.default_rng(0), long_text(), piece_tokenizer()
    masked = same = other = 0
    for _ in range(1500):
        drawn = mask_tokens(ids, tokenizer, rng, 0.3, whole_words)
        before, shown = ids[drawn.selected], drawn.token_ids[drawn.selected]
        masked += int((shown == tokenizer.mask_id).sum())
        same += int((shown == before).sum())
        other += int(((shown != before) & (shown != tokenizer.mask_id)).sum())
        assert torch.equal(drawn.token_ids[~drawn.selected], ids[~drawn.selected])
    total = masked + same + other
    assert masked / total == pytest.approx(0.8, abs=0.03)
    # A random piece is sometimes the right one: one in fourteen here.
    assert other / total == pytest.approx(0.1 * 13 / 14, abs=0.02)
    assert same / total == pytest.approx(0.1 + 0.1 / 14, abs=0.02)


@pytest.mark.parametrize("whole_words", [False, True])
def test_mask_tokens_never_selects_nor_draws_special_tokens(whole_words: bool) -> None:
    rng, tokenizer = np.random.default_rng(0), piece_tokenizer()
    ids, _ = tokenizer(["a zebra on the tree", "dog"])  # an unknown word, and padding
    special = torch.tensor(sorted(tokenizer.special_ids))
    for _ in range(300):
        for row in ids:
            drawn = mask_tokens(row, tokenizer, rng, 0.9, whole_words)
            assert not torch.isin(row[drawn.selected], special).any()
            shown = drawn.token_ids[drawn.selected]
            assert not torch.isin(shown[shown != tokenizer.mask_id], special).any()


def test_mask_tokens_whole_words_hides_all_pieces_together() -> None:
    rng, ids, tokenizer = np.random.default_rng(0), long_text(), piece_tokenizer()
    starts = tokenizer.word_starts(ids).tolist()
    words: list[list[int]] = []
    for position in range(1, len(ids) - 1):
        if starts[position]:
            words.append([])
        words[-1].append(position)
    assert max(len(word) for word in words) == 4
    parted = 0
    for _ in range(300):
        drawn = mask_tokens(ids, tokenizer, rng, 0.3, True)
        is_mask = drawn.token_ids == tokenizer.mask_id
        for word in words:
            assert len(set(drawn.selected[word].tolist())) == 1
            assert len(set(is_mask[word].tolist())) == 1
        by_piece = mask_tokens(ids, tokenizer, rng, 0.3, False).selected
        parted += any(len(set(by_piece[word].tolist())) == 2 for word in words)
    assert parted > 100  # without the option words are parted


def test_mask_tokens_of_a_short_text_selects_at_least_one() -> None:
    rng, tokenizer = np.random.default_rng(0), piece_tokenizer()
    ids, _ = tokenizer(["dog"])
    for _ in range(50):
        assert mask_tokens(ids[0], tokenizer, rng, 0.01, False).selected.tolist() == [False, True, False]


def test_mask_tokens_of_a_text_without_words_selects_nothing() -> None:
    tokenizer = piece_tokenizer()
    ids, _ = tokenizer([""])
    drawn = mask_tokens(ids[0], tokenizer, np.random.default_rng(0), 0.9, True)
    assert not drawn.selected.any()
    assert torch.equal(drawn.token_ids, ids[0])
