from pathlib import Path

import numpy as np
import pytest
import torch

from engine.cots.presets import EMBEDDED
from engine.cots.two_stream import TwoStream
from engine.errors import FolderMissing
from engine.training.__main__ import main
from engine.training.embedded.contrastive_task import ContrastiveModule
from engine.training.embedded.dense_task import DenseModule
from engine.training.embedded.embedded_recipe import (
    CONTRAST_RATES,
    DENSE_RATES,
    EmbeddedRecipe,
    Material,
    make_checkpoint,
    shortened,
    split_held_out,
)
from engine.training.loop.optim import build_optimizer
from tests.helpers.tiny_training import drawn_pairs


def learning(module: torch.nn.Module) -> set[str]:
    return {name for name, parameter in module.named_parameters() if parameter.requires_grad}


def test_split_held_out_parts_are_disjoint_complete_and_repeatable() -> None:
    data = drawn_pairs()
    training, held_out = split_held_out(data, 5, seed=3)
    assert (len(training), len(held_out)) == (11, 5)
    assert set(training.names) | set(held_out.names) == set(data.names)
    assert split_held_out(data, 5, seed=3)[1].names == held_out.names
    assert split_held_out(data, 5, seed=4)[1].names != held_out.names
    row = data.names.index(held_out.names[0])
    assert np.array_equal(held_out.pixels[0], data.pixels[row])


def test_first_stage_trains_the_upper_halves_and_the_new_parts() -> None:
    with torch.device("meta"):
        module = ContrastiveModule(TwoStream(EMBEDDED), 0.07)
    build_optimizer(module, CONTRAST_RATES, 0.05)
    names = learning(module)
    assert any("backbone.blocks.6." in name for name in names)
    assert any("encoder.layer.5." in name for name in names)
    assert {"log_scale", "class_log_scale", "model.text_proj.weight", "model.image_proj.weight"} <= names
    lower = ("backbone.conv_stem", "backbone.blocks.4.", "encoder.layer.2.", "bert.embeddings", "dense_head")
    assert not [name for name in names if any(part in name for part in lower)]


def test_second_stage_trains_the_dense_head_alone() -> None:
    with torch.device("meta"):
        module = DenseModule(TwoStream(EMBEDDED))
    build_optimizer(module, DENSE_RATES, 0.05)
    assert all("dense_head" in name or "log_scale" in name for name in learning(module))


def test_shortened_changes_the_epochs_of_the_first_stage_only() -> None:
    recipe = shortened(EmbeddedRecipe(), 2)
    assert recipe.contrast_run.epochs == 2
    assert recipe.dense_run == EmbeddedRecipe().dense_run


def test_make_checkpoint_without_its_data_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="captions"):
        make_checkpoint(Material(tmp_path), EmbeddedRecipe(), tmp_path / "run", tmp_path / "out")


def test_command_without_its_data_exits_with_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(
        ["--data", str(tmp_path), "--run", str(tmp_path / "run"), "--out", str(tmp_path / "out"), "--threads", "1"]
    )
    assert code == 3
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out").exists()
