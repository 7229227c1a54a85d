"""A training process that trains nothing: run as a script, it does what its first argument says with a run's folder."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path


def say(**event: object) -> None:
    print(json.dumps(event), flush=True)  # noqa: T201  # the protocol


def finish(run: Path, *, accepted: bool, after: dict[str, object] | None = None) -> None:
    result: dict[str, object] = {
        "accepted": accepted,
        "reason": "It is better." if accepted else "It is not better.",
        "before": {"own_r1": 10.0, "guard_r1": 50},
        "after": after or {"own_r1": 20.0, "guard_r1": None},
        "minutes": 0.1,
    }
    (run / "result.json").write_text(json.dumps(result))
    say(event="finished")


def accept(run: Path) -> None:
    say(event="progress", done=1, total=2, text="Training", eta_s=3)
    say(event="note", text="Only the projections learn.")
    say(event="measured", when="before", values={"own_r1": 10.0})
    sys.stdout.write("a library prints something\n[]\n{}\n")
    pairs = [json.loads(line) for line in (run / "pictures.jsonl").read_text().splitlines()]
    say(event="saw", request=json.loads((run / "request.json").read_text()), pairs=pairs)
    shutil.copytree(sys.argv[2], run / "checkpoint")
    (run / "work").mkdir()
    finish(run, accepted=True)


def slow(run: Path) -> None:
    """Says something and waits until it, or its parent, is ended; once there is a file `go`, it is accepted."""
    threading.Thread(target=lambda: sys.stdin.read() or os._exit(130), daemon=True).start()
    say(event="step", training="4 pictures", number=0, step=5, loss=2.5, eta_s=9)
    say(event="progress", done=1, total=2, text="Training", eta_s=3)
    while not (run.parent / "go").exists():
        time.sleep(0.02)
    compared = {"text": "picture number 1", "right": 1, "before": [2, 1], "after": [1, 2], "places": [2, 1]}
    general = {"text": "a beach", "right": None, "before": [4], "after": [5], "places": [1, 0]}
    (run / "comparison.json").write_text(json.dumps({"own": [compared], "general": [general]}))
    say(event="step", training="4 pictures", number=0, step=10, loss=1.5, eta_s=4)
    say(event="recall", number=0, step=10, values={"own_r10": 75.0})
    accept(run)


def reject(run: Path) -> None:
    (run / "checkpoint").mkdir()
    finish(run, accepted=False)


def fail(run: Path) -> None:
    say(event="failed", code="bad-data", text="The guard holds nothing.", hint="Look at it.", path=str(run))
    sys.exit(3)


def crash(run: Path) -> None:
    sys.stderr.write("Traceback\nZeroDivisionError: by zero\n\n")
    sys.exit(1)


def kill(run: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(run: Path) -> None:
    sys.exit(130)


def stubborn(run: Path) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    shutil.copytree(sys.argv[2], run / "checkpoint")
    say(event="note", text=f"pid {os.getpid()}")
    time.sleep(60)


def silent(run: Path) -> None:
    """Ends well and leaves no result."""


def half(run: Path) -> None:
    (run / "result.json").write_text('{"accepted": "yes", "reason"')


def unsound(run: Path) -> None:
    shutil.copytree(sys.argv[2], run / "checkpoint")
    weights = run / "checkpoint" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    finish(run, accepted=True)


MODES: dict[str, Callable[[Path], None]] = {
    each.__name__: each for each in (accept, slow, reject, fail, crash, kill, leave, stubborn, silent, half, unsound)
}


def fake_training_command(mode: str, checkpoint: Path | None = None) -> tuple[str, ...]:
    """The command that starts this script; the run's folder is added by whoever starts it."""
    assert mode in MODES
    return (sys.executable, __file__, mode, str(checkpoint))


if __name__ == "__main__":
    MODES[sys.argv[1]](Path(sys.argv[-1]))
