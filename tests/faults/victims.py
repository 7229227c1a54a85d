"""Forks engines that are to suffer: one process has imported everything, so that each takes milliseconds to start."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a victim.

    Attributes:
        signal: What ended it, 0 for nothing.
        seconds: How long it lived.
        said: What it told on the way, one map each, the last line that is not whole left out.
    """

    signal: int
    seconds: float
    said: tuple[Mapping[str, Any], ...]

    @property
    def was_killed(self) -> bool:
        """Whether it did not reach its end."""
        return self.signal == signal.SIGKILL

    @property
    def calls(self) -> int:
        """How often it wrote below its library's folder, where it reached its end."""
        return int(self.all("ended")[-1]["calls"])

    def all(self, event: str) -> list[Mapping[str, Any]]:
        """Everything it told about one kind of event."""
        return [line for line in self.said if line["event"] == event]


class Victims:
    """The door to the process that forks them. One victim at a time."""

    def __init__(self, preload: Path) -> None:
        """Start the process, with the library of `failing_calls` loaded before all others."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.victim"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "LD_PRELOAD": str(preload)},
        )

    def run(self, operation: str, folder: Path, *, kill_after_s: float | None = None, **arguments: Any) -> Outcome:
        """Have one engine do something with the library in `folder`, and kill it after a while unless it is done."""
        diary = folder / "diary"
        diary.unlink(missing_ok=True)
        job = {"op": operation, "folder": str(folder), "kill_after_s": kill_after_s, **arguments}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        lines = diary.read_text("utf-8").split("\n")[:-1] if diary.is_file() else []
        return Outcome(answer["signal"], answer["seconds"], tuple(json.loads(line) for line in lines))

    def close(self) -> None:
        """End the process."""
        self._process.communicate("")
