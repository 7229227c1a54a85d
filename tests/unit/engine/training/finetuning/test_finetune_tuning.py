"""What a candidate's verdict rests on."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning.finetune_scores import Scores
from engine.training.finetuning.finetune_tuning import Trial, Tuned

CONFIG = FinetuneConfig()
MOMENTS, PHOTOS = 60, 20


def _trial(gaining: np.ndarray, contents: np.ndarray) -> Trial:
    """A trial in which pictures go from the fourth to the first place, or stay at the fourth."""
    before = Scores.of_ranks(np.full(len(gaining), 4))
    after = Scores.of_ranks(np.where(gaining, 1, 4))
    guard = Scores.of_ranks(np.ones(50, np.int64))
    return Trial((before, before), (after, after), contents, guard, guard, Tuned({}, 1.0, 50))


def test_verdict_of_one_clip_with_many_moments_is_that_of_one_picture() -> None:
    contents = np.array([0] * MOMENTS + list(range(1, PHOTOS + 1)))
    clip_alone = _trial(contents == 0, contents).verdict(CONFIG)
    assert not clip_alone.accepted
    assert clip_alone.figures["held_out"] == PHOTOS + 1
    assert clip_alone.figures["own_gain"] == pytest.approx(75 / (PHOTOS + 1), abs=0.01)
    assert _trial(contents != 1, contents).verdict(CONFIG).accepted


def test_verdict_of_pictures_of_their_own_does_not_depend_on_how_they_are_numbered() -> None:
    gaining = np.arange(PHOTOS) % 3 == 0
    trial = _trial(gaining, np.arange(PHOTOS))
    assert trial.verdict(CONFIG) == dataclasses.replace(trial, contents=np.arange(PHOTOS)[::-1]).verdict(CONFIG)
