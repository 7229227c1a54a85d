"""Embeds frames in batches that cross file borders, and hands every content back once it is complete."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Encoder
from engine.errors import OutOfMemory
from engine.index.decode_ahead import Decoded, Event, Failed, Foreseen, Pause
from engine.index.embedding_thread import EmbeddingThread
from engine.jobs import CancelToken
from engine.records import Sampled

BATCH_SECONDS: Final = 0.3  # a batch that takes longer is made smaller, so that a stop is not waited for
_FIRST_BATCH: Final = 8
_WORTH_A_BATCH: Final = 8  # fewer at once read the model's weights for too little
_WORTH_A_SMALL_BATCH: Final = 4  # a tenth more time for each picture, and half as many left when decoding ends


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


@dataclass(slots=True, eq=False)
class _Waiting:
    """A frame and, once it is embedded, its vector."""

    frame: Sampled
    vector: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class _Pending:
    """A content of which some frames may not be embedded yet."""

    decoded: Decoded
    frames: list[_Waiting]

    @property
    def is_complete(self) -> bool:
        return all(waiting.vector is not None for waiting in self.frames)


class BatchEmbedder:
    """Collects frames until a batch is full. Contents come back in the order they were given.

    Frames of a clip that is still being decoded are taken as they come, and batches are smaller while nothing else is
    ready: the model works beside the decoders from the first frame to the last.
    """

    def __init__(self, encoder: Encoder, batch_size: int, cancel: CancelToken, *, priority: str = "normal") -> None:
        """Take the encoder, how many pictures it sees at once at most, and the decoders' priority."""
        self._encoder = encoder
        self._thread = EmbeddingThread(encoder, priority)
        self._limit = batch_size
        self._size = min(batch_size, _FIRST_BATCH)
        self._cancel = cancel
        self._contents: deque[_Pending] = deque()
        self._frames: deque[_Waiting] = deque()
        self._foreseen: dict[Path, list[_Waiting]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.close()

    def follow(self, event: Event) -> Iterator[list[Embedded]]:
        """Do what an event calls for; yield as `add` does."""
        if isinstance(event, Decoded):
            yield from self.add(event)
        elif isinstance(event, Foreseen):
            self._wait_for(self._foreseen.setdefault(event.path, []), event.frame)
            yield from self._batches(self._size)
        elif isinstance(event, Failed):
            self._drop(self._foreseen.pop(event.file.path, []))
        elif isinstance(event, Pause):
            yield from self._batches(_worth_a_batch(event))

    def add(self, decoded: Decoded) -> Iterator[list[Embedded]]:
        """Take a content; yield after each batch those that are complete now, to be stored before the next one.

        Raises:
            Cancelled: A stop was asked for between two batches.
            OutOfMemory: A single picture does not fit.
        """
        foreseen = {id(waiting.frame): waiting for waiting in self._foreseen.pop(decoded.file.path, [])}
        frames: list[_Waiting] = []
        for frame in decoded.media.frames:
            if (waiting := foreseen.pop(id(frame), None)) is not None:
                frames.append(waiting)
            else:
                self._wait_for(frames, frame)
        self._drop(foreseen.values())  # of a decoder that died; another one began anew
        self._contents.append(_Pending(decoded, frames))
        yield from self._batches(self._size)

    def flush(self) -> Iterator[list[Embedded]]:
        """Embed what is left and yield it, as `add` does."""
        yield from self._batches(1)

    def _wait_for(self, frames: list[_Waiting], frame: Sampled) -> None:
        waiting = _Waiting(frame)
        frames.append(waiting)
        self._frames.append(waiting)

    def _drop(self, dropped: Iterable[_Waiting]) -> None:
        """Embed these no more."""
        gone = {id(waiting) for waiting in dropped if waiting.vector is None}
        if gone:
            self._frames = deque(waiting for waiting in self._frames if id(waiting) not in gone)

    def _batches(self, at_least: int) -> Iterator[list[Embedded]]:
        while len(self._frames) >= min(at_least, self._size):
            self._embed()
            if completed := list(self._completed()):
                yield completed
        if completed := list(self._completed()):  # contents without a frame, and those whose frames were foreseen
            yield completed

    def _embed(self) -> None:
        self._cancel.check()
        batch = [self._frames[row] for row in range(min(self._size, len(self._frames)))]
        try:
            vectors, seconds = self._thread.encode(np.stack([waiting.frame.pixels for waiting in batch]))
        except OutOfMemory:
            if self._size == 1:
                raise
            self._limit = self._size = self._size // 2
            return
        self._adapt(len(batch), seconds)
        for waiting, vector in zip(batch, vectors, strict=True):
            self._frames.popleft()
            waiting.vector = vector

    def _completed(self) -> Iterator[Embedded]:
        while self._contents and self._contents[0].is_complete:
            pending = self._contents.popleft()
            rows = np.array([waiting.vector for waiting in pending.frames], np.float32)
            yield Embedded(pending.decoded, rows.reshape(len(pending.frames), self._encoder.dim))

    def _adapt(self, count: int, seconds: float) -> None:
        if count == self._size:
            affordable = int(count * BATCH_SECONDS / max(seconds, 1e-6))
            self._size = max(1, min(self._limit, affordable, self._size * 2))


def _worth_a_batch(pause: Pause) -> int:
    """Return how many pictures are not to wait for more, while nothing is ready."""
    if pause.is_near_end:
        return 1
    return _WORTH_A_SMALL_BATCH if pause.is_ending else _WORTH_A_BATCH
