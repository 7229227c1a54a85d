"""Turns ranked media into the hits a person sees: paths, facts, thumbnails, and the moments of clips."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.records import MediaId, MediaItem, MediaKind, Moment, SearchHit, SpaceId
from engine.search.moments import ClipFrames, group_moments
from engine.search.ranking import RankedMedia
from engine.search.scoring import Probe
from engine.store import Store

# Where the thumbnail of (content hash, time in seconds) lies.
ThumbnailPath = Callable[[str, float], Path]


def make_hits(
    store: Store,
    space_id: SpaceId,
    ranked: Sequence[RankedMedia],
    probe: Probe,
    *,
    folder: Path | None,
    moments_per_clip: int,
    thumbnail_path: ThumbnailPath,
) -> tuple[SearchHit, ...]:
    """Return the hits in the order of `ranked`; media that were removed meanwhile are left out.

    Of a file's copies the one below `folder` is shown, where a folder is given.
    """
    items = store.media.get_many([found.media_id for found in ranked], folder=folder)
    clips = _clips(store, space_id, items)
    hits = []
    for found in ranked:
        item = items.get(found.media_id)
        if item is None:
            continue
        moments: tuple[Moment, ...] = ()
        if (clip := clips.get(found.media_id)) is not None:
            scores = probe.scores(clip.vectors)
            moments = tuple(
                dataclasses.replace(moment, thumbnail_path=thumbnail_path(found.content_hash, moment.best_s))
                for moment in group_moments(clip, scores, limit=moments_per_clip)
            )
        hits.append(_hit(found, item, moments, thumbnail_path))
    return tuple(hits)


def _hit(found: RankedMedia, item: MediaItem, moments: tuple[Moment, ...], thumbnail_path: ThumbnailPath) -> SearchHit:
    return SearchHit(
        media_id=found.media_id,
        path=item.path,
        kind=item.kind,
        score=found.score,
        moments=moments,
        thumbnail_path=thumbnail_path(found.content_hash, moments[0].best_s if moments else found.time_s),
        taken_at=item.facts.taken_at,
        width_px=item.facts.width_px,
        height_px=item.facts.height_px,
        duration_s=item.facts.duration_s,
    )


def _clips(store: Store, space_id: SpaceId, items: Mapping[MediaId, MediaItem]) -> dict[MediaId, ClipFrames]:
    """Read all frames of the clips among the items."""
    clip_ids = [media_id for media_id, item in items.items() if item.kind is MediaKind.VIDEO]
    if not clip_ids:
        return {}
    ids, vectors = store.vectors.get(space_id, store.frames.ids_of(clip_ids, space_id))
    records = store.frames.lookup(ids)
    rows: dict[MediaId, list[tuple[float, int]]] = {}
    for row, frame_id in enumerate(ids.tolist()):
        if (record := records.get(frame_id)) is not None:
            rows.setdefault(record.media_id, []).append((record.time_s, row))
    return {
        media_id: _clip(sorted(found), vectors, items[media_id].facts.duration_s) for media_id, found in rows.items()
    }


def _clip(rows: list[tuple[float, int]], vectors: NDArray[np.float16], duration_s: float | None) -> ClipFrames:
    times_s = np.array([time_s for time_s, _ in rows])
    chosen = vectors[[row for _, row in rows]].astype(np.float32)
    return ClipFrames(times_s, chosen, duration_s or float(times_s[-1]))
