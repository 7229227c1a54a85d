"""One ranked list of photos and clips: every medium once, by its best frame, the same every time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.inner_products import chosen_products, inner_products
from engine.jobs import CancelToken
from engine.search.media_columns import MediaColumns, Rows
from engine.search.scoring import Probe

Ids = NDArray[np.int64]

# Below so many vectors all are compared, even where there is a graph: it takes some milliseconds, and then it is known
# how many match and which are the newest of them.
SCAN_BELOW: Final = 100_000
_FIRST_FRAMES: Final = 128
_FRAMES_EACH: Final = 2  # asked for at first, of each medium that is wanted
_GROWTH: Final = 4
_MOST_ASKED: Final = 2000  # of a graph at once; to compare everything takes no longer then
_NARROW_COUNT: Final = 4000
_NARROW_SHARE: Final = 0.1
# Products of many vectors at once may differ by this much from those of one: what is so near is compared exactly.
_ROUNDING: Final = 2e-5


class VectorRows(Protocol):
    """The vectors of one moment, ascending by frame id."""

    @property
    def ids(self) -> Ids:
        """(N,)."""

    @property
    def matrix(self) -> NDArray[np.floating]:
        """(N, D)."""


class FrameIndex(Protocol):
    """What ranking needs of a vector index."""

    @property
    def snapshot(self) -> VectorRows:
        """All vectors of this moment; what comes and goes afterwards changes nothing about it."""

    def search(self, query: NDArray[np.float32], k: int, allowed: Ids | None = None) -> tuple[Ids, NDArray[np.float32]]:
        """Return ids and inner products of the k best, best first, among `allowed` where it is given."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What is compared with a probe.

    Attributes:
        vectors: All of one moment.
        columns: Of the same moment.
        mask: (M,) what the filters let through; None where that is everything.
        passing: How many frames they let through.
        bonus: (F,) what own captions add to the scores; None where they add nothing.
    """

    vectors: VectorRows
    columns: MediaColumns
    mask: NDArray[np.bool_] | None
    passing: int
    bonus: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of what was compared; what was not, and what a filter leaves out, has minus infinity.

    Of a large library little is compared, and nothing is made that is as long as the library.

    Attributes:
        frames: (K,) scores of frames.
        media: (R,) of the best frame of each medium.
        best_seen: The best score that a picture has by itself, without what captions add.
        bonus: (F,) what captions added, None where there was nothing to add.
        places: (K,) the frames' places in the columns, ascending; None where they are all frames, in their order.
        rows: (R,) the media's rows, ascending; None where they are all media.
    """

    frames: NDArray[np.float32]
    media: NDArray[np.float32]
    best_seen: float
    bonus: NDArray[np.float32] | None
    places: Rows | None = None
    rows: Rows | None = None

    def of_frames(self, frames: Rows) -> NDArray[np.float32]:
        """Return the scores (N,) of some frames (N,)."""
        return self.frames[frames] if self.places is None else _looked_up(frames, self.places, self.frames)

    def of_media(self, rows: Rows) -> NDArray[np.float32]:
        """Return the scores (N,) of some rows (N,)."""
        return self.media[rows] if self.rows is None else _looked_up(rows, self.rows, self.media)

    def best_rows(self, limit: int) -> Rows:
        """Return the rows of the `limit` best and whatever is as good within rounding; all that have a score for 0."""
        compared = np.flatnonzero(self.media > -np.inf)
        if 0 < limit < len(compared):
            scores = self.media[compared]
            compared = compared[scores >= np.partition(scores, -limit)[-limit] - _ROUNDING]
        return compared if self.rows is None else self.rows[compared]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best media, best first: their rows (K,), scores (K,), and their best frames' places in the columns (K,)."""

    rows: Rows
    scores: NDArray[np.float64]
    frames: Rows


def score_all(among: Candidates, probe: Probe, products: NDArray[np.float32]) -> Scored:
    """Score everything by the products (N,) of all vectors with the probe; what is outside the mask gets no score."""
    columns, mask, bonus = among.columns, among.mask, among.bonus
    frames = (products[columns.positions] + probe.offset).astype(np.float32)
    media = _masked(columns.best(frames), mask)
    best_seen = float(media.max(initial=-np.inf))
    if bonus is not None:
        frames = frames + bonus
        media = _masked(columns.best(frames), mask)
    return Scored(frames, media, best_seen, bonus)


def asks_graph(total: int, limit: int) -> bool:
    """Whether the best `limit` of so many vectors are asked of the graph; otherwise all are compared."""
    return total >= SCAN_BELOW and _FRAMES_EACH * limit <= _MOST_ASKED


