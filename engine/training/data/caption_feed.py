"""The captions of a step: drawn, tokenized, and masked for the token level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.cots.masking import mask_tokens
from engine.cots.text import TextTokenizer
from engine.cots.towers import AnyTextTower
from engine.training.data.kept_texts import KeptTexts
from engine.training.recipe import MaskingConfig


@dataclass(frozen=True, slots=True)
class FedCaptions:
    """P captions of a step.

    Attributes:
        token_ids: (P, L) int64, padded.
        mask: (P, L) int64, 1 for real tokens.
        masked_ids: (P, L) int64 with the selected tokens hidden; None when nothing is to be predicted.
        selected: (P, L) bool, the tokens to predict; None likewise.
        lowered: (P, L, W) what the frozen layers make of `token_ids`; None where that is not kept.
        layers: How many layers `lowered` has been through.
    """

    token_ids: Tensor
    mask: Tensor
    masked_ids: Tensor | None = None
    selected: Tensor | None = None
    lowered: Tensor | None = None
    layers: int = 0

    def to(self, device: torch.device) -> FedCaptions:
        """Return the same on a device."""
        return FedCaptions(
            self.token_ids.to(device),
            self.mask.to(device),
            None if self.masked_ids is None else self.masked_ids.to(device),
            None if self.selected is None else self.selected.to(device),
            None if self.lowered is None else self.lowered.to(device),
            self.layers,
        )

    def read(self, tower: AnyTextTower, pairs: slice) -> Tensor:
        """Return what a tower makes of the captions `pairs`, pooled (P, W)."""
        mask = self.mask[pairs]
        if self.lowered is None:
            pooled: Tensor = tower(self.token_ids[pairs], mask)
            return pooled
        return tower.pool(tower.run_layers(self.lowered[pairs], mask, self.layers, tower.depth), mask)


class CaptionFeed:
    """Draws captions of rows, the same number of every picture."""

    def __init__(
        self,
        tokenizer: TextTokenizer,
        captions: Sequence[tuple[str, ...]],
        per_picture: int,
        masking: MaskingConfig | None,
        kept: KeptTexts | None = None,
    ) -> None:
        """Take the captions of every row; without `masking` nothing is masked, and `kept` saves reading them anew."""
        self._tokenizer = tokenizer
        self._captions = captions
        self._per_picture = per_picture
        self._masking = masking
        self._kept = kept
        if masking is not None:
            _ = tokenizer.mask_id  # a tokenizer that cannot mask is told before the first step

    def draw(self, rows: NDArray[np.int64], rngs: Sequence[np.random.Generator]) -> FedCaptions:
        """Return `per_picture` captions of each row; row i uses nothing random but `rngs[i]`.

        A picture with too few captions gives some of them again.
        """
        picks = [pick for row, rng in zip(rows, rngs, strict=True) for pick in self._pick(self._captions[row], rng)]
        owners = [int(row) for row in rows for _ in range(self._per_picture)]
        texts = [self._captions[row][pick] for row, pick in zip(owners, picks, strict=True)]
        token_ids, mask = self._tokenizer(texts)
        lowered = None if self._kept is None else self._kept.draw(owners, picks)
        layers = 0 if self._kept is None else self._kept.layers
        if self._masking is None:
            return FedCaptions(token_ids, mask, lowered=lowered, layers=layers)
        masked_ids, selected = token_ids.clone(), torch.zeros_like(token_ids, dtype=torch.bool)
        for pair, length in enumerate(mask.sum(dim=1).tolist()):
            rng = rngs[pair // self._per_picture]
            drawn = mask_tokens(
                token_ids[pair, :length], self._tokenizer, rng, self._masking.text_share, self._masking.whole_words
            )
            masked_ids[pair, :length] = drawn.token_ids
            selected[pair, :length] = drawn.selected
        return FedCaptions(token_ids, mask, masked_ids, selected, lowered, layers)

    def _pick(self, captions: tuple[str, ...], rng: np.random.Generator) -> list[int]:
        order = rng.permutation(len(captions))
        return [int(order[i % len(order)]) for i in range(self._per_picture)]
