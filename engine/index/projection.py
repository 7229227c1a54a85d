"""Fewer numbers per vector for the graph: it walks on shadows, and what it meets is compared with the whole vectors.

A graph keeps what it was given in single precision, which would be twice the room of all vectors themselves. Vectors
of a library fill the directions they have very unevenly, so half of the directions, chosen from a sample of that
library, say nearly all about who is near whom. The length that is left over is kept as one more number: so a shadow
is a unit vector as well, and the graph is built over a true distance, which keeps groups apart from each other
reachable. A query has none of it, so the order of inner products is that of the chosen directions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]

_WHOLE_BELOW: Final = 64  # so short vectors are kept whole
_STEP: Final = 16  # numbers that are multiplied at once: hnswlib is quickest with whole steps
_SAMPLE: Final = 20_000  # vectors from which the directions are chosen
_AT_ONCE: Final = 1024  # a product of more rows leaves its workspace behind: tens of megabytes
_MUCH_LOST: Final = 1.5  # times what directions chosen now would lose
_HARDLY_ANYTHING: Final = 0.02  # of all squared lengths, lost in addition


def shadow_dim(dim: int) -> int:
    """Return how many numbers the graph gets of vectors of `dim`."""
    return dim if dim < _WHOLE_BELOW else dim // 2 // _STEP * _STEP


@dataclass(frozen=True, slots=True)
class Projection:
    """Directions (D, P) of unit length at right angles to each other; P is D where vectors are kept whole."""

    directions: Singles

    @classmethod
    def of(cls, vectors: NDArray[np.floating], dim: int) -> Self:
        """Choose the directions in which vectors (N, dim), a sample, reach farthest."""
        if shadow_dim(dim) == dim:
            return cls.whole(dim)
        _, directions = _spectrum(vectors, dim)
        return cls(np.ascontiguousarray(directions[:, : shadow_dim(dim) - 1], np.float32))

    @classmethod
    def whole(cls, dim: int) -> Self:
        """Keep vectors as they are."""
        return cls(np.eye(dim, dtype=np.float32))

    @classmethod
    def saved(cls, directions: Singles, dim: int) -> Self:
        """Take up directions that were saved for vectors of `dim`.

        Raises:
            ValueError: They are of others.
        """
        wanted = ((dim, dim), (dim, shadow_dim(dim) - 1))
        if directions.shape not in wanted[: 1 if shadow_dim(dim) == dim else 2] or not np.isfinite(directions).all():
            raise ValueError(f"directions of shape {directions.shape} are not of vectors of {dim} numbers")
        return cls(directions)

    @property
    def dim(self) -> int:
        """Numbers per vector."""
        return int(self.directions.shape[0])

    @property
    def shadow_dim(self) -> int:
        """Numbers per shadow."""
        return self.dim if self.is_whole else int(self.directions.shape[1]) + 1

    @property
    def is_whole(self) -> bool:
        """Whether vectors are kept as they are."""
        return bool(self.directions.shape[0] == self.directions.shape[1])

    def shadows(self, unit: NDArray[np.floating]) -> Singles:
        """Return what the graph gets of unit vectors (N, D): (N, P + 1), or themselves; of unit length."""
        if self.is_whole:
            return np.asarray(unit, np.float32)
        shadows = np.empty((len(unit), self.directions.shape[1] + 1), np.float32)
        for start in range(0, len(unit), _AT_ONCE):
            part = shadows[start : start + _AT_ONCE]
            part[:, :-1] = np.asarray(unit[start : start + _AT_ONCE], np.float32) @ self.directions
            part[:, -1] = np.sqrt(np.maximum(0.0, 1.0 - np.square(part[:, :-1]).sum(axis=1)))
        return shadows

    def losses(self, unit: NDArray[np.floating]) -> Singles:
        """Return the length (N,) that is left over of unit vectors (N, D)."""
        if self.is_whole:
            return np.zeros(len(unit), np.float32)
        parts = [self.shadows(unit[start : start + _AT_ONCE])[:, -1].copy() for start in range(0, len(unit), _AT_ONCE)]
        return np.concatenate(parts) if parts else np.empty(0, np.float32)

    def of_query(self, query: Singles) -> Singles:
        """Return what the graph is asked with for a query (D,)."""
        return query if self.is_whole else np.append(query @ self.directions, np.float32(0.0)).astype(np.float32)

    def is_worn(self, vectors: NDArray[np.floating]) -> bool:
        """Whether directions chosen from these vectors (N, D) would lose much less of them."""
        sample = sample_of(vectors)
        if self.is_whole or len(sample) == 0:
            return False
        shares, _ = _spectrum(sample, self.dim)
        least = 1.0 - float(shares[: self.directions.shape[1]].sum())
        whole = kept = 0.0
        for start in range(0, len(sample), _AT_ONCE):
            part = np.asarray(sample[start : start + _AT_ONCE], np.float32)
            whole += float(np.square(part).sum())
            kept += float(np.square(part @ self.directions).sum())
        lost = 1.0 - kept / max(whole, 1e-9)
        return bool(lost > _MUCH_LOST * least + _HARDLY_ANYTHING)


def sample_of(vectors: NDArray[np.floating], count: int = _SAMPLE) -> NDArray[np.floating]:
    """Return at most `count` of the vectors (N, D), from everywhere, always the same ones.

    Drawn, and not each hundredth: photos come in bursts and clips in frames, and such a step can meet one kind alone.
    """
    if len(vectors) <= count:
        return vectors
    return vectors[np.sort(np.random.default_rng(0).choice(len(vectors), count, replace=False, shuffle=False))]


def _spectrum(sample: NDArray[np.floating], dim: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return directions (D, D), the most important first, and which share of all squared lengths lies in each (D,)."""
    moments = np.zeros((dim, dim))
    for start in range(0, len(sample), _AT_ONCE):
        part = np.asarray(sample[start : start + _AT_ONCE], np.float32)
        moments += part.T @ part
    lengths, directions = np.linalg.eigh(moments)
    shares = np.maximum(lengths[::-1], 0.0)
    return shares / max(float(shares.sum()), 1e-9), directions[:, ::-1]
