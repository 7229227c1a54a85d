from pathlib import Path

import numpy as np
import pytest
import torch

from engine.jobs import Cancelled, CancelToken
from engine.training.data.augment import ViewConfig
from engine.training.data.frozen_features import FrozenImages, FrozenStem, require_hybrid
from engine.training.embedded.class_groups import Vocabulary
from engine.training.embedded.contrastive_task import (
    ContrastiveConfig,
    ContrastiveTask,
    LabelledImages,
    SeenImages,
    Teachers,
)
from engine.training.loop.optim import RateRule
from engine.training.loop.trainer import Trainer, TrainEvent
from engine.training.recipe import RunConfig
from engine.training.runs.starting_weights import sentence_embeddings
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_training import SMALL_HYBRID, drawn_pairs, small_tokenizer

LABELLED = 8
RULES = [RateRule("model.image_tower.backbone.", 0.0), RateRule("", 3e-3)]
CONFIG = ContrastiveConfig(
    batch_size=8, captions_per_image=2, classes_per_step=3, token_dropout=0.0, frozen_text_layers=1
)


def task() -> ContrastiveTask:
    data, model, tokenizer = drawn_pairs(), tiny_model(config=SMALL_HYBRID), small_tokenizer()
    views = ViewConfig(count=1)
    rng = np.random.default_rng(0)
    said = rng.dirichlet(np.ones(4), len(data) + LABELLED).astype(np.float32)
    vocabulary = Vocabulary(("dog", "cat", "circle", "square"), said)
    teachers = Teachers(sentence_embeddings(model, tokenizer, data.captions), (vocabulary,))
    stem = FrozenStem(require_hybrid(model), SMALL_HYBRID.image)
    images = FrozenImages([stem.see_view(data.pixels, 0, views, seed=0)])
    colours = np.array([text[0].split()[1] == "red" for text in data.captions[:LABELLED]], np.int64)
    labelled = LabelledImages(FrozenImages([images.views[0][:LABELLED]]), colours, ("blue", "red"), per_step=4)
    return ContrastiveTask(model, tokenizer, data, data, CONFIG, teachers, SeenImages(images, (labelled,)))


def test_training_on_sixteen_drawn_pairs_lowers_the_loss_and_finds_them(tmp_path: Path) -> None:
    heard: list[TrainEvent] = []
    run = Trainer(task(), RunConfig(epochs=40, warmup_steps=4, measure_every=40, precision="float32"), RULES, tmp_path)
    with torch.no_grad():
        before = run.task.measure()
    last = run.run(listen=heard.append)
    contrast = [event.values["contrast"] for event in heard if event.event == "step"]
    assert np.mean(contrast[-4:]) < 0.7 * np.mean(contrast[:4])
    assert last.values["t2i_R@5"] > before["t2i_R@5"]
    assert set(heard[0].values) == {"loss", "contrast", "similarity", "classes", "labels"}


def test_frozen_parts_do_not_move(tmp_path: Path) -> None:
    run = Trainer(task(), RunConfig(epochs=1, measure_every=9), RULES, tmp_path)
    backbone = {n: t.clone() for n, t in run.task.module.state_dict().items() if "backbone" in n}
    run.run()
    after = run.task.module.state_dict()
    assert all(torch.equal(tensor, after[name]) for name, tensor in backbone.items())


def test_losses_of_the_same_step_are_the_same_and_of_another_are_not() -> None:
    one = task()
    one.module.eval()
    with torch.no_grad():
        losses = [one.losses(one.prepare(0, step), slice(0, 1)) for step in (0, 0, 1)]
    assert losses[0] == losses[1]
    assert losses[0]["contrast"] != losses[2]["contrast"]


def test_every_photo_is_seen_once_an_epoch() -> None:
    one = task()
    rows = np.concatenate([one._rows(3, step) for step in range(one.steps_per_epoch)])
    assert sorted(rows.tolist()) == list(range(16))
    assert one._rows(4, 0).tolist() != one._rows(3, 0).tolist()


def test_temperature_never_sharpens_beyond_a_hundred() -> None:
    module = task().module
    with torch.no_grad():
        module.log_scale.fill_(20.0)
    assert float(module.scale.detach()) == pytest.approx(100.0)


def test_run_killed_and_resumed_ends_with_the_same_weights_to_the_bit(tmp_path: Path) -> None:
    config = RunConfig(epochs=3, warmup_steps=1, measure_every=9, precision="bfloat16")
    whole = Trainer(task(), config, RULES, tmp_path / "whole")
    whole.run()
    token = CancelToken()
    with pytest.raises(Cancelled):
        Trainer(task(), config, RULES, tmp_path / "cut").run(
            cancel=token, listen=lambda event: token.cancel() if event.step == 3 else None
        )
    resumed = Trainer(task(), config, RULES, tmp_path / "cut")
    assert resumed.run(resume=True).step == whole.run(resume=True).step
    after = resumed.task.module.state_dict()
    assert all(torch.equal(tensor, after[name]) for name, tensor in whole.task.module.state_dict().items())
