"""Rows for a store: contents with frames and vectors, made up in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.records import FrameId, MediaFacts, MediaId, MediaKind, SpaceId
from engine.store import Store

DIM = 8


def facts(taken_at: datetime = datetime(2024, 5, 1, 12, 0), *, duration_s: float | None = None) -> MediaFacts:
    """Facts of a small picture, or of a clip when it has a duration."""
    return MediaFacts(640, 480, taken_at, camera="Maker Model", duration_s=duration_s, reader="pillow")


def unit_vectors(count: int, seed: int = 0, dim: int = DIM) -> NDArray[np.float32]:
    """Random unit vectors (count, dim) that half precision holds exactly."""
    vectors = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float16).astype(np.float32)


def make_space(store: Store, fingerprint: str = "space-1", dim: int = DIM) -> SpaceId:
    """A space of an encoder that does not exist."""
    with store.write() as tx:
        return store.spaces.put(tx, fingerprint, "made-up", dim)


def add_media(
    store: Store,
    space_id: SpaceId,
    path: Path,
    *,
    content: str | None = None,
    kind: MediaKind = MediaKind.PHOTO,
    times_s: Sequence[float] = (0.0,),
    taken_at: datetime = datetime(2024, 5, 1, 12, 0),
    vectors: NDArray[np.float32] | None = None,
    mtime_ns: int = 1,
) -> tuple[MediaId, list[FrameId]]:
    """A file with its content, frames and vectors; the content is named after the path unless given."""
    name = content or ascii(str(path))[1:-1]
    if vectors is None:
        vectors = unit_vectors(len(times_s), seed=len(name))
    with store.write() as tx:
        duration_s = None if kind is MediaKind.PHOTO else 10.0
        media_id = store.media.put(tx, name, kind, facts(taken_at, duration_s=duration_s))
        store.files.put(tx, path, media_id, 100, mtime_ns)
        frame_ids = store.frames.put(tx, media_id, times_s)
        store.vectors.put(tx, space_id, media_id, frame_ids, vectors)
    return media_id, frame_ids
