"""Lanes: one thread each, jobs one after the other, so that what shares a lane needs no lock."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from engine.jobs import CancelToken

_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class LaneJob:
    """One piece of work for a lane.

    Attributes:
        key: What it is cancelled by.
        group: Jobs that may replace each other share it.
        work: Called on the lane's thread with the job's token; what it raises is logged and the lane lives on.
        drop: Called instead of `work` when the job is cancelled or replaced before it began; must not raise.
        gives_way: It is asked to stop as soon as another job waits behind it, and is begun again later by its owner.
        token: Set when the job is cancelled or replaced, or has to give way.
        gave_way: Whether it was asked to stop for that.
    """

    key: int
    group: str
    work: Callable[[CancelToken], None]
    drop: Callable[[], None]
    gives_way: bool = False
    gave_way: bool = False
    token: CancelToken = field(default_factory=CancelToken)


class Lane:
    """A queue of jobs and the one thread that runs them; the thread starts with the first job."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._waiting: deque[LaneJob] = deque()
        self._running: LaneJob | None = None
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread: threading.Thread | None = None

    @property
    def has_waiting(self) -> bool:
        """Whether something waits that need not give way itself."""
        with self._changed:
            return any(not job.gives_way for job in self._waiting)

    def put(self, job: LaneJob, *, replaces: bool = False) -> None:
        """Queue a job; with `replaces`, earlier jobs of its group are dropped or, if running, asked to stop."""
        with self._changed:
            is_refused = self._is_closed
            dropped = [] if is_refused or not replaces else self._take(lambda other: other.group == job.group)
            if replaces and self._running is not None and self._running.group == job.group:
                self._running.token.cancel()
            if is_refused:
                dropped = [job]
            else:
                self._make_way_for(job)
                self._waiting.append(job)
                self._start()
                self._changed.notify_all()
        _drop(dropped)

    def cancel(self, key: int) -> None:
        """Drop the job of this key if it waits, ask it to stop if it runs; unknown keys are ignored."""
        with self._changed:
            dropped = self._take(lambda job: job.key == key)
            if self._running is not None and self._running.key == key:
                self._running.token.cancel()
        _drop(dropped)

    def close(self) -> None:
        """Refuse further jobs, drop those that wait and ask the running one to stop; `join` waits for it."""
        with self._changed:
            self._is_closed = True
            dropped = self._take(lambda _job: True)
            if self._running is not None:
                self._running.token.cancel()
            self._changed.notify_all()
        _drop(dropped)

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread of a closed lane; return whether it ended in time."""
        if self._thread is not None:
            self._thread.join(timeout_s)
        return self._thread is None or not self._thread.is_alive()

    def _make_way_for(self, job: LaneJob) -> None:
        running = self._running
        if running is not None and running.gives_way and not job.gives_way:
            running.gave_way = True
            running.token.cancel()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=f"lane-{self.name}", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            try:
                job.work(job.token)
            except Exception:  # noqa: BLE001  # the thread's boundary: the jobs behind this one still get their turn
                _log.exception("A job of the lane %s raised", self.name)

    def _next(self) -> LaneJob | None:
        with self._changed:
            self._running = None
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            if self._is_closed:
                return None
            self._running = self._waiting.popleft()
            return self._running

    def _take(self, matches: Callable[[LaneJob], bool]) -> list[LaneJob]:
        taken = [job for job in self._waiting if matches(job)]
        for job in taken:
            self._waiting.remove(job)
            job.token.cancel()
        return taken


def _drop(jobs: list[LaneJob]) -> None:
    for job in jobs:
        job.drop()
