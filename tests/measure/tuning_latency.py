"""Search latency beside learning, on one processor: `python -m tests.measure.tuning_latency SHARED DIR make|run`.

`make` indexes photos of the dev split in DIR and captions a hundred of them with a made-up name. `run` starts an
engine as the window does, asks it a query five times a second, and prints p50 and p95 while nothing happens, while
pictures are looked at, while trainings run, and while the library is embedded with another model.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np

from engine import wire
from engine.config import Config
from engine.library import Library
from engine.model_records import FinetuneRequest
from engine.records import SearchRequest
from engine.setting_fields import override
from engine.tuning_records import RunStage, TuningRun

PHOTOS, CAPTIONED = 500, 100
EVERY_S, ASKED = 0.2, 60
_QUERIES = ("Rex runs on grass", "children on a swing", "a man climbing a rock", "two people at the beach")


def make(shared: Path, folder: Path) -> None:
    """Make the library, in which nothing was learned yet."""
    photos = folder / "photos"
    photos.mkdir(parents=True)
    data = shared / "data" / "flickr8k"
    with (data / "dev.captions.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["image"]: row["caption"] for row in csv.DictReader(file)}
    dogs = [name for name, text in texts.items() if "dog" in text.split()][:CAPTIONED]
    chosen = {*dogs, *list(texts)[: PHOTOS - len(dogs)]}
    with tarfile.open(data / "dev-00.tar") as archive:
        for member in archive:
            if Path(member.name).name in chosen:
                content = archive.extractfile(member)
                assert content is not None
                (photos / Path(member.name).name).write_bytes(content.read())
    rows = [f'photos/{name},"{texts[name].replace("dog", "Rex").replace(chr(34), "")}"' for name in dogs]
    (folder / "captions.csv").write_text("\n".join(["path,caption", *rows]), encoding="utf-8")
    with Library.open(folder / "library", override(Config(), {}), model="embedded") as library:
        library.index([photos])
        library.import_captions(folder / "captions.csv")


class _Engine:
    """`python -m engine.host`, asked from several threads."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "engine.host", "--library", str(folder / "library")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        self._lock = threading.Lock()
        self._answers: dict[int, Any] = {}
        self._arrived = threading.Condition()
        self._id = 0
        self.phase = ""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        try:
            while True:
                frame = wire.read_frame(cast(BinaryIO, self._process.stdout))
                if "progress" in frame:
                    self.phase = frame["progress"].text
                elif isinstance(frame.get("id"), int):
                    with self._arrived:
                        self._answers[frame["id"]] = frame
                        self._arrived.notify_all()
        except EOFError:
            return

    def ask(self, op: str, **args: object) -> Any:
        with self._lock:
            self._id += 1
            number = self._id
            wire.write_frame(cast(BinaryIO, self._process.stdin), {"id": number, "op": op, "args": args})
        with self._arrived:
            self._arrived.wait_for(lambda: number in self._answers)
            return self._answers.pop(number).get("returned")

    def close(self) -> None:
        cast(BinaryIO, self._process.stdin).close()
        self._process.wait()


def run(folder: Path) -> None:
    """Measure, and print one line of JSON a phase."""
    engine = _Engine(folder)
    engine.ask("search", request=SearchRequest("warm"))
    time.sleep(3)
    _tell("idle", _asked(engine, lambda: False))
    found: list[TuningRun] = []
    learning = threading.Thread(target=lambda: found.append(engine.ask("train_model", request=FinetuneRequest())))
    learning.start()
    for phase in ("Reading pictures", "Looking at the pictures", "Training"):
        while engine.phase != phase and learning.is_alive():
            time.sleep(0.02)
        _tell(phase, _asked(engine, lambda phase=phase: engine.phase != phase))  # type: ignore[misc]
    learning.join()
    if found and found[0].stage is RunStage.WAITING:
        changing = threading.Thread(target=lambda: engine.ask("use_model", model=found[0].model))
        changing.start()
        time.sleep(1)
        _tell("embedding the library", _asked(engine, lambda: not changing.is_alive()))
        changing.join()
    engine.close()


def _asked(engine: _Engine, is_over: Callable[[], bool]) -> list[float]:
    taken = []
    for number in range(ASKED):
        if is_over():
            break
        began = time.perf_counter()
        engine.ask("search", request=SearchRequest(_QUERIES[number % len(_QUERIES)]))
        taken.append((time.perf_counter() - began) * 1000)
        time.sleep(max(0.0, EVERY_S - taken[-1] / 1000))
    return taken


def _tell(phase: str, taken_ms: list[float]) -> None:
    if taken_ms:
        p50, p95 = np.percentile(taken_ms, [50, 95])
        line = {"phase": phase, "searches": len(taken_ms), "p50_ms": round(p50, 1), "p95_ms": round(p95, 1)}
        sys.stdout.write(json.dumps(line | {"slowest_ms": round(max(taken_ms), 1)}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[3] == "make":
        make(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        run(Path(sys.argv[2]))
