"""What indexing would cost, said before it starts: only what is new or changed is counted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.config import Config
from engine.cots.protocol import Encoder
from engine.errors import EngineError
from engine.index.marking import mark
from engine.index.pace import Pace
from engine.jobs import CancelToken, ignore_progress
from engine.media import sampling
from engine.media.workers import DecodePool
from engine.records import IndexEstimate, MediaKind, SpaceId
from engine.store import Store

_SECONDS_PER_FRAME = 0.04  # decoding and embedding one picture on two processor cores, as measured
_THUMBNAIL_BYTES = 12_000
_ROW_BYTES = 300
_BYTES_PER_NUMBER = 2


def estimate_cost(
    store: Store,
    space_id: SpaceId,
    encoder: Encoder,
    config: Config,
    paths: Sequence[Path],
    *,
    cancel: CancelToken,
) -> IndexEstimate:
    """Look through the paths and into the head of every new clip.

    Raises:
        FolderMissing: A path is not there.
        Cancelled: A stop was asked for.
    """
    due = mark(store, space_id, paths, cancel, Pace(ignore_progress)).todo if paths else ()
    clips = [file.path for file in due if file.kind is MediaKind.VIDEO]
    durations_s = []
    with DecodePool(config.decoding, config.sampling, encoder.input_px) as pool:
        for _, facts in pool.probe(clips, cancel=cancel):
            if not isinstance(facts, EngineError):
                durations_s.append(facts.duration_s or 0.0)
    cost = sampling.estimate(durations_s, config.sampling)
    photos = len(due) - len(clips)
    frames = photos + cost.frames
    return IndexEstimate(
        photos=photos,
        clips=len(clips),
        clip_seconds=cost.clip_seconds,
        frames=frames,
        seconds=frames * _SECONDS_PER_FRAME,
        disk_bytes=frames * (encoder.dim * _BYTES_PER_NUMBER + _THUMBNAIL_BYTES + _ROW_BYTES),
    )
