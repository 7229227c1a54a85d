"""What makes a step quicker changes no loss: the same steps with and without, side by side."""

import dataclasses
from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from engine.cots.two_stream import TwoStream
from engine.cots.vision import HybridTower
from engine.training.data.picture_feed import MaskPlan, ViewFeed
from engine.training.loop.gradient_step import GradientStep
from engine.training.loop.optim import RateRule, build_optimizer
from engine.training.loop.precision import Precision
from engine.training.loop.processes import solo
from engine.training.objectives.cots_task import CotsTask, TrainingPairs
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_cots_run import STILL, BrightnessTokens, measure_nothing, tiny_recipe
from tests.helpers.tiny_training import SMALL_HYBRID, drawn_pairs, small_tokenizer

RULES = [
    RateRule("model.image_tower.backbone.conv_stem", 0.0),
    RateRule("model.image_tower.backbone.bn1", 0.0),
    *(RateRule(f"model.image_tower.backbone.blocks.{stage}.", 0.0) for stage in range(5)),
    RateRule("", 2e-4),
]
STEPS = 4


def four_steps(lower: Callable[[TwoStream], Callable[[Tensor], Tensor] | None]) -> list[dict[str, float]]:
    """Return what every step reports, of a hybrid whose stem is frozen, with every objective on."""
    config = dataclasses.replace(SMALL_HYBRID, text=STILL.text, dense=None)
    recipe = tiny_recipe(objectives={"ranking": 1.0})
    model, tokens = tiny_model(config=config), BrightnessTokens()
    feed = ViewFeed(model, drawn_pairs(), recipe.views, MaskPlan(0.5, tokens), lower(model))
    torch.manual_seed(0)
    for parameter in model.parameters():
        parameter.requires_grad_(True)
    stem = model.image_tower
    assert isinstance(stem, HybridTower)
    stem.stem.requires_grad_(False)
    pairs = TrainingPairs(feed, drawn_pairs().captions)
    task = CotsTask(model, small_tokenizer(), pairs, recipe, measure_nothing, visual_vocabulary=tokens.vocabulary)
    optimizer = build_optimizer(task.module, RULES, recipe.run.weight_decay)
    arithmetic = Precision("float32", torch.device("cpu"))
    step = GradientStep(task, optimizer, arithmetic, solo(), micro_batch=0, gradient_norm=1.0, seed=1)
    return [step.take(number).values for number in range(STEPS)]


def test_steps_with_a_fused_stem_lose_what_they_lose_without() -> None:
    fused = four_steps(lambda _: None)
    plain = four_steps(lambda model: model.image_tower.lower)
    assert set(fused[0]) > {"loss", "contrast", "alignment", "masked_images", "masked_texts", "ranking"}
    for ours, theirs in zip(fused, plain, strict=True):
        assert ours == pytest.approx(theirs, rel=1e-5, abs=1e-5)
    assert fused[0]["loss"] != pytest.approx(fused[-1]["loss"], rel=1e-3)  # something was learned in between
