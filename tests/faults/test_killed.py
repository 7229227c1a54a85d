"""SIGKILL at random moments of everything that writes: what was stored stays, and the next start needs no repair."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import IndexDamaged
from engine.index.hnsw import GraphWorn, HnswIndex
from engine.media.identity import content_hash
from engine.store import Store
from tests.faults.conftest import Amount, Figures
from tests.faults.victim import BATCH
from tests.faults.victims import Outcome, Victims
from tests.helpers.colour_files import write_media

pytestmark = pytest.mark.skipif(os.name != "posix", reason="engines are forked")

OPERATIONS = ("index", "folders", "switch", "save", "caption")
Rows = dict[bytes, str]


class Storm:
    """A library that is killed again and again, and what must be true of it."""

    def __init__(self, folder: Path, victims: Victims, seed: int) -> None:
        self.folder, self.library = folder, folder / "library"
        self.roots = [folder / "one", folder / "two"]
        self.models = [str(folder / f"model-{number}") for number in range(2)]
        self.rng = random.Random(seed)
        self.tally: Counter[str] = Counter()
        self.worst_repeated = 0
        self.typical_s = dict.fromkeys(OPERATIONS, 0.0)
        self.typical_calls = dict.fromkeys(OPERATIONS, 0)
        self._victims = victims
        self._number = 0
        self._captions: set[str] = set()
        self.add_files(30)
        self.run("index", model=self.models[0])
        self.run("switch", model=self.models[0])  # from now on the library has a model of its own

    def add_files(self, count: int) -> None:
        for _ in range(count):
            self._number += 1
            colours = [",".join(str(self.rng.randrange(256)) for _ in range(3)) for _ in range(2)]
            name = self.rng.choice(self.roots) / str(self._number % 7) / f"{self._number}"
            is_clip = self._number % 5 == 0
            write_media(name.with_suffix(".mp4" if is_clip else ".jpg"), " ".join(colours if is_clip else colours[:1]))

    def change_files(self) -> None:
        """New files, some gone, some moved."""
        self.add_files(6)
        present = self.present()
        for path in self.rng.sample(present, min(6, len(present) - 20)):
            if self.rng.random() < 0.5:
                path.unlink()
            else:
                path.rename(path.with_name(f"moved-{path.name}"))

    def present(self) -> list[Path]:
        return sorted(path for root in self.roots for path in root.rglob("*") if path.is_file())

    def run(self, operation: str, *, kill_after_s: float | None = None, **options: Any) -> Outcome:
        return self._victims.run(
            operation,
            self.folder,
            kill_after_s=kill_after_s,
            roots=[str(root) for root in self.roots],
            models=self.models,
            paths=self._known_paths(4) if operation == "caption" else [],
            **options,
        )

    def _known_paths(self, count: int) -> list[str]:
        known = [os.fsdecode(path) for path in self._rows()]
        return self.rng.sample([path for path in sorted(known) if Path(path).exists()], count)

    def measure(self) -> None:
        """Learn how long each operation takes when it is left alone, and how often it writes."""
        for operation in OPERATIONS:
            self.change_files()
            outcome = self.run(operation)
            assert not outcome.all("bug"), outcome.said
            assert not outcome.all("failed"), outcome.said
            self.typical_s[operation] = outcome.seconds
            self.typical_calls[operation] = outcome.calls
            self._captions.update(str(line["text"]) for line in outcome.all("captioned"))

    def strike(self, operation: str) -> None:
        """Kill one operation somewhere, at a moment or right before something is written, and look at what is left."""
        self.change_files()
        before = self._rows()
        if self.rng.random() < 0.5:
            outcome = self.run(operation, kill_after_s=self.rng.uniform(0.005, self.typical_s[operation]))
        else:
            outcome = self.run(operation, fail_at=self.rng.randint(1, self.typical_calls[operation]), errno=0)
        self.tally["killed" if outcome.was_killed else "ended"] += 1
        assert not outcome.all("bug"), outcome.said
        assert not outcome.all("failed"), outcome.said
        self.tally["index rebuilt"] += sum("rebuilt" in line["text"] for line in outcome.all("logged"))
        self._captions.update(str(line["text"]) for line in outcome.all("captioned"))
        self._check(outcome, before)

    def _rows(self) -> Rows:
        with Store.open(self.library, read_only=True) as store:
            hashes = store.media.all_hashes()
            spaces = store.spaces.all()
            found = store.files.all(spaces[0].space_id)
            assert {record.content_hash for record in found.values()} <= hashes
        return {os.fsencode(path): record.content_hash for path, record in found.items()}

    def _check(self, outcome: Outcome, before: Rows) -> None:
        with Store.open(self.library) as store:  # for writing: the lock is free, and nothing asks for a repair
            assert store.damage() == []
            assert store.dangling() == []
            for space in store.spaces.all():
                assert not store.vectors.incomplete(space.space_id)
                assert not store.vectors.wrong_lengths(space.space_id)
            assert self._captions <= {row.text for row in store.captions.all()}
        self._check_rows(outcome, before)
        self._check_graphs()
        embedded = sum(line["pictures"] for line in outcome.all("embedding"))
        stored = sum(line["frames"] for line in (*outcome.all("stored"), *outcome.all("built")))
        if outcome.was_killed:
            self.worst_repeated = max(self.worst_repeated, embedded - stored)

    def _check_rows(self, outcome: Outcome, before: Rows) -> None:
        after = self._rows()
        stored = {os.fsencode(path) for line in outcome.all("stored") for path in line["paths"]}
        taken_out = os.fsencode(self.roots[-1]) + b"/" if outcome.all("opened") and self._took_out(outcome) else None
        lost = [
            path
            for path in before.keys() | stored
            if path not in after and Path(os.fsdecode(path)).exists() and not (taken_out and path.startswith(taken_out))
        ]
        wrong = [
            path
            for path, digest in after.items()
            if digest != before.get(path) and digest != content_hash(Path(os.fsdecode(path)))
        ]
        self.tally["lost"] += len(lost)
        self.tally["wrong"] += len(wrong)
        assert (lost, wrong) == ([], [])

    def _took_out(self, outcome: Outcome) -> bool:
        return outcome.was_killed or bool(outcome.all("removed"))

    def _check_graphs(self) -> None:
        with Store.open(self.library, read_only=True) as store:
            for space in store.spaces.all():
                name = f"space-{space.space_id}"
                if not (self.library / "index" / f"{name}.json").exists():
                    continue
                ids, vectors = store.vectors.load(space.space_id)
                if not len(ids):
                    continue
                try:
                    HnswIndex.load(self.library / "index", name, space.fingerprint, ids, vectors)
                except GraphWorn:
                    self.tally["worn"] += 1
                except IndexDamaged:
                    self.tally["unloadable"] += 1
                    raise

    def finish(self) -> None:
        """Let it come to rest: now everything must be as if nothing had ever happened."""
        for operation in ("index", "switch", "index"):
            outcome = self.run(operation)
            assert not outcome.all("bug"), outcome.said
            assert not outcome.all("failed"), outcome.said
        present = {os.fsencode(path): content_hash(path) for path in self.present()}
        assert self._rows() == present
        with Store.open(self.library, read_only=True) as store:
            counts = {space.embedded for space in store.spaces.all()}
            assert all(count >= len(set(present.values())) for count in counts)
            kept = [row.text for row in store.captions.all()]
            assert len(kept) == len({(row.content_hash, row.time_s, row.text) for row in store.captions.all()})
            ids, matrix = store.vectors.load(store.spaces.all()[0].space_id)
            assert len(np.unique(ids)) == len(ids) == len(matrix)
        outcome = self.run("repair")
        (verified,) = outcome.all("verified")
        self.tally["found by verify"] += len(verified["codes"])
        assert verified == {"event": "verified", "codes": [], "ok": True}


def test_killed_at_random_moments_nothing_is_lost(
    tmp_path: Path, victims: Victims, amount: Amount, figures: Figures
) -> None:
    began = time.monotonic()
    storm = Storm(tmp_path, victims, seed=11)
    storm.measure()
    rounds = amount(10, 500)
    for number in range(rounds):
        storm.strike(OPERATIONS[number % len(OPERATIONS)])
    storm.finish()
    remains = [path for path in storm.library.rglob("*") if path.name.startswith(".new-") or path.suffix == ".part"]
    figures(
        rounds=rounds,
        **storm.tally,
        most_embedded_twice=storm.worst_repeated,
        batch=BATCH,
        remains=len(remains),
        seconds=round(time.monotonic() - began),
    )
    assert storm.tally["index rebuilt"] == 0
    assert storm.tally["found by verify"] == len(remains) == 0
    assert storm.worst_repeated <= BATCH + 1  # a batch, and the frames of the clip that it completes
