"""How unsure a model is of pictures, read from their vectors: those it corrects for hubs tell how near texts are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.cots.presets import TwoStreamConfig

_CORRECTION = -2  # the place of the correction in a completed vector, see `local_scaling.LocalScaling`


def doubts_of(vectors: NDArray[np.floating], config: TwoStreamConfig) -> NDArray[np.float32]:
    """Return how far from all texts each picture (N, D) lies, for ordering; zeros where the vectors do not tell.

    The correction grows with a picture's nearness to its nearest texts: what is near to none is hard to find by any.
    """
    if config.local_scaling is None or not len(vectors):
        return np.zeros(len(vectors), np.float32)
    return np.asarray(vectors[:, _CORRECTION], np.float32)
