"""What else must follow when the projections move: what a cosine means, and the heat maps."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch
from numpy.typing import NDArray

from engine.cots.protocol import Calibration
from engine.cots.two_stream import TwoStream

_STAY = 8.0  # weight of "no turn at all" among the texts that decide the turn


def carry_calibration(
    known: Calibration, start_scores: NDArray[np.float32], scores: NDArray[np.float32]
) -> Calibration:
    """Carry what cosines mean over to moved weights, without anybody saying which pairs match.

    Cosines of the same texts and pictures before and after lie near a line; it is laid through two points: the mean of
    all pairs, which hardly ever match, and the mean of each text's best picture. Thresholds move along it.

    Args:
        known: Of the starting weights.
        start_scores: (P, G) cosines of phrases and pictures under the starting weights.
        scores: (P, G) the same pairs under the new weights.
    """
    best = start_scores.argmax(axis=1)
    rows = np.arange(len(best))
    low, high = float(start_scores.mean()), float(start_scores[rows, best].mean())
    new_low, new_high = float(scores.mean()), float(scores[rows, best].mean())
    slope = (new_high - new_low) / max(high - low, 1e-6)
    spread = float(scores.std() / max(start_scores.std(), 1e-6))

    def moved(cosine: float) -> float:
        return round(new_low + slope * (cosine - low), 4)

    return dataclasses.replace(
        known,
        match_score=moved(known.match_score),
        mismatch_mean=moved(known.mismatch_mean),
        mismatch_std=round(known.mismatch_std * spread, 4),
        match_mean=moved(known.match_mean),
        match_std=round(known.match_std * abs(slope), 4),
    )


def turn_of_texts(start_emb: NDArray[np.float32], emb: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the orthogonal (D, D) matrix that turns where texts were, (M, D), into where they are now.

    The orthogonal Procrustes solution (Schoenemann, 1966), drawn towards no turn: directions without texts stay.
    """
    pull = emb.T.astype(np.float64) @ start_emb + _STAY * np.eye(emb.shape[1])
    left, _, right = np.linalg.svd(pull)
    turn: NDArray[np.float32] = (left @ right).astype(np.float32)
    return turn


@torch.no_grad()
def turn_dense_head(model: TwoStream, turn: NDArray[np.float32]) -> None:
    """Turn the dense head's output with the texts, so that heat maps point where they pointed; nothing without one."""
    if model.dense_head is None:
        return
    layer = model.dense_head.project
    matrix = torch.from_numpy(turn).to(layer.weight.device)
    layer.weight.copy_(torch.einsum("ij,jkhw->ikhw", matrix, layer.weight))
    if layer.bias is not None:
        layer.bias.copy_(matrix @ layer.bias)
