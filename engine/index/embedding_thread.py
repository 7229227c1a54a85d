"""Where a run embeds its pictures: in a thread that steps behind the decoders, where both want the same processor."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Encoder
from engine.media.low_priority import step_behind

# How many times longer pictures take than they work: seven where decoders keep all cores busy, more where others do.
_KEPT_WAITING: Final = 10.0
_UNNOTICED_S: Final = 0.2
_LEFT_ALONE_S: Final = 30.0


class EmbeddingThread:
    """A thread that the first pictures start and `close` ends.

    Decoding has to go first: the model can catch up whenever a decoder waits, and a decoder that was kept waiting
    cannot. The thread is one of its own because threads and processes inherit a priority, and give it back never.
    Where other programs leave it next to nothing (or somebody else uses the encoder for so long), pictures are
    embedded by the calling thread for a while, with its priority; one picture alone tries whether that is over.
    """

    def __init__(self, encoder: Encoder, priority: str) -> None:
        """Take the encoder and the decoders' priority: "normal", "low" or "lowest"."""
        self._encoder = encoder
        self._left_alone_until_s = 0.0
        self._is_tried = False
        self._thread = ThreadPoolExecutor(1, "embedding", initializer=step_behind, initargs=(priority,))

    def encode(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float32], float]:
        """Embed (B, S, S, 3) uint8 RGB pictures as (B, D) unit vectors, and wait for them; errors as the encoder's.

        Also returns how many seconds that took, without those in which our own decoders went first. Pictures for an
        accelerator are handed to it from the calling thread: it must not wait for processors. So are all where
        threads have no priority of their own.
        """
        if not self._encoder.is_on_processor or sys.platform != "linux":
            return self._in_caller(pixels)
        if time.monotonic() < self._left_alone_until_s:
            return self._in_caller(pixels)
        if self._is_tried or len(pixels) <= 1:
            return self._behind(pixels)
        first, first_s = self._behind(pixels[:1])
        rest, rest_s = self.encode(pixels[1:])
        return np.concatenate((first, rest)), first_s + rest_s

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown()

    def _in_caller(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float32], float]:
        began_s = time.monotonic()
        return self._encoder.encode_pictures(pixels), time.monotonic() - began_s

    def _behind(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float32], float]:
        began_s = time.monotonic()
        vectors, worked_s = self._thread.submit(self._encode, pixels).result()
        ended_s = time.monotonic()
        took_s = ended_s - began_s
        self._is_tried = took_s <= max(_UNNOTICED_S, _KEPT_WAITING * worked_s)
        if self._is_tried:
            return vectors, worked_s
        self._left_alone_until_s = ended_s + _LEFT_ALONE_S
        return vectors, took_s

    def _encode(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float32], float]:
        """Return vectors and for how many seconds this thread had a processor."""
        before_s = time.thread_time()
        return self._encoder.encode_pictures(pixels), time.thread_time() - before_s