def score_best(index: FrameIndex, among: Candidates, probe: Probe, *, limit: int, cancel: CancelToken) -> Scored:
    """Ask the index for the best frames until no frame left could change which media are the `limit` best.

    What a narrow filter lets through is compared whole, and so is everything where the index would be asked for too
    much. Frames to which captions add something are compared in any case.

    Raises:
        Cancelled: A stop was asked for.
    """
    vectors, columns, mask, bonus = among.vectors, among.columns, among.mask, among.bonus
    total, passing = len(columns.positions), among.passing
    raised = np.empty(0, np.intp) if bonus is None else np.flatnonzero(bonus)
    count = max(_FIRST_FRAMES, _FRAMES_EACH * limit)
    while True:
        cancel.check()
        asked = int(count * total / max(passing, 1))
        if not passing or asked > _MOST_ASKED or (mask is not None and _is_narrow(passing, total)):
            return _all_that_pass(among, probe)
        ids, products = index.search(probe.vector, asked)
        frames = _places_of(ids, vectors, columns)
        known = frames >= 0 if mask is None else (frames >= 0) & mask[columns.frame_rows[frames]]
        seen = products[known] + probe.offset
        scored = _scored(among, probe, frames[known], seen, raised)
        found = np.sort(scored.media[scored.media > -np.inf])[::-1]
        is_settled = len(found) >= limit and products[-1] + probe.offset < found[limit - 1]
        if len(ids) < asked or is_settled:
            return scored
        count *= _GROWTH


def _all_that_pass(among: Candidates, probe: Probe) -> Scored:
    """Compare everything that passes the filters, and nothing else."""
    vectors, columns, mask = among.vectors, among.columns, among.mask
    if mask is None:
        return score_all(among, probe, inner_products(vectors.matrix, probe.vector))
    frames = columns.frames_that_pass(mask)
    products = chosen_products(vectors.matrix, columns.positions[frames], probe.vector)
    return _scored(among, probe, frames, products + np.float32(probe.offset), np.empty(0, np.intp))


def _scored(
    among: Candidates, probe: Probe, frames: Rows, seen: NDArray[np.float32], raised: NDArray[np.intp]
) -> Scored:
    """Score some frames (K,), which have these scores (K,) by themselves, and those that captions raise."""
    columns, mask, bonus = among.columns, among.mask, among.bonus
    best_seen, scores = float(seen.max(initial=-np.inf)), seen.astype(np.float32)
    if bonus is not None:
        scores = scores + bonus[frames]
        if len(raised):
            own = probe.scores(np.asarray(among.vectors.matrix[columns.positions[raised]], np.float32))
            kept = ~np.isin(frames, raised)
            frames = np.concatenate([frames[kept], raised])
            scores = np.concatenate([scores[kept], (own + bonus[raised]).astype(np.float32)])
    if (np.diff(frames) < 0).any():
        order = np.argsort(frames)
        frames, scores = frames[order], scores[order]
    owners = columns.frame_rows[frames]
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    rows = owners[starts].astype(np.intp)
    media = np.maximum.reduceat(scores, starts) if len(starts) else np.empty(0, np.float32)
    if mask is not None:
        rows, media = rows[mask[rows]], media[mask[rows]]
    return Scored(scores, media, best_seen, bonus, frames, rows)


def _looked_up(wanted: Rows, known: Rows, scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the scores (N,) of those wanted among the known (K,), ascending; minus infinity for the others."""
    if len(known) == 0:
        return np.full(len(wanted), -np.inf, np.float32)
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[places] == wanted, scores[places], np.float32(-np.inf))


def _places_of(ids: Ids, vectors: VectorRows, columns: MediaColumns) -> Rows:
    """Return the places (K,) of ids among the columns' frames, -1 for those that came or went meanwhile."""
    if len(vectors.ids) == 0:
        return np.full(len(ids), -1, np.intp)
    positions = np.minimum(np.searchsorted(vectors.ids, ids), len(vectors.ids) - 1)
    return np.where(vectors.ids[positions] == ids, columns.places_of(positions), -1)


def _is_narrow(passing: int, total: int) -> bool:
    return passing <= _NARROW_COUNT or passing < total * _NARROW_SHARE


def best_media(scored: Scored, vectors: VectorRows, columns: MediaColumns, probe: Probe, limit: int) -> Ranked:
    """Return the `limit` best media, best first; equal scores are ordered by content.

    By content, not by id: ids depend on the order in which files happened to be indexed.
    """
    compared = scored.best_rows(limit)
    ranked = exactly(compared, scored, vectors, columns, probe)
    order = np.lexsort((columns.media.ties[ranked.rows], -ranked.scores))[: max(limit, 0)]
    return Ranked(ranked.rows[order], ranked.scores[order], ranked.frames[order])


def exactly(rows: Rows, scored: Scored, vectors: VectorRows, columns: MediaColumns, probe: Probe) -> Ranked:
    """Return the best frame and exact score of each row, in their order; of frames that are equal the first."""
    frames, owners = columns.frames_of(rows)
    near = scored.of_frames(frames) >= scored.of_media(rows)[owners] - _ROUNDING
    frames, owners = frames[near], owners[near]
    scores = probe.scores(np.asarray(vectors.matrix[columns.positions[frames]], np.float32))
    if scored.bonus is not None:
        scores = np.round(scores + scored.bonus[frames], 6)
    order = np.lexsort((columns.times_s[frames], -scores, owners))
    _, first = np.unique(owners[order], return_index=True)
    chosen = order[first]
    return Ranked(rows, scores[chosen], frames[chosen])


def _masked(media: NDArray[np.floating], mask: NDArray[np.bool_] | None) -> NDArray[np.float32]:
    return np.asarray(media if mask is None else np.where(mask, media, -np.inf), np.float32)
