"""SIGKILL of what trains, of the engine and of the window, at random moments of fine-tunings and changes of model."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.library import Library
from tests.faults.conftest import Amount, Figures
from tests.faults.tuning_house import TuningHouse

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are killed")

# Who is killed, and while what goes on.
ROUNDS = (
    ("engine", "training"),
    ("training", "training"),
    ("engine", "switching"),
    ("window", "training"),
    ("window", "switching"),
)
LONGEST_S = {"training": 12.0, "switching": 2.0}


def _goes_on(diary: list[Mapping[str, Any]], phase: str, seen: int) -> bool:
    """Whether a phase is under way that began after the first `seen` lines."""
    told = [line["event"] for line in diary[seen:] if line["event"].startswith(phase)]
    return bool(told) and told[-1] == f"{phase} began"


def test_killed_while_learning_and_changing_nothing_is_lost(
    tmp_path: Path, amount: Amount, figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    rounds, began = amount(0, 50), time.monotonic()
    if not rounds:
        pytest.skip("minutes; tests/gui/test_teaching.py kills an engine once")
    seed = int.from_bytes(os.urandom(4), "big")  # so that several soaks are more than one
    house = TuningHouse(tmp_path, steps=60, others=90, seed=seed)
    tally: Counter[str] = Counter()
    try:
        house.start()
        for number in range(rounds):
            victim, phase = ROUNDS[number % len(ROUNDS)]
            seen = len(house.diary)
            house.wait_for(lambda diary, phase=phase, seen=seen: _goes_on(diary, phase, seen))  # type: ignore[misc]
            time.sleep(house.rng.uniform(0.0, LONGEST_S[phase]))
            was_there = house.kill(victim)
            tally[f"{victim} killed while {phase}" if was_there else "came too late"] += 1
            tally["models lost"] += house.lost_models()
            tally["half states"] += house.half_states()
            if victim == "window":
                house.start()
            seen = len(house.diary)
            house.wait_for(lambda diary, seen=seen: any(line["event"] == "found" for line in diary[seen:]))  # type: ignore[misc]
        stage = house.rest()
    finally:
        house.close()
    told = Counter(line["event"] for line in house.diary)
    tally["models lost"] += house.lost_models()
    tally["half states"] += house.half_states()
    with Library.open(house.library_dir, house.config) as library:
        tally["found by verify"] = len(library.verify().findings)
    figures(
        rounds=rounds,
        seed=seed,
        **tally,
        searches=told["found"],
        searches_refused=len(house.refused()),
        searches_whose_engine_was_killed=told["gone"],
        models_made=len(house.fingerprints) - 1,
        last_run=stage,
        seconds=round(time.monotonic() - began),
    )
    assert house.refused() == []
    assert tally["models lost"] == tally["half states"] == tally["found by verify"] == 0
    assert told["found"] > 0
