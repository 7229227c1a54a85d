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


def info_nce(logits: Tensor, positives: Tensor, excluded: Tensor) -> Tensor:
    """InfoNCE of each query against keys with given roles: the mean of -log softmax over the positives.

    With one positive, the key that the momentum encoder made of the query's own pair, this is the loss of MoCo (He et
    al. 2020) and of ALBEF (Li et al. 2021); with all captions of a picture as positives that of OmniVL (Wang et al.
    2022), -(1/|P|) sum log softmax.

    Args:
        logits: (b, C) of each query with every key: cosines times the inverse temperature.
        positives: (b, C) bool, at least one a row, none of them excluded.
        excluded: (b, C) bool, keys that are neither positives nor negatives.

    Returns:
        (b,) one loss per query.
    """
    picked = logits.masked_fill(~positives, 0.0).sum(dim=1) / positives.sum(dim=1)
    return torch.logsumexp(logits.masked_fill(excluded, float("-inf")), dim=1) - picked


def retrieval_kl(logits_i2t: Tensor, logits_t2i: Tensor, excluded: Tensor | None = None) -> Tensor:
    """Task level of COTS (CVPR 2022): both directions of retrieval should rank the pairs alike.

    KL(p, r) + KL(r, p) of the softmaxes p and r of a picture over texts and of its caption over pictures. Column j of
    both has to mean the same pair, which is why the queues are pushed in lock-step. That it is symmetric, with
    gradient into both sides, is our choice (docs/decisions/013-training.md).

    Args:
        logits_i2t: (b, C) of pictures over the texts of C pairs.
        logits_t2i: (b, C) of their captions over the pictures of the same pairs.
        excluded: (b, C) bool, pairs that do not count, such as other captions of the same picture; never a whole row.

    Returns:
        (b,) in nats.
    """
    if excluded is not None:
        logits_i2t = logits_i2t.masked_fill(excluded, float("-inf"))
        logits_t2i = logits_t2i.masked_fill(excluded, float("-inf"))
    log_p, log_r = functional.log_softmax(logits_i2t, dim=1), functional.log_softmax(logits_t2i, dim=1)
    gap = log_p - log_r
    if excluded is not None:
        gap = gap.masked_fill(excluded, 0.0)  # infinity less infinity
    return ((log_p.exp() - log_r.exp()) * gap).sum(dim=1)


def masked_prediction_loss(logits: Tensor, targets: Tensor, owners: Tensor, pairs: int) -> Tensor:
    """Token level: cross-entropy of hidden tokens, averaged per pair (BERT, Devlin et al. 2019; BEiT, Bao et al. 2022).

    Args:
        logits: (M, V) for the hidden tokens of all pairs.
        targets: (M,) int64, what was hidden.
        owners: (M,) int64, the pair of each token, 0 to pairs - 1.
        pairs: How many pairs there are.

    Returns:
        (pairs,); 0 for a pair without hidden tokens.
    """
    per_token = functional.cross_entropy(logits, targets, reduction="none")
    total = per_token.new_zeros(pairs).index_add(0, owners, per_token)
    count = torch.bincount(owners, minlength=pairs).clamp_min(1)
    return total / count


def ranking_loss(full: Tensor, masked: Tensor, margin: float) -> Tensor:
    """Hinge: a caption beats its copy with hidden words by `margin` (Clover, Huang et al. 2023).

    Args:
        full: (b,) cosines of pictures with their captions.
        masked: (b,) cosines with the masked copies.
        margin: In cosine.
    """
    return functional.relu(margin - (full - masked))
