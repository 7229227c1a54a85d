"""Folders watched by a real process of their own, for the window's engine and for `evoke watch`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import psutil
import pytest

from engine.config import Config
from engine.library import Library
from tests.helpers.media import draw_photo
from tests.helpers.tiny_cots import save_tiny_checkpoint

WAIT_S = 60.0
ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "engine"]
OPTIONS = ["--set", "decoding.workers=1", "--set", "compute.device=cpu"]


class WatchCommand:
    """One run of `evoke watch --json`."""

    def __init__(self, library_dir: Path, model: Path) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "watch", "--json", "--library", str(library_dir), "--model", str(model), *OPTIONS],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def next(self) -> dict[str, Any]:
        """The next document; the test's own time limit ends a wait for one that never comes."""
        assert self.process.stdout is not None
        return cast(dict[str, Any], json.loads(self.process.stdout.readline()))

    def until(self, **expected: int) -> dict[str, Any]:
        """Read on to a document with these values."""
        while True:
            document = self.next()
            if all(document[name] == value for name, value in expected.items()):
                return document

    def watching_process(self) -> psutil.Process:
        children = psutil.Process(self.process.pid).children(recursive=True)
        return next(child for child in children if "engine.media.watch_process" in child.cmdline())

    def stop(self) -> str:
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=WAIT_S)
        assert self.process.returncode == 130, errors
        return errors


@pytest.fixture
def watch(tmp_path: Path, photos: Path) -> Iterator[WatchCommand]:
    """Watches a new library over the photos."""
    model = save_tiny_checkpoint(tmp_path / "tiny")
    with Library.open(tmp_path / "library", Config(), model=str(model)) as library:
        library.add_folder(photos)
    started = WatchCommand(tmp_path / "library", model)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process there")
def test_watch_follows_whatever_happens_to_its_folder(watch: WatchCommand, photos: Path, tmp_path: Path) -> None:
    """One run, as starting one takes longest."""
    watch.until(photos=3, clips=1)  # files written a moment ago may come one by one

    draw_photo(photos / "new.jpg", (200, 190, 10))
    assert watch.until(embedded=1)["photos"] == 4
    (photos / "sub").rename(photos / "moved")
    moved = watch.next()
    assert (moved["embedded"], moved["removed"], moved["photos"]) == (0, 0, 4)
    (photos / "new.jpg").unlink()
    assert watch.until(removed=1)["photos"] == 3

    copy_slowly(draw_photo(tmp_path / "whole.png", (120, 10, 90), size=(600, 400)), photos / "slow.png")
    copied = watch.until(embedded=1)
    assert (copied["problems"], copied["photos"]) == ([], 4)

    watch.watching_process().kill()
    draw_photo(photos / "meanwhile.jpg", (200, 100, 10))
    assert watch.until(embedded=1)["photos"] == 5

    photos.rename(tmp_path / "drive")
    photos.mkdir()
    time.sleep(3)  # the watching process looks every two seconds whether a folder is what it was
    photos.rmdir()
    (tmp_path / "drive").rename(photos)
    back = watch.until(seen=6)
    assert (back["embedded"], back["removed"], back["photos"]) == (0, 0, 5)
    draw_photo(photos / "afterwards.jpg", (10, 190, 200))
    assert watch.until(embedded=1)["photos"] == 6

    watcher = watch.watching_process()
    assert "Traceback" not in watch.stop()
    watcher.wait(10)


def copy_slowly(source: Path, target: Path) -> None:
    whole = source.read_bytes()
    with target.open("wb") as file:
        for piece in range(8):
            file.write(whole[len(whole) * piece // 8 : len(whole) * (piece + 1) // 8])
            file.flush()
            time.sleep(0.4)
