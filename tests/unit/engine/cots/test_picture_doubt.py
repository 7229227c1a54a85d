"""How unsure a model is of pictures: only one that corrects hubs tells."""

from __future__ import annotations

import dataclasses

import numpy as np

from engine.cots.picture_doubt import doubts_of
from engine.cots.presets import TINY, LocalScalingConfig


def test_doubts_are_the_correction_of_a_model_that_has_one() -> None:
    vectors = np.arange(12, dtype=np.float16).reshape(3, 4)
    plain = dataclasses.replace(TINY, local_scaling=None)
    assert doubts_of(vectors, plain).tolist() == [0.0, 0.0, 0.0]
    scaled = dataclasses.replace(plain, local_scaling=LocalScalingConfig(4, 4, 2))
    assert doubts_of(vectors, scaled).tolist() == [2.0, 6.0, 10.0]
    assert doubts_of(vectors[:0], scaled).tolist() == []
