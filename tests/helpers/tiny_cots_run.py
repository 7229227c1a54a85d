"""A whole COTS task on sixteen drawn pictures: a tiny ViT, every objective on, no dropout."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from engine.cots.presets import TINY
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.training.data.pairs import PairData
from engine.training.data.picture_feed import MaskPlan, ViewFeed
from engine.training.loop.processes import ProcessGroup
from engine.training.objectives.cots_task import CotsTask, TrainingPairs
from engine.training.recipe import Recipe
from tests.helpers.tiny_cots import tiny_model, tiny_tokenizer_json
from tests.helpers.tiny_training import drawn_pairs

STILL = dataclasses.replace(TINY, text=dataclasses.replace(TINY.text, dropout=0.0))


class BrightnessTokens:
    """A visual tokenizer without weights: eight levels of brightness per cell."""

    vocabulary = 8
    patch_px = 8

    def codes(self, pictures: Tensor) -> Tensor:
        """Return (B, n, n) int64 levels of (B, 3, 8n, 8n) pictures in [0, 1]."""
        cells = torch.nn.functional.avg_pool2d(pictures.mean(dim=1, keepdim=True), self.patch_px)
        return (cells[:, 0] * self.vocabulary).long().clamp(max=self.vocabulary - 1)


def tiny_pairs() -> PairData:
    """The sixteen drawn pictures at the tiny model's size."""
    pairs = drawn_pairs()
    step = pairs.pixels.shape[1] // TINY.image.input_px
    return dataclasses.replace(pairs, pixels=pairs.pixels[:, ::step, ::step].copy())


def tiny_recipe(**sections: Mapping[str, Any]) -> Recipe:
    """A recipe for the tiny task: eight pairs a step, a queue of 24; sections are changed by keyword."""
    small: dict[str, dict[str, Any]] = {
        "run": {"batch_size": 8, "epochs": 4, "seed": 3, "precision": "float32"},
        "momentum": {"queue": 24, "decay": 0.9},
        "masking": {"text_share": 0.3},
    }
    recipe = Recipe()
    for name in {*small, *sections}:
        values = {**small.get(name, {}), **sections.get(name, {})}
        recipe = dataclasses.replace(recipe, **{name: dataclasses.replace(getattr(recipe, name), **values)})
    return recipe


def measure_nothing(model: TwoStream) -> dict[str, float]:
    """A measure for tests that look elsewhere."""
    return {}


def tiny_task(recipe: Recipe | None = None, *, group: ProcessGroup | None = None, seed: int = 0) -> CotsTask:
    """The task, with weights that depend on the seed alone."""
    recipe = recipe or tiny_recipe()
    model = tiny_model(seed, STILL).requires_grad_(True)
    pairs = tiny_pairs()
    tokens = BrightnessTokens()
    masks = MaskPlan(recipe.masking.image_share, tokens) if recipe.objectives.masked_images > 0 else None
    torch.manual_seed(seed)
    return CotsTask(
        model,
        TextTokenizer.from_json(tiny_tokenizer_json(), STILL.text.max_tokens),
        TrainingPairs(ViewFeed(model, pairs, recipe.views, masks), pairs.captions),
        recipe,
        measure_nothing,
        visual_vocabulary=tokens.vocabulary,
        group=group,
    )
