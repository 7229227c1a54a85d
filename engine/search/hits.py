"""Turns rows of a listing into the hits a person sees: paths, facts, thumbnails, and the moments of clips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.inner_products import widened
from engine.records import MediaId, MediaItem, Moment, SearchHit
from engine.search.media_columns import MediaColumns, Rows
from engine.search.media_mask import MaskMaker
from engine.search.moments import ClipFrames, group_moments
from engine.search.ranking import Ranked, VectorRows
from engine.search.scoring import Probe
from engine.store import Store

_FRAMES_TOGETHER: Final = 8192

# Where the thumbnail of (content hash, time in seconds) lies.
ThumbnailPath = Callable[[str, float], Path]


@dataclass(frozen=True, slots=True)
class HitMaker:
    """Fills in rows of one moment of a library.

    Attributes:
        store: Where paths and facts are.
        masks: Knows favourites and captions.
        vectors: Of this moment.
        columns: Of this moment.
        bonus: (F,) what own captions add to the scores; None where they add nothing.
        thumbnail_path: Where thumbnails are.
        moments_per_clip: How many moments at most.
        moment_margin: How far below a clip's best a further moment may lie.
    """

    store: Store
    masks: MaskMaker
    vectors: VectorRows
    columns: MediaColumns
    bonus: NDArray[np.float32] | None
    thumbnail_path: ThumbnailPath
    moments_per_clip: int
    moment_margin: float

    def make(self, ranked: Ranked, probe: Probe | None, folder: Path | None) -> tuple[SearchHit, ...]:
        """Return hits in the order of `ranked`; media that were removed meanwhile are left out.

        Of a file's copies the one below `folder` is shown, where a folder is given. Without a probe clips have no
        moments and are shown by the frame that was chosen for them.
        """
        ids = [MediaId(media_id) for media_id in self.columns.media.ids[ranked.rows].tolist()]
        items = self.store.media.get_many(ids, folder=folder)
        captioned, favourites = self.masks.captioned(self.columns), self.masks.favourites(self.columns)
        there = [place for place, media_id in enumerate(ids) if media_id in items]
        moments_of = {} if probe is None else self._moments(ranked.rows[there], items, probe)
        hits = []
        for place in there:
            item, row = items[ids[place]], int(ranked.rows[place])
            moments = moments_of.get(item.media_id, ())
            time_s = moments[0].best_s if moments else float(self.columns.times_s[ranked.frames[place]])
            hits.append(
                SearchHit(
                    media_id=item.media_id,
                    path=item.path,
                    kind=item.kind,
                    score=float(ranked.scores[place]),
                    moments=moments,
                    taken_at=item.facts.taken_at,
                    width_px=item.facts.width_px,
                    height_px=item.facts.height_px,
                    duration_s=item.facts.duration_s,
                    is_missing=item.is_missing,
                    thumbnail_path=self.thumbnail_path(item.content_hash, time_s),
                    has_caption=bool(captioned[row]),
                    caption_gain=0.0 if self.bonus is None else float(self.bonus[ranked.frames[place]]),
                    is_favourite=bool(favourites[row]),
                )
            )
        return tuple(hits)

    def _moments(
        self, rows: Rows, items: Mapping[MediaId, MediaItem], probe: Probe
    ) -> dict[MediaId, tuple[Moment, ...]]:
        """Return the moments of those of the rows that are clips."""
        columns = self.columns
        found: dict[MediaId, tuple[Moment, ...]] = {}
        for rows_together in self._pieces(rows[columns.media.is_clip[rows]]):
            clips, frames = clip_frames(self.vectors, columns, rows_together)
            scores = with_bonus(probe.scores(clips.vectors), frames, self.bonus)
            ids = [MediaId(media_id) for media_id in columns.media.ids[rows_together].tolist()]
            moments = group_moments(
                clips,
                scores,
                limit=self.moments_per_clip,
                margin=self.moment_margin,
                thumbnail=lambda clip, time_s, of=ids: self.thumbnail_path(items[of[clip]].content_hash, time_s),  # type: ignore[misc]
            )
            found |= dict(zip(ids, moments, strict=True))
        return found

    def _pieces(self, clips: Rows) -> list[Rows]:
        """Part clips into those whose frames are compared together: not one by one, and not those of many hours."""
        ends = np.cumsum(self.columns.frame_counts[clips])
        return np.split(clips, np.flatnonzero(np.diff(ends // _FRAMES_TOGETHER)) + 1) if len(clips) else []


def clip_frames(vectors: VectorRows, columns: MediaColumns, rows: Rows) -> tuple[ClipFrames, Rows]:
    """Return the frames of some rows, and their places in the columns (K,)."""
    frames, owners = columns.frames_of(rows)
    frames = frames[np.lexsort((columns.times_s[frames], owners))]
    starts = np.searchsorted(owners, np.arange(len(rows)))
    times_s, durations_s = columns.times_s[frames], columns.media.durations_s[rows].astype(np.float64)
    lasts_s = times_s[np.append(starts[1:], len(frames)) - 1]
    matrix = widened(vectors.matrix[columns.positions[frames]])
    return ClipFrames(times_s, matrix, starts, np.where(durations_s > 0, durations_s, lasts_s)), frames


def with_bonus(scores: NDArray[np.floating], frames: Rows, bonus: NDArray[np.float32] | None) -> NDArray[np.floating]:
    """Add what captions add to the scores of some frames (K,)."""
    return scores if bonus is None else scores + bonus[frames]
