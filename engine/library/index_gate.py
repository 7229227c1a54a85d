"""The gate that every indexing run passes again and again: it waits here while it is paused or has to be polite."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final

from engine.config import PolitenessConfig
from engine.errors import EngineError
from engine.jobs import Cancelled, CancelToken
from engine.library.politeness import Surroundings, reason_to_wait, rest_share
from engine.library_records import IndexHold
from engine.store import Store

_PAUSED_NOTE: Final = "paused"
_LOOK_EVERY_S: Final = 2.0
_POLL_S: Final = 0.2
_REST_AFTER_S: Final = 0.05
_LONGEST_REST_S: Final = 1.0


def _nothing() -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


class IndexGate:
    """Open until `enforce` is called: who indexes by name, from a command line, means now.

    Attributes:
        on_change: Told, from the thread that waits, that `hold` is another.
        must_yield: Whether something that the person asked for waits for this run to end.
        has_yielded: Whether the last run ended for that, and has to be taken up again.
        waited_s: For how long runs have waited and rested here so far.
    """

    def __init__(
        self,
        store: Store,
        config: PolitenessConfig,
        look_around: Callable[[], Surroundings],
        *,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._store = store
        self._config = config
        self._look_around = look_around
        self._now = now
        self._is_enforced = False
        self._is_paused = bool(store.notes.get(_PAUSED_NOTE))
        self._ignores_manners = False
        self._hold: IndexHold | None = None
        self._rest_share = 0.0
        self._looked_s = float("-inf")
        self._worked_since_s = time.monotonic()
        self._changed = threading.Condition()
        self.on_change: Callable[[], None] = _nothing
        self.must_yield: Callable[[], bool] = _never
        self.has_yielded = False
        self.waited_s = 0.0

    @property
    def is_paused(self) -> bool:
        """Whether the person paused indexing; it stays so over restarts."""
        return self._is_paused

    @property
    def hold(self) -> IndexHold | None:
        """Why a run waits here now, None where none does."""
        return self._hold

    @property
    def is_enforced(self) -> bool:
        """Whether runs wait where they have to."""
        return self._is_enforced

    def enforce(self) -> None:
        """Have runs wait from now on where they have to."""
        self._is_enforced = True

    def set_paused(self, is_paused: bool) -> None:  # as it is asked for
        """Pause indexing, or go on.

        Raises:
            DiskFull: It cannot be kept for the next start; it holds all the same.
        """
        with self._changed:
            self._is_paused = is_paused
            self._looked_s = float("-inf")
            self._changed.notify_all()
        with self._store.write() as tx:
            self._store.notes.put(tx, _PAUSED_NOTE, "yes" if is_paused else "")

    def go_on(self) -> None:
        """Go on although manners forbid it, until this run is over."""
        with self._changed:
            self._ignores_manners = True
            self._looked_s = float("-inf")
            self._changed.notify_all()

    def begin(self) -> None:
        """A run begins."""
        self.has_yielded = False
        self._worked_since_s = time.monotonic()

    def end(self) -> None:
        """A run is over."""
        self._ignores_manners = False
        self._set_hold(None)

    def pass_through(self, cancel: CancelToken) -> None:
        """Wait while there is a reason to; called for every file, folder and batch.

        Raises:
            Cancelled: A stop was asked for, or something else must not wait any longer.
        """
        if not self._is_enforced:
            return
        self._rest()
        if time.monotonic() - self._looked_s < _LOOK_EVERY_S and self._hold is None:
            return
        began_s = time.monotonic()
        while (reason := self._reason()) is not None:
            self._set_hold(reason)
            cancel.check()
            if self.must_yield():
                self.has_yielded = True
                raise Cancelled
            with self._changed:
                self._changed.wait(_POLL_S)
        if self._hold is not None:
            self.waited_s += time.monotonic() - began_s
            self._worked_since_s = time.monotonic()
        self._set_hold(None)

    def _reason(self) -> IndexHold | None:
        if self._is_paused:
            return IndexHold.PAUSED
        if self._ignores_manners:
            self._rest_share = 0.0
            return None
        if time.monotonic() - self._looked_s < _LOOK_EVERY_S:
            return self._hold
        self._looked_s = time.monotonic()
        around = self._look_around()
        self._rest_share = rest_share(self._config, around)
        return reason_to_wait(self._config, around, self._now())

    def _rest(self) -> None:
        """Rest now and then where it is to go slowly."""
        if self._rest_share <= 0:
            return
        worked_s = time.monotonic() - self._worked_since_s
        if worked_s >= _REST_AFTER_S:
            rest_s = min(_LONGEST_REST_S, worked_s * self._rest_share)
            time.sleep(rest_s)
            self.waited_s += rest_s
            self._worked_since_s = time.monotonic()

    def _set_hold(self, hold: IndexHold | None) -> None:
        if hold is not self._hold:
            self._hold = hold
            with suppress(EngineError):
                self.on_change()
