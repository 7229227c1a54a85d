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
_ROWS_AT_ONCE = 256
# Two unrelated pictures: their cosines spread wider than those of a text and a picture.
_PICTURE_MEAN, _PICTURE_STD = 0.05, 0.24


# A further moment of a clip is shown only when it comes this close to the clip's best, in standard deviations of
# matching pairs, or of a picture's cosines. Beyond it a clip with one good moment would list whatever else is in it.
_MOMENT_DEVIATIONS = 1.2
_PICTURE_MOMENT_DEVIATIONS = 0.6


@dataclass(frozen=True, slots=True)
class Weighed:
    """A unit vector (D,), and how much it counts: 1 as usual."""

    vector: Vector
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """A query in the encoder's space; at least one part is there.

    Attributes:
        text: (D,) what is typed and looked for.
        pictures: Pictures to resemble, their weights above 0.
        negatives: Texts that are pushed away.
        unlike: Pictures that are pushed away, their weights above 0.
    """

    text: Vector | None = None
    pictures: tuple[Weighed, ...] = ()
    negatives: tuple[Weighed, ...] = ()
    unlike: tuple[Weighed, ...] = ()


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
        vector, products = self.vector.astype(np.float64), np.empty(len(frames))
        for start in range(0, len(frames), _ROWS_AT_ONCE):  # which stay in the processor's cache while they are widened
            products[start : start + _ROWS_AT_ONCE] = frames[start : start + _ROWS_AT_ONCE].astype(np.float64) @ vector
        return self.from_products(products)

    def from_products(self, products: NDArray[np.floating]) -> NDArray[np.float64]:
        """Return the scores (N,) for inner products (N,) with `vector`.

        Rounded: a matrix product differs in the last digits from one batch to the next, and ties must stay ties.
        """
        return np.round(products.astype(np.float64) + self.offset, 6)

    def moment_margin(self, calibration: Calibration) -> float:
        """Return how far below a clip's best score a further moment may lie."""
        if self.picture_spread is not None:
            return _PICTURE_MOMENT_DEVIATIONS * self.picture_spread.std
        return _MOMENT_DEVIATIONS * calibration.match_std

    def as_text_score(self, score: float, calibration: Calibration) -> float:
        """Return what a score would be, had a text been looked for: what the model's calibration speaks about."""
        if self.is_wish_only:
            return math.inf
        if self.picture_spread is None:
            return score
        deviations = (score - self.picture_spread.mean) / self.picture_spread.std
        return calibration.mismatch_mean + deviations * calibration.mismatch_std

    def from_text_score(self, score: float, calibration: Calibration) -> float:
        """Return the score of this probe that `as_text_score` makes into `score`."""
        if self.is_wish_only:
            return -math.inf
        if self.picture_spread is None:
            return score
        deviations = (score - calibration.mismatch_mean) / calibration.mismatch_std
        return self.picture_spread.mean + deviations * self.picture_spread.std


def make_probe(
    query: QueryVectors, ordinary_frames: Callable[[], Vectors], calibration: Calibration, minus_weight: float
) -> Probe:
    """Combine the parts of a query.

    Text and pictures count by their weights, each in standard deviations of its own cosines, on the text's scale.
    What is to be left out is taken off by `minus_weight`; several share it as independent directions do, by the root
    of their number.

    Args:
        query: Its parts.
        ordinary_frames: Gives (B, D) frames of the library at large; only called where they are needed.
        calibration: Of the model.
        minus_weight: How strongly a word with a minus pushes away.
    """
    away = len(query.negatives) + len(query.unlike)
    if query.text is None and not query.pictures:
        pushed = [part.weight * part.vector for part in (*query.negatives, *query.unlike)]
        return Probe(-np.mean(pushed, axis=0).astype(np.float32), is_wish_only=True)
    if query.text is not None and not query.pictures and not away:
        return Probe(query.text)
    frames = ordinary_frames()
    probe = _wanted(query, frames, calibration)
    vector, offset = probe.vector.astype(np.float64), probe.offset
    for negative in query.negatives:
        weight = minus_weight * negative.weight / math.sqrt(away)
        vector -= weight * negative.vector
        offset += weight * spread_of(negative.vector, frames, calibration).mean
    scale = probe.picture_spread.std if probe.picture_spread else calibration.mismatch_std
    for picture in query.unlike:
        like = spread_of(picture.vector, frames, None)
        weight = minus_weight * picture.weight / math.sqrt(away) * scale / like.std
        vector -= weight * picture.vector
        offset += weight * like.mean
    return Probe(vector.astype(np.float32), offset, probe.picture_spread)


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


def _wanted(query: QueryVectors, frames: Vectors, calibration: Calibration) -> Probe:
    """Mix what is looked for: its parts' deviations from ordinary cosines, weighed, on the scale of the first part."""
    parts: list[tuple[Weighed, Spread]] = [
        (picture, spread_of(picture.vector, frames, None)) for picture in query.pictures
    ]
    if query.text is not None:
        parts.insert(0, (Weighed(query.text), spread_of(query.text, frames, calibration)))
    scale = parts[0][1]
    total = sum(part.weight for part, _ in parts)
    vector = np.zeros(len(parts[0][0].vector))
    offset = scale.mean
    for part, spread in parts:
        share = part.weight / total * scale.std / spread.std
        vector += share * part.vector
        offset -= share * spread.mean
    picture_spread = scale if query.text is None else None
    return Probe(vector.astype(np.float32), offset, picture_spread)
