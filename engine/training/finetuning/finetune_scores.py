"""How well own captions find their pictures, one figure per picture, so that before and after can be paired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROWS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures of N queries or pictures, each (N,) in [0, 1]: rank within 1, within 10, and 1 / rank."""

    at_1: NDArray[np.float64]
    at_10: NDArray[np.float64]
    reciprocal: NDArray[np.float64]

    @classmethod
    def of_ranks(cls, ranks: NDArray[np.int64]) -> Scores:
        """Read ranks from 1."""
        return cls((ranks <= 1).astype(float), (ranks <= 10).astype(float), 1.0 / ranks)

    def averaged(self, owners: NDArray[np.int64], count: int) -> Scores:
        """Average over what belongs to each of `count` owners; every owner has at least one."""
        sizes = np.bincount(owners, minlength=count)
        return Scores(*(np.bincount(owners, values, minlength=count) / sizes for values in self.columns))

    def between(self, other: Scores) -> Scores:
        """Return the mean of two scores of the same things."""
        return Scores(*((a + b) / 2 for a, b in zip(self.columns, other.columns, strict=True)))

    def joined(self, other: Scores) -> Scores:
        """Return both, one after the other."""
        return Scores(*(np.concatenate([a, b]) for a, b in zip(self.columns, other.columns, strict=True)))

    def take(self, rows: NDArray[np.int64]) -> Scores:
        """Return some of them."""
        return Scores(*(values[rows] for values in self.columns))

    @property
    def recall(self) -> NDArray[np.float64]:
        """The mean of both recalls, (N,)."""
        return (self.at_1 + self.at_10) / 2

    @property
    def columns(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """The three arrays."""
        return self.at_1, self.at_10, self.reciprocal

    def summary(self, name: str) -> dict[str, float]:
        """Return the means in percent, as `NAME_r1`, `NAME_r10` and `NAME_mrr`."""
        keys = ("r1", "r10", "mrr")
        return {
            f"{name}_{key}": round(100 * float(values.mean()), 2)
            for key, values in zip(keys, self.columns, strict=True)
        }


def ranks_of_best(
    query_emb: NDArray[np.float32],
    gallery_emb: NDArray[np.float32],
    right: Sequence[NDArray[np.int64]],
    silent: Sequence[NDArray[np.int64]],
) -> NDArray[np.int64]:
    """Rank each query's best right candidate among the wrong ones, 1 is best; ties count against us.

    Args:
        query_emb: (Q, D) unit vectors.
        gallery_emb: (G, D) unit vectors.
        right: Per query the right candidates, at least one.
        silent: Per query the candidates that are neither right nor wrong.
    """
    ranks = np.zeros(len(query_emb), np.int64)
    for start in range(0, len(query_emb), _ROWS_AT_ONCE):
        scores = query_emb[start : start + _ROWS_AT_ONCE] @ gallery_emb.T
        for row, values in enumerate(scores, start=start):
            best = values[right[row]].max()
            is_wrong = np.ones(len(values), bool)
            is_wrong[right[row]] = False
            is_wrong[silent[row]] = False
            ranks[row] = 1 + int((~(values < best) & is_wrong).sum())
    return ranks


@dataclass(frozen=True, slots=True)
class CaptionBook:
    """Captions flattened, and which pictures they may not be held against.

    Attributes:
        texts: M captions.
        owners: (M,) the picture of each.
        alike: Per picture the pictures that are no wrong answer to its captions: itself, others of the same content,
            and those with one of the same captions.
    """

    texts: tuple[str, ...]
    owners: NDArray[np.int64]
    alike: tuple[NDArray[np.int64], ...]

    @classmethod
    def of(cls, captions: Sequence[Sequence[str]], groups: NDArray[np.int64]) -> CaptionBook:
        """Read the captions and (N,) content groups of N pictures."""
        sharing: dict[tuple[str, object], set[int]] = {}
        keys: list[list[tuple[str, object]]] = []
        for row, texts in enumerate(captions):
            own: list[tuple[str, object]] = [
                ("group", int(groups[row])),
                *(("text", text.casefold()) for text in texts),
            ]
            keys.append(own)
            for key in own:
                sharing.setdefault(key, set()).add(row)
        alike = tuple(np.array(sorted(set().union(*(sharing[key] for key in own))), np.int64) for own in keys)
        owners = np.repeat(np.arange(len(captions)), [len(texts) for texts in captions])
        return cls(tuple(text for texts in captions for text in texts), owners, alike)

    def rows_of(self, pictures: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the captions of some pictures."""
        return np.flatnonzero(np.isin(self.owners, pictures))


def score_pictures(
    book: CaptionBook,
    rows: NDArray[np.int64],
    image_emb: NDArray[np.float32],
    other_emb: NDArray[np.float32],
    text_emb: NDArray[np.float32],
) -> tuple[Scores, Scores]:
    """Score some of N captioned pictures in a gallery of all of them and of others.

    Args:
        book: The captions of all N.
        rows: (K,) the pictures to score.
        image_emb: (N, D) all captioned pictures.
        other_emb: (O, D) pictures without captions, wrong answers to all.
        text_emb: (M, D) all captions.

    Returns:
        Per picture of `rows`, how its captions find it (their mean), and how it finds one of its captions.
    """
    texts = book.rows_of(rows)
    owners = book.owners[texts]
    gallery = np.concatenate([image_emb, other_emb])
    found = ranks_of_best(
        text_emb[texts], gallery, [owners[i : i + 1] for i in range(len(texts))], [book.alike[o] for o in owners]
    )
    position = {int(row): place for place, row in enumerate(rows)}
    t2i = Scores.of_ranks(found).averaged(np.array([position[int(o)] for o in owners]), len(rows))
    own = [np.flatnonzero(book.owners == row) for row in rows]
    alike = [np.flatnonzero(np.isin(book.owners, book.alike[row])) for row in rows]
    i2t = Scores.of_ranks(ranks_of_best(image_emb[rows], text_emb, own, alike))
    return t2i, i2t
