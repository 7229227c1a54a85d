"""Relevance of tokens by gradient-weighted attention: the rules of Chefer, Gur and Wolf (ICCV 2021), pure functions.

Rules are numbered as in the paper. Two streams need its self-attention rules only.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor


def average_heads(attention: Tensor, gradient: Tensor) -> Tensor:
    """Rule 5: the mean over heads of the positive part of gradient times attention, (h, N, N) to (N, N)."""
    return (gradient * attention).clamp(min=0).mean(dim=0)


def propagate(relevance: Tensor, averaged: Tensor) -> Tensor:
    """Rule 6: a layer adds what its attention mixes in, R + A R, all (N, N)."""
    return relevance + averaged @ relevance


def token_relevance(attentions: Sequence[Tensor], gradients: Sequence[Tensor]) -> Tensor:
    """Return (N, N) relevance of each token (column) for each token (row) after all layers, lowest first.

    Starts from the identity (rule 1: before attention every token is relevant to itself alone).

    Args:
        attentions: Per layer (h, N, N), rows summing to 1.
        gradients: Per layer (h, N, N), of the score that is explained.
    """
    count = attentions[0].shape[-1]
    relevance = torch.eye(count, dtype=attentions[0].dtype, device=attentions[0].device)
    for attention, gradient in zip(attentions, gradients, strict=True):
        relevance = propagate(relevance, average_heads(attention, gradient))
    return relevance


def cell_relevance(relevance: Tensor) -> Tensor:
    """Return the cells' relevance for [CLS] as a grid: row 0 of (1 + G*G, 1 + G*G) without itself, as (G, G)."""
    cells = relevance[0, 1:]
    side = round(cells.numel() ** 0.5)
    return cells.reshape(side, side)


def probe_relevance(relevance: Tensor, attention: Tensor, gradient: Tensor) -> Tensor:
    """Return the cells' relevance for a probe that is no token itself as a grid, (G, G).

    Rule 6 for a query that starts with no relevance of its own: A R.

    Args:
        relevance: (N, N) of the cells, after all layers.
        attention: (h, 1, N) of the probe to the cells.
        gradient: (h, 1, N) of the score that is explained.
    """
    cells = (average_heads(attention, gradient) @ relevance)[0]
    side = round(cells.numel() ** 0.5)
    return cells.reshape(side, side)
