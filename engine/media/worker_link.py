"""The owner's end of one decode worker: start it, ask it, notice its death."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import site
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, cast

import engine
from engine import wire
from engine.errors import DecoderUnavailable

if sys.platform == "linux":
    import fcntl

_log = logging.getLogger(__name__)

# Without -P a module in the folder where Evoke was started would be taken for one of ours.
WORKER_COMMAND = (sys.executable, "-P", "-m", "engine.media.decode_worker")
_REQUESTS_PER_PROCESS = 1000  # whatever a decoder leaks ends with it
_GOODBYE_S = 1.0
_LAST_WORDS_BYTES = 64 * 1024
_END_S = 5.0
_PIPE_BYTES = 1 << 20
_PIPES_BYTES = 32 << 20  # of all workers: beyond 64 MB Linux makes each new pipe of the same person a tiny one
_OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0) or None
_WATCHDOG = "Timeout ("  # how the report of a watchdog of `faulthandler` begins
# Threads of libraries that we do not use cost address space, which is limited.
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


# A ValueError is a pipe that was closed by us.
_BROKEN_PIPE = (EOFError, OSError, ValueError, wire.WireError)


class WorkerDied(Exception):
    """The process ended while it was asked something.

    Attributes:
        exit_code: As `subprocess` gives it: negative is a signal.
        has_hung: Whether it took too long: its own watchdog, its limit of processor time or its owner ended it.
    """

    def __init__(self, exit_code: int | None, last_words: str, *, was_silent: bool = False) -> None:
        super().__init__(f"worker ended with {exit_code}: {last_words}")
        self.exit_code = exit_code
        self.has_hung = was_silent or _WATCHDOG in last_words or exit_code == _OUT_OF_TIME


class WorkerLink:
    """One decode worker, started when first asked and again after it died. For one asking thread at a time.

    Not `multiprocessing`: that would import the owner's main module, and with it torch, into every worker.
    """

    def __init__(
        self, settings: Mapping[str, Any], command: Sequence[str] = WORKER_COMMAND, *, beside: int = 0
    ) -> None:
        """Describe the worker.

        Args:
            settings: What it is told first; see `decode_worker`.
            command: Starts it.
            beside: How many others there may be, which share what one person may have in pipes.
        """
        self._settings = settings
        self._command = tuple(command)
        self._pipe_bytes = min(_PIPE_BYTES, _power_of_two(_PIPES_BYTES // (beside + 1)))
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._is_ready = False
        self._lock = threading.Lock()
        self._is_closed = False
        self._asked_s: float | None = None  # when it was last asked or heard, None while it has nothing to do
        self._was_silent = False

    @property
    def silent_s(self) -> float:
        """For how many seconds it owes an answer without a sign of life."""
        asked_s = self._asked_s
        return 0.0 if asked_s is None else time.monotonic() - asked_s

    @property
    def pid(self) -> int | None:
        """Process id while one runs."""
        return self._process.pid if self._process is not None else None

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return self._is_closed

    def ask(self, request: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Send one request and yield its replies, of which `done`, `failed` or `bug` is the last.

        Raises:
            WorkerDied: The process ended, or was closed, before the last reply.
            DecoderUnavailable: It could not even be started: the request is not to blame.
        """
        if self._served >= _REQUESTS_PER_PROCESS:
            self.restart()
        requests, replies = self._ready()
        self._was_silent = False
        try:
            self._asked_s = time.monotonic()
            wire.write_frame(requests, request)
            self._served += 1
            while True:
                reply = wire.read_frame(replies)
                self._asked_s = None  # while somebody looks at the reply, nothing is owed
                yield reply
                if not reply.keys().isdisjoint({"done", "failed", "bug"}):
                    return
                self._asked_s = time.monotonic()
        except _BROKEN_PIPE as error:
            raise WorkerDied(*self._end(grace_s=0.0), was_silent=self._was_silent) from error
        finally:
            self._asked_s = None

    def end_silence(self) -> None:
        """End a process that says nothing any more, from any thread; whoever is asking gets `WorkerDied`."""
        with self._lock:
            if self._process is not None and self._asked_s is not None:
                self._was_silent = True
                self._process.kill()

    def restart(self) -> None:
        """Let the next request begin with a fresh process."""
        self._end(grace_s=_GOODBYE_S)

    def close(self) -> None:
        """End the process for good and at once, from any thread; whoever is asking gets `WorkerDied`."""
        with self._lock:
            self._is_closed = True
        self._end(grace_s=0.0)

    def _ready(self) -> tuple[BinaryIO, BinaryIO]:
        """Return the pipes of a process that has said that it can serve."""
        try:
            requests, replies = self._running()
            if not self._is_ready:
                wire.read_frame(replies)
                self._is_ready = True
        except _BROKEN_PIPE as error:
            exit_code, last_words = self._end(grace_s=0.0)
            if self._is_closed:
                raise WorkerDied(exit_code, last_words) from error
            raise _unavailable(error, exit_code, last_words) from error
        return requests, replies

    def _running(self) -> tuple[BinaryIO, BinaryIO]:
        """Return the pipes to and from the process, started if there is none."""
        with self._lock:
            if self._is_closed:
                raise OSError("closed")
            if self._process is None:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    env={**engine_environment(), **_ENVIRONMENT},
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
                _widen(cast("BinaryIO", self._process.stdout), self._pipe_bytes)
                self._served = 0
                self._is_ready = False
                wire.write_frame(cast("BinaryIO", self._process.stdin), self._settings)
            return cast("BinaryIO", self._process.stdin), cast("BinaryIO", self._process.stdout)

    def _end(self, grace_s: float) -> tuple[int | None, str]:
        """End the process, if there is one, as it chooses if it is quick enough; return exit code and last words."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return None, ""
        requests, replies = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
        errors = cast("BinaryIO", process.stderr)
        if grace_s:
            with contextlib.suppress(OSError):
                requests.close()  # an idle worker leaves when its requests end
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(grace_s)
        process.kill()  # nothing happens to one that is already gone
        try:
            process.wait(_END_S)
        except subprocess.TimeoutExpired:
            _log.warning("The decoding process %d cannot be ended: it waits for a disk", process.pid)
            return None, ""
        last_words = os.read(errors.fileno(), _LAST_WORDS_BYTES).decode(errors="replace").strip()
        for pipe in (requests, replies, errors):
            with contextlib.suppress(OSError):
                pipe.close()
        return process.returncode, last_words


def _widen(pipe: BinaryIO, size: int) -> None:
    """Let several frames lie in a pipe, where the system allows that, so that a worker need not wait for a reader."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # beyond what a person may have in all pipes together
            if fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ) < size:
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, size)


def _power_of_two(size: int) -> int:
    """Return the largest that is no larger: the system rounds up."""
    return 1 << size.bit_length() >> 1


def _unavailable(error: Exception, exit_code: int | None, last_words: str) -> DecoderUnavailable:
    """Say why no process came up, as well as it is known."""
    if last_words:
        reason = last_words.splitlines()[-1]
    elif exit_code is None and isinstance(error, OSError):
        reason = error.strerror or str(error)
    else:
        reason = f"it ended at once (exit code {exit_code})"
    hint = "Your files are not to blame. Close other programs; if it stays so, install Evoke again."
    return DecoderUnavailable(f"The decoding process cannot be started: {reason.rstrip('.')}.", hint=hint)


def engine_environment() -> dict[str, str]:
    """Return an environment in which a child process finds this very engine, wherever it is started from."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    home = Path(engine.__file__).resolve().parent.parent
    if not _is_site_folder(home):
        inherited = os.environ.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join((str(home), inherited)) if inherited else str(home)
    return environment


def _is_site_folder(folder: Path) -> bool:
    """Whether every Python of this installation looks there by itself, after its own modules."""
    own = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    return folder in {Path(name).resolve() for name in (*site.getsitepackages(), *own)}
