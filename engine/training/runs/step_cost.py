"""What a training step costs: COTS against a plain InfoNCE step on the same towers, in one run.

`python -m engine.training.runs.step_cost --preset embedded`: pictures per second of each, as a ratio to the plain step,
and the floating-point work behind it. Pictures and captions are random: only time is measured.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.config import ComputeConfig
from engine.cots.depthwise_convs import ease_depthwise_gradients
from engine.cots.visual_token_files import load_visual_tokenizer
from engine.device import choose_device, limit_threads
from engine.training.data.caption_feed import CaptionFeed, FedCaptions
from engine.training.data.frozen_features import stem_is_frozen
from engine.training.data.pairs import SkippedPair
from engine.training.data.picture_feed import FedPictures, MaskPlan, ViewFeed
from engine.training.loop.gradient_step import GradientStep
from engine.training.loop.optim import build_optimizer
from engine.training.loop.precision import Precision, full_precision
from engine.training.loop.processes import solo
from engine.training.loop.task_protocol import Task
from engine.training.objectives.cots_module import CotsModule
from engine.training.objectives.cots_task import CotsTask, TrainingPairs
from engine.training.objectives.losses import multi_caption_info_nce
from engine.training.recipe import ModelConfig, ObjectivesConfig, Recipe, RunConfig
from engine.training.runs.quickest_split import QuickestSplit
from engine.training.runs.rate_rules import freeze_by_rules, rate_rules
from engine.training.runs.starting_model import StartingModel, starting_model
from engine.training.runs.step_work import work_of

PLAIN, CONTRAST, EVERYTHING = "plain InfoNCE", "contrast alone", "all objectives"
PLAIN_OURS = "plain InfoNCE, with our layers"
_OFF = ObjectivesConfig(masked_images=0.0, masked_texts=0.0, alignment=0.0)
_ON = ObjectivesConfig()
# What each kind of step minimises; the plain ones are a task of their own.
KINDS: Mapping[str, ObjectivesConfig] = {
    PLAIN: _OFF,
    CONTRAST: _OFF,
    "contrast and masked words": dataclasses.replace(_OFF, masked_texts=_ON.masked_texts),
    "contrast and masked cells": dataclasses.replace(_OFF, masked_images=_ON.masked_images),
    "contrast and alignment": dataclasses.replace(_OFF, alignment=_ON.alignment),
    EVERYTHING: _ON,
    PLAIN_OURS: _OFF,
}
WORDS = ("dog", "child", "snow", "red", "water", "runs", "the", "a", "on", "grass", "jumps", "ball", "two", "people")


class RandomPairs:
    """Implements `pairs.PairSource` with noise."""

    def __init__(self, count: int, side: int) -> None:
        rng = np.random.default_rng(0)
        self.names = tuple(str(row) for row in range(count))
        self.captions = tuple((" ".join(rng.choice(WORDS, 11)),) for _ in range(count))
        self.skipped: tuple[SkippedPair, ...] = ()
        self._side = side

    def __len__(self) -> int:
        return len(self.names)

    def pictures(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return (B, S, S, 3) noise."""
        return np.random.default_rng(int(rows[0])).integers(0, 256, (len(rows), self._side, self._side, 3), np.uint8)


@dataclass(frozen=True, slots=True)
class PlainBatch:
    """A step of the plain task; it cannot be divided, since its negatives carry gradients."""

    pictures: FedPictures
    texts: FedCaptions
    size: int = 1


class PlainTask:
    """Symmetric InfoNCE within the batch, both sides with gradient (CLIP, 2021): no queues, no momentum encoders.

    Layers that do not learn run without gradients: with `fuses` as quickly as ours, otherwise as torch has them, with
    as many pictures at once as is quickest here.
    """

    def __init__(
        self, start: StartingModel, pairs: RandomPairs, recipe: Recipe, arithmetic: Precision, *, fuses: bool
    ) -> None:
        self.module = CotsModule(start.model, None, recipe.objectives.temperature, learns=True)
        self.module.to(next(start.model.parameters()).device)
        self.steps_per_epoch = len(pairs) // recipe.run.batch_size
        self._size = recipe.run.batch_size
        split = None if fuses else _settled_split(start, self._size, arithmetic)
        self._pictures = ViewFeed(start.model, pairs, recipe.views, None, split)
        self._captions = CaptionFeed(start.tokenizer, pairs.captions, 1, None)

    def prepare(self, epoch: int, step: int) -> PlainBatch:
        """Draw pictures and captions."""
        rows = np.arange(step * self._size, (step + 1) * self._size)
        rngs = [np.random.default_rng([epoch, step, int(row)]) for row in rows]
        device = next(self.module.parameters()).device
        return PlainBatch(self._pictures.draw(rows, rngs), self._captions.draw(rows, rngs).to(device))

    def losses(self, batch: PlainBatch, part: slice) -> Mapping[str, Tensor]:
        """Contrast the batch with itself."""
        del part
        model, clean = self.module.model, batch.pictures.clean
        tower = model.image_tower
        seen = tower.upper(clean if batch.pictures.is_lowered else tower.lower(clean)).pooled
        read = batch.texts.read(model.text_tower, slice(0, len(clean)))
        with full_precision(seen):
            owners = torch.arange(len(clean), device=clean.device)
            image_emb, text_emb = model.project_images(seen.float()), model.project_texts(read.float())
            return {"contrast": multi_caption_info_nce(image_emb, text_emb, owners, self.module.scale)}

    def finish(self, batch: PlainBatch) -> Mapping[str, float]:
        """Nothing follows a plain step."""
        del batch
        return {}

    def measure(self) -> Mapping[str, float]:
        """Nothing is measured but time."""
        return {}

    def state(self) -> dict[str, Tensor]:
        """Nothing is remembered."""
        return {}

    def load_state(self, state: dict[str, Tensor]) -> None:
        """Nothing is remembered."""


