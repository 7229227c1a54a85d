"""A drive pulled out while it is looked through, or whose place is empty: no row goes, nothing is done again."""

from __future__ import annotations

import os
import random
import shutil
import threading
import time
from pathlib import Path

import pytest

from engine.config import Config
from engine.errors import FolderMissing
from engine.library import Library, updates
from tests.faults.conftest import Amount, Figures
from tests.faults.victim import InProcessDecoder
from tests.helpers.colour_files import write_media
from tests.helpers.fakes import FakeEncoder
from tests.helpers.mounting import bound, unmount

FILES = 300


def test_drive_pulled_out_at_any_moment_loses_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: Amount, figures: Figures
) -> None:
    monkeypatch.setattr(updates, "DecodePool", InProcessDecoder)
    drive, point = tmp_path / "drive", tmp_path / "photos" / "mounted"
    point.mkdir(parents=True)
    write_media(tmp_path / "photos" / "here.jpg", "red")
    for number in range(FILES):
        write_media(drive / f"{number % 9}" / f"{number}.jpg", f"{number % 251},{number // 251},30")
    encoder = FakeEncoder()
    rng = random.Random(2)
    rounds = amount(3, 100)
    with Library.open(tmp_path / "library", Config(), encoder=encoder) as library:
        with bound(drive, point):
            began = time.monotonic()
            library.index([tmp_path / "photos", point])
            library.index()
            typical_s = (time.monotonic() - began) / 2
        for number in range(rounds):
            with bound(drive, point):
                pulling = threading.Timer(rng.uniform(0, typical_s * 1.2), unmount, [point])
                pulling.start()
                library.index()
                pulling.join()
            assert library.status().photos == FILES + 1, f"round {number}"
            library.index(forget_missing=number % 2 == 1)  # the place is empty now
            assert library.status().photos == FILES + 1, f"round {number}"
        with bound(drive, point):
            report = library.index()
        assert (report.embedded, report.removed, report.photos) == (0, 0, FILES + 1)
    figures(rounds=rounds, rows_removed=0, embedded_again=encoder.pictures_encoded - FILES - 1)
    assert encoder.pictures_encoded == FILES + 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_folder_that_may_no_longer_be_read_keeps_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "DecodePool", InProcessDecoder)
    inner = tmp_path / "photos" / "inner"
    for number in range(9):
        write_media(inner / f"{number}.jpg", f"{number},9,9")
    with Library.open(tmp_path / "library", Config(), encoder=FakeEncoder()) as library:
        library.index([tmp_path / "photos"])
        for folder in (inner, tmp_path / "photos"):
            folder.chmod(0)
            try:
                library.index(forget_missing=True)
            except FolderMissing:
                assert folder != inner
            finally:
                folder.chmod(0o700)
            assert library.status().photos == 9
        shutil.rmtree(inner)
