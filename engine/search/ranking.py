"""One ranked list of photos and clips: every medium once, best first, the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.jobs import CancelToken
from engine.records import FrameId, MediaId
from engine.search.scoring import Probe
from engine.store.frames_table import FrameRecord

Ids = NDArray[np.int64]

_FIRST_FRAMES = 256
_GROWTH = 4


class FrameIndex(Protocol):
    """What ranking needs of a vector index."""

    def __len__(self) -> int:
        """How many vectors can be found."""

    def search(self, query: NDArray[np.float32], k: int, allowed: Ids | None = None) -> tuple[Ids, NDArray[np.float32]]:
        """Return ids and inner products of the k best, best first, among `allowed` where it is given."""


class FrameTable(Protocol):
    """What ranking needs of the table of frames."""

    def lookup(self, frame_ids: Iterable[FrameId] | Ids) -> Mapping[FrameId, FrameRecord]:
        """Return the record of each id; unknown ids are left out."""


@dataclass(frozen=True, slots=True)
class RankedMedia:
    """A photo or clip, and the time of its best frame."""

    media_id: MediaId
    content_hash: str
    score: float
    time_s: float


def rank_media(
    index: FrameIndex,
    frames: FrameTable,
    probe: Probe,
    *,
    limit: int,
    allowed: Ids | None = None,
    cancel: CancelToken | None = None,
) -> list[RankedMedia]:
    """Return the `limit` best media of all, or of those with frames in `allowed`; the best frame of a clip counts.

    More and more frames are taken from the index until no frame left could still change the list, so a clip of many
    matching frames takes no place from others. Equal scores are ordered by content.

    Raises:
        Cancelled: A stop was asked for.
    """
    count = max(_FIRST_FRAMES, _GROWTH * limit)
    while True:
        if cancel is not None:
            cancel.check()
        ids, products = index.search(probe.vector, count, allowed)
        scores = probe.from_products(products)
        ranked = _best_frames(frames, ids, scores)[:limit]
        is_complete = len(ranked) == limit and scores[-1] < ranked[-1].score
        if len(ids) < count or is_complete:
            return ranked
        count *= _GROWTH


def _best_frames(frames: FrameTable, ids: Ids, scores: NDArray[np.float64]) -> list[RankedMedia]:
    """Return every medium among the frames (N,), which are given best first, with its best frame."""
    records = frames.lookup(ids)
    best: dict[MediaId, RankedMedia] = {}
    for frame_id, score in zip(ids.tolist(), scores.tolist(), strict=True):
        record = records.get(frame_id)
        if record is not None and record.media_id not in best:
            best[record.media_id] = RankedMedia(record.media_id, record.content_hash, score, record.time_s)
    # By content, not by id: ids depend on the order in which files happened to be indexed.
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.content_hash))
