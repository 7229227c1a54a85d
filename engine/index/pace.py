"""How far an indexing run is and how long it will take: a clip counts as the frames clips have had so far."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from engine.jobs import Progress, Reporter
from engine.media.scan import FoundFile
from engine.records import MediaKind

_MIN_GAP_S = 0.05
_FIRST_GUESS_FRAMES = 20.0  # per clip, until some were decoded
_WARM_UP_S = 1.0  # no estimate before that


class Pace:
    """Counts finished files and reports them, at most 20 times a second; the last report is never left out."""

    def __init__(self, report: Reporter, *, expected: int = 0, waited: Callable[[], float] = lambda: 0.0) -> None:
        """Take who is told, how many files a scan will probably meet, and for how long the run has waited so far."""
        self._report = report
        self._expected = expected
        self._waited = waited
        self._waited_before = waited()
        self._last_report = 0.0
        self._started = time.monotonic()
        self._seen = self._done = 0
        self._waiting = dict.fromkeys(MediaKind, 0)
        self._units_done = 0.0
        self._clip_frames, self._clips = _FIRST_GUESS_FRAMES, 1

    def found(self, count: int) -> None:
        """Say how many files the scan has met so far."""
        if count >= self._expected:
            self._send(Progress(count, None, "Looking for photos and clips"))
            return
        elapsed = self._elapsed()
        eta_s = (self._expected - count) * elapsed / count if count and elapsed >= _WARM_UP_S else None
        self._send(Progress(count, self._expected, "Looking for photos and clips", eta_s))

    def begin(self, seen: int, todo: Iterable[FoundFile]) -> None:
        """Say what is to be done: of the seen files, those of `todo`."""
        for file in todo:
            self._waiting[file.kind] += 1
        self._seen, self._done = seen, seen - sum(self._waiting.values())
        self._started, self._waited_before = time.monotonic(), self._waited()
        self._send(self._progress(), always=True)

    def finished(self, file: FoundFile, frames: int) -> None:
        """Count one file of `todo`, with the frames it had; 0 where nothing had to be decoded."""
        self._done += 1
        self._waiting[file.kind] -= 1
        self._units_done += frames
        if file.kind is MediaKind.VIDEO and frames:
            self._clips += 1
            self._clip_frames += frames
        self._send(self._progress(file.path.name))

    def end(self) -> None:
        """Send the last report."""
        self._send(Progress(self._done, self._seen, "Up to date", 0.0), always=True)

    def _progress(self, name: str = "") -> Progress:
        return Progress(self._done, self._seen, f"Indexing {name}" if name else "Indexing", self._eta_s())

    def _eta_s(self) -> float | None:
        elapsed = self._elapsed()
        if elapsed < _WARM_UP_S or self._units_done < 1:
            return None
        per_clip = self._clip_frames / self._clips
        units_left = self._waiting[MediaKind.PHOTO] + self._waiting[MediaKind.VIDEO] * per_clip
        return units_left * elapsed / self._units_done

    def _elapsed(self) -> float:
        """Return for how long was worked since the phase began."""
        return max(0.0, time.monotonic() - self._started - (self._waited() - self._waited_before))

    def _send(self, progress: Progress, *, always: bool = False) -> None:
        now = time.monotonic()
        if always or now - self._last_report >= _MIN_GAP_S:
            self._last_report = now
            self._report(progress)
