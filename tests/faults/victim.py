"""The process behind `victims`: imports the engine once, then forks one engine per line of JSON on its standard input.

What an engine does is written to a diary at once, so that it is known what it had finished when it was killed.
"""

from __future__ import annotations

import json
import logging
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.config import Config
from engine.errors import EngineError
from engine.index.embedding import Embedded
from engine.index.filing import Filing, Swept
from engine.index.pace import Pace
from engine.index.space_builder import SpaceBuilder
from engine.library import Library, facade, model_choice, model_in_use, model_switch, updates
from engine.records import SpaceId
from engine.setting_fields import override
from tests.faults import failing_calls
from tests.helpers.colour_files import ColourDecoder
from tests.helpers.fakes import FakeEncoder

BATCH = 4
_POLL_S = 0.001


class InProcessDecoder(ColourDecoder):
    """Decodes the files of `write_media` where a pool of processes is expected."""

    def __init__(self, *_: object, **__: object) -> None:
        super().__init__()

    def __enter__(self) -> InProcessDecoder:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class _Model(FakeEncoder):
    """A model named by a folder that need not exist: torch takes longer to import than everything else together."""

    def __init__(self, folder: Path, *_: object) -> None:
        super().__init__(fingerprint=f"{folder.name}-fingerprint")
        self.folder = folder
        self.name = folder.name

    def load(self) -> None:
        """Be there."""


class Victim:
    """One engine, from its beginning to its end."""

    def __init__(self, job: dict[str, Any]) -> None:
        self._job = job
        self._folder = Path(job["folder"])
        self._diary = os.open(self._folder / "diary", os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        values = {"indexing": {"batch_size": BATCH, "exact_below": 0}, "compute": {"device": "cpu", "threads": 1}}
        self._config = override(Config(), values, is_strict=True)

    def say(self, event: str, **values: object) -> None:
        """Write a line of the diary."""
        os.write(self._diary, (json.dumps({"event": event, **values}) + "\n").encode())

    def live(self) -> None:
        """Do what the job says."""
        self._listen()
        logging.getLogger("engine").addHandler(_Diarist(self.say))
        random.seed(0)
        try:
            failing_calls.arm(self._job.get("fail_at", 0), self._job.get("errno", 0), self._folder / "library")
            with self._opened() as library:
                self.say("opened")
                getattr(self, self._job["op"])(library)
        except EngineError as error:
            self.say("failed", code=error.code, text=error.user_text)
        except Exception:  # noqa: BLE001  # the process's boundary: told to whoever forked it
            self.say("bug", text=traceback.format_exc())
        finally:
            self.say("ended", calls=failing_calls.counted(), failed=failing_calls.failed())

    def index(self, library: Library) -> None:
        """Bring everything up to date."""
        report = library.index([Path(root) for root in self._job["roots"]], forget_missing=True)
        self.say("indexed", embedded=report.embedded, removed=report.removed)

    def folders(self, library: Library) -> None:
        """Take the last folder out and put it back."""
        root = Path(self._job["roots"][-1])
        for state in library.status().folders:
            if state.path == root:
                library.remove_folder(state.folder_id)
        self.say("removed")
        self.index(library)

    def switch(self, library: Library) -> None:
        """Change to the other model."""
        current = library.status().model_name
        other = next(model for model in self._job["models"] if Path(model).name != current)
        library.use_model(other)
        self.say("switched", model=other)

    def save(self, library: Library) -> None:
        """Make the saved index anew."""
        use = library._use
        assert use.space_id is not None
        index = use.index(use.space_id)
        index.wait_until_built()
        index.replace_saved()
        self.say("saved")

    def caption(self, library: Library) -> None:
        """Write captions."""
        for path in self._job["paths"]:
            library.add_caption(Path(path), f"a caption of {Path(path).name}")
            self.say("captioned", text=f"a caption of {Path(path).name}")

    def repair(self, library: Library) -> None:
        """Check everything and mend it."""
        report = library.verify(repair=True)
        self.say("verified", codes=[finding.code for finding in report.findings], ok=report.is_ok)

    def _opened(self) -> Library:
        return Library.open(self._folder / "library", self._config, model=self._job.get("model", "auto"))

    def _listen(self) -> None:
        """Have what is stored, and what is embedded, written into the diary."""
        encode, commit, sweep, build = _Model.encode_pictures, Filing.commit, Filing.sweep, SpaceBuilder._commit

        def encode_pictures(encoder: _Model, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
            self.say("embedding", pictures=len(pixels))
            return encode(encoder, pixels)

        def commit_batch(filing: Filing) -> None:
            batch = filing._batch
            frames = sum(len(item.vectors) for item in batch.embedded)
            commit(filing)
            found = [item.decoded.file for item in batch.embedded] + [file for file, _ in batch.known]
            self.say("stored", paths=[os.fsdecode(file.path) for file in found], frames=frames)

        def sweep_all(filing: Filing, *args: Any, **options: Any) -> Swept:
            swept = sweep(filing, *args, **options)
            self.say("swept", removed=swept.removed)
            return swept

        def build_batch(builder: SpaceBuilder, space_id: SpaceId, done: Sequence[Embedded], pace: Pace) -> None:
            build(builder, space_id, done, pace)
            self.say("built", frames=sum(len(item.vectors) for item in done))

        for owner, name, stand_in in (
            (updates, "DecodePool", InProcessDecoder),
            (model_switch, "DecodePool", InProcessDecoder),
            (facade, "LazyEncoder", _Model),
            (model_in_use, "LazyEncoder", _Model),
            (model_switch, "LazyEncoder", _Model),
            (facade, "find_checkpoint", lambda model, _: Path(model)),
            (model_choice, "read_header", _Model),
            (_Model, "encode_pictures", encode_pictures),
            (Filing, "commit", commit_batch),
            (Filing, "sweep", sweep_all),
            (SpaceBuilder, "_commit", build_batch),
        ):
            setattr(owner, name, stand_in)


class _Diarist(logging.Handler):
    """Log records of the engine belong into the diary too."""

    def __init__(self, say: Callable[..., None]) -> None:
        super().__init__(logging.WARNING)
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        self._say("logged", text=record.getMessage())


def _suffer(job: dict[str, Any]) -> dict[str, float | int]:
    """Fork one engine and wait for its end, or bring it about."""
    began = time.monotonic()
    kill_after_s = job["kill_after_s"]
    pid = os.fork()
    if pid == 0:
        try:
            Victim(job).live()
        finally:
            os._exit(0)
    while True:
        done, status = os.waitpid(pid, 0 if kill_after_s is None else os.WNOHANG)
        if done:
            break
        if time.monotonic() - began >= kill_after_s:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            break
        time.sleep(_POLL_S)
    return {"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, "seconds": time.monotonic() - began}


def main() -> None:
    """Serve jobs until the input ends."""
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_suffer(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
