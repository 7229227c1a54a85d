"""Where one photo or clip stands for a request: its rank, the cutoff, the filters and words that keep it away."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.browse_records import QueryTerm, TermEffect
from engine.cots.protocol import Encoder
from engine.inner_products import inner_products
from engine.jobs import CancelToken
from engine.search.caption_words import Bonus
from engine.search.media_columns import MediaColumns
from engine.search.media_mask import Mask
from engine.search.scoring import Probe
from engine.search.searcher import PictureVector, Prepared, Searcher

MAX_EFFECTS: Final = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands.

    Attributes:
        rank: From 1.
        compared: Among how many.
        score: Its score.
        cutoff: From which score on something matches.
        best_score: Of the best one compared.
        filters: Names of the filters it does not pass.
        effects: What each part of the query does to it, the most harmful first.
    """

    rank: int
    compared: int
    score: float
    cutoff: float
    best_score: float
    filters: tuple[str, ...]
    effects: tuple[TermEffect, ...]


def find_place(
    searcher: Searcher,
    prepared: Prepared,
    encoder: Encoder,
    row: int,
    picture_vector: PictureVector | None,
    cancel: CancelToken,
) -> Place:
    """Say where a row of the columns stands, among what passes the filters or among all where it does not.

    Raises:
        Cancelled: A stop was asked for.
    """
    kept_away = tuple(name for name, mask in prepared.masks.items() if not mask[row])
    among = dataclasses.replace(prepared, masks={}) if kept_away else prepared
    if prepared.probe is None:
        return Place(0, among.compared, float("nan"), float("-inf"), float("nan"), kept_away, ())
    scored = searcher.score(among, prepared.probe, limit=1, cancel=cancel, everything=True)
    cutoff = searcher.cutoff(among, prepared.probe, scored, encoder)
    score, rank = _score_and_rank(scored.media, row)
    effects = _effects(searcher, among, encoder, row, score, picture_vector, cancel)
    return Place(rank, among.compared, score, cutoff.score, float(scored.media.max()), kept_away, effects)


def _effects(
    searcher: Searcher,
    among: Prepared,
    encoder: Encoder,
    row: int,
    score: float,
    picture_vector: PictureVector | None,
    cancel: CancelToken,
) -> tuple[TermEffect, ...]:
    """Compare everything once more for each part of the query, with that part off; all at once."""
    terms: list[QueryTerm] = []
    probes: list[Probe] = []
    bonuses: list[Bonus | None] = []
    for term in [term for term in among.query.terms() if abs(term.weight) > 0][:MAX_EFFECTS]:
        cancel.check()
        without = among.query.without(term)
        probe = searcher.probe(without, encoder, picture_vector)
        if probe is not None:
            terms.append(term)
            probes.append(probe)
            bonuses.append(searcher.bonus(without, among.columns, encoder))
    if not probes:
        return ()
    products = inner_products(among.vectors.matrix, np.stack([probe.vector for probe in probes], axis=1))  # (N, P)
    products = products[among.columns.positions]
    cancel.check()
    effects = []
    for column, (term, probe, bonus) in enumerate(zip(terms, probes, bonuses, strict=True)):
        scores = products[:, column] + probe.offset + (0.0 if bonus is None else bonus)
        media = _media_scores(among.columns, scores, among.mask)
        score_without, rank = _score_and_rank(media, row)
        effects.append(TermEffect(term.text, term.kind, score - score_without, rank))
    return tuple(sorted(effects, key=lambda effect: effect.contribution))


def _media_scores(columns: MediaColumns, frame_scores: NDArray[np.floating], mask: Mask | None) -> NDArray[np.floating]:
    media = columns.best(frame_scores)
    return media if mask is None else np.where(mask, media, -np.inf)


def _score_and_rank(media: NDArray[np.floating], row: int) -> tuple[float, int]:
    return float(media[row]), 1 + int((media > media[row]).sum())
