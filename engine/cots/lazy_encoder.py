"""An encoder that is known at once and loaded when it is first needed, so that a library opens without torch."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.collecting import collecting_put_off
from engine.config import ComputeConfig
from engine.cots.checkpoint_header import read_header
from engine.cots.picture_doubt import doubts_of
from engine.cots.protocol import Calibration
from engine.jobs import loading

if TYPE_CHECKING:
    from engine.cots.encoder import CotsEncoder


class LazyEncoder:
    """Implements `Encoder` over a checkpoint folder, for use by several threads.

    Texts wait for texts and pictures for pictures, but not for each other: a search goes on while the library is
    being indexed. `exclusive` waits for both.
    """

    def __init__(self, folder: Path, compute: ComputeConfig) -> None:
        """Read the checkpoint's header.

        Raises:
            ModelMissing: There is no checkpoint in `folder`.
            CheckpointMismatch: Its configuration is damaged or of a newer format.
        """
        header = read_header(folder)
        self.name = header.config.name
        self.fingerprint = header.fingerprint
        self.dim = header.config.vector_dim
        self.input_px = header.config.image.input_px
        self.folder = folder
        self._config = header.config
        self._compute = compute
        self._loaded: CotsEncoder | None = None
        self._calibration: Calibration | None = None
        self._load_lock = threading.Lock()
        self._text_lock = threading.Lock()
        self._picture_lock = threading.Lock()

    @property
    def is_on_processor(self) -> bool:
        """Whether the model runs on the processor; loads the checkpoint the first time."""
        return self.load().is_on_processor

    @property
    def calibration(self) -> Calibration:
        """How large a cosine must be before it means something; loads the checkpoint the first time."""
        if self._calibration is None:
            self._calibration = self.load().calibration
        return self._calibration

    def load(self) -> CotsEncoder:
        """Return the loaded encoder; see `CotsEncoder.load` for what may go wrong."""
        with self._load_lock:
            if self._loaded is None:
                with loading(), collecting_put_off():
                    from engine.cots.encoder import CotsEncoder

                    self._loaded = CotsEncoder.load(self.folder, self._compute)
            return self._loaded

    def release(self) -> bool:
        """Let go of the loaded checkpoint, to be loaded again when it is needed; return whether nobody was using it."""
        with self._load_lock:
            locks = (self._text_lock, self._picture_lock)
            held = [lock for lock in locks if lock.acquire(blocking=False)]
            if len(held) == len(locks):
                self._loaded = None
            for lock in held:
                lock.release()
            return len(held) == len(locks)

    @contextmanager
    def exclusive(self) -> Iterator[CotsEncoder]:
        """Give out the loaded encoder for as long as the block lasts; nobody else uses it meanwhile."""
        loaded = self.load()
        with self._text_lock, self._picture_lock:
            yield loaded

    def encode_pictures(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Embed (B, S, S, 3) uint8 RGB pictures as (B, D) unit vectors."""
        loaded = self.load()
        with self._picture_lock:
            return loaded.encode_pictures(pixels)

    def picture_doubts(self, picture_vectors: NDArray[np.floating]) -> NDArray[np.float32]:
        """Return (N,) how unsure the model is of pictures (N, D), for ordering; nothing is loaded for it."""
        return doubts_of(picture_vectors, self._config)

    def text_excess(self, text_vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (B,) what to take off the scores of texts that are ranked for one picture."""
        return self.load().text_excess(text_vectors)

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed B texts as (B, D) unit vectors."""
        loaded = self.load()
        with self._text_lock:
            return loaded.encode_texts(texts)
