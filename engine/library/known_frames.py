"""The frames of a file and their vectors: from the library where it knows the file as it is, decoded now otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Encoder
from engine.errors import FolderMissing
from engine.jobs import CancelToken
from engine.library.picture_desk import PictureDesk
from engine.records import SpaceId
from engine.store import Store


@dataclass(frozen=True, slots=True)
class FrameVectors:
    """Frames of one file: times (N,) in seconds, ascending, and unit vectors (N, D)."""

    times_s: NDArray[np.float64]
    vectors: NDArray[np.float32]

    @property
    def middle(self) -> NDArray[np.float32]:
        """The unit vector (D,) in the middle: a photo as it is, a clip by all its frames."""
        mean = self.vectors.mean(axis=0)
        unit: NDArray[np.float32] = mean / max(float(np.linalg.norm(mean)), 1e-6)
        return unit


def frame_vectors(
    path: Path, store: Store, space_id: SpaceId | None, encoder: Encoder, desk: PictureDesk, *, cancel: CancelToken
) -> FrameVectors:
    """Return the frames of a photo or clip, wherever it lies.

    Raises:
        FolderMissing: There is no such file.
        MediaUnreadable: It cannot be decoded.
        Cancelled: A stop was asked for.
    """
    known = None if space_id is None else _from_store(path, store, space_id)
    if known is not None:
        return known
    _, frames = desk.frames(path, cancel=cancel)
    cancel.check()
    vectors = encoder.encode_pictures(np.stack([frame.pixels for frame in frames]))
    return FrameVectors(np.array([frame.time_s for frame in frames]), vectors)


def _from_store(path: Path, store: Store, space_id: SpaceId) -> FrameVectors | None:
    record = store.files.under([path], space_id).get(path)
    try:
        info = path.stat()
    except OSError as error:
        raise FolderMissing(f"There is no file {path}.", path=path) from error
    if (
        record is None
        or not record.is_embedded
        or (record.size_bytes, record.mtime_ns) != (info.st_size, info.st_mtime_ns)
    ):
        return None
    times_s = {frame.frame_id: frame.time_s for frame in store.frames.of_media(record.media_id)}
    ids, vectors = store.vectors.get(space_id, list(times_s))
    if not len(ids):
        return None
    times = np.array([times_s[frame_id] for frame_id in ids.tolist()])
    order = np.argsort(times)
    return FrameVectors(times[order], vectors[order].astype(np.float32))
