"""Which captioned pictures are held out: by content, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.training.finetune_config import FinetuneConfig

_INNER_FOLDS = 2


@dataclass(frozen=True, slots=True)
class Split:
    """Rows to train on and rows to measure on; no content is in both."""

    train: NDArray[np.int64]
    held_out: NDArray[np.int64]


def outer_splits(groups: NDArray[np.int64], config: FinetuneConfig) -> tuple[Split, ...]:
    """Split (N,) rows by their group for the verdict.

    Few pictures are too precious to hold some of them out for good, and a handful could prove nothing: every one is
    held out once, by a training that did not see it. Of many, a share is held out for good.
    """
    if len(np.unique(groups)) < config.few:
        return _folds(np.arange(len(groups)), groups, config.folds, [config.seed, 1])
    return (_share(np.arange(len(groups)), groups, config.held_out_share, [config.seed, 1]),)


def inner_splits(rows: NDArray[np.int64], groups: NDArray[np.int64], config: FinetuneConfig) -> tuple[Split, ...]:
    """Split the training rows again, to choose the mixing without a look at what is held out."""
    if len(np.unique(groups[rows])) < config.few:
        return _folds(rows, groups, _INNER_FOLDS, [config.seed, 2])
    return (_share(rows, groups, config.held_out_share, [config.seed, 2]),)


def _folds(rows: NDArray[np.int64], groups: NDArray[np.int64], folds: int, seed: list[int]) -> tuple[Split, ...]:
    order = np.random.default_rng(seed).permutation(np.unique(groups[rows]))
    parts = np.array_split(order, min(folds, len(order)))
    return tuple(_split(rows, groups, part) for part in parts)


def _share(rows: NDArray[np.int64], groups: NDArray[np.int64], share: float, seed: list[int]) -> Split:
    order = np.random.default_rng(seed).permutation(np.unique(groups[rows]))
    return _split(rows, groups, order[: max(1, round(share * len(order)))])


def _split(rows: NDArray[np.int64], groups: NDArray[np.int64], held: NDArray[np.int64]) -> Split:
    is_held = np.isin(groups[rows], held)
    return Split(rows[~is_held], rows[is_held])
