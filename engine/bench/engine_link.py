"""The engine's process as benches talk to it: started, asked one thing after the other, measured from outside."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import psutil

from engine import wire
from engine.bench.process_memory import resident_bytes
from engine.errors import EngineError

_PATIENCE_S: Final = 120.0


class StartFailed(EngineError):
    """What was started did not come up."""

    code = "start-failed"


class EngineLink:
    """A running engine; `began` is when its process was started."""

    def __init__(self, process: subprocess.Popen[bytes], began: float) -> None:
        self._process = process
        self.began = began
        self.ready_s = float("nan")
        self._last_id = 0

    @property
    def memory_bytes(self) -> int:
        """Its resident memory now."""
        return resident_bytes(psutil.Process(self._process.pid))

    def ask(self, op: str, **arguments: object) -> Any:
        """Ask and wait for the answer.

        Raises:
            StartFailed: It ended, or answered with a failure.
        """
        requests, answers = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        self._last_id += 1
        try:
            wire.write_frame(requests, {"id": self._last_id, "op": op, "args": arguments})
            while True:
                frame = wire.read_frame(answers)
                if "hello" in frame:
                    self.ready_s = time.perf_counter() - self.began
                elif "failed" in frame or "bug" in frame:
                    raise StartFailed(f"The engine did not answer: {frame.get('failed') or frame.get('bug')}")
                elif frame.get("id") == self._last_id and "returned" in frame:
                    return frame["returned"]
        except (EOFError, OSError) as error:
            raise StartFailed("The engine ended before it answered.") from error

    def leave(self) -> None:
        """Have it finish and wait for that."""
        wire.write_frame(cast(BinaryIO, self._process.stdin), {"op": "shutdown"})
        self._process.wait(_PATIENCE_S)


@contextmanager
def engine_link(library_dir: Path, model: Path, *more: str) -> Iterator[EngineLink]:
    """Start the engine on a library, with more options; it is ended when the block ends."""
    command = [sys.executable, "-P", "-m", "engine.host", "--library", str(library_dir), "--model", str(model), *more]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        yield EngineLink(process, began)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()
