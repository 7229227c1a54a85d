"""Has the library give memory back while nobody asks for anything, and be ready again when somebody does."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

REST_AFTER_S: Final = 300.0

_log = logging.getLogger(__name__)


class Resting:
    """One thread that waits for quiet. `busy` is entered for as long as a request takes, by any thread."""

    def __init__(self, rest: Callable[[], None], wake: Callable[[], None], after_s: float = REST_AFTER_S) -> None:
        """Take what to call.

        Args:
            rest: Called once nothing was asked for so long.
            wake: Called when something is asked for after that, beside the request; both may raise anything.
            after_s: How long.
        """
        self._rest, self._wake, self._after_s = rest, wake, after_s
        self._changed = threading.Condition()
        self._busy = 0
        self._quiet_since = time.monotonic()
        self._is_resting = self._is_stirred = self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="resting", daemon=True)
        self._thread.start()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Say that somebody is there."""
        with self._changed:
            self._busy += 1
            self._is_stirred = True
            self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._busy -= 1
                self._quiet_since = time.monotonic()
                self._changed.notify()

    def close(self, timeout_s: float) -> bool:
        """Stop; return whether that was done in time."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (step := self._next_step()) is not None:
            try:
                step()
            except Exception:  # noqa: BLE001  # the thread's boundary: it is a comfort, and nobody waits for it
                _log.exception("Memory could not be given back, or taken again")

    def _next_step(self) -> Callable[[], None] | None:
        """Wait until it is time to rest or to wake; None at the end."""
        with self._changed:
            while not self._is_closed:
                left_s = self._quiet_since + self._after_s - time.monotonic()
                if self._is_resting and self._is_stirred:
                    self._is_resting = False
                    return self._wake
                if not self._is_resting and not self._busy and left_s <= 0:
                    self._is_resting, self._is_stirred = True, False
                    return self._rest
                self._changed.wait(None if self._is_resting or self._busy else max(left_s, 0.001))
            return None
