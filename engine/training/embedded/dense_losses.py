"""Loss functions of the dense head: cells and words. Pure, documented with shapes and source."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def patch_class_loss(patch_emb: Tensor, name_emb: Tensor, labels: Tensor, scale: Tensor, ignored: int = -2) -> Tensor:
    """Cross-entropy of every cell over names; label -1 is a cell of none of them, which should resemble no name.

    Args:
        patch_emb: (B, G, G, D) unit vectors.
        name_emb: (C, D) unit vectors.
        labels: (B, G, G) int64 in [-1, C), or `ignored`.
        scale: Scalar, the inverse temperature.
        ignored: Label of cells that do not count.

    "None" is a constant logit of 0, so a cell that shows nothing named is pushed to cosines below zero.
    """
    logits = scale * patch_emb.flatten(0, 2) @ name_emb.T  # (B*G*G, C)
    logits = functional.pad(logits, (1, 0))
    return functional.cross_entropy(logits, labels.flatten() + 1, ignore_index=ignored + 1)


def late_interaction_scores(patch_emb: Tensor, word_emb: Tensor, sharpness: float) -> Tensor:
    """Score (B, W) of words (W, D) in pictures (B, G, G, D): soft maximum of the cosines over cells.

    FILIP (Yao et al. 2021) takes the hard maximum; the mean over cells weighted by softmax(sharpness * cosine)
    lets more than one cell learn. `sharpness` -> infinity is FILIP's.
    """
    cosines = torch.einsum("bnd,wd->bwn", patch_emb.flatten(1, 2), word_emb)
    return (cosines * functional.softmax(sharpness * cosines, dim=2)).sum(dim=2)


def word_region_loss(scores: Tensor, present: Tensor, scale: Tensor) -> Tensor:
    """Contrast words over regions: a region whose captions hold the word against all whose captions do not.

    Args:
        scores: (R, W) how much each region resembles each word.
        present: (R, W) bool; every word is present in at least one region.
        scale: Scalar, the inverse temperature.

    As in `multi_caption_info_nce`, regions that share a word do not compete. Words count the same, rare or common.
    """
    logits = scale * scores
    negatives = torch.logsumexp(logits.masked_fill(present, float("-inf")), dim=0)  # (W,)
    terms = functional.softplus(negatives.unsqueeze(0) - logits).masked_fill(~present, 0.0)
    return (terms.sum(dim=0) / present.sum(dim=0).clamp_min(1)).mean()


def place_loss(patch_emb: Tensor, name_emb: Tensor, places: Tensor, scale: Tensor) -> Tensor:
    """Teach where in a picture a name is: the cells' softmax for a name against where a teacher sees it.

    Args:
        patch_emb: (B, G, G, D) unit vectors.
        name_emb: (B, P, D) unit vectors of P names a picture.
        places: (B, P, G, G) how sure the teacher is of the name in each cell, 0 to 1; all 0 for no name.
        scale: Scalar, the inverse temperature.

    The teacher's map, divided by its sum, is the target of a cross-entropy over the cells of one picture; a name counts
    by the teacher's surest cell.
    """
    logits = scale * torch.einsum("bnd,bpd->bpn", patch_emb.flatten(1, 2), name_emb)
    targets = places.flatten(2)
    sums = targets.sum(dim=2)
    terms = -(targets * functional.log_softmax(logits, dim=2)).sum(dim=2) / sums.clamp_min(1e-6)
    weights = targets.amax(dim=2)
    return (weights * terms).sum() / weights.sum().clamp_min(1e-6)
