"""Queries whose answers a person can look at side by side, before and after: own captions, and general phrases.

An own caption is answered by a training that did not see its picture. Shown are the largest gains, the largest losses
and some in between, so that nobody judges by the best of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

SHOWN: Final = 8  # pictures of one answer
_OWN_BEST, _OWN_WORST, _OWN_BETWEEN = 5, 3, 4
_GENERAL_WORST, _GENERAL_BETWEEN = 4, 4

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Answers:
    """What some queries found: (Q, K) rows of the gallery, best first, and the (Q,) place of the right one."""

    best: Rows
    places: Rows

    def joined(self, other: Answers) -> Answers:
        """Return both, one after the other."""
        return Answers(np.concatenate([self.best, other.best]), np.concatenate([self.places, other.places]))


@dataclass(frozen=True, slots=True)
class ExampleQuery:
    """One query.

    Attributes:
        text: What is looked for.
        right: The gallery's row that is right; None for a general phrase.
        before: Rows that the old model shows first.
        after: Rows that the new one shows first.
        place_before: Where the right one stands, from 1; of general phrases how many of the shown pictures stayed.
        place_after: The same with the new model.
    """

    text: str
    right: int | None
    before: tuple[int, ...]
    after: tuple[int, ...]
    place_before: int
    place_after: int


@dataclass(frozen=True, slots=True)
class Examples:
    """The chosen queries."""

    own: tuple[ExampleQuery, ...] = field(default=())
    general: tuple[ExampleQuery, ...] = field(default=())


def answered(text_emb: NDArray[np.float32], gallery_emb: NDArray[np.float32], right: Rows | None = None) -> Answers:
    """Answer (Q, D) queries from a (G, D) gallery; `right` is (Q,) rows of it."""
    scores = text_emb @ gallery_emb.T
    best = np.argsort(-scores, axis=1, kind="stable")[:, :SHOWN].astype(np.int64)
    if right is None:
        return Answers(best, np.zeros(len(scores), np.int64))
    own = scores[np.arange(len(scores)), right]
    return Answers(best, (scores > own[:, None]).sum(axis=1).astype(np.int64) + 1)


def own_examples(texts: Sequence[str], right: Rows, before: Answers, after: Answers) -> tuple[ExampleQuery, ...]:
    """Choose among own captions: gains and losses count more at the top, as a person sees them."""
    gain = 1.0 / after.places - 1.0 / before.places
    order = np.argsort(-gain, kind="stable")
    best = [int(row) for row in order[:_OWN_BEST] if gain[row] > 0]
    worst = [int(row) for row in order[::-1][:_OWN_WORST] if gain[row] < 0]
    between = _spread([int(row) for row in order if row not in {*best, *worst}], _OWN_BETWEEN)
    return tuple(
        ExampleQuery(
            texts[row],
            int(right[row]),
            _tuple(before.best[row]),
            _tuple(after.best[row]),
            int(before.places[row]),
            int(after.places[row]),
        )
        for row in (*best, *worst, *between)
    )


def general_examples(texts: Sequence[str], before: Answers, after: Answers) -> tuple[ExampleQuery, ...]:
    """Choose among general phrases: those whose answers changed most, and some in between."""
    stayed = np.array([len(np.intersect1d(a, b)) for a, b in zip(before.best, after.best, strict=True)], np.int64)
    order = [int(row) for row in np.argsort(stayed, kind="stable")]
    chosen = [*order[:_GENERAL_WORST], *_spread(order[_GENERAL_WORST:], _GENERAL_BETWEEN)]
    return tuple(
        ExampleQuery(
            texts[row],
            None,
            _tuple(before.best[row]),
            _tuple(after.best[row]),
            before.best.shape[1],
            int(stayed[row]),
        )
        for row in chosen
    )


def _spread(rows: Sequence[int], count: int) -> list[int]:
    """Return some of them, evenly from the first to the last."""
    if len(rows) <= count:
        return list(rows)
    return [rows[round(place)] for place in np.linspace(0, len(rows) - 1, count)]


def _tuple(rows: Rows) -> tuple[int, ...]:
    return tuple(int(row) for row in rows)
