"""Pictures for looking at, explaining and comparing, decoded by workers that no indexing run keeps busy."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.browse_records import MediaDetails
from engine.config import Config
from engine.errors import EngineError
from engine.jobs import CancelToken
from engine.media.workers import DecodePool
from engine.records import MediaKind, Picture, Sampled


class PictureDesk:
    """Hands out single pictures; may be asked by several threads. Its process starts with the first picture."""

    def __init__(self, config: Config, input_px: int) -> None:
        self._config = config
        self._input_px = input_px
        self._lock = threading.Lock()
        self._pool: DecodePool | None = None

    def picture(self, path: Path, time_s: float | None = None, max_px: int = 2048) -> Picture:
        """Decode a photo or the frame of a clip for showing, its longer side at most `max_px`.

        Raises:
            FolderMissing: There is no such file.
            MediaUnreadable: It cannot be decoded.
        """
        return self._workers().picture(path, time_s, max_px)

    def frame(self, path: Path, time_s: float) -> NDArray[np.uint8]:
        """Decode one frame of a clip as the encoder takes it: (S, S, 3), the whole frame stretched to the square.

        Raises:
            FolderMissing: There is no such file.
            MediaUnreadable: It cannot be decoded.
        """
        pixels = self.picture(path, time_s, 2 * self._input_px).pixels
        square = Image.fromarray(pixels).resize((self._input_px, self._input_px), Image.Resampling.BICUBIC)
        return np.asarray(square)

    def frames(self, path: Path, *, cancel: CancelToken | None = None) -> tuple[MediaKind, tuple[Sampled, ...]]:
        """Decode a file as indexing does: the one frame of a photo, or the kept frames of a clip.

        Raises:
            FolderMissing: There is no such file.
            MediaUnreadable: It cannot be decoded.
            Cancelled: A stop was asked for.
        """
        for _, decoded in self._workers().decode([path], cancel=cancel):
            if isinstance(decoded, EngineError):
                raise decoded
            return decoded.kind, decoded.frames
        raise AssertionError("every file has an outcome")

    def details(self, path: Path) -> MediaDetails:
        """Read what a file says about itself; errors as `picture`."""
        return self._workers().details(path)

    def cut(self, path: Path, start_s: float, end_s: float, target: Path) -> None:
        """Copy a stretch of a clip into a new file; errors as `picture`, or DiskFull."""
        self._workers().cut(path, start_s, end_s, target)

    def close(self) -> None:
        """End the worker. The next picture would start another."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _workers(self) -> DecodePool:
        with self._lock:
            if self._pool is None:
                decoding = dataclasses.replace(self._config.decoding, workers=1)
                self._pool = DecodePool(decoding, self._config.sampling, self._input_px)
            return self._pool
