"""Loss functions: pure, documented with shapes and source, no parameters of their own."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def positive_mask(owners: Tensor, images: int) -> Tensor:
    """Return (B, M) bool: caption j belongs to image i. `owners` (M,) holds each caption's image, 0 to B - 1."""
    return torch.arange(images, device=owners.device).unsqueeze(1) == owners.unsqueeze(0)


def multi_caption_info_nce(image_emb: Tensor, text_emb: Tensor, owners: Tensor, scale: Tensor) -> Tensor:
    """InfoNCE both ways, averaged, in which captions of the same image are never negatives.

    For every pair (image i, caption j of i): the negatives of i are the captions of other images, the negatives of j
    are the other images; each pair is contrasted with the negatives alone, so two captions of one image do not
    compete. With one caption an image this is the plain symmetric InfoNCE (van den Oord et al. 2018; CLIP, 2021).

    Args:
        image_emb: (B, D) unit vectors.
        text_emb: (M, D) unit vectors, M >= B, every image owning at least one.
        owners: (M,) int64, the image of each caption.
        scale: Scalar, the inverse temperature.
    """
    logits = scale * image_emb @ text_emb.T  # (B, M)
    is_pair = positive_mask(owners, len(image_emb))
    pair_logits = logits[owners, torch.arange(len(owners), device=owners.device)]  # (M,)
    negatives = logits.masked_fill(is_pair, float("-inf"))
    of_image = torch.logsumexp(negatives, dim=1)[owners]  # (M,) over captions of other images
    of_text = torch.logsumexp(negatives, dim=0)  # (M,) over other images
    # -log(e^p / (e^p + sum e^n)) = log(1 + e^(lse(n) - p))
    i2t = functional.softplus(of_image - pair_logits)
    t2i = functional.softplus(of_text - pair_logits)
    # Every image counts the same, however many captions it brought.
    weights = 1.0 / is_pair.sum(dim=1).to(logits.dtype)[owners]
    return (weights * (i2t + t2i)).sum() / (2 * len(image_emb))


def soft_target_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy of (B, M) logits with (B, M) soft targets whose rows sum to 1 (Hinton et al. 2015)."""
    return -(targets * functional.log_softmax(logits, dim=1)).sum(dim=1).mean()


def similarity_targets(anchor_emb: Tensor, other_emb: Tensor, temperature: float) -> Tensor:
    """Return (B, M) soft targets, softmax over M of the cosines between teacher vectors (B, D) and (M, D).

    The teacher is a frozen sentence encoder: a caption that says nearly the same of another photo is no negative.
    """
    return functional.softmax(anchor_emb @ other_emb.T / temperature, dim=1)


def class_distillation_loss(image_emb: Tensor, name_emb: Tensor, teacher: Tensor, scale: Tensor) -> Tensor:
    """Teach which class names fit a picture, by a classifier's probabilities (DeViSE, 2013; distillation, 2015).

    Args:
        image_emb: (B, D) unit vectors.
        name_emb: (C, D) unit vectors of C class names as texts.
        teacher: (B, C) probabilities of these classes; rows sum to at most 1, the rest being other classes.
        scale: Scalar, the inverse temperature.

    Rows are renormalised over the C classes and count by the mass they covered: a picture of none of them is silent.
    """
    mass = teacher.sum(dim=1)
    targets = teacher / mass.clamp_min(1e-6).unsqueeze(1)
    per_image = -(targets * functional.log_softmax(scale * image_emb @ name_emb.T, dim=1)).sum(dim=1)
    return (mass * per_image).sum() / mass.sum().clamp_min(1e-6)


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
