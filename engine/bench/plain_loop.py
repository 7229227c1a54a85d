"""The baseline of indexing: the loop that everybody writes first. Open, convert, resize, batch, encode."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from engine.cots.encoder import CotsEncoder

BATCH: Final = 32


def index_photos(paths: Sequence[Path], encoder: CotsEncoder) -> NDArray[np.float32]:
    """Embed photos one batch after the other: (N, D)."""
    return _encoded((_prepared(Image.open(path), encoder.input_px) for path in paths), encoder)


def index_clips(paths: Sequence[Path], encoder: CotsEncoder, interval_s: float) -> NDArray[np.float32]:
    """Decode every frame of clips, keep one per interval, and embed them: (N, D)."""
    return _encoded((pixels for path in paths for pixels in _frames(path, encoder.input_px, interval_s)), encoder)


def every_frame(path: Path) -> Iterator[Any]:
    """Decode all frames of a clip, one after the other."""
    with av.open(str(path)) as container:
        yield from container.decode(video=0)


@contextmanager
def all_cores() -> Iterator[None]:
    """Let torch use every core, as it does where nobody says otherwise."""
    before = torch.get_num_threads()
    torch.set_num_threads(os.cpu_count() or 1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _prepared(image: Image.Image, side_px: int) -> NDArray[np.uint8]:
    with image:
        return np.asarray(image.convert("RGB").resize((side_px, side_px), Image.Resampling.BICUBIC))


def _frames(path: Path, side_px: int, interval_s: float) -> Iterator[NDArray[np.uint8]]:
    due_s = 0.0
    for frame in every_frame(path):
        if frame.time is not None and frame.time >= due_s:
            due_s = frame.time + interval_s
            yield _prepared(frame.to_image(), side_px)


def _encoded(pictures: Iterable[NDArray[np.uint8]], encoder: CotsEncoder) -> NDArray[np.float32]:
    vectors: list[NDArray[np.float32]] = []
    batch: list[NDArray[np.uint8]] = []
    for pixels in pictures:
        batch.append(pixels)
        if len(batch) == BATCH:
            vectors.append(_embedded(batch, encoder))
            batch = []
    if batch:
        vectors.append(_embedded(batch, encoder))
    return np.concatenate(vectors) if vectors else np.zeros((0, encoder.dim), np.float32)


@torch.inference_mode()
def _embedded(batch: Sequence[NDArray[np.uint8]], encoder: CotsEncoder) -> NDArray[np.float32]:
    """Embed a batch at once, as it comes."""
    vectors: NDArray[np.float32] = encoder.model.embed_images(encoder.normalise(np.stack(batch))).cpu().numpy()
    return vectors
