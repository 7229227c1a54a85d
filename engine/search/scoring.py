"""One probe per query: what is looked for, on a common scale, less what is to be left out.

Scores are linear in a frame's vector, so an index ranks by them exactly. See docs/decisions/008-ranking.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Calibration

Vector = NDArray[np.float32]  # (D,)
Vectors = NDArray[np.float32]  # (N, D)

# A library of few frames says little about how far its cosines spread; this many frames' worth of prior figures is
# mixed in.
_PRIOR_FRAMES = 30
# Two unrelated pictures: their cosines spread wider than those of a text and a picture.
_PICTURE_MEAN, _PICTURE_STD = 0.05, 0.24


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """A query in the encoder's space, all of unit length; at least one of the three is there.

    Attributes:
        text: (D,) what is typed and looked for.
        picture: (D,) a picture to resemble.
        negatives: (M, D) what is pushed away.
    """

    text: Vector | None
    picture: Vector | None
    negatives: Vectors


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean and standard deviation of cosines with ordinary frames."""

    mean: float
    std: float


@dataclass(frozen=True, slots=True)
class Probe:
    """What frames are compared with.

    Attributes:
        vector: (D,), not of unit length in general.
        offset: Added to the inner product with a frame.
        picture_spread: Set where only a picture is looked for, whose cosines are of another size than a text's.
        is_wish_only: Nothing is looked for, something is only to be left out.
    """

    vector: Vector
    offset: float = 0.0
    picture_spread: Spread | None = None
    is_wish_only: bool = False

    def scores(self, frames: Vectors) -> NDArray[np.float64]:
        """Return the scores (N,) of frames (N, D)."""
        return self.from_products(frames.astype(np.float64) @ self.vector.astype(np.float64))

    def from_products(self, products: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return the scores (N,) for inner products (N,) with `vector`.

        Rounded: a matrix product differs in the last digits from one batch to the next, and ties must stay ties.
        """
        return np.round(products.astype(np.float64) + self.offset, 6)

    def as_text_score(self, score: float, calibration: Calibration) -> float:
        """Return what a score would be, had a text been looked for: what the model's calibration speaks about."""
        if self.is_wish_only:
            return math.inf
        if self.picture_spread is None:
            return score
        deviations = (score - self.picture_spread.mean) / self.picture_spread.std
        return calibration.mismatch_mean + deviations * calibration.mismatch_std


def make_probe(
    query: QueryVectors, ordinary_frames: Callable[[], Vectors], calibration: Calibration, minus_weight: float
) -> Probe:
    """Combine the parts of a query.

    Text and picture count equally, each in standard deviations of its own cosines, on the text's scale. What is to be
    left out is taken off by `minus_weight`; several share it as independent directions do, by the root of their
    number.

    Args:
        query: Its parts.
        ordinary_frames: Gives (B, D) frames of the library at large; only called where they are needed.
        calibration: Of the model.
        minus_weight: How strongly a word with a minus pushes away.
    """
    if query.text is None and query.picture is None:
        return Probe(-query.negatives.mean(axis=0), is_wish_only=True)
    if query.picture is None and not len(query.negatives):
        assert query.text is not None
        return Probe(query.text)
    frames = ordinary_frames()
    probe = _wanted(query.text, query.picture, frames, calibration)
    if not len(query.negatives):
        return probe
    weight = minus_weight / math.sqrt(len(query.negatives))
    usual = sum(spread_of(negative, frames, calibration).mean for negative in query.negatives)
    vector: Vector = (probe.vector - weight * query.negatives.sum(axis=0)).astype(np.float32)
    return Probe(vector, probe.offset + weight * usual, probe.picture_spread)


def spread_of(vector: Vector, frames: Vectors, calibration: Calibration | None) -> Spread:
    """Return how a text's cosines with ordinary frames spread, or a picture's where `calibration` is None."""
    prior = Spread(_PICTURE_MEAN, _PICTURE_STD)
    if calibration is not None:
        prior = Spread(calibration.mismatch_mean, calibration.mismatch_std)
    if not len(frames):
        return prior
    cosines = (frames @ vector).astype(np.float64)
    weight = len(cosines) / (len(cosines) + _PRIOR_FRAMES)
    mean = weight * float(cosines.mean()) + (1 - weight) * prior.mean
    std = weight * float(cosines.std()) + (1 - weight) * prior.std
    return Spread(mean, max(std, 1e-6))


def _wanted(text: Vector | None, picture: Vector | None, frames: Vectors, calibration: Calibration) -> Probe:
    if picture is None:
        assert text is not None
        return Probe(text)
    like = spread_of(picture, frames, None)
    if text is None:
        return Probe(picture, picture_spread=like)
    typed = spread_of(text, frames, calibration)
    ratio = typed.std / like.std
    vector: Vector = ((text + ratio * picture) / 2).astype(np.float32)
    return Probe(vector, (typed.mean - ratio * like.mean) / 2)
