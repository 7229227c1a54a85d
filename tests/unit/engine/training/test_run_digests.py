import dataclasses

import torch

from engine.training.recipe import DataConfig, Recipe, RunConfig, ViewsConfig
from engine.training.run_digests import run_digest, views_digest, weights_digest
from tests.helpers.tiny_cots import tiny_model


def test_run_digest_forgets_where_data_lies_and_remembers_what_it_is() -> None:
    model = tiny_model()
    moved = dataclasses.replace(Recipe(), data=DataConfig(images="/elsewhere"), run=RunConfig(epochs=3))
    assert run_digest(moved, model, "data") == run_digest(Recipe(), model, "data")
    changed = dataclasses.replace(Recipe(), views=ViewsConfig(min_area=0.9))
    others = {
        run_digest(changed, model, "data"),
        run_digest(Recipe(), model, "other data"),
        run_digest(Recipe(), tiny_model(seed=1), "data"),
        run_digest(Recipe(), model, "data"),
    }
    assert len(others) == 4


def test_views_digest_changes_with_seed_masks_and_pictures_only() -> None:
    model = tiny_model()
    base = views_digest(Recipe(), model, ["a"], None)
    assert views_digest(dataclasses.replace(Recipe(), run=RunConfig(epochs=3)), model, ["a"], None) == base
    seeded = dataclasses.replace(Recipe(), run=RunConfig(seed=1))
    others = {
        views_digest(seeded, model, ["a"], None),
        views_digest(Recipe(), model, ["b"], None),
        views_digest(Recipe(), model, ["a"], torch.nn.Linear(2, 2)),
        base,
    }
    assert len(others) == 4


def test_weights_digest_sees_a_change_of_any_tensor() -> None:
    model = tiny_model()
    before = weights_digest(model)
    with torch.no_grad():
        model.text_proj.bias[0] += 1
    assert weights_digest(model) != before
