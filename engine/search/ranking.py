"""One ranked list of photos and clips: every medium once, best first, the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.jobs import CancelToken
from engine.records import FrameId, MediaId, SpaceId
from engine.search.scoring import QueryScorer, unit_rows
from engine.store.frames_table import FrameRecord

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]

_FIRST_FRAMES = 256
_GROWTH = 4
# Scores closer than this are equal: a matrix product rounds differently from one batch to the next.
SCORE_DIGITS = 6


class FrameIndex(Protocol):
    """What ranking needs of a vector index."""

    def __len__(self) -> int:
        """How many vectors can be found."""

    def search(self, query: Vectors, k: int, allowed: Ids | None = None) -> tuple[Ids, Vectors]:
        """Return ids and inner products of the k best, best first, among `allowed` where it is given."""


class FrameTable(Protocol):
    """What ranking needs of the table of frames."""

    def lookup(self, frame_ids: Iterable[FrameId] | Ids) -> Mapping[FrameId, FrameRecord]:
        """Return the record of each id; unknown ids are left out."""


class VectorTable(Protocol):
    """What ranking needs of the table of vectors."""

    def get(self, space_id: SpaceId, frame_ids: Iterable[FrameId] | Ids) -> tuple[Ids, NDArray[np.float16]]:
        """Return the vectors of these frames, ids ascending; unknown ids are left out."""


@dataclass(frozen=True, slots=True)
class FrameStore:
    """The frames of one space."""

    space_id: SpaceId
    index: FrameIndex
    frames: FrameTable
    vectors: VectorTable


@dataclass(frozen=True, slots=True)
class RankedMedia:
    """A photo or clip, and the time of its best frame."""

    media_id: MediaId
    content_hash: str
    score: float
    time_s: float


def rank_media(
    store: FrameStore,
    scorer: QueryScorer,
    *,
    limit: int,
    allowed: Ids | None = None,
    cancel: CancelToken | None = None,
) -> list[RankedMedia]:
    """Return the `limit` best media of all, or of those with frames in `allowed`, each with its best frame.

    Frames are taken from the index, more and more of them, until no frame left could still change the list: a clip
    of many matching frames takes no place from others, and what pushes away cannot hide a better hit.

    Raises:
        Cancelled: A stop was asked for.
    """
    count = max(_FIRST_FRAMES, _GROWTH * limit)
    while True:
        if cancel is not None:
            cancel.check()
        ids, products = store.index.search(scorer.probe, count, allowed)
        ranked = _best_frames(store, scorer, ids)[:limit]
        if len(ids) < count:
            return ranked
        if len(ranked) == limit and float(scorer.bound(products[-1:])[0]) <= ranked[-1].score:
            return ranked
        count *= _GROWTH


def _best_frames(store: FrameStore, scorer: QueryScorer, ids: Ids) -> list[RankedMedia]:
    known, vectors = store.vectors.get(store.space_id, ids)
    scores = np.round(scorer.score(unit_rows(vectors)).astype(np.float64), SCORE_DIGITS)
    records = store.frames.lookup(known)
    best: dict[MediaId, RankedMedia] = {}
    for row in np.lexsort((known, -scores)):
        record = records.get(FrameId(int(known[row])))
        if record is not None and record.media_id not in best:
            best[record.media_id] = RankedMedia(record.media_id, record.content_hash, float(scores[row]), record.time_s)
    # By content, not by id: ids depend on the order in which files happened to be indexed.
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.content_hash))
