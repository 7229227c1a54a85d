"""Everything a space can find, as arrays: which frame belongs to what, and the facts that filters and orders need."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.store import Store
from engine.store.columns_reader import ContentColumns, at_rows, is_among, joined, picked, sorted_by_id

Ids = NDArray[np.int64]
Rows = NDArray[np.intp]

_NO_IDS: Final = np.empty(0, np.int64)
_DAY_S: Final = 86_400
_EPOCH_ORDINAL: Final = 719_163  # date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class MediaColumns:
    """One moment of a library. A *row* is a place in the arrays (M,) of media, which are ascending by id.

    Attributes:
        positions: (F,) where each frame stands in the index's own order.
        frame_rows: (F,) the row each frame belongs to; frames of a row lie together.
        times_s: (F,) of the frames.
        starts: (M,) where the frames of each row begin.
        media: (M,) facts.
        camera_names: What the media's cameras are called.
    """

    positions: Rows
    frame_rows: NDArray[np.int32]
    times_s: NDArray[np.float64]
    starts: Rows
    media: ContentColumns
    camera_names: tuple[str, ...]
    _made: dict[str, NDArray[np.int32]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.media.ids)

    @property
    def days(self) -> NDArray[np.int32]:
        """The day each was taken, (M,), as `date.toordinal` counts."""
        return self._once("days", lambda: (self.media.taken_s // _DAY_S + _EPOCH_ORDINAL).astype(np.int32))

    @property
    def frame_counts(self) -> NDArray[np.int32]:
        """How many frames each has, (M,)."""
        return self._once("frame_counts", lambda: np.diff(self.starts, append=len(self.frame_rows)).astype(np.int32))

    def frames_passing(self, mask: NDArray[np.bool_]) -> int:
        """Return how many frames belong to the rows that pass a mask (M,)."""
        several = self._once("several", lambda: np.flatnonzero(self.frame_counts > 1).astype(np.int32))
        more = self.frame_counts[several][mask[several]].sum(dtype=np.int64) - np.count_nonzero(mask[several])
        return int(np.count_nonzero(mask) + more)

    def places_of(self, positions: Rows) -> Rows:
        """Return the places (K,) among our frames of positions (K,) in the index's order; -1 where there is none."""
        places = self._once("places", self._all_places)
        return places[np.minimum(positions, len(places) - 1)].astype(np.intp)

    def frames_that_pass(self, mask: NDArray[np.bool_]) -> Rows:
        """Return the places (K,) among our frames of those whose rows pass a mask (M,)."""
        if len(self) == len(self.frame_rows):
            return np.flatnonzero(mask)
        return self.frames_of(np.flatnonzero(mask))[0]

    def _all_places(self) -> NDArray[np.int32]:
        places = np.full(int(self.positions.max(initial=-1)) + 2, -1, np.int32)
        places[self.positions] = np.arange(len(self.positions), dtype=np.int32)
        return places

    def _once(self, name: str, make: Callable[[], NDArray[np.int32]]) -> NDArray[np.int32]:
        """Return an array that is made when it is first needed; two threads may both make it."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]

    def rows_of(self, media_ids: Ids) -> Rows:
        """Return the rows of those of the ids that are here, in the given order."""
        return np.searchsorted(self.media.ids, media_ids[self.has(media_ids)])

    def has(self, media_ids: Ids) -> NDArray[np.bool_]:
        """Return (N,) which of the ids are here."""
        return is_among(media_ids, self.media.ids)

    def mask_of(self, media_ids: Ids) -> NDArray[np.bool_]:
        """Return (M,) which rows are among the ids."""
        mask = np.zeros(len(self), bool)
        mask[self.rows_of(media_ids)] = True
        return mask

    def best(self, scores: NDArray[np.floating]) -> NDArray[np.floating]:
        """Return for each row (M,) the best of its frames' scores, given (F,) in the order of our frames."""
        if len(self) == len(scores):
            return scores
        best: NDArray[np.floating] = np.maximum.reduceat(scores, self.starts)
        return best

    def frames_of(self, rows: Rows) -> tuple[Rows, Rows]:
        """Return the frames of some rows: (K,) places among our frames, and (K,) which of `rows` each belongs to."""
        counts = self.frame_counts[rows]
        owners = np.repeat(np.arange(len(rows)), counts)
        offsets = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(self.starts[rows], counts) + offsets, owners


class ColumnsCache:
    """Keeps the columns of one space, and reads what the index has learnt since. May be asked by several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._for_ids: Ids | None = None
        self._now: MediaColumns | None = None
        self._frames = store.columns.frames(_NO_IDS)
        self._media = store.columns.contents(_NO_IDS)

    def of(self, index_ids: Ids) -> MediaColumns:
        """Return the columns of exactly the frames that can be found now, given ascending."""
        with self._lock:
            if self._now is None or self._for_ids is not index_ids:
                self._read(index_ids)
                self._now, self._for_ids = self._built(index_ids), index_ids
            return self._now

    def forget_facts(self) -> None:
        """Read all facts anew when they are next needed: some of them may have changed."""
        with self._lock:
            self._media = self._store.columns.contents(_NO_IDS)
            self._now = None

    def _read(self, index_ids: Ids) -> None:
        reader = self._store.columns
        missing = index_ids[~is_among(index_ids, self._frames.ids)]
        kept = picked(self._frames, index_ids)
        self._frames = sorted_by_id(joined([kept, reader.frames(missing)])) if len(missing) else kept
        owners = np.unique(self._frames.media_ids)
        unknown = owners[~is_among(owners, self._media.ids)]
        known = picked(self._media, owners)
        self._media = sorted_by_id(joined([known, reader.contents(unknown)])) if len(unknown) else known

    def _built(self, index_ids: Ids) -> MediaColumns:
        frames = at_rows(self._frames, is_among(self._frames.media_ids, self._media.ids))
        if (np.diff(frames.media_ids) < 0).any():  # frames that came later to a content that was there before
            frames = at_rows(frames, np.lexsort((frames.times_s, frames.media_ids)))
        media_ids, starts, counts = np.unique(frames.media_ids, return_index=True, return_counts=True)
        return MediaColumns(
            positions=np.searchsorted(index_ids, frames.ids),
            frame_rows=np.repeat(np.arange(len(media_ids), dtype=np.int32), counts),
            times_s=frames.times_s,
            starts=starts,
            media=picked(self._media, media_ids),
            camera_names=self._store.columns.camera_names,
        )
