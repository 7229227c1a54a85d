"""The adaptive momentum filter: pairs that fit each other far less than the queue's do are taken for noise."""

from __future__ import annotations

import torch
from torch import Tensor


def filter_threshold(similarities: Tensor, sigmas: float) -> Tensor:
    """Return the scalar mean - sigmas * standard deviation of the queue's pair similarities (K,), K >= 1.

    COTS (CVPR 2022) filters by the distribution of similarities; mean and deviation are our reading of it
    (docs/decisions/013-training.md). Two deviations catch a few percent of noise; from about 20 percent on noise widens
    the deviation so far that it hides itself.
    """
    return similarities.mean() - sigmas * similarities.std(correction=0)


def keep_pairs(batch_similarities: Tensor, queue_similarities: Tensor, sigmas: float, max_drop: float) -> Tensor:
    """Judge which pairs of a batch take part in the losses.

    Args:
        batch_similarities: (B,) cosines of the batch's pairs, by the momentum encoders.
        queue_similarities: (K,) cosines of the queue's pairs, dropped ones among them: without those the threshold
            would rise step by step. With K = 0 every pair is kept.
        sigmas: Standard deviations below the mean where the threshold lies.
        max_drop: Largest share of the batch that is left out; the worst ones go.

    Returns:
        (B,) bool, True for pairs to keep.
    """
    keep = torch.ones_like(batch_similarities, dtype=torch.bool)
    limit = int(max_drop * len(batch_similarities) + 1e-6)  # 0.29 * 100 is 28.999...
    if len(queue_similarities) == 0 or limit == 0:
        return keep
    worst = batch_similarities.argsort(stable=True)[:limit]
    keep[worst] = batch_similarities[worst] >= filter_threshold(queue_similarities, sigmas)
    return keep
