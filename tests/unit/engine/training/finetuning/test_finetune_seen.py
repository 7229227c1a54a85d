from typing import Any

import numpy as np
import pytest

from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning.finetune_features import TunedTops
from engine.training.finetuning.finetune_guard import UnlabelledGuard
from engine.training.finetuning.finetune_material import LabelledPictures, Material
from engine.training.finetuning.finetune_pace import Pace
from engine.training.finetuning.finetune_seen import FEW_OTHERS, Views, deal, look
from tests.helpers.tiny_cots import drawn_pixels, tiny_model
from tests.helpers.tiny_training import small_tokenizer

CONFIG = FinetuneConfig(views=3, folds=2)
PHRASES = ("a dog", "a cat", "big circle", "small circle", "left", "right", "a photo", "two dog")


def material(others: int) -> Material:
    own = LabelledPictures(drawn_pixels(6), tuple((f"{word} dog",) for word in "abcdef"), np.arange(6))
    return Material(own, drawn_pixels(others, seed=1), PHRASES)


def looked(others: int, minutes: float) -> tuple[TunedTops, Views, list[dict[str, Any]]]:
    tops = TunedTops(tiny_model(), small_tokenizer())
    told: list[dict[str, Any]] = []
    views = look(tops, material(others), CONFIG, Pace(minutes, lambda event: told.append(dict(event))))
    return tops, views, told


def test_look_with_time_sees_every_view_of_every_picture() -> None:
    _, views, told = looked(50, minutes=10.0)
    assert views.own.shape[:2] == (3, 6)
    assert views.others.shape[:2] == (2, 50)
    assert "note" not in {event["event"] for event in told}


def test_look_without_time_sees_whole_own_pictures_and_a_few_others_and_says_so() -> None:
    _, views, told = looked(60, minutes=0.0)
    assert views.own.shape[:2] == (1, 6)
    assert views.others.shape[:2] == (2, FEW_OTHERS)
    (note,) = [event["text"] for event in told if event["event"] == "note"]
    assert f"{FEW_OTHERS} of 60" in note


@pytest.mark.parametrize(("others", "general"), [(50, 50), (3, 9), (0, 6)])
def test_deal_gives_anchors_and_guard_different_halves(others: int, general: int) -> None:
    tops, views, _ = looked(others, minutes=10.0)
    seen = deal(tops, views, material(others), CONFIG)
    anchors, guard = seen.lesson.anchor_seen, seen.guard
    assert isinstance(guard, UnlabelledGuard)
    assert seen.general.shape[0] == general
    altered = {vector.tobytes() for vector in guard.altered}
    assert anchors.shape[1] + len(altered) == general
    assert not altered & {vector.tobytes() for vector in anchors[1]}
    assert not set(seen.lesson.anchor_phrases) & set(guard.phrases)
