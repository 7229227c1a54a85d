"""One bench in a process of its own: `python -m engine.bench.bench_process`, told what to do by a line of JSON.

What it finds, and how far it is, goes to standard output as lines of JSON. It leaves when its input ends, that is when
whoever started it is gone.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import threading
import traceback
from pathlib import Path
from typing import IO, Any

from engine.bench.bench_list import chosen
from engine.bench.bench_run import BenchRun
from engine.config import Config
from engine.errors import DiskFull, EngineError
from engine.jobs import Progress
from engine.setting_fields import override

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS} if hasattr(errno, "EDQUOT") else {errno.ENOSPC, errno.EROFS}


def main() -> None:
    """Read the request, measure, write the outcome."""
    lines = _claim_output()
    request = json.loads(sys.stdin.readline())
    threading.Thread(target=_leave_with_owner, name="owner-watch", daemon=True).start()
    lines.write(json.dumps(outcome(request, lines)) + "\n")
    lines.flush()
    os._exit(0)  # nothing is left to tidy that the owner does not: threads of native libraries take their time


def outcome(request: dict[str, Any], lines: IO[str]) -> dict[str, Any]:
    """Carry out a request and return `result`, `failed` or `bug`."""
    try:
        (info,) = chosen([request["bench"]])
        return {"result": info.load()(_run_of(request, lines)).as_dict()}
    except EngineError as error:
        return _failed(error)
    except OSError as error:
        if error.errno in _NO_ROOM:
            return _failed(DiskFull(f"The bench's files cannot be written: {error.strerror}."))
        return {"bug": traceback.format_exc()}
    except MemoryError:
        return {"failed": {"text": "There is not enough memory for this bench.", "hint": "Measure less with --scale."}}
    except Exception:  # noqa: BLE001  # the task boundary: told to the owner, who raises it
        return {"bug": traceback.format_exc()}


def _run_of(request: dict[str, Any], lines: IO[str]) -> BenchRun:
    def report(progress: Progress, /) -> None:
        told = {"done": progress.done, "total": progress.total, "text": progress.text}
        lines.write(json.dumps({"progress": told}) + "\n")
        lines.flush()

    return BenchRun(
        folder=Path(request["folder"]),
        model=Path(request["model"]),
        config=override(Config(), request["settings"]),
        scale=request["scale"],
        repeats=request["repeats"],
        limit_s=request["limit_s"],
        report=report,
    )


def _failed(error: EngineError) -> dict[str, Any]:
    return {"failed": {"text": error.user_text, "hint": error.hint}}


def _claim_output() -> IO[str]:
    """Keep standard output for our lines; whatever else is printed goes to standard error."""
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return lines


def _leave_with_owner() -> None:
    """End with the process that started us, children and all; it alone removes files."""
    sys.stdin.read()
    import psutil

    for child in psutil.Process().children(recursive=True):
        child.kill()
    os._exit(1)


if __name__ == "__main__":
    main()
