"""The engine's end of the pipe to the window: frames of any thread in order, progress thinned out."""

from __future__ import annotations

import io
import logging
import threading
import time
from collections import deque
from typing import BinaryIO

from engine import wire
from engine.jobs import Progress

PROGRESS_INTERVAL_S = 0.05

_log = logging.getLogger(__name__)


class Outbox:
    """Writes frames on a thread of its own, so that no lane waits for a slow reader.

    Of each request's progress at most 20 a second are written; the last one always is, before the answer.
    """

    def __init__(self, stream: BinaryIO, *, progress_interval_s: float = PROGRESS_INTERVAL_S) -> None:
        self._stream = stream
        self._interval_s = progress_interval_s
        self._frames: deque[bytes] = deque()
        self._progress: dict[int, Progress] = {}
        self._told_at: dict[int, float] = {}
        self._changed = threading.Condition()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        self._thread.start()

    def send(self, frame: object) -> None:
        """Queue one frame.

        Raises:
            TypeError: It holds something that may not cross.
            ValueError: It is too large.
        """
        self._queue(_packed(frame))

    def report(self, request_id: int, progress: Progress) -> None:
        """Take a request's progress; a newer one replaces one that was not written yet."""
        with self._changed:
            self._progress[request_id] = progress
            self._changed.notify_all()

    def answer(self, request_id: int, outcome: dict[str, object]) -> None:
        """Queue a request's one answer, after its last progress.

        Raises:
            TypeError: It holds something that may not cross; nothing was queued.
            ValueError: It is too large; nothing was queued.
        """
        packed = _packed({"id": request_id, **outcome})
        with self._changed:
            self._told_at.pop(request_id, None)
            last = self._progress.pop(request_id, None)
        if last is not None:
            self._queue(_packed({"id": request_id, "progress": last}))
        self._queue(packed)

    def close(self, timeout_s: float) -> bool:
        """Write what is queued and end; return whether that was done in time."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _queue(self, packed: bytes) -> None:
        with self._changed:
            if self._thread.is_alive():  # otherwise nobody reads any more
                self._frames.append(packed)
                self._changed.notify_all()

    def _run(self) -> None:
        try:
            while (batch := self._next()) is not None:
                for packed in batch:
                    self._stream.write(packed)
                self._stream.flush()
        except (OSError, ValueError):  # the window is gone; the end of our input says so too
            _log.info("The pipe to the window is closed.")

    def _next(self) -> list[bytes] | None:
        with self._changed:
            while True:
                now = time.monotonic()
                due = [key for key in self._progress if self._due_at(key) <= now]
                if self._frames or due or self._is_closed:
                    break
                soonest = min((self._due_at(key) for key in self._progress), default=None)
                self._changed.wait(None if soonest is None else soonest - now)
            batch = list(self._frames)
            self._frames.clear()
            for request_id in due:
                batch.append(_packed({"id": request_id, "progress": self._progress.pop(request_id)}))
                self._told_at[request_id] = now
            return batch or None

    def _due_at(self, request_id: int) -> float:
        return self._told_at.get(request_id, float("-inf")) + self._interval_s


def _packed(frame: object) -> bytes:
    buffer = io.BytesIO()
    wire.write_frame(buffer, frame)
    return buffer.getvalue()
