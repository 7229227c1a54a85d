"""A library of drawn squares with captions, a tiny model, and the processes that teach it and are killed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from PIL import Image

from engine.config import Config
from engine.cots.catalogue import list_checkpoints
from engine.cots.checkpoint import load_checkpoint
from engine.library import Library
from engine.setting_fields import override
from engine.store import Store
from tests.helpers.fakes import COLOURS
from tests.helpers.tiny_cots import save_tiny_checkpoint

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = """
compute.device = "cpu"
compute.threads = 1
decoding.workers = 1
indexing.batch_size = 4
watching.mode = "off"
"""
RECIPE = """
[finetune]
steps = {steps}
rate = 2e-2
keep_weights = 0.0
keep_vectors = 0.1
folds = 2
views = 2
anchors = 8
guard_drop = 100.0
guard_bound = 100.0
"""
_SIDE_PX = 64
_SIZES = {"big": 8, "small": 22}


class TuningHouse:
    """What is true of it whatever is killed: every model loads, every search finds everything."""

    def __init__(self, folder: Path, *, steps: int, others: int, seed: int) -> None:
        self.folder, self.library_dir = folder, folder / "library"
        self.models_dir = folder / "data" / "Evoke" / "models"
        self.rng = random.Random(seed)
        self.fingerprints: set[str] = set()
        self._window: subprocess.Popen[bytes] | None = None
        self._environment = {
            **os.environ,
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "QT_QPA_PLATFORM": "offscreen",
            "OMP_NUM_THREADS": "1",
        }
        (folder / "recipe.toml").write_text(RECIPE.format(steps=steps), encoding="utf-8")
        settings = folder / "config" / "Evoke" / "settings.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")
        self._build(others)

    def _build(self, others: int) -> None:
        photos = self.folder / "photos"
        photos.mkdir()
        captions = ["path,caption"]
        for ground, ground_rgb in COLOURS.items():
            for square, square_rgb in COLOURS.items():
                for size, margin in _SIZES.items():
                    pixels = np.full((_SIDE_PX, _SIDE_PX, 3), ground_rgb, np.uint8)
                    pixels[margin:-margin, margin:-margin] = square_rgb
                    name = f"{size}-{square}-on-{ground}.png"
                    Image.fromarray(pixels).save(photos / name)
                    captions.append(f"photos/{name},a {size} {square} square on {ground}")
        generator = np.random.default_rng(1)
        for number in range(others):
            small = generator.integers(0, 256, (4, 4, 3), np.uint8)
            Image.fromarray(small).resize((_SIDE_PX, _SIDE_PX), Image.Resampling.NEAREST).save(photos / f"{number}.png")
        (self.folder / "captions.csv").write_text("\n".join(captions), encoding="utf-8")
        save_tiny_checkpoint(self.models_dir / "first", seed=1)
        self.config = override(Config(), {"compute": {"device": "cpu", "threads": 1}, "decoding": {"workers": 1}})
        with Library.open(self.library_dir, self.config, model=str(self.models_dir / "first")) as library:
            self.photos = library.index([photos]).photos
            library.import_captions(self.folder / "captions.csv")

    def start(self) -> None:
        """Start the window."""
        command = [sys.executable, "-m", "tests.faults.tuning_window", str(self.folder)]
        with (self.folder / "window.log").open("ab") as log:
            self._window = subprocess.Popen(command, cwd=ROOT, env=self._environment, stderr=log, stdout=log)

    @property
    def diary(self) -> list[Mapping[str, Any]]:
        """Everything the windows told so far, the last line left out that is not whole."""
        path = self.folder / "window-diary"
        lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
        return [json.loads(line) for line in lines]

    def wait_for(self, what: Callable[[list[Mapping[str, Any]]], bool], timeout_s: float = 120.0) -> None:
        """Wait until the diary says so."""
        deadline = time.monotonic() + timeout_s
        while not what(self.diary):
            assert time.monotonic() < deadline, (
                self.diary[-5:],
                (self.folder / "window.log").read_text("utf-8")[-3000:],
            )
            assert self._window is None or self._window.poll() is None, "the window ended by itself"
            time.sleep(0.02)

    def process(self, name: str) -> psutil.Process | None:
        """Return the window, its engine, or what trains; None where it is not there."""
        assert self._window is not None
        window = psutil.Process(self._window.pid)
        if name == "window":
            return window
        marks = {"engine": "host_process", "training": "finetune_main"}
        try:
            found = [child for child in window.children(recursive=True) if marks[name] in " ".join(child.cmdline())]
        except psutil.NoSuchProcess:
            return None
        return found[0] if found else None

    def kill(self, name: str) -> bool:
        """Kill one of them at once; return whether it was there."""
        victim = self.process(name)
        family = [] if victim is None else victim.children(recursive=True)
        if victim is None:
            return False
        victim.send_signal(signal.SIGKILL)
        if name == "window":
            assert self._window is not None
            self._window.wait()
        _, alive = psutil.wait_procs(family, timeout=15)
        assert not alive, f"still there after {name} was killed: {alive}"
        return True

    def rest(self) -> str:
        """Let the window come to rest, and return the stage of the last run."""
        (self.folder / "rest").touch()
        assert self._window is not None
        self._window.wait(120)
        (self.folder / "rest").unlink()
        return str(self.diary[-1].get("stage"))

    def close(self) -> None:
        """End whatever is left."""
        if self._window is not None and self._window.poll() is None:
            for child in psutil.Process(self._window.pid).children(recursive=True):
                child.kill()
            self._window.kill()
            self._window.wait()

    def lost_models(self) -> int:
        """Return how many models that were there are not, or do not load."""
        there = {info.fingerprint: info.path for info in list_checkpoints(self.models_dir)}
        lost = len(self.fingerprints - set(there))
        for fingerprint, path in there.items():
            loaded = load_checkpoint(path)
            lost += loaded.fingerprint != fingerprint
        self.fingerprints |= set(there)
        return lost

    def half_states(self) -> int:
        """Return how much there is that is neither before nor after."""
        with Store.open(self.library_dir, read_only=True) as store:
            spaces = {space.fingerprint: space for space in store.spaces.all()}
            choices = store.chosen_models.newest_first()
            half = len(store.damage()) + len(store.dangling())
            if choices:
                space = spaces.get(choices[0].fingerprint)
                half += space is None or bool(space.missing)
                half += choices[0].fingerprint not in {info.fingerprint for info in list_checkpoints(self.models_dir)}
        names = [info.name for info in list_checkpoints(self.models_dir)]
        return half + len(names) - len(set(names))

    def refused(self) -> list[Mapping[str, Any]]:
        """Return the searches that were refused, or found less than everything."""
        told = [line for line in self.diary if line["event"] in ("found", "refused")]
        return [line for line in told if line["event"] == "refused" or line["hits"] != self.photos]
