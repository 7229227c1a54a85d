"""The engine's process and its two pipes, without Qt: one thread starts it and reads, one thread writes."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, BinaryIO, Protocol, cast

from engine import wire

STOP_TIMEOUT_S = 5.0
_LOG_LIMIT_BYTES = 4 * 1024 * 1024

_log = logging.getLogger(__name__)

FrameHandler = Callable[[Any], None]
EndHandler = Callable[[int], None]


class EnginePipe(Protocol):
    """Something that takes request frames and answers with frames until it ends."""

    def send(self, frame: object) -> None:
        """Hand over one frame; returns at once and never raises."""

    def stop(self, timeout_s: float = STOP_TIMEOUT_S) -> None:
        """Ask the engine to finish and leave, wait, then kill."""

    def kill(self) -> None:
        """End the engine without asking and without waiting."""


class PipeStarter(Protocol):
    """Starts an engine; frames and the end are told from another thread."""

    def __call__(self, on_frame: FrameHandler, on_end: EndHandler, /) -> EnginePipe:
        """Start it and return at once."""


class EngineProcess:
    """One run of the engine as a subprocess.

    `on_frame` and `on_end` are called on the reading thread; `on_end` gets the exit code, once.
    """

    def __init__(
        self, command: Sequence[str], on_frame: FrameHandler, on_end: EndHandler, *, log_path: Path | None = None
    ) -> None:
        self._command = list(command)
        self._on_frame = on_frame
        self._on_end = on_end
        self._log_path = log_path
        self._outbox: queue.SimpleQueue[object | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._started = threading.Event()
        self._reader = threading.Thread(target=self._run, name="engine-reader", daemon=True)
        self._reader.start()

    def send(self, frame: object) -> None:
        """Hand over one frame; returns at once and never raises."""
        self._outbox.put(frame)

    def stop(self, timeout_s: float = STOP_TIMEOUT_S) -> None:
        """Ask the engine to finish and leave, wait up to `timeout_s`, then kill it."""
        self.send({"op": "shutdown"})
        self.send(None)
        self._reader.join(timeout_s)
        if self._reader.is_alive():
            _log.error("The engine did not leave within %.0f s and was killed.", timeout_s)
            self.kill()
            self._reader.join(timeout_s)

    def kill(self) -> None:
        """End the process at once."""
        self._started.wait(STOP_TIMEOUT_S)
        if self._process is not None:
            self._process.kill()

    def _run(self) -> None:
        """Start the process, read until it ends, tell its exit code."""
        code = -1
        try:
            with self._open_log() as log:
                self._process = _start(self._command, log)
                self._started.set()
                code = self._serve(self._process)
        except OSError:
            _log.exception("The engine's process could not be started.")
        finally:
            self._started.set()
            self._on_end(code)

    def _serve(self, process: subprocess.Popen[bytes]) -> int:
        assert process.stdin is not None
        assert process.stdout is not None
        writer = threading.Thread(target=self._write, args=(process.stdin,), name="engine-writer", daemon=True)
        writer.start()
        try:
            while True:
                self._on_frame(wire.read_frame(cast(BinaryIO, process.stdout)))
        except EOFError:
            pass
        except wire.WireError:
            _log.exception("The engine answered with something that is not a frame.")
            process.kill()
        self._outbox.put(None)
        code = process.wait()
        writer.join()
        process.stdout.close()
        return code

    def _write(self, stream: IO[bytes]) -> None:
        """Write what is in the outbox until None; a closed pipe ends it quietly, the reader tells of the end."""
        with contextlib.suppress(OSError):
            while (frame := self._outbox.get()) is not None:
                wire.write_frame(cast(BinaryIO, stream), frame)
        with contextlib.suppress(OSError):
            stream.close()

    def _open_log(self) -> contextlib.AbstractContextManager[IO[bytes] | None]:
        if self._log_path is None:
            return contextlib.nullcontext()
        try:
            self._log_path.parent.mkdir(parents=True, exist_ok=True)
            too_big = self._log_path.exists() and self._log_path.stat().st_size > _LOG_LIMIT_BYTES
            return self._log_path.open("wb" if too_big else "ab")
        except OSError:  # a read-only or full disk: the engine itself says so in better words
            return contextlib.nullcontext()


def _start(command: list[str], log: IO[bytes] | None) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows: no console of its own
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log if log is not None else subprocess.DEVNULL,
        env=environment,
        creationflags=flags,
        start_new_session=True,  # Ctrl+C in a terminal is for the window; the engine leaves when its input ends
    )
