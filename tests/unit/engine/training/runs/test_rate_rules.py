import dataclasses

import pytest
import torch

from engine.cots.presets import EMBEDDED, TINY, TwoStreamConfig
from engine.cots.two_stream import TwoStream
from engine.training.loop.optim import rate_of
from engine.training.recipe import ModelConfig, RunConfig
from engine.training.runs.rate_rules import freeze_by_rules, rate_rules
from engine.training.runs.starting_model import StartingModel
from tests.helpers.tiny_cots import TINY_CALIBRATION

RUN = RunConfig(rate=1.0, tower_rate=0.5, layer_decay=0.5)


def begun(
    config: TwoStreamConfig, *, image: bool = False, text: bool = False, continued: bool = False
) -> StartingModel:
    with torch.device("meta"):
        model = TwoStream(config)
    return StartingModel(model, "", TINY_CALIBRATION if continued else None, image or continued, text or continued)


def rates(start: StartingModel, config: ModelConfig, run: RunConfig = RUN) -> dict[str, float]:
    rules = rate_rules(start, config, run)
    return {name: rate_of(f"model.{name}", rules) for name, _ in start.model.named_parameters()}


def one(found: dict[str, float], part: str) -> float:
    (rate,) = {rate for name, rate in found.items() if part in name}
    return rate


def test_rates_of_new_towers_are_all_new_and_decay_downwards() -> None:
    found = rates(begun(TINY), ModelConfig())
    assert [one(found, f"vit.blocks.{i}.") for i in (0, 1)] == [0.5, 1.0]
    assert [one(found, f"encoder.layer.{i}.") for i in (0, 1)] == [0.5, 1.0]
    assert one(found, "patch_embed") == one(found, "bert.embeddings") == 0.25
    assert one(found, "vit.norm.") == one(found, "image_proj") == one(found, "text_proj") == 1.0
    assert one(found, "dense_head") == 0.0


def test_rates_of_pretrained_towers_are_lower_than_of_new_projections() -> None:
    found = rates(begun(TINY, image=True, text=True), ModelConfig(), dataclasses.replace(RUN, layer_decay=1.0))
    assert one(found, "image_tower") == one(found, "text_tower") == 0.5
    assert one(found, "image_proj") == one(found, "text_proj") == 1.0
    continued = rates(begun(TINY, continued=True), ModelConfig())
    assert one(continued, "image_proj") == one(continued, "text_proj") == 0.5


def test_rates_of_frozen_blocks_and_of_all_below_them_are_zero() -> None:
    found = rates(begun(TINY), ModelConfig(frozen_image_blocks=1, frozen_text_layers=2))
    assert one(found, "vit.blocks.0.") == one(found, "patch_embed") == one(found, "pos_embed") == 0.0
    assert one(found, "vit.blocks.1.") == one(found, "vit.norm.") == 1.0
    assert one(found, "encoder.layer.") == one(found, "bert.embeddings") == 0.0


@pytest.mark.parametrize(("stem", "lower", "upper"), [("none", 0.0, 0.0), ("top", 0.0, 0.5), ("all", 0.5, 0.5)])
def test_rates_of_a_hybrid_stem_follow_the_recipe(stem: str, lower: float, upper: float) -> None:
    found = rates(begun(EMBEDDED, image=True), ModelConfig(train_stem=stem))
    assert one(found, "backbone.blocks.4.") == one(found, "backbone.conv_stem") == lower
    assert one(found, "backbone.blocks.5.0.conv_pw.") == one(found, "backbone.blocks.6.0.bn2.") == upper
    assert one(found, "backbone.conv_head") == one(found, "backbone.bn2") == upper
    assert one(found, "backbone.blocks.5.0.conv_dw.") == (0.0 if stem == "top" else upper)
    assert one(found, "image_tower.blocks.1.") == 1.0  # its transformer is new
    assert one(found, "image_tower.input_proj") == 0.25


def test_freeze_by_rules_leaves_exactly_what_learns() -> None:
    start = begun(EMBEDDED, image=True, text=True)
    config = ModelConfig(train_stem="top", frozen_text_layers=3)
    rules = rate_rules(start, config, RUN)
    freeze_by_rules(start.model, rules)
    found = rates(start, config)
    for name, parameter in start.model.named_parameters():
        assert parameter.requires_grad == (found[name] > 0), name


def test_heads_and_temperature_beside_the_model_learn_as_new() -> None:
    rules = rate_rules(begun(TINY, continued=True), ModelConfig(frozen_text_layers=2), RUN)
    assert rate_of("log_scale", rules) == rate_of("heads.mask_token", rules) == 1.0
