"""Correction of hubness: what resembles everything counts for less, by one more coordinate of the vectors.

In a shared space some pictures are near to very many texts ("hubs") and win searches that they do not answer.
Cross-domain similarity local scaling (CSLS; Conneau et al., "Word translation without parallel data", ICLR 2018) takes
off half of a candidate's mean cosine with its nearest neighbours on the other side. Here the other side is a bank that
travels with the model, so that a picture's vector depends on the picture alone.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from engine.cots.presets import LocalScalingConfig

EXTRA_DIMS = 2  # `TwoStreamConfig.vector_dim` counts them without torch
_WEIGHT = 0.5  # of CSLS: 2 cos(x, y) - r(x) - r(y), halved
_REACH = 0.15  # a correction is cut here; far beyond three standard deviations of what was measured
_ANCHOR = 1.0  # the texts' share in the coordinate that holds the pictures' correction


class LocalScaling(nn.Module):
    """Completes unit vectors (B, D) of pictures and of texts so that their inner product is corrected.

    A picture becomes `[f, -g / a, p] / n` and a text `[t, a, 0] / m`. With `p` the vectors of all pictures have one
    length before they are divided by `n`, so that the inner product is exactly `(t f - g) / (n m)`, and that of two
    pictures hardly changes.

    Attributes:
        text_bank: (T, D) unit vectors of texts.
        picture_bank: (P, D) unit vectors of pictures.
        usual: (2,) the mean over ordinary pictures of what `g` is made of, and over ordinary texts.
    """

    text_bank: Tensor
    picture_bank: Tensor
    usual: Tensor

    def __init__(self, config: LocalScalingConfig, embedding_dim: int) -> None:
        super().__init__()
        self.config = config
        self.register_buffer("text_bank", torch.zeros(config.texts, embedding_dim))
        self.register_buffer("picture_bank", torch.zeros(config.pictures, embedding_dim))
        self.register_buffer("usual", torch.zeros(2))
        self._picture_length = math.sqrt(1 + (_REACH / _ANCHOR) ** 2)
        self._text_length = math.sqrt(1 + _ANCHOR**2)

    @torch.no_grad()
    def fit(self, bank: tuple[Tensor, Tensor], ordinary: tuple[Tensor, Tensor]) -> None:
        """Take the banks over, and what is usual.

        Args:
            bank: Vectors of texts (T, D) and of pictures (P, D), as many as the configuration says.
            ordinary: Vectors of pictures and of texts that are not in the banks.
        """
        self.text_bank.copy_(bank[0])
        self.picture_bank.copy_(bank[1])
        pictures, texts = ordinary
        self.usual.copy_(torch.stack([self._nearness(pictures, 0).mean(), self._nearness(texts, 1).mean()]))

    def complete_pictures(self, image_emb: Tensor) -> Tensor:
        """Turn (B, D) unit vectors of pictures into (B, D + 2) unit vectors."""
        coordinate = -self._excess(image_emb, 0) / _ANCHOR
        padding = (self._picture_length**2 - 1 - coordinate**2).clamp(min=0).sqrt()
        return torch.cat([image_emb, torch.stack([coordinate, padding], dim=-1)], dim=-1) / self._picture_length

    def complete_texts(self, text_emb: Tensor) -> Tensor:
        """Turn (B, D) unit vectors of texts into (B, D + 2) unit vectors."""
        anchor = torch.tensor([_ANCHOR, 0.0], dtype=text_emb.dtype, device=text_emb.device)
        return torch.cat([text_emb, anchor.expand(*text_emb.shape[:-1], 2)], dim=-1) / self._text_length

    def complete_cells(self, patch_emb: Tensor) -> Tensor:
        """Turn (..., D) unit vectors of parts of one picture into (..., D + 2): compared with each other as before."""
        return nn.functional.pad(patch_emb, (0, EXTRA_DIMS))

    def text_excess(self, completed: Tensor) -> Tensor:
        """Return (B,) what to take off the scores of texts that are ranked for one picture.

        Args:
            completed: (B, D + 2) from `complete_texts`, or means of such vectors at unit length.
        """
        text_emb = nn.functional.normalize(completed[..., :-EXTRA_DIMS], dim=-1)
        return self._excess(text_emb, 1) / (self._text_length * self._picture_length)

    def _excess(self, emb: Tensor, side: int) -> Tensor:
        excess = _WEIGHT * (self._nearness(emb, side) - self.usual[side])
        return excess.clamp(-_REACH, _REACH)

    def _nearness(self, emb: Tensor, side: int) -> Tensor:
        """Return (B,) the mean cosine with the nearest neighbours in the other side's bank."""
        bank = self.picture_bank if side else self.text_bank
        nearest = (emb @ bank.T).topk(min(self.config.neighbours, len(bank)), dim=-1)
        return nearest.values.mean(dim=-1)
