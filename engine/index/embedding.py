"""Embeds frames in batches that cross file borders, and hands every content back once it is complete."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Encoder
from engine.errors import OutOfMemory
from engine.index.decode_ahead import Decoded
from engine.jobs import CancelToken
from engine.records import Sampled

BATCH_SECONDS: Final = 0.3  # a batch that takes longer is made smaller, so that a stop is not waited for
_FIRST_BATCH: Final = 8


@dataclass(frozen=True, slots=True)
class Embedded:
    """A content with one vector per frame: (N, D) float32."""

    decoded: Decoded
    vectors: NDArray[np.float32]

    @property
    def is_usable(self) -> bool:
        """Whether there is a frame, and every vector can be compared."""
        lengths = np.linalg.norm(self.vectors, axis=1)
        return len(lengths) > 0 and bool(np.isfinite(lengths).all() and (lengths > 1e-6).all())


class _Pending:
    """A content of which some frames are not embedded yet."""

    def __init__(self, decoded: Decoded) -> None:
        self.decoded = decoded
        self.vectors: list[NDArray[np.float32]] = []

    @property
    def is_complete(self) -> bool:
        return len(self.vectors) == len(self.decoded.media.frames)


class BatchEmbedder:
    """Collects frames until a batch is full. Contents come back in the order they were given."""

    def __init__(self, encoder: Encoder, batch_size: int, cancel: CancelToken) -> None:
        self._encoder = encoder
        self._limit = batch_size
        self._size = min(batch_size, _FIRST_BATCH)
        self._cancel = cancel
        self._contents: deque[_Pending] = deque()
        self._frames: deque[tuple[_Pending, Sampled]] = deque()

    def add(self, decoded: Decoded) -> Iterator[list[Embedded]]:
        """Take a content; yield after each batch those that are complete now, to be stored before the next one.

        Raises:
            Cancelled: A stop was asked for between two batches.
            OutOfMemory: A single picture does not fit.
        """
        pending = _Pending(decoded)
        self._contents.append(pending)
        self._frames.extend((pending, frame) for frame in decoded.media.frames)
        yield from self._batches(self._size)

    def flush(self) -> Iterator[list[Embedded]]:
        """Embed what is left and yield it, as `add` does."""
        yield from self._batches(1)

    def _batches(self, at_least: int) -> Iterator[list[Embedded]]:
        while len(self._frames) >= min(at_least, self._size):
            self._embed()
            if completed := list(self._completed()):
                yield completed
        if completed := list(self._completed()):  # contents without a frame
            yield completed

    def _embed(self) -> None:
        self._cancel.check()
        batch = [self._frames[row] for row in range(min(self._size, len(self._frames)))]
        started = time.monotonic()
        try:
            vectors = self._encoder.encode_pictures(np.stack([frame.pixels for _, frame in batch]))
        except OutOfMemory:
            if self._size == 1:
                raise
            self._limit = self._size = self._size // 2
            return
        self._adapt(len(batch), time.monotonic() - started)
        for (pending, _), vector in zip(batch, vectors, strict=True):
            self._frames.popleft()
            pending.vectors.append(vector)

    def _completed(self) -> Iterator[Embedded]:
        while self._contents and self._contents[0].is_complete:
            pending = self._contents.popleft()
            rows = np.array(pending.vectors, np.float32).reshape(len(pending.vectors), self._encoder.dim)
            yield Embedded(pending.decoded, rows)

    def _adapt(self, count: int, seconds: float) -> None:
        if count == self._size:
            affordable = int(count * BATCH_SECONDS / max(seconds, 1e-6))
            self._size = max(1, min(self._limit, affordable, self._size * 2))
