"""Progress of a transfer, in bytes, and its end when a stop is asked for."""

from __future__ import annotations

import time

from engine.jobs import CancelToken, Progress, Reporter


class FetchMeter:
    """Counts bytes, reports them, and stops when asked to."""

    def __init__(self, name: str, total: int, arrived: int, cancel: CancelToken, report: Reporter) -> None:
        self.cancel = cancel
        self._name, self._total, self._report = name, total, report
        self._done = self._before = arrived
        self._began = time.monotonic()

    def add(self, count: int) -> None:
        """Count bytes that arrived, or were thrown away."""
        self._done += count
        fresh, seconds = self._done - self._before, time.monotonic() - self._began
        eta_s = (self._total - self._done) * seconds / fresh if fresh > 0 and seconds > 1 else None
        done_mb, total_mb = f"{self._done / 1e6:.0f}", f"{self._total / 1e6:.0f}"
        self._report(Progress(self._done, self._total, f"Fetching {self._name} ({done_mb} of {total_mb} MB)", eta_s))
