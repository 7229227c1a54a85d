"""The score of a frame for one query: what is looked for, on a common scale, less what is to be left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Calibration

Vector = NDArray[np.float32]  # (D,) unit length
Vectors = NDArray[np.float32]  # (N, D) unit length

# A library of few frames says little about how far its cosines spread; this many frames' worth of the model's own
# figures is mixed in.
_PRIOR_FRAMES = 30
# Cosines between two unrelated pictures spread wider than those between a text and a picture.
_PICTURE_MEAN, _PICTURE_STD = 0.1, 0.15
# A frame is pushed away only by what it shows more of than this many standard deviations above the library's mean.
_PUSH_FROM_STD = 1.0


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """A query in the encoder's space; at least one of the three is there.

    Attributes:
        text: (D,) what is typed and looked for.
        picture: (D,) a picture to resemble.
        negatives: (M, D) what is pushed away.
    """

    text: Vector | None
    picture: Vector | None
    negatives: Vectors


class QueryScorer:
    """Scores frames: `probe @ frame + offset`, less a penalty that is never negative.

    So the probe alone finds candidates in an index, and what it gives is never below the score.
    """

    def __init__(self, query: QueryVectors, background: Vectors, calibration: Calibration, minus_weight: float) -> None:
        """Take a query, and (B, D) frames of the library at large that say what an ordinary cosine is."""
        self._negatives = query.negatives
        self._minus_weight = minus_weight
        if query.text is None and query.picture is None:
            self.probe: Vector = -query.negatives.mean(axis=0)
            self.offset = 0.0
        else:
            self.probe, self.offset = _positive(query, background, calibration)
        self._has_positive = query.text is not None or query.picture is not None
        spreads = [_spread(negative, background, calibration) for negative in query.negatives]
        self._push_from = np.array([spread.mean + _PUSH_FROM_STD * spread.std for spread in spreads], np.float32)

    def bound(self, products: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return, for inner products with the probe, the score before anything pushes away."""
        bounds: NDArray[np.float32] = products + np.float32(self.offset)
        return bounds

    def score(self, frames: Vectors) -> NDArray[np.float32]:
        """Return the scores (N,) of frames (N, D)."""
        scores: NDArray[np.float32] = self.bound(frames @ self.probe)
        if len(self._negatives):
            scores = scores - self._penalty(frames @ self._negatives.T)
        return scores

    def _penalty(self, products: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (N,) from (N, M) cosines with what is to be left out: the worst of them counts."""
        penalty: NDArray[np.float32]
        if self._has_positive:
            penalty = self._minus_weight * np.maximum(products - self._push_from, 0.0).max(axis=1)
        else:
            penalty = products.max(axis=1) - products.mean(axis=1)
        return penalty


def unit_rows(vectors: NDArray[np.floating]) -> Vectors:
    """Return (N, D) as float32 at unit length; as stored, in half precision, they are only nearly so."""
    rows = vectors.astype(np.float32)
    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return unit


@dataclass(frozen=True, slots=True)
class _Spread:
    mean: float
    std: float


def _positive(query: QueryVectors, background: Vectors, calibration: Calibration) -> tuple[Vector, float]:
    """Return probe and offset: one of the two as it is, or the mean of both on the text's scale."""
    if query.picture is None or query.text is None:
        only = query.text if query.picture is None else query.picture
        assert only is not None
        return only, 0.0
    text = _spread(query.text, background, calibration)
    picture = _spread(query.picture, background, None)
    ratio = text.std / picture.std
    probe: Vector = ((query.text + ratio * query.picture) / 2).astype(np.float32)
    return probe, (text.mean - ratio * picture.mean) / 2


def _spread(vector: Vector, background: Vectors, calibration: Calibration | None) -> _Spread:
    """Return mean and standard deviation of a vector's cosines with ordinary frames."""
    prior_mean = _PICTURE_MEAN if calibration is None else calibration.mismatch_mean
    prior_std = _PICTURE_STD if calibration is None else calibration.mismatch_std
    cosines = (background @ vector).astype(np.float64)
    if not len(cosines):
        return _Spread(prior_mean, prior_std)
    weight = len(cosines) / (len(cosines) + _PRIOR_FRAMES)
    mean = weight * float(cosines.mean()) + (1 - weight) * prior_mean
    std = weight * float(cosines.std()) + (1 - weight) * prior_std
    return _Spread(mean, max(std, 1e-6))
