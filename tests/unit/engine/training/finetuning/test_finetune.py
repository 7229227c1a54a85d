import dataclasses
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch

from engine.cots.two_stream import TwoStream
from engine.errors import BadData
from engine.jobs import Cancelled, CancelToken
from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning.finetune import Outcome, finetune
from engine.training.finetuning.finetune_material import LabelledPictures, Material
from engine.training.finetuning.finetune_pace import Pace
from tests.helpers.tiny_cots import TINY_CALIBRATION, drawn_pixels, tiny_model
from tests.helpers.tiny_training import drawn_pairs, small_tokenizer

PHRASES = ("a dog", "a cat", "big circle", "small circle", "left", "right", "a photo", "two dog and a cat")
CONFIG = FinetuneConfig(steps=40, rate=2e-2, keep_weights=0.0, keep_vectors=0.1, folds=4, views=2, anchors=8)


def material(shift: int = 0) -> Material:
    pairs = drawn_pairs()
    captions = pairs.captions[shift:] + pairs.captions[:shift]
    others = drawn_pixels(44)
    return Material(LabelledPictures(pairs.pixels[:, ::2, ::2], captions, np.arange(len(pairs))), others, PHRASES)


def run(
    config: FinetuneConfig = CONFIG, chosen: Material | None = None, cancel: CancelToken | None = None
) -> tuple[TwoStream, Outcome, list[dict[str, Any]]]:
    model = tiny_model()
    told: list[dict[str, Any]] = []
    outcome = finetune(
        model,
        small_tokenizer(),
        TINY_CALIBRATION,
        chosen or material(),
        config,
        cancel=cancel,
        pace=Pace(config.minutes, lambda event: told.append(dict(event))),
    )
    return model, outcome, told


@cache
def learned() -> tuple[TwoStream, Outcome, list[dict[str, Any]]]:
    return run(dataclasses.replace(CONFIG, guard_drop=100.0, guard_bound=100.0))


def test_finetune_on_drawn_squares_finds_the_held_out_ones_better_and_keeps_the_weights() -> None:
    model, outcome, _ = learned()
    assert outcome.verdict.accepted
    assert outcome.after["own_mrr"] > outcome.before["own_mrr"]
    assert outcome.mixing > 0
    assert not torch.equal(model.text_proj.weight, tiny_model().text_proj.weight)
    assert outcome.calibration != TINY_CALIBRATION


def test_finetune_that_may_forget_nothing_leaves_the_model_as_it_was() -> None:
    model, outcome, _ = run(dataclasses.replace(CONFIG, guard_bound=0.0, guard_drop=0.0, mixing=False))
    assert not outcome.verdict.accepted
    start = tiny_model().state_dict()
    assert all(torch.equal(tensor, start[name]) for name, tensor in model.state_dict().items())
    assert outcome.calibration == TINY_CALIBRATION


def test_finetune_tells_progress_losses_and_figures_in_order() -> None:
    _, outcome, told = learned()
    kinds = [event["event"] for event in told]
    assert kinds[0] == "note"
    measured = [event for event in told if event["event"] == "measured"]
    assert [event["when"] for event in measured] == ["before", "after"]
    assert [event["values"] for event in measured] == [outcome.before, outcome.after]
    last = [event for event in told if event["event"] == "progress"][-1]
    assert last["done"] == last["total"]
    losses = [event["loss"] for event in told if event["event"] == "step"]
    assert all(np.isfinite(losses))


def test_finetune_without_time_accepts_nothing() -> None:
    _, outcome, _ = run(dataclasses.replace(CONFIG, minutes=0.0))
    assert outcome.steps == 0
    assert not outcome.verdict.accepted
    assert "time was over" in outcome.verdict.reason


def test_finetune_of_the_same_seed_gives_the_same_weights() -> None:
    config = dataclasses.replace(CONFIG, mixing=False, steps=3)
    one, other = run(config), run(config)
    assert one[1].after == other[1].after
    assert torch.equal(one[0].text_proj.weight, other[0].text_proj.weight)


def test_finetune_with_captions_of_other_pictures_is_not_accepted() -> None:
    _, outcome, _ = run(chosen=material(shift=5))
    assert not outcome.verdict.accepted


def test_finetune_asked_to_stop_stops() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        run(cancel=cancel)


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        (lambda o: dataclasses.replace(o, groups=np.zeros(len(o.groups), np.int64)), "Only 1 different pictures"),
        (lambda o: dataclasses.replace(o, captions=(("a dog",),) * len(o.captions)), "the same text"),
        (lambda o: dataclasses.replace(o, pixels=np.repeat(o.pixels[:1], len(o.pixels), axis=0)), "the same picture"),
    ],
)
def test_finetune_on_what_cannot_teach_is_refused_in_a_sentence(
    own: Callable[[LabelledPictures], LabelledPictures], sentence: str
) -> None:
    good = material()
    with pytest.raises(BadData, match=sentence):
        run(chosen=dataclasses.replace(good, own=own(good.own)))
