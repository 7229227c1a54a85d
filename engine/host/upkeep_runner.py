"""Carries out the upkeep's errands on the index lane, behind whatever the person asked for."""

from __future__ import annotations

import itertools
import logging
import threading
import traceback
from typing import Final, Protocol

from engine.errors import EngineError
from engine.host.lanes import Lane, LaneJob
from engine.host.outbox import Outbox
from engine.jobs import Cancelled, CancelToken, Progress
from engine.library.upkeep import Errand, Upkeep

_log = logging.getLogger(__name__)

TITLE: Final = "Keeping the library up to date"
PAUSE_S: Final = 600.0  # after the person stopped it
_LOOK_EVERY_S: Final = 1.0


class Changes(Protocol):
    """Tells the window what can be found now."""

    def tell(self) -> None:
        """Tell it, unless that is what was told last."""

    def tell_if_due(self) -> None:
        """Tell it, unless it was told a moment ago."""


class UpkeepRunner:
    """One thread that waits for errands and one job on the lane at a time.

    An errand with something to do is announced to the window by `{"event": "began", "id": n, "title": text}` with a
    negative id, and then has progress and one outcome as a request has; it is cancelled as one.
    """

    def __init__(self, upkeep: Upkeep, lane: Lane, outbox: Outbox, changes: Changes) -> None:
        self._upkeep = upkeep
        self._lane = lane
        self._outbox = outbox
        self._changes = changes
        self._ids = itertools.count(-1, -1)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)
        self._thread.start()

    def follow_folders(self) -> None:
        """Watch the folders the library has now."""
        self._upkeep.follow_folders()

    def scan_soon(self, reason: str) -> None:
        """Look through everything as soon as nothing else is asked for."""
        self._upkeep.scan_soon(reason)

    def look_at_captions(self) -> None:
        """Know that captions came or that another model reads them."""
        self._upkeep.look_at_captions()

    def close(self, timeout_s: float) -> bool:
        """Stop; the lane must have been closed. Return whether that was done in time."""
        self._ends.set()
        self._upkeep.close()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._ends.is_set():
            errand = self._upkeep.next_errand(_LOOK_EVERY_S)
            if errand is not None:
                _Job(self._upkeep, errand, next(self._ids), self._outbox, self._changes).run_on(self._lane)


class _Job:
    """One errand on the lane."""

    def __init__(self, upkeep: Upkeep, errand: Errand, request_id: int, outbox: Outbox, changes: Changes) -> None:
        self._upkeep = upkeep
        self._errand = errand
        self._id = request_id
        self._outbox = outbox
        self._changes = changes
        self._has_begun = False
        self._is_done = threading.Event()
        self._job = LaneJob(request_id, "upkeep", self._work, self._is_done.set, gives_way=True)

    def run_on(self, lane: Lane) -> None:
        """Wait for its turn and its end."""
        lane.put(self._job)
        self._is_done.wait()

    def _work(self, token: CancelToken) -> None:
        try:
            report = self._upkeep.carry_out(self._errand, cancel=token, report=self._report)
            self._answer({"returned": report})
        except Cancelled:
            if not self._job.gave_way:
                self._upkeep.pause(PAUSE_S)
            self._answer({"cancelled": True})
        except EngineError as error:
            _log.warning("The upkeep failed and is tried again later: %s", error.user_text)
            self._answer({"cancelled": True})
        except Exception:  # noqa: BLE001  # the boundary: a bug of ours is told and the engine lives on
            _log.exception("A bug in the upkeep")
            self._answer({"bug": traceback.format_exc()})
        finally:
            self._changes.tell()
            self._is_done.set()

    def _report(self, progress: Progress) -> None:
        """Announce the errand once it is known that there is something to do."""
        if not self._has_begun and progress.total is not None and progress.done < progress.total:
            self._has_begun = True
            self._outbox.send({"event": "began", "id": self._id, "title": TITLE})
        if self._has_begun:
            self._outbox.report(self._id, progress)
            self._changes.tell_if_due()

    def _answer(self, outcome: dict[str, object]) -> None:
        if self._has_begun:
            self._outbox.answer(self._id, outcome)
