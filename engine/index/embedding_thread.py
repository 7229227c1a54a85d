"""Where a run embeds its pictures: in a thread that steps behind the decoders, where both want the same processor."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Encoder
from engine.media.low_priority import step_behind

_KEPT_WAITING: Final = 5.0  # times what a batch takes of the processor: more than our own decoders ask for
_UNNOTICED_S: Final = 0.2
_LEFT_ALONE_S: Final = 30.0


class EmbeddingThread:
    """A thread that the first pictures start and `close` ends.

    Decoding has to go first: the model can catch up whenever a decoder waits, and a decoder that was kept waiting
    cannot. The thread is one of its own because threads and processes inherit a priority, and give it back never.
    Where other programs leave it next to nothing, pictures are embedded by the caller for a while, as nice as that is.
    """

    def __init__(self, encoder: Encoder, priority: str) -> None:
        """Take the encoder and the decoders' priority: "normal", "low" or "lowest"."""
        self._encoder = encoder
        self._left_alone_until_s = 0.0
        self._thread = ThreadPoolExecutor(1, "embedding", initializer=step_behind, initargs=(priority,))

    def encode(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Embed (B, S, S, 3) uint8 RGB pictures as (B, D) unit vectors, and wait for them; errors as the encoder's.

        Pictures for an accelerator are handed to it from the calling thread: it must not wait for processors.
        """
        started_s = time.monotonic()
        if not self._encoder.is_on_processor or started_s < self._left_alone_until_s:
            return self._encoder.encode_pictures(pixels)
        vectors, worked_s = self._thread.submit(self._encode, pixels).result()
        ended_s = time.monotonic()
        if ended_s - started_s > max(_UNNOTICED_S, _KEPT_WAITING * worked_s):
            self._left_alone_until_s = ended_s + _LEFT_ALONE_S
        return vectors

    def _encode(self, pixels: NDArray[np.uint8]) -> tuple[NDArray[np.float32], float]:
        """Return vectors and for how many seconds this thread had a processor."""
        before_s = time.thread_time()
        return self._encoder.encode_pictures(pixels), time.thread_time() - before_s

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown()
