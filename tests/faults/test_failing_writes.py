"""Every call that writes fails once, with each error a disk knows: it is reported, and what was there still is."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engine.media.identity import content_hash
from engine.store import Store
from tests.faults.conftest import Amount, Figures
from tests.faults.victims import Outcome, Victims
from tests.helpers.colour_files import write_media

pytestmark = pytest.mark.skipif(os.name != "posix", reason="engines are forked")

ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS)
REPORTED_CODES = {"disk-full", "store-corrupt"}
# Nobody has to know: a folder that is there already, a file that is opened for reading instead where nothing is to be
# written, files that are deleted once more at the next start, and the note for backup programs.
HARMLESS = re.compile(
    r"mkdir (library|thumbnails|index|own)|open64 \.(db|db-wal)|unlink \.(db-wal|db-shm|announced|hnsw)"
    r"|(open64|write) \.TAG|fdatasync library"
)
PICTURES = 8


class House:
    """A small library with something left to do, to be put back before every fault."""

    def __init__(self, folder: Path, victims: Victims, *, has_two_models: bool) -> None:
        self.folder, self.photos = folder, folder / "photos"
        self.models = [str(folder / f"model-{number}") for number in range(2)]
        self._victims = victims
        self._model = self.models[0]
        for number in range(PICTURES):
            write_media(self.photos / f"{number}.jpg", f"{number * 20},40,90")
        self._must(self.run("index"))
        if has_two_models:
            self._must(self.run("switch"))
        self._must(self.run("caption"))
        self.known = self.rows()
        for number in range(PICTURES, PICTURES + 5):
            write_media(self.photos / f"{number}.jpg", f"{number * 15},40,190")
        (self.photos / "0.jpg").unlink()
        shutil.copytree(folder / "library", folder / "before")

    def reset(self) -> None:
        shutil.rmtree(self.folder / "library")
        shutil.copytree(self.folder / "before", self.folder / "library")

    def run(self, operation: str, **options: Any) -> Outcome:
        paths = [str(self.photos / "3.jpg"), str(self.photos / "4.jpg")]
        return self._victims.run(
            operation,
            self.folder,
            roots=[str(self.photos)],
            models=self.models,
            model=self._model,
            paths=paths,
            **options,
        )

    def rows(self) -> dict[Path, str]:
        with Store.open(self.folder / "library", read_only=True) as store:
            found = store.files.all(store.spaces.all()[0].space_id)
            return {path: record.content_hash for path, record in found.items()}

    def check(self) -> None:
        """Nothing that was there is lost, and the next start works without a repair."""
        with Store.open(self.folder / "library") as store:
            assert store.damage() == []
            assert store.dangling() == []
            assert [row.text for row in store.captions.all()] == ["a caption of 3.jpg", "a caption of 4.jpg"]
            for space in store.spaces.all():
                assert not store.vectors.incomplete(space.space_id)
        rows = self.rows()
        assert all(rows[path] == digest for path, digest in self.known.items() if path.exists())
        self._must(self.run("index"))
        assert self.rows() == {path: content_hash(path) for path in self.photos.iterdir()}
        (verified,) = self.run("repair").all("verified")
        assert verified["codes"] == []

    @staticmethod
    def _must(outcome: Outcome) -> None:
        assert not outcome.all("bug"), outcome.said
        assert not outcome.all("failed"), outcome.said


@pytest.mark.parametrize("operation", ["index", "switch", "save", "caption"])
def test_write_that_fails_once_is_reported_and_loses_nothing(
    operation: str, tmp_path: Path, victims: Victims, amount: Amount, figures: Figures
) -> None:
    house = House(tmp_path, victims, has_two_models=operation != "switch")
    calls = house.run(operation).calls
    everything = [(number, error) for number in range(1, calls + 1) for error in ERRORS]
    chosen = random.Random(5).sample(everything, amount(4, len(everything)))
    tally: Counter[str] = Counter()
    silent: Counter[str] = Counter()
    for number, error in chosen:
        house.reset()
        outcome = house.run(operation, fail_at=number, errno=error)
        assert not outcome.all("bug"), (number, error, outcome.said)
        ended = outcome.all("ended")[-1]
        if not ended["failed"]:
            tally["never reached"] += 1  # what happens side by side does not always write as often
            continue
        said = [line["text"] for line in (*outcome.all("failed"), *outcome.all("logged"))]
        assert {line["code"] for line in outcome.all("failed")} <= REPORTED_CODES, outcome.said
        tally["reported" if said else "silent"] += 1
        if not said:
            call, _, path = ended["failed"].partition(" ")
            silent[f"{call} {Path(path).suffix or Path(path).name}"] += 1
        house.check()
    unheard = [call for call in silent if not HARMLESS.fullmatch(call)]
    figures(operation=operation, calls=calls, tried=len(chosen), **tally, unsaid=dict(silent))
    assert unheard == []
