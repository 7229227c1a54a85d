"""Activation checkpointing: less memory while training, for one more forward pass."""

from __future__ import annotations

from torch import Tensor, nn
from torch.utils.checkpoint import checkpoint


def run_layer(layer: nn.Module, hidden: Tensor, *others: Tensor | None, recompute: bool) -> Tensor:
    """Run a layer; with `recompute` its activations are made again in the backward pass instead of being kept.

    Chen et al. 2016. Dropout draws the same masks both times, so the gradients are the same.
    """
    output: Tensor = checkpoint(layer, hidden, *others, use_reentrant=False) if recompute else layer(hidden, *others)
    return output
