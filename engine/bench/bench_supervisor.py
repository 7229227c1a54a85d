"""Starts benches in processes of their own, holds them to their time, and clears up behind them whatever happens."""

from __future__ import annotations

import json
import math
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

import psutil

from engine.bench.bench_list import BenchInfo
from engine.bench.bench_place import bench_place
from engine.bench.figures import BenchResult
from engine.errors import EngineError
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress

_POLL_S: Final = 0.1
_GRACE: Final = 1.25  # of the limit: benches keep to it by themselves, but not to the second
_GRACE_S: Final = 30.0
COMMAND: Final = (sys.executable, "-P", "-m", "engine.bench.bench_process")


class BenchFailed(EngineError):
    """A bench that came to no result: no room, no time, no memory."""

    code = "bench-failed"


@dataclass(frozen=True, slots=True)
class BenchOrder:
    """How benches are to be run.

    Attributes:
        model: The checkpoint's folder.
        settings: Settings other than the defaults, by section; the person's own settings are not read.
        scale: 1 for the sizes of the documentation.
        repeats: How often comparisons are repeated, time allowing.
        minutes: What each may take; None for what its list says.
        kept: Where what is built stays for another run, or None.
        command: Starts the process.
    """

    model: Path
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    scale: float = 1.0
    repeats: int = 5
    minutes: float | None = None
    kept: Path | None = None
    command: Sequence[str] = COMMAND


def run_bench(
    info: BenchInfo, order: BenchOrder, *, cancel: CancelToken, report: Reporter = ignore_progress
) -> BenchResult:
    """Run one bench; its temporary files are gone afterwards, also when it is stopped, fails or dies.

    Raises:
        Cancelled: A stop was asked for; it is obeyed within half a second.
        BenchFailed: It came to no result, and the sentence says why.
        DiskFull: There is not enough room to begin.
    """
    limit_s = 60.0 * (info.minutes if order.minutes is None else order.minutes)
    with bench_place(order.kept, info.disk_mb * order.scale) as place:
        folder = place / info.name
        folder.mkdir(exist_ok=True)
        request = {
            "bench": info.name,
            "folder": str(folder),
            "model": str(order.model),
            "settings": order.settings,
            "scale": order.scale,
            "repeats": order.repeats,
            "limit_s": limit_s,
        }
        with _started(order.command, request, place) as (process, told):
            return _outcome(info, process, told, limit_s * _GRACE + _GRACE_S, cancel, report)


def _outcome(
    info: BenchInfo,
    process: subprocess.Popen[str],
    told: queue.Queue[dict[str, Any] | None],
    limit_s: float,
    cancel: CancelToken,
    report: Reporter,
) -> BenchResult:
    began_s = time.monotonic()
    while True:
        cancel.check()
        if time.monotonic() - began_s > limit_s:
            hint = "Give it more with --minutes, or measure less with --scale."
            raise BenchFailed(f"The bench {info.name} was stopped after {limit_s / 60:.1f} minutes.", hint=hint)
        try:
            line = told.get(timeout=_POLL_S)
        except queue.Empty:
            continue
        if line is None:
            code = process.wait()
            raise BenchFailed(
                f"The bench {info.name} ended without a result ({_ended(code)}).", hint="Measure less with --scale."
            )
        if "progress" in line:
            progress = line["progress"]
            report(Progress(progress["done"], progress["total"], f"{info.name}: {progress['text']}"))
        elif "failed" in line:
            raise BenchFailed(line["failed"]["text"], hint=line["failed"]["hint"])
        elif "bug" in line:
            raise RuntimeError(f"the bench {info.name} has a fault:\n{line['bug']}")
        else:
            return BenchResult.from_dict(line["result"])


@contextmanager
def _started(
    command: Sequence[str], request: Mapping[str, Any], place: Path
) -> Iterator[tuple[subprocess.Popen[str], queue.Queue[dict[str, Any] | None]]]:
    """Start a process, hand it the request, and end it with all that it started when the block ends."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=_environment(place),
        start_new_session=True,  # Ctrl-C is for us: we end it
    )
    assert process.stdin is not None
    assert process.stdout is not None
    told: queue.Queue[dict[str, Any] | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(process.stdout, told), name="bench-reader")
    reader.start()
    try:
        with suppress(BrokenPipeError):  # it died at once; the reader says so
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
        yield process, told
    finally:
        _end_all(process)
        reader.join()
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stdout.close()


def _environment(place: Path) -> dict[str, str]:
    """Nothing of the person's: no settings, no models, no library, and no memory of earlier runs."""
    own = {name: str(place / "person") for name in ("EVOKE_LIBRARY", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    return os.environ | own | {"HF_HUB_OFFLINE": "1"}


def _read(lines: IO[str], told: queue.Queue[dict[str, Any] | None]) -> None:
    for line in lines:
        with suppress(ValueError):
            told.put(json.loads(line))
    told.put(None)


def _end_all(process: subprocess.Popen[str]) -> None:
    """End a process and whatever it started, at once."""
    tree: list[psutil.Process] = []
    with suppress(psutil.Error):
        tree = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    for child in tree:
        with suppress(psutil.Error):
            child.kill()
    process.wait()
    psutil.wait_procs(tree, timeout=5)


def _ended(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {int(math.fabs(code))}"
