"""What is hidden for masked modelling, drawn one sample at a time: blocks of cells, and pieces of text."""

from __future__ import annotations

import math
from typing import NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

# BEiT's smallest block covers 16 of its 196 cells; other grids take the same share.
MIN_BLOCK_SHARE = 16 / 196

# BERT's: of what is selected, this much becomes [MASK], as much again as the rest of it a random word.
SHOWN_AS_MASK = 0.8
SHOWN_AS_RANDOM = 0.1


class TokenRoles(Protocol):
    """What masking has to know about a vocabulary; `text.TextTokenizer` does."""

    @property
    def vocab_size(self) -> int:
        """How many ids there are."""

    @property
    def mask_id(self) -> int:
        """The id that stands for something hidden."""

    @property
    def special_ids(self) -> frozenset[int]:
        """Ids that stand for no word and are never hidden."""

    def word_starts(self, token_ids: Tensor) -> Tensor:
        """Return a bool tensor: True for the first piece of a word."""


class MaskedText(NamedTuple):
    """A text with some pieces hidden.

    Attributes:
        token_ids: (L,) int64, as the model reads them.
        selected: (L,) bool, the pieces to predict, among them some that are shown as they are.
    """

    token_ids: Tensor
    selected: Tensor


def block_mask(
    grid: int, share: float, rng: np.random.Generator, *, min_block: int | None = None, max_aspect: float = 0.3
) -> NDArray[np.bool_]:
    """Draw rectangles of cells to hide until exactly round(share * grid^2) are, as BEiT does (Bao et al. 2022).

    Blocks take the neighbours away from which a single cell is easily guessed. The last one is cut to fit.

    Args:
        grid: Cells per side.
        share: Share of cells to hide, 0 to 1.
        rng: Draws the blocks.
        min_block: Cells of the smallest block; by default BEiT's share of the grid.
        max_aspect: A block's height over width lies between this and its inverse.

    Returns:
        (grid, grid), True for hidden cells.
    """
    count = round(share * grid * grid)
    smallest = max(1, round(MIN_BLOCK_SHARE * grid * grid)) if min_block is None else min_block
    hidden = np.zeros((grid, grid), np.bool_)
    while (left := count - int(hidden.sum())) > 0:
        area = rng.uniform(smallest, max(smallest, left))
        aspect = math.exp(rng.uniform(-1.0, 1.0) * math.log(max_aspect))
        height = min(grid, max(1, round(math.sqrt(area * aspect))))
        width = min(grid, max(1, round(math.sqrt(area / aspect))))
        top, start = int(rng.integers(grid - height + 1)), int(rng.integers(grid - width + 1))
        rows, columns = np.nonzero(~hidden[top : top + height, start : start + width])
        hidden[top + rows[:left], start + columns[:left]] = True
    return hidden


def keep_cells(cells: int, share: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw which of `cells` cells are seen: (K,) sorted indices, K = round(share * cells) but at least 1."""
    count = min(cells, max(1, round(share * cells)))
    return np.sort(rng.permutation(cells)[:count]).astype(np.int64)


def mask_tokens(
    token_ids: Tensor, roles: TokenRoles, rng: np.random.Generator, share: float, whole_words: bool
) -> MaskedText:
    """Select pieces of one text to predict, and hide most of them (BERT, Devlin et al. 2019).

    Of what is selected 80 % is shown as [MASK], 10 % as a random piece and 10 % as it is. Special tokens are never
    selected; at least one piece is, where there is any. The share holds on average, however short the texts are.

    Args:
        token_ids: (L,) int64 without padding, or with padding that is special.
        roles: The tokenizer.
        rng: Draws everything.
        share: Share of pieces, or of words, to select.
        whole_words: All pieces of a word are selected together and shown the same way.
    """
    token_ids = token_ids.cpu()
    units = _units(token_ids, roles, whole_words)
    shown, selected = token_ids.clone(), torch.zeros_like(token_ids, dtype=torch.bool)
    wanted = share * len(units)
    count = min(len(units), max(1, math.floor(wanted + rng.random())))  # rounded up as often as the remainder says
    for index in rng.permutation(len(units))[:count]:
        fate = rng.random()
        for position in units[index]:
            selected[position] = True
            if fate < SHOWN_AS_MASK:
                shown[position] = roles.mask_id
            elif fate < SHOWN_AS_MASK + SHOWN_AS_RANDOM:
                shown[position] = _random_piece(roles, rng)
    return MaskedText(shown, selected)


def _units(token_ids: Tensor, roles: TokenRoles, whole_words: bool) -> list[list[int]]:
    """Return the positions that are selected together: every piece, or every word's pieces."""
    starts = roles.word_starts(token_ids).tolist()
    units: list[list[int]] = []
    for position, token_id in enumerate(token_ids.tolist()):
        if token_id in roles.special_ids:
            continue
        is_next_piece = bool(units) and units[-1][-1] == position - 1 and not starts[position]
        if whole_words and is_next_piece:
            units[-1].append(position)
        else:
            units.append([position])
    return units


def _random_piece(roles: TokenRoles, rng: np.random.Generator) -> int:
    while True:
        token_id = int(rng.integers(roles.vocab_size))
        if token_id not in roles.special_ids:
            return token_id
