"""Tens of thousands of files while a thread keeps the interpreter busy: all are known a minute later at the latest."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from engine.config import Config, WatchingConfig
from engine.jobs import CancelToken
from engine.library import Library, updates
from engine.library.upkeep import Upkeep
from tests.faults.conftest import Amount, Figures
from tests.faults.victim import InProcessDecoder
from tests.helpers.colour_files import write_media
from tests.helpers.fakes import FakeEncoder

CONTENTS = 50  # what is measured is whether a file is missed, not how fast pictures are embedded
LATEST_S = 60.0


def test_storm_of_files_beside_a_spinning_thread_is_complete_within_a_minute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: Amount, figures: Figures
) -> None:
    monkeypatch.setattr(updates, "DecodePool", InProcessDecoder)
    count = amount(500, 60_000)
    root = tmp_path / "storm"
    root.mkdir()
    ends = threading.Event()
    spinning = threading.Thread(target=_spin, args=(ends,), name="spinning")
    with Library.open(tmp_path / "library", Config(), encoder=FakeEncoder()) as library:
        library.add_folder(root)
        upkeep = Upkeep(library, WatchingConfig(mode="on"))
        try:
            _work_off(upkeep, until_s=time.monotonic() + 3)
            spinning.start()
            writing = threading.Thread(target=_write, args=(root, count), name="writing")
            began = time.monotonic()
            writing.start()
            while writing.is_alive():
                _work_off(upkeep, until_s=time.monotonic() + 1)
            written_s = time.monotonic()
            deadline_s = written_s + LATEST_S
            while _known(library) < count and time.monotonic() < deadline_s:
                _work_off(upkeep, until_s=time.monotonic() + 1)
            complete_s = time.monotonic() - written_s
            known = _known(library)
        finally:
            ends.set()
            spinning.join()
            upkeep.close()
    figures(files=count, written_s=round(written_s - began, 1), known=known, complete_after_s=round(complete_s, 1))
    assert known == count


def _spin(ends: threading.Event) -> None:
    while not ends.is_set():
        pass


def _write(root: Path, count: int) -> None:
    for number in range(count):
        colour = f"{number % CONTENTS},90,30"
        write_media(root / f"{number // 1000}" / f"{number}.jpg", colour, mtime_s=1_700_000_000)


def _work_off(upkeep: Upkeep, until_s: float) -> None:
    while (left_s := until_s - time.monotonic()) > 0:
        errand = upkeep.next_errand(left_s)
        if errand is not None:
            upkeep.carry_out(errand, cancel=CancelToken())


def _known(library: Library) -> int:
    (folder,) = library.folder_paths()
    return library._store.files.count_under(folder)
