"""A run of COTS that starts from an imported public model, whose towers are not ours."""

import dataclasses
from pathlib import Path

import pytest
import torch

from engine.config import ComputeConfig
from engine.cots.checkpoint import load_checkpoint
from engine.cots.hub_import import import_hub_model
from engine.training.loop.run_events import TrainEvent
from engine.training.recipe import ObjectivesConfig, Recipe
from engine.training.runs.cots_run import RunPlace, build_run, finish_run
from tests.helpers.drawn_files import tiny_recipe
from tests.helpers.hub_models import save_hub_model

KINDS = ("clip", "siglip")


def public_recipe(folder: Path, kind: str) -> Recipe:
    recipe = tiny_recipe(folder)
    save_hub_model(folder / "hub", kind)
    import_hub_model(folder / "hub", folder / "public", name="public", summary="")
    objectives = ObjectivesConfig(contrast=1.0, masked_images=0.0, masked_texts=0.0, alignment=0.0)
    momentum = dataclasses.replace(recipe.momentum, queue=0)
    model = dataclasses.replace(recipe.model, start=str(folder / "public"), stem_views=0)
    return dataclasses.replace(recipe, model=model, objectives=objectives, momentum=momentum)


def place(folder: Path) -> RunPlace:
    return RunPlace(folder, compute=ComputeConfig(device="cpu", threads=1))


@pytest.mark.parametrize("kind", KINDS)
def test_run_from_a_public_model_learns_and_saves_one_of_its_kind(tmp_path: Path, kind: str) -> None:
    recipe = public_recipe(tmp_path, kind)
    recipe = dataclasses.replace(recipe, run=dataclasses.replace(recipe.run, epochs=12))
    run = build_run(recipe, place(tmp_path / "run"))
    losses: list[float] = []

    def listen(event: TrainEvent) -> None:
        if event.event == "step":
            losses.append(event.values["loss"])

    run.trainer.run(listen=listen)
    assert sum(losses[-4:]) < 0.85 * sum(losses[:4])
    finish_run(run, tmp_path / "out", "for tests")
    before, after = load_checkpoint(tmp_path / "public").model, load_checkpoint(tmp_path / "out").model
    assert after.config.image.kind == after.config.text.kind == kind
    for tower in ("image_tower.vit.blocks.1.mlp.fc1.weight", "text_tower.blocks.1.mlp.fc1.weight"):
        assert not torch.allclose(before.get_parameter(tower), after.get_parameter(tower), atol=1e-3)


def test_run_from_a_public_model_freezes_the_lower_layers_it_is_told_to(tmp_path: Path) -> None:
    recipe = public_recipe(tmp_path, "clip")
    frozen = dataclasses.replace(recipe.model, frozen_image_blocks=1, frozen_text_layers=1)
    run = build_run(dataclasses.replace(recipe, model=frozen), place(tmp_path / "run"))
    learns = {name for name, parameter in run.model.named_parameters() if parameter.requires_grad}
    for tower in ("image_tower.vit", "text_tower"):
        assert f"{tower}.blocks.1.mlp.fc1.weight" in learns
        assert f"{tower}.blocks.0.mlp.fc1.weight" not in learns
    assert not any("embedding" in name or "patch_embed" in name for name in learns)
