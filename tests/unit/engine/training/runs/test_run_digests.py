import dataclasses

import torch

from engine.training.recipe import DataConfig, Recipe, RunConfig, ViewsConfig
from engine.training.runs.run_digests import frozen_digest, run_digest, texts_digest, views_digest, weights_digest
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
        run_digest(Recipe(), model, "data", torch.nn.Linear(2, 2)),
        run_digest(Recipe(), model, "data", torch.nn.Linear(2, 2)),
    }
    assert len(others) == 6


def test_views_digest_changes_with_views_masks_pictures_and_frozen_weights_only() -> None:
    model = tiny_model()
    base = views_digest(Recipe(), model, ["a"], None)
    others = {
        views_digest(dataclasses.replace(Recipe(), views=ViewsConfig(min_area=0.9)), model, ["a"], None),
        views_digest(Recipe(), model, ["b"], None),
        views_digest(Recipe(), model, ["a"], torch.nn.Linear(2, 2)),
        views_digest(Recipe(), tiny_model(seed=1), ["a"], None),
        base,
    }
    assert len(others) == 5
    same_input = dataclasses.replace(Recipe(), run=RunConfig(epochs=3, seed=1))
    assert views_digest(same_input, model, ["a"], None) == base
    model.image_proj.requires_grad_(True)
    with torch.no_grad():
        model.image_proj.weight.add_(1)
    assert views_digest(Recipe(), model, ["a"], None) == base


def test_texts_digest_changes_with_captions_tokenizer_and_frozen_weights() -> None:
    model = tiny_model()
    others = {
        texts_digest(model, "{}", [("a",)]),
        texts_digest(model, "{}", [("b",)]),
        texts_digest(model, "{ }", [("a",)]),
        texts_digest(tiny_model(seed=1), "{}", [("a",)]),
    }
    assert len(others) == 4


def test_weights_digest_sees_a_change_of_any_tensor() -> None:
    model = tiny_model()
    before = weights_digest(model.state_dict())
    with torch.no_grad():
        model.text_proj.bias[0] += 1
    assert weights_digest(model.state_dict()) != before


def test_frozen_digest_passes_over_what_learns() -> None:
    model = tiny_model()
    model.text_proj.requires_grad_(True)
    before = frozen_digest(model)
    with torch.no_grad():
        model.text_proj.bias[0] += 1
    assert frozen_digest(model) == before
    model.image_proj.requires_grad_(True)
    assert frozen_digest(model) != before
