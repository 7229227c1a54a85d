"""What a cosine of a trained model means: measured on held-out photos, for queries that are and are not there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Calibration

# A name is surely in the gallery when the classifier is this sure about one of its photos, and surely not below.
SURELY_THERE, SURELY_ABSENT = 0.6, 0.02


def calibrate(
    image_emb: NDArray[np.float32],
    text_emb: NDArray[np.float32],
    owners: NDArray[np.int64],
    name_emb: NDArray[np.float32],
    name_probabilities: NDArray[np.float32],
    prompts: tuple[str, ...],
) -> Calibration:
    """Measure match and mismatch over a gallery of held-out photos.

    Queries with a true photo are its captions and the class names a classifier is sure of; queries without one are
    the class names it sees nowhere. Captions whose own photo was taken away would not do: another photo often fits.

    Args:
        image_emb: (N, D) unit vectors of the gallery.
        text_emb: (M, D) unit vectors of captions.
        owners: (M,) the photo of each caption.
        name_emb: (K, D) unit vectors of class names.
        name_probabilities: (N, K) the classifier's probabilities.
        prompts: Templates the checkpoint is to carry.
    """
    scores = text_emb @ image_emb.T  # (M, N)
    is_match = owners[:, None] == np.arange(len(image_emb))[None, :]
    best_of_names = (name_emb @ image_emb.T).max(axis=1)
    sure = name_probabilities.max(axis=0)
    there = [scores.max(axis=1), best_of_names[sure >= SURELY_THERE]]
    is_absent = sure <= SURELY_ABSENT
    absent = best_of_names[is_absent]
    mismatches = (name_emb @ image_emb.T)[is_absent]
    return Calibration(
        match_score=round(equal_error_threshold(there, absent), 4),
        mismatch_mean=round(float(mismatches.mean()), 4),
        mismatch_std=round(float(mismatches.std()), 4),
        match_mean=round(float(scores[is_match].mean()), 4),
        match_std=round(float(scores[is_match].std()), 4),
        gallery_size=len(image_emb),
        prompts=prompts,
    )


def calibrate_by_captions(
    image_emb: NDArray[np.float32],
    text_emb: NDArray[np.float32],
    owners: NDArray[np.int64],
    prompts: tuple[str, ...],
) -> Calibration:
    """Measure match and mismatch with held-out captions alone, where nothing names what is absent.

    A caption's gallery with a match is its own photo among the half of the others whose captions are least like it; the
    gallery without one is that half alone. Photos that another caption describes nearly as well are thus left out.

    Args:
        image_emb: (N, D) unit vectors of the held-out photos, two at least.
        text_emb: (M, D) unit vectors of their captions.
        owners: (M,) the photo of each caption.
        prompts: Templates the checkpoint is to carry.
    """
    scores = text_emb @ image_emb.T  # (M, N)
    own = scores[np.arange(len(owners)), owners]
    likeness = np.full(scores.shape, -np.inf, np.float32)
    for photo in range(len(image_emb)):
        likeness[:, photo] = (text_emb @ text_emb[owners == photo].T).max(axis=1)
    likeness[np.arange(len(owners)), owners] = np.inf  # its own photo is never foreign
    count = max(1, (len(image_emb) - 1) // 2)
    foreign = np.take_along_axis(scores, np.argpartition(likeness, count - 1, axis=1)[:, :count], axis=1)
    best_foreign = foreign.max(axis=1)
    return Calibration(
        match_score=round(equal_error_threshold([np.maximum(own, best_foreign)], best_foreign), 4),
        mismatch_mean=round(float(foreign.mean()), 4),
        mismatch_std=round(float(foreign.std()), 4),
        match_mean=round(float(own.mean()), 4),
        match_std=round(float(own.std()), 4),
        gallery_size=count + 1,
        prompts=prompts,
    )


def equal_error_threshold(positives: Sequence[NDArray[np.floating]], negative: NDArray[np.floating]) -> float:
    """Return the score at which as large a share of positives falls below as of negatives reaches it.

    Every group of positives counts the same, however large: sentences and single words are both typed.
    """
    groups = [group for group in positives if len(group)]
    candidates = np.unique(np.concatenate([*groups, negative]))
    missed = np.mean(
        [np.searchsorted(np.sort(group), candidates, side="left") / len(group) for group in groups], axis=0
    )
    passed = 1.0 - np.searchsorted(np.sort(negative), candidates, side="left") / len(negative)
    return float(candidates[np.argmin(np.abs(missed - passed))])
