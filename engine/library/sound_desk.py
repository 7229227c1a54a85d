"""The sound of clips in pieces, decoded by a worker of its own, so that pictures never wait for it."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

from engine.browse_records import SoundPiece
from engine.config import Config
from engine.errors import BadData
from engine.library.folder_list import absolute_path
from engine.media.workers import DecodePool

LONGEST_PIECE_S = 10.0
_REST_AFTER_S = 15.0
_TIMEOUT_S = 10.0  # a piece is ready in some milliseconds; what takes longer than this nobody waits for


class SoundDesk:
    """Hands out stretches of sound, to one thread at a time.

    The worker keeps the clip open from piece to piece; it ends, and with it that, when nobody listened for a while.
    """

    def __init__(self, config: Config, *, rest_after_s: float = _REST_AFTER_S) -> None:
        self._config = config
        self._rest_after_s = rest_after_s
        self._lock = threading.Lock()
        self._is_busy = False
        self._pool: DecodePool | None = None
        self._rest: threading.Timer | None = None

    @property
    def is_at_rest(self) -> bool:
        """Whether there is no worker and no clip is open."""
        return self._pool is None

    def sound(self, path: Path, start_s: float, length_s: float) -> SoundPiece:
        """Decode a stretch of a clip's sound, quickest where the one before ended.

        Raises:
            BadData: The length is none or too long.
            FolderMissing: There is no such file.
            MediaUnreadable: Its sound cannot be decoded.
        """
        if not 0 < length_s <= LONGEST_PIECE_S or not 0 <= start_s < float("inf"):
            raise BadData(f"A piece of sound may last {LONGEST_PIECE_S:.0f} seconds at most.")
        pool = self._wake()
        try:
            return pool.sound(absolute_path(path), start_s, length_s)
        finally:
            self._rest_later()

    def close(self) -> None:
        """End the worker. The next piece would start another."""
        with self._lock:
            pool, self._pool = self._pool, None
            rest, self._rest = self._rest, None
        if rest is not None:
            rest.cancel()
            rest.join()
        if pool is not None:
            pool.close()

    def _wake(self) -> DecodePool:
        with self._lock:
            self._is_busy = True
            if self._rest is not None:
                self._rest.cancel()
            if self._pool is None:
                timeout_s = min(_TIMEOUT_S, self._config.decoding.timeout_s)
                decoding = dataclasses.replace(self._config.decoding, workers=1, timeout_s=timeout_s)
                self._pool = DecodePool(decoding, self._config.sampling, input_px=1)
            return self._pool

    def _rest_later(self) -> None:
        with self._lock:
            self._is_busy = False
            if self._pool is None:
                return  # closed meanwhile
            self._rest = threading.Timer(self._rest_after_s, self._go_to_rest)
            self._rest.daemon = True
            self._rest.start()

    def _go_to_rest(self) -> None:
        with self._lock:
            if self._is_busy or threading.current_thread() is not self._rest:
                return
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()
