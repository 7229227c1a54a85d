"""The owner's end of the watching process: start it, hear its news, notice its death or silence and start it again."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from engine import wire
from engine.media.settling import CAP_S, QUIET_S
from engine.media.watcher import News
from engine.media.worker_link import engine_environment

_log = logging.getLogger(__name__)

# Without -P a module in the folder where Evoke was started would be taken for one of ours.
WATCH_COMMAND: Final = (sys.executable, "-P", "-m", "engine.media.watch_process")
SILENCE_S: Final = 4.0  # it says something every second
_START_S: Final = 20.0  # until it says something for the first time, on a busy machine
_FIRST_DELAY_S: Final = 0.2
_MAX_DELAY_S: Final = 30.0
_HEALTHY_S: Final = 60.0
_CHECK_S: Final = 0.5


class WatchLink:
    """A library's watching process, kept running until closed.

    News are handed over on threads of the link, one at a time; `on_news` should only put them into a queue. Whenever
    the process had to be started again a rescan is told of, once it watches: what happened meanwhile is not known.
    """

    def __init__(
        self,
        on_news: Callable[[News], None],
        *,
        quiet_s: float = QUIET_S,
        cap_s: float = CAP_S,
        command: Sequence[str] = WATCH_COMMAND,
    ) -> None:
        """Start the process; it watches nothing yet."""
        self._on_news = on_news
        self._settings: dict[str, Any] = {"quiet_s": quiet_s, "cap_s": cap_s}
        self._command = tuple(command)
        self._lock = threading.Lock()
        self._write_lock = threading.Lock()  # apart: a process that takes nothing any more must still be ended
        self._hand_over = threading.Lock()
        self._watched: tuple[Path, ...] = ()
        self._number = 0  # of the last command to watch
        self._skip: frozenset[Path] = frozenset()
        self._process: subprocess.Popen[bytes] | None = None
        self._heard_s = 0.0
        self._has_spoken = False
        self._interrupted = ""
        self._ends = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="watch-keeper", daemon=True)
        self._keeper.start()

    @property
    def pid(self) -> int | None:
        """Process id while one runs."""
        process = self._process
        return None if process is None else process.pid

    def watch(self, paths: Collection[Path]) -> None:
        """Watch these folders and files, and no others. Those that were too much for the system are tried again."""
        with self._lock:
            self._watched, self._skip = tuple(paths), frozenset()
            self._number += 1
            command = self._watch_command()
        self._send(command)

    def look_at(self, paths: Collection[Path]) -> None:
        """Have these paths told once they have settled, as if they had changed now."""
        if paths:
            self._send({"look_at": tuple(paths)})

    def close(self) -> None:
        """End the process and every thread. Safe to call twice."""
        self._ends.set()
        self._kill()
        self._keeper.join()

    def _keep(self) -> None:
        """Start the process, hear it until it ends, start it again: later each time, unless it ran for a while."""
        delay_s = _FIRST_DELAY_S
        while not self._ends.is_set():
            started_s = time.monotonic()
            reason = self._hear_one()
            if self._ends.is_set():
                return
            _log.info("Watching is started again: %s", reason)
            self._interrupted = f"watching was interrupted: {reason}"
            delay_s = _FIRST_DELAY_S if time.monotonic() - started_s >= _HEALTHY_S else min(delay_s * 2, _MAX_DELAY_S)
            self._ends.wait(delay_s)

    def _hear_one(self) -> str:
        """Run the process once; return why it ended."""
        try:
            process = self._start()
        except OSError as error:
            unwatched = dict.fromkeys(self._watched, f"watching cannot be started: {error.strerror}")
            self._tell(News(rescan=self._interrupted, unwatched=unwatched))
            return error.strerror or str(error)
        listener = threading.Thread(target=self._listen, args=(process,), name="watch-listener", daemon=True)
        listener.start()
        reason = "it ended"
        while listener.is_alive():
            listener.join(_CHECK_S)
            if time.monotonic() - self._heard_s > (SILENCE_S if self._has_spoken else _START_S):
                reason = "it was silent"
                break
        self._kill()
        listener.join(_CHECK_S)
        return reason

    def _start(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._ends.is_set():
                raise OSError("closed")
            self._heard_s, self._has_spoken = time.monotonic(), False
            process = self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=engine_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            requests = cast("BinaryIO", process.stdin)
            wire.write_frame(requests, {**self._settings, "skip": tuple(self._skip)})
            wire.write_frame(requests, self._watch_command())
        return process

    def _watch_command(self) -> dict[str, object]:
        return {"watch": self._watched, "number": self._number}

    def _send(self, frame: object) -> None:
        """Hand a frame to the process; a dead one is noticed where it is heard."""
        with self._lock:
            process = self._process
        if process is None:
            return
        with self._write_lock, contextlib.suppress(OSError, ValueError):
            wire.write_frame(cast("BinaryIO", process.stdin), frame)

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        try:
            while True:
                frame = wire.read_frame(cast("BinaryIO", process.stdout))
                self._heard_s, self._has_spoken = time.monotonic(), True
                if isinstance(frame, Mapping):
                    self._take(frame)
        except (EOFError, OSError, ValueError, wire.WireError):
            return

    def _take(self, frame: Mapping[str, Any]) -> None:
        if "failed" in frame:
            _log.info("The watching process gives up: %s %s", frame["failed"], frame["limited"])
            with self._lock:
                self._skip |= frozenset(frame["limited"])
        elif frame.get("watching") == self._number:
            interrupted, self._interrupted = self._interrupted, ""
            self._tell(News(rescan=interrupted, is_watching=True))
        elif "rescan" in frame:
            self._tell(News(frozenset(frame["paths"]), frame["rescan"], frame["unwatched"]))

    def _tell(self, news: News) -> None:
        with self._hand_over:
            if self._ends.is_set():
                return
            try:
                self._on_news(news)
            except Exception:  # noqa: BLE001  # the callback's boundary: its fault must not end the watching
                _log.exception("News of changed files were not taken")

    def _kill(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was left to be written
                    pipe.close()
        try:
            process.wait(SILENCE_S)
        except subprocess.TimeoutExpired:
            _log.warning("The watching process %d cannot be ended", process.pid)
