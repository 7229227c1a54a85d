"""The process that trains: started beside the library, listened to, and ended within a second when asked."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

from engine import errors
from engine.errors import EngineError, TrainingFailed
from engine.jobs import Cancelled, CancelToken
from engine.media.worker_link import engine_environment

TRAINING_COMMAND: Final = (sys.executable, "-P", "-m", "engine.training.finetuning.finetune_main")
EXIT_DONE, EXIT_WORLD_AT_FAULT, EXIT_CANCELLED = 0, 3, 130
_POLL_S: Final = 0.1
_GRACE_S: Final = 0.7  # between being asked to leave and being ended
_LONGEST_LINE: Final = 1024 * 1024
_LAST_WORDS_BYTES: Final = 4096

OnEvent = Callable[[Mapping[str, Any]], None]


def train(
    run_dir: Path, log: Path, *, cancel: CancelToken, on_event: OnEvent, command: Sequence[str] = TRAINING_COMMAND
) -> None:
    """Run the training over a prepared folder until it has left its result there.

    The process has a session of its own, so that a terminal's Ctrl-C reaches only whoever waits here, and it ends
    with the pipe to its standard input when this process is killed.

    Args:
        run_dir: What it is given.
        log: Where its messages go.
        cancel: Ends it within a second.
        on_event: Called with each of its events, in this thread.
        command: What to start; the folder is added.

    Raises:
        EngineError: What the process said is wrong with its data, its settings or the machine.
        TrainingFailed: It crashed, or could not be started.
        Cancelled: A stop was asked for; the process has ended.
    """
    failure: list[EngineError] = []
    with _started(run_dir, log, command) as process:
        for event in _events(process, cancel):
            if event.get("event") == "failed":
                failure.append(_as_error(event))
            else:
                on_event(event)
        exit_code = _waited(process, cancel)
    if exit_code == EXIT_CANCELLED:
        raise Cancelled
    if exit_code == EXIT_WORLD_AT_FAULT and failure:
        raise failure[-1]
    if exit_code != EXIT_DONE:
        raise _crashed(exit_code, log)


@contextlib.contextmanager
def _started(run_dir: Path, log: Path, command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start the process; whatever happens in the block, it has ended afterwards."""
    try:
        with log.open("wb") as messages:
            process = subprocess.Popen(
                [*command, str(run_dir)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=messages,
                env=engine_environment(),
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
    except OSError as error:
        raise TrainingFailed(f"The training cannot be started: {error.strerror or error}.", path=run_dir) from error
    try:
        yield process
    finally:
        _end(process)


def _events(process: subprocess.Popen[bytes], cancel: CancelToken) -> Iterator[Mapping[str, Any]]:
    """Yield the process' events until its output ends.

    Raises:
        Cancelled: A stop was asked for; looked at ten times a second even while nothing is said.
    """
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    assert process.stdout is not None
    threading.Thread(target=_read, args=(process.stdout, lines), name="training-events", daemon=True).start()
    while True:
        cancel.check()
        try:
            line = lines.get(timeout=_POLL_S)
        except queue.Empty:
            continue
        if not line:
            return
        event = _parsed(line)
        if event is not None:
            yield event


def _waited(process: subprocess.Popen[bytes], cancel: CancelToken) -> int:
    while True:
        cancel.check()
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(_POLL_S)


def _read(stream: IO[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    with contextlib.suppress(OSError, ValueError):  # the pipe was closed under us
        while line := stream.readline(_LONGEST_LINE):
            lines.put(line)
    lines.put(b"")


def _parsed(line: bytes) -> Mapping[str, Any] | None:
    """Return an event, None for anything else that some library printed."""
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and isinstance(event.get("event"), str) else None


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        process.terminate()
    try:
        process.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _as_error(event: Mapping[str, Any]) -> EngineError:
    """Return the error a process told of, of its own kind where that is known."""
    known = (kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, EngineError))
    kind = {each.code: each for each in known}.get(str(event.get("code")), TrainingFailed)
    path = event.get("path")
    text = str(event.get("text") or "The training failed.")
    return kind(text, hint=str(event.get("hint") or ""), path=Path(path) if isinstance(path, str) else None)


def _crashed(exit_code: int, log: Path) -> TrainingFailed:
    words = _last_words(log)
    hint = f"Its last words: {words} All of them are in {log}." if words else f"It said nothing; see {log}."
    if exit_code == -9:
        hint = f"Perhaps the memory ran out; close other programs. {hint}"
    return TrainingFailed(f"The training ended unexpectedly (exit code {exit_code}).", hint=hint, path=log)


def _last_words(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - _LAST_WORDS_BYTES))
            lines = file.read().decode(errors="replace").split("\n")
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
