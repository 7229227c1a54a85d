import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engine.config import ComputeConfig
from engine.cots.checkpoint import load_checkpoint, save_checkpoint
from engine.errors import BadConfig, BadData, CheckpointMismatch
from engine.jobs import Cancelled, CancelToken
from engine.training.data.lazy_pairs import LazyPairs
from engine.training.loop.processes import solo
from engine.training.loop.run_events import TrainEvent
from engine.training.recipe import ModelConfig, ObjectivesConfig, Recipe, RunConfig
from engine.training.runs import cots_run
from engine.training.runs.cots_run import RunPlace, build_run, finish_run
from tests.helpers.drawn_files import tiny_recipe
from tests.helpers.tiny_cots import TINY_CALIBRATION, tiny_model, tiny_tokenizer_json
from tests.helpers.tiny_training import SMALL_HYBRID

CPU = ComputeConfig(device="cpu", threads=1)


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    return tiny_recipe(tmp_path)


def place(folder: Path) -> RunPlace:
    return RunPlace(folder, compute=CPU)


def test_run_learns_and_ends_in_a_checkpoint_that_loads(tmp_path: Path, recipe: Recipe) -> None:
    recipe = dataclasses.replace(recipe, run=dataclasses.replace(recipe.run, epochs=6))
    run = build_run(recipe, place(tmp_path / "run"))
    assert (len(run.data.train), len(run.data.held_out)) == (16, 4)
    losses: list[float] = []

    def listen(event: TrainEvent) -> None:
        if event.event == "step":
            losses.append(event.values["loss"])

    run.trainer.run(listen=listen)
    assert sum(losses[-2:]) < 0.8 * sum(losses[:2])
    done = finish_run(run, tmp_path / "out", "for tests")
    checkpoint = load_checkpoint(tmp_path / "out")
    assert checkpoint.fingerprint == done.fingerprint
    assert checkpoint.calibration.gallery_size == 2
    assert set(done.measures) == {f"{way}_R@{k}" for way in ("t2i", "i2t") for k in (1, 5, 10)}
    learned = checkpoint.model.image_proj.weight
    assert not torch.allclose(learned, load_checkpoint(tmp_path / "start").model.image_proj.weight, atol=1e-3)


def test_run_cancelled_and_resumed_ends_with_the_same_weights(tmp_path: Path, recipe: Recipe) -> None:
    whole = build_run(recipe, place(tmp_path / "whole"))
    whole.trainer.run()
    cancel = CancelToken()

    def stop_after_two(event: TrainEvent) -> None:
        if event.step == 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        build_run(recipe, place(tmp_path / "run")).trainer.run(cancel=cancel, listen=stop_after_two)
    resumed = build_run(recipe, place(tmp_path / "run"), resume=True)
    resumed.trainer.run(resume=True)
    for (name, one), other in zip(whole.model.named_parameters(), resumed.model.parameters(), strict=True):
        assert torch.equal(one, other), name


def test_run_resumed_with_other_data_is_refused(tmp_path: Path, recipe: Recipe) -> None:
    build_run(recipe, place(tmp_path / "run"))
    table = Path(recipe.data.captions)
    table.write_text(table.read_text().replace("a red square on blue", "a dog on blue"))
    with pytest.raises(CheckpointMismatch, match="training data has changed"):
        build_run(recipe, place(tmp_path / "run"), resume=True)


def test_run_on_too_little_data_is_refused_before_anything_is_learned(tmp_path: Path, recipe: Recipe) -> None:
    large = dataclasses.replace(recipe, run=RunConfig(batch_size=32))
    with pytest.raises(BadData, match="name 16 pictures; a batch needs 32"):
        build_run(large, place(tmp_path / "run"))
    assert not (tmp_path / "run").exists()


def test_run_batch_that_processes_cannot_share_is_bad_config(tmp_path: Path, recipe: Recipe) -> None:
    group = solo()
    three = type("Three", (type(group),), {"count": 3})()
    with pytest.raises(BadConfig, match="cannot be parted equally over 3 processes"):
        build_run(recipe, dataclasses.replace(place(tmp_path / "run"), group=three))


def test_run_views_of_a_stem_that_learns_cannot_be_kept(tmp_path: Path, recipe: Recipe) -> None:
    model = ModelConfig(start=recipe.model.start, stem_views=2, train_stem="all")
    with pytest.raises(BadConfig, match="stem_views"):
        build_run(dataclasses.replace(recipe, model=model), place(tmp_path / "run"))


def test_finish_run_never_saves_weights_that_are_no_numbers(tmp_path: Path, recipe: Recipe) -> None:
    run = build_run(recipe, place(tmp_path / "run"))
    with torch.no_grad():
        run.model.text_proj.bias[0] = float("nan")
    with pytest.raises(CheckpointMismatch, match="no finite numbers"):
        finish_run(run, tmp_path / "out", "")
    assert not (tmp_path / "out").exists()


def test_run_on_data_too_large_for_memory_decodes_a_step_ahead_and_learns_the_same(
    tmp_path: Path, recipe: Recipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = build_run(recipe, place(tmp_path / "kept"))
    kept.trainer.run()
    monkeypatch.setattr(cots_run, "memory_bound_bytes", lambda processes: 0)
    expected: list[int] = []
    original = LazyPairs.expect

    def expect(self: LazyPairs, rows: NDArray[np.int64]) -> None:
        expected.append(len(rows))
        original(self, rows)

    monkeypatch.setattr(LazyPairs, "expect", expect)
    lazy = build_run(recipe, place(tmp_path / "lazy"))
    assert isinstance(lazy.data.train, LazyPairs)
    lazy.trainer.run()
    assert expected == [8, 8, 8]
    for (name, one), other in zip(kept.model.named_parameters(), lazy.model.parameters(), strict=True):
        assert torch.equal(one, other), name


def test_run_with_kept_stem_views_and_all_levels_takes_a_step(tmp_path: Path) -> None:
    save_checkpoint(tmp_path / "hybrid", tiny_model(config=SMALL_HYBRID), tiny_tokenizer_json(), TINY_CALIBRATION)
    recipe = tiny_recipe(tmp_path)
    recipe = dataclasses.replace(
        recipe,
        model=ModelConfig(start=str(tmp_path / "hybrid"), train_stem="top", stem_views=2),
        objectives=ObjectivesConfig(),
        run=dataclasses.replace(recipe.run, epochs=1),
    )
    run = build_run(recipe, place(tmp_path / "run"))
    terms: set[str] = set()

    def listen(event: TrainEvent) -> None:
        if event.event == "step":
            terms.update(event.values)

    run.trainer.run(listen=listen)
    assert {"contrast", "masked_images", "masked_texts", "alignment"} <= terms
