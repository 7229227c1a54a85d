"""Turns rows of a listing into the hits a person sees: paths, facts, thumbnails, and the moments of clips."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.records import MediaId, MediaItem, MediaKind, Moment, SearchHit
from engine.search.media_columns import MediaColumns, Rows
from engine.search.media_mask import MaskMaker
from engine.search.moments import ClipFrames, group_moments
from engine.search.ranking import Ranked, VectorRows
from engine.search.scoring import Probe
from engine.store import Store

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
        ids = [MediaId(int(media_id)) for media_id in self.columns.media.ids[ranked.rows]]
        items = self.store.media.get_many(ids, folder=folder)
        hashes = self.store.media.hashes(ids)
        captioned, favourites = self.masks.captioned(self.columns), self.masks.favourites(self.columns)
        hits = []
        for place, media_id in enumerate(ids):
            item = items.get(media_id)
            if item is None or media_id not in hashes:
                continue
            row = int(ranked.rows[place])
            time_s = float(self.columns.times_s[ranked.frames[place]])
            moments = () if probe is None else self._moments(item, row, hashes[media_id], probe)
            hit = _hit(item, float(ranked.scores[place]), moments)
            hits.append(
                dataclasses.replace(
                    hit,
                    thumbnail_path=self.thumbnail_path(hashes[media_id], moments[0].best_s if moments else time_s),
                    has_caption=bool(captioned[row]),
                    caption_gain=0.0 if self.bonus is None else float(self.bonus[ranked.frames[place]]),
                    is_favourite=bool(favourites[row]),
                )
            )
        return tuple(hits)

    def _moments(self, item: MediaItem, row: int, content_hash: str, probe: Probe) -> tuple[Moment, ...]:
        if item.kind is not MediaKind.VIDEO:
            return ()
        clip = clip_frames(self.vectors, self.columns, row)
        scores = with_bonus(probe.scores(clip.vectors), self.columns, row, self.bonus)
        return tuple(
            dataclasses.replace(moment, thumbnail_path=self.thumbnail_path(content_hash, moment.best_s))
            for moment in group_moments(clip, scores, limit=self.moments_per_clip, margin=self.moment_margin)
        )


def clip_frames(vectors: VectorRows, columns: MediaColumns, row: int) -> ClipFrames:
    """Return the frames of one row, by time."""
    frames = _frames_by_time(columns, row)
    times_s = columns.times_s[frames]
    matrix = np.asarray(vectors.matrix[columns.positions[frames]], np.float32)
    return ClipFrames(times_s, matrix, float(columns.media.durations_s[row]) or float(times_s[-1]))


def with_bonus(
    scores: NDArray[np.floating], columns: MediaColumns, row: int, bonus: NDArray[np.float32] | None
) -> NDArray[np.floating]:
    """Add what captions add to the scores of one row's frames, by time."""
    return scores if bonus is None else scores + bonus[_frames_by_time(columns, row)]


def _frames_by_time(columns: MediaColumns, row: int) -> Rows:
    frames, _ = columns.frames_of(np.array([row]))
    return frames[np.argsort(columns.times_s[frames], kind="stable")]


def _hit(item: MediaItem, score: float, moments: tuple[Moment, ...]) -> SearchHit:
    return SearchHit(
        media_id=item.media_id,
        path=item.path,
        kind=item.kind,
        score=score,
        moments=moments,
        taken_at=item.facts.taken_at,
        width_px=item.facts.width_px,
        height_px=item.facts.height_px,
        duration_s=item.facts.duration_s,
        is_missing=item.is_missing,
    )
