"""A fine-tuning that is cut short anywhere and goes on ends with the same weights, bit for bit."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.errors import DiskFull
from engine.jobs import Cancelled
from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning import finetune_kept
from engine.training.finetuning.finetune import Outcome, finetune
from engine.training.finetuning.finetune_kept import KeptRows, KeptWork, identity_of
from engine.training.finetuning.finetune_material import LabelledPictures, Material
from engine.training.finetuning.finetune_pace import Pace
from tests.helpers.tiny_cots import TINY_CALIBRATION, drawn_pixels, tiny_model
from tests.helpers.tiny_training import drawn_pairs, small_tokenizer

CONFIG = FinetuneConfig(
    steps=6, rate=2e-2, keep_weights=0.0, keep_vectors=0.1, folds=2, views=2, anchors=8, guard_drop=100, guard_bound=100
)
PHRASES = tuple(
    f"the {size} {colour} {thing}"
    for size in ("big", "small")
    for colour in ("red", "blue", "green")
    for thing in ("dog", "cat")
)


def _run(work: KeptWork | None = None, stop_at: int = -1) -> tuple[dict[str, torch.Tensor], Outcome, list[Any]]:
    """Fine-tune; with `stop_at` the process "ends" at that event."""
    pairs = drawn_pairs()
    told: list[Any] = []
    own = LabelledPictures(pairs.pixels[:, ::2, ::2], pairs.captions, np.arange(len(pairs)))
    model = tiny_model()

    def tell(event: Mapping[str, object]) -> None:
        if len(told) == stop_at:
            raise Cancelled
        told.append(dict(event))

    pace = Pace(CONFIG.minutes, tell, work)
    material = Material(own, drawn_pixels(44), PHRASES)
    outcome = finetune(model, small_tokenizer(), TINY_CALIBRATION, material, CONFIG, pace=pace)
    return {name: value.clone() for name, value in model.state_dict().items()}, outcome, told


@cache
def _undisturbed() -> tuple[dict[str, torch.Tensor], Outcome, list[Any]]:
    return _run()


def test_run_cut_short_again_and_again_ends_the_same_bit_for_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finetune_kept, "_STATE_EVERY_S", 0.0)
    monkeypatch.setattr("engine.training.finetuning.finetune_pace._PAUSE_S", 0.0)
    weights, outcome, _ = _undisturbed()
    rng, cuts = random.Random(5), 0
    while True:
        stop_at = rng.randrange(2, 30) if cuts < 9 else -1
        try:
            again, other, _ = _run(KeptWork(tmp_path / "work", "same"), stop_at=stop_at)
        except Cancelled:
            cuts += 1
            continue
        break
    assert cuts == 9
    assert all(torch.equal(weights[name], again[name]) for name in weights)
    assert (outcome.before, outcome.after, outcome.examples) == (other.before, other.after, other.examples)
    assert outcome.verdict == other.verdict


def test_finished_run_taken_up_learns_nothing_anew(tmp_path: Path) -> None:
    _run(KeptWork(tmp_path / "work", "same"))
    weights, _, told = _run(KeptWork(tmp_path / "work", "same"))
    assert [event for event in told if event["event"] == "step"] == []
    assert all(torch.equal(weights[name], value) for name, value in _undisturbed()[0].items())


def test_work_of_something_else_is_not_taken_up(tmp_path: Path) -> None:
    KeptWork(tmp_path, "one").keep_fitted(0, {"a": torch.ones(2)}, 3)
    assert KeptWork(tmp_path, "one").fitted(0) is not None
    assert KeptWork(tmp_path, "other").fitted(0) is None


def test_damaged_work_is_made_again(tmp_path: Path) -> None:
    work = KeptWork(tmp_path, "same")
    work.keep_fitted(0, {"a": torch.ones(2)}, 3)
    (tmp_path / "fitted-0.safetensors").write_bytes(b"no")
    (tmp_path / "state.safetensors").write_bytes(b"no")
    (tmp_path / "spent.json").write_text("{")
    assert (work.fitted(0), work.state(0), work.spent_s) == (None, None, 0.0)


@pytest.mark.parametrize("damage", [b"", b"half"])
def test_rows_end_at_the_first_torn_block(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "a.rows"
    blocks = [np.full((2, 3), number, np.float16) for number in range(3)]
    with KeptRows(path) as rows:
        assert rows.take((2, 3)) is None
        for block in blocks:
            rows.add(block)
    path.write_bytes(path.read_bytes()[:-5] + damage)
    with KeptRows(path) as rows:
        known = [rows.take((2, 3)) for _ in range(3)]
        assert known[2] is None
        rows.add(blocks[2])
    with KeptRows(path) as rows:
        for block in blocks:
            found = rows.take((2, 3))
            assert found is not None
            assert np.array_equal(block, found)


def test_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    work = KeptWork(tmp_path, "same")
    monkeypatch.setattr(finetune_kept, "write_atomically", refuse)
    with pytest.raises(DiskFull, match="kept: No space left"):
        work.decide("looking", {"affordable": 3.0})


def test_time_that_was_spent_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finetune_kept, "_SPENT_EVERY_S", 0.0)
    KeptWork(tmp_path, "same").note_spent(90.0)
    pace = Pace(2.0, lambda event: None, KeptWork(tmp_path, "same"))
    assert pace.minutes == pytest.approx(1.5, abs=0.01)


def test_identity_changes_with_any_part() -> None:
    other = dataclasses.replace(CONFIG, seed=1)
    assert len({identity_of(CONFIG, "a"), identity_of(CONFIG, "b"), identity_of(other, "a")}) == 3
