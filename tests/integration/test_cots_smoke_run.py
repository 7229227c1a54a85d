"""All four levels of COTS on sixteen drawn pictures: the loss falls, and captions find their pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.training.data.held_out import HeldOutPairs
from engine.training.loop.optim import RateRule
from engine.training.loop.run_events import TrainEvent
from engine.training.loop.trainer import Trainer
from tests.helpers.tiny_cots_run import tiny_pairs, tiny_recipe, tiny_task
from tests.helpers.tiny_training import small_tokenizer

EPOCHS = 30


def _mean(events: list[TrainEvent], name: str) -> float:
    return float(np.mean([event.values[name] for event in events]))


def test_smoke_run_on_sixteen_pairs_every_loss_falls_and_captions_find_their_pictures(tmp_path: Path) -> None:
    recipe = tiny_recipe(
        run={"epochs": EPOCHS, "warmup_steps": 5, "measure_every": EPOCHS, "average_decay": 0.9},
        views={"min_area": 0.9, "brightness": 0.05},
        momentum={"queue": 8},
    )
    task = tiny_task(recipe)
    steps: list[TrainEvent] = []
    trainer = Trainer(task, recipe.run, [RateRule("", 3e-3)], tmp_path)
    trainer.run(listen=lambda event: steps.append(event) if event.event == "step" else None)
    for name in ("loss", "contrast", "masked_images", "masked_texts"):
        assert _mean(steps[-8:], name) < 0.8 * _mean(steps[:8], name), name
    assert HeldOutPairs(tiny_pairs(), small_tokenizer())(task.module.model.eval())["t2i_R@5"] > 60  # chance is 31
