"""A decode worker that keeps a file open between requests, and ends when nobody asked for a while."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from engine.config import Config
from engine.media.workers import DecodePool

REST_AFTER_S = 5.0  # an open file can be neither moved on Windows nor its drive taken out


class RestingPool:
    """One worker, made when first needed; for one thread at a time."""

    def __init__(self, config: Config, *, timeout_s: float, rest_after_s: float = REST_AFTER_S) -> None:
        self._config = config
        self._timeout_s = timeout_s
        self._rest_after_s = rest_after_s
        self._lock = threading.Lock()
        self._is_busy = False
        self._pool: DecodePool | None = None
        self._rest: threading.Timer | None = None

    @property
    def is_at_rest(self) -> bool:
        """Whether there is no worker and no file is open."""
        return self._pool is None

    @contextmanager
    def awake(self) -> Iterator[DecodePool]:
        """Hand out the pool; it does not rest meanwhile."""
        pool = self._wake()
        try:
            yield pool
        finally:
            self._rest_later()

    def close(self) -> None:
        """End the worker. The next request would start another."""
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
                timeout_s = min(self._timeout_s, self._config.decoding.timeout_s)
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
