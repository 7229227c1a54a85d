"""A drive pulled out while it is looked through, or whose place is empty: no row goes, nothing is done again."""

from __future__ import annotations

import random
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


@pytest.mark.usefixtures("ordinary_user")
def test_folder_that_may_no_longer_be_read_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: Amount, figures: Figures
) -> None:
    monkeypatch.setattr(updates, "DecodePool", InProcessDecoder)
    root = tmp_path / "photos"
    for number in range(FILES):
        write_media(root / f"{number % 3}" / f"{number % 5}" / f"{number}.jpg", f"{number % 251},{number // 251},30")
    places = [root, *(path for path in root.rglob("*") if path.is_dir())]
    encoder = FakeEncoder()
    rng = random.Random(3)
    rounds, noticed = amount(6, 300), 0
    with Library.open(tmp_path / "library", Config(), encoder=encoder) as library:
        began = time.monotonic()
        library.index([root])
        library.index()
        typical_s = (time.monotonic() - began) / 2
        for number in range(rounds):
            place = places[number] if number < len(places) else rng.choice(places)
            closing = threading.Timer(rng.uniform(0, typical_s) if number % 2 else 0.0, place.chmod, [0])
            closing.start()
            if number % 2 == 0:
                closing.join()
            try:
                report = library.index(forget_missing=number % 3 == 0)
                assert report.removed == 0
                noticed += bool(report.problems)
            except FolderMissing:
                assert place == root
                noticed += 1
            finally:
                closing.join()
                place.chmod(0o700)
            assert library.status().photos == FILES, f"round {number}"
        report = library.index()
    embedded_again = encoder.pictures_encoded - FILES
    figures(rounds=rounds, noticed=noticed, rows_removed=report.removed, embedded_again=embedded_again)
    assert (report.removed, report.problems, embedded_again) == (0, (), 0)
    assert noticed >= rounds // 2  # a folder is closed before every second scan