def _settled_split(start: StartingModel, size: int, arithmetic: Precision) -> QuickestSplit:
    """Return a tower's frozen layers as torch has them, over the part of a batch of this size that is quickest."""
    model = start.model
    split = QuickestSplit(model.image_tower.lower)
    if stem_is_frozen(model.image_tower):
        side, device = model.config.image.input_px, next(model.parameters()).device
        with arithmetic.autocast(learns=False):
            split.settle(torch.randn(size, 3, side, side, device=device))
    return split


@dataclass(frozen=True, slots=True)
class StepCost:
    """What a step of one kind cost.

    Attributes:
        name: Which kind.
        pictures_per_s: At the median step.
        ratio: Its time over the plain step's.
        gflop_per_picture: Floating-point work, forward and backward, in 10^9.
        teraflops: Work per second, in 10^12.
        seconds: What every step took.
    """

    name: str
    pictures_per_s: float
    ratio: float
    gflop_per_picture: float
    teraflops: float
    seconds: tuple[float, ...]


def measure_steps(
    preset: str, batch: int, rounds: Iterable[int], compute: ComputeConfig, precision: str, kinds: Sequence[str]
) -> list[StepCost]:
    """Time steps of every kind, the plain one among them, in turn, so that all of them meet the same machine.

    Raises:
        EngineError: The preset is not known or the device is not there.
    """
    steps = {name: _step_of(name, preset, batch, compute, precision) for name in kinds}
    work = {name: work_of(partial(step.take, 0)) for name, step in steps.items()}  # the first steps are slow: not timed
    times: dict[str, list[float]] = {name: [] for name in steps}
    for number in rounds:
        for name, step in steps.items():
            times[name].append(_timed(step, 1 + number))
    seconds = {name: statistics.median(taken) for name, taken in times.items()}
    return [
        StepCost(
            name,
            pictures_per_s=batch / taken,
            ratio=taken / seconds[PLAIN],
            gflop_per_picture=work[name] / batch / 1e9,
            teraflops=work[name] / taken / 1e12,
            seconds=tuple(times[name]),
        )
        for name, taken in seconds.items()
    ]


def _step_of(name: str, preset: str, batch: int, compute: ComputeConfig, precision: str) -> GradientStep:
    config = ModelConfig(preset=preset, train_stem="top", frozen_text_layers=3)
    run = RunConfig(batch_size=batch, precision=precision, epochs=1)
    recipe = dataclasses.replace(Recipe(), model=config, run=run, objectives=KINDS[name])
    start = starting_model(ModelConfig(preset=preset, train_stem="all"), run.seed)  # frozen noise is refused there
    rules = rate_rules(start, config, run)
    freeze_by_rules(start.model, rules)
    device = choose_device(compute)
    start.model.to(device)
    pairs = RandomPairs(64 * batch, start.model.config.image.input_px)
    arithmetic = Precision(precision, device)
    task: Task[Any]
    if name in (PLAIN, PLAIN_OURS):
        task = PlainTask(start, pairs, recipe, arithmetic, fuses=name == PLAIN_OURS)
    else:
        task = _cots_task(start, pairs, recipe)
    if name != PLAIN:
        ease_depthwise_gradients(task.module)
    optimizer = build_optimizer(task.module, rules, run.weight_decay)
    return GradientStep(task, optimizer, arithmetic, solo(), micro_batch=0, gradient_norm=1.0, seed=run.seed)


def _cots_task(start: StartingModel, pairs: RandomPairs, recipe: Recipe) -> CotsTask:
    masks, vocabulary = None, 0
    if recipe.objectives.masked_images > 0:
        tokens = load_visual_tokenizer(None).to(next(start.model.parameters()).device)
        masks, vocabulary = MaskPlan(recipe.masking.image_share, tokens), tokens.vocabulary
    training = TrainingPairs(ViewFeed(start.model, pairs, recipe.views, masks), pairs.captions)
    return CotsTask(start.model, start.tokenizer, training, recipe, lambda _: {}, visual_vocabulary=vocabulary)


def _timed(step: GradientStep, number: int) -> float:
    _wait()
    began = time.perf_counter()
    step.take(number)
    _wait()
    return time.perf_counter() - began


def _wait() -> None:
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def main(arguments: list[str] | None = None) -> int:
    """Measure, print one JSON document, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m engine.training.runs.step_cost", description=__doc__)
    parser.add_argument("--preset", default="embedded")
    parser.add_argument("--batch", type=int, default=64, help="pictures a step")
    parser.add_argument("--rounds", type=int, default=5, help="steps of every kind")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--precision", default="auto")
    parser.add_argument(
        "--peak-teraflops", type=float, default=0.0, help="the device's, to tell how much of it is used"
    )
    options = parser.parse_args(arguments)
    compute = ComputeConfig(device=options.device, threads=options.threads)
    limit_threads(compute)
    kinds = (PLAIN, CONTRAST, EVERYTHING)
    costs = measure_steps(options.preset, options.batch, range(options.rounds), compute, options.precision, kinds)
    rows = [dataclasses.asdict(cost) for cost in costs]
    if options.peak_teraflops > 0:
        rows = [row | {"utilisation": row["teraflops"] / options.peak_teraflops} for row in rows]
    sys.stdout.write(json.dumps(rows, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
