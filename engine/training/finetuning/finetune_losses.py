"""Losses of fine-tuning: what pulls towards the person's captions, and what holds everything else in place."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

from engine.training.objectives.losses import info_nce, soft_target_loss


def caption_contrast(image_emb: Tensor, text_emb: Tensor, is_same: Tensor, scale: float) -> Tensor:
    """InfoNCE both ways over a batch of pairs (van den Oord et al. 2018; CLIP, 2021).

    Args:
        image_emb: (B, D) unit vectors.
        text_emb: (B, D) unit vectors; row i describes picture i.
        is_same: (B, B) bool, symmetric: pairs that are no negatives of each other, such as two photos of one clip or
            with the same caption. The diagonal does not matter.
        scale: Inverse temperature.
    """
    logits = scale * image_emb @ text_emb.T
    own = torch.eye(len(logits), dtype=torch.bool, device=logits.device)
    excluded = is_same & ~own
    return (info_nce(logits, own, excluded) + info_nce(logits.T, own, excluded)).mean() / 2


def vector_anchor(emb: Tensor, start_emb: Tensor) -> Tensor:
    """Mean of 1 - cosine between unit vectors (B, D) and where they were (feature distillation, Hinton et al. 2015)."""
    return 1 - (emb * start_emb).sum(dim=1).mean()


def ranking_anchor(
    image_emb: Tensor, text_emb: Tensor, start_image_emb: Tensor, start_text_emb: Tensor, scale: float
) -> Tensor:
    """Cross-entropy of the retrieval distributions with those at the start, both ways.

    Its gradient is that of the KL divergence, as in learning without forgetting (Li and Hoiem, 2016).

    Args:
        image_emb: (B, D) unit vectors of pictures.
        text_emb: (M, D) unit vectors of texts.
        start_image_emb: (B, D), the same pictures at the start.
        start_text_emb: (M, D), the same texts at the start.
        scale: Inverse temperature of both distributions.
    """
    logits = scale * image_emb @ text_emb.T
    start = scale * start_image_emb @ start_text_emb.T
    return (soft_target_loss(logits, start.softmax(dim=1)) + soft_target_loss(logits.T, start.T.softmax(dim=1))) / 2


def weight_anchor(weights: Iterable[Tensor], start: Iterable[Tensor]) -> Tensor:
    """Sum of squared distances from the starting weights (L2-SP, Li et al. 2018)."""
    return torch.stack([(now - then).square().sum() for now, then in zip(weights, start, strict=True)]).sum()
