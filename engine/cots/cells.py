"""The cells of a picture's token grid: hidden, picked out, and laid out as a map."""

from __future__ import annotations

import torch
from torch import Tensor


def hide_cells(pictures: Tensor, cells: Tensor, grid: int) -> Tensor:
    """Return (B, C, S, S) normalised pictures whose hidden cells are 0, the mean colour.

    Whatever stood there, infinities included, leaves no trace: a hybrid tower's convolutions see across cells, so the
    pixels have to go before them.

    Args:
        pictures: (B, C, S, S), S a multiple of `grid`.
        cells: (B, grid * grid) bool, True for hidden ones.
        grid: Cells per side.
    """
    cell_px = pictures.shape[-1] // grid
    hidden = cells.view(-1, 1, grid, grid).repeat_interleave(cell_px, dim=2).repeat_interleave(cell_px, dim=3)
    return pictures.masked_fill(hidden, 0.0)


def replace_cells(tokens: Tensor, cells: Tensor, token: Tensor) -> Tensor:
    """Return (B, N, W) tokens with `token` (W,) where `cells` (B, N) is True, as BEiT does (Bao et al. 2022)."""
    return torch.where(cells.unsqueeze(-1), token.to(tokens.dtype), tokens)


def take_cells(tokens: Tensor, keep: Tensor) -> Tensor:
    """Return the tokens (B, K, W) that `keep` (B, K) int64 picks of (B, N, W)."""
    return tokens.gather(1, keep.unsqueeze(-1).expand(-1, -1, tokens.shape[-1]))


def cell_map(tokens: Tensor) -> Tensor:
    """Lay cell tokens (B, G * G, W) out as a map (B, W, G, G)."""
    batch, count, width = tokens.shape
    side = round(count**0.5)
    return tokens.transpose(1, 2).reshape(batch, width, side, side)
