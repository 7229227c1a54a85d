"""`python -m engine.training.finetuning.finetune_main RUN_DIR`: one fine-tuning, in a process of its own.

Reads what the library prepared in the folder, prints events as JSON lines, and leaves `result.json` there; a folder
`checkpoint` beside it when the result may replace the model it came from. Exit code 0 with a result, 3 after an event
`failed`, 130 when asked to stop.
"""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

import numpy as np

from engine.cots.atomic_file import write_atomically
from engine.cots.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from engine.cots.text import TextTokenizer
from engine.device import choose_device, limit_threads, memory_errors_translated
from engine.errors import BadConfig, DiskFull, EngineError
from engine.media.low_priority import lower_priority
from engine.training.finetuning.finetune import Outcome, finetune
from engine.training.finetuning.finetune_examples import ExampleQuery
from engine.training.finetuning.finetune_kept import KeptWork, identity_of
from engine.training.finetuning.finetune_pace import Pace
from engine.training.finetuning.finetune_request import FinetuneRun, read_run

EXIT_DONE, EXIT_WORLD_AT_FAULT, EXIT_CANCELLED = 0, 3, 130
_WORK_FORMAT = 1
SUMMARY = "Tuned on your own captions, from {base}."


def main(arguments: list[str] | None = None) -> int:
    """Run the fine-tuning of the folder named by the only argument; return the exit code."""
    (folder,) = sys.argv[1:] if arguments is None else arguments
    run_dir = Path(folder)
    try:
        run = read_run(run_dir)
        limit_threads(run.compute)
        checkpoint = load_checkpoint(run.base)
        kept = KeptWork(run_dir / "work", _identity(run_dir, run, checkpoint))
        outcome = _tune(run, checkpoint, kept)
        _write(run_dir / "comparison.json", _comparison(run, outcome))
        if outcome.verdict.accepted:
            _save(run_dir, run, checkpoint, outcome)
        _write_result(run_dir, outcome)
    except EngineError as error:
        path = None if error.path is None else str(error.path)
        tell({"event": "failed", "code": error.code, "text": error.user_text, "hint": error.hint, "path": path})
        return EXIT_WORLD_AT_FAULT
    tell({"event": "finished"})
    return EXIT_DONE


def tell(event: Mapping[str, object]) -> None:
    """Print an event as one line."""
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def leave_when_asked() -> None:
    """End the process at once on SIGINT and SIGTERM, and when the parent closes the pipe to the standard input.

    Nothing has to be put away: every file is written beside its place and renamed.
    """

    def leave(number: int, frame: FrameType | None) -> None:
        os._exit(EXIT_CANCELLED)

    def watch() -> None:
        while sys.stdin.buffer.read(4096):
            pass
        os._exit(EXIT_CANCELLED)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def _identity(run_dir: Path, run: FinetuneRun, checkpoint: Checkpoint) -> str:
    """Say what kept work must have been made from to be gone on with."""
    given = (run_dir / "pictures.jsonl").read_text(encoding="utf-8")
    return identity_of(run.config, checkpoint.fingerprint, given, _WORK_FORMAT)


def _tune(run: FinetuneRun, checkpoint: Checkpoint, kept: KeptWork) -> Outcome:
    model = checkpoint.model
    side = model.config.image.input_px
    if run.material.own.pixels.shape[1] != side:
        raise BadConfig(f"The model takes pictures of {side} pixels, and the fine-tuning was prepared for another.")
    with memory_errors_translated():
        model.to(choose_device(run.compute))
    tokenizer = TextTokenizer.for_tower(checkpoint.tokenizer_json, model.config.text)
    pace = Pace(run.config.minutes, tell, kept)
    return finetune(model, tokenizer, checkpoint.calibration, run.material, run.config, pace=pace)


def _save(run_dir: Path, run: FinetuneRun, checkpoint: Checkpoint, outcome: Outcome) -> None:
    model = checkpoint.model.cpu()
    model.config = dataclasses.replace(model.config, name=run.name)
    summary = SUMMARY.format(base=run.base.name)
    save_checkpoint(run_dir / "checkpoint", model, checkpoint.tokenizer_json, outcome.calibration, summary=summary)


def _write_result(run_dir: Path, outcome: Outcome) -> None:
    document = {
        "accepted": outcome.verdict.accepted,
        "reason": outcome.verdict.reason,
        "before": outcome.before,
        "after": outcome.after,
        "verdict": outcome.verdict.figures,
        "mixing": outcome.mixing,
        "steps": outcome.steps,
        "minutes": round(outcome.minutes, 2),
    }
    _write(run_dir / "result.json", document)


def _comparison(run: FinetuneRun, outcome: Outcome) -> dict[str, object]:
    """Name the examples' pictures by their rows in what was given."""
    rows = np.concatenate([run.own_rows, run.other_rows[outcome.other_rows]])

    def described(query: ExampleQuery) -> dict[str, object]:
        return {
            "text": query.text,
            "right": None if query.right is None else int(rows[query.right]),
            "before": [int(rows[row]) for row in query.before],
            "after": [int(rows[row]) for row in query.after],
            "places": [query.place_before, query.place_after],
        }

    examples = outcome.examples
    return {"own": [described(query) for query in examples.own], "general": [described(q) for q in examples.general]}


def _write(path: Path, document: Mapping[str, object]) -> None:
    try:
        write_atomically(path, (json.dumps(document, indent=2, allow_nan=False) + "\n").encode("ascii"))
    except OSError as error:
        raise DiskFull(f"The result could not be written: {error.strerror}.", path=path) from error


if __name__ == "__main__":
    leave_when_asked()
    lower_priority()  # the person's searches, in another process, go first
    code = main()
    sys.stdout.flush()
    os._exit(code)  # the watching thread sits in a read that cannot be ended
