"""Photos with one label each: which of them teach, and which are kept to measure names that nothing has shown."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.training.data.pairs import PairData


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Labelled photos of one closed set of names.

    Attributes:
        name: What the set is called.
        training: The photos that teach; their label is their only caption.
        held_out: The photos that measure.
        per_step: Photos that a training step draws.
        is_of_teacher: The labels are names of the class teacher, so they are taught together with its own.
    """

    name: str
    training: PairData
    held_out: PairData
    per_step: int
    is_of_teacher: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The labels of the training photos, sorted."""
        return tuple(sorted({texts[0] for texts in self.training.captions}))

    @property
    def labels(self) -> NDArray[np.int64]:
        """The place of each training photo's label among `names`."""
        places = {name: place for place, name in enumerate(self.names)}
        return np.array([places[texts[0]] for texts in self.training.captions], np.int64)


def split_photos(data: PairData, share: float, seed: int) -> tuple[PairData, PairData]:
    """Return (training, held out): of every label, the same share of photos is held out."""
    rng = np.random.default_rng([seed, 3])
    labels = np.array([texts[0] for texts in data.captions])
    is_held_out = np.zeros(len(data), np.bool_)
    for label in np.unique(labels):
        rows = rng.permutation(np.flatnonzero(labels == label))
        is_held_out[rows[: round(share * len(rows))]] = True
    return data.subset(np.flatnonzero(~is_held_out)), data.subset(np.flatnonzero(is_held_out))


def split_labels(data: PairData, count: int, seed: int) -> tuple[PairData, PairData]:
    """Return (training, held out): all photos of `count` labels are held out, so none of them is ever shown."""
    labels = np.array([texts[0] for texts in data.captions])
    unseen = np.random.default_rng([seed, 4]).permutation(np.unique(labels))[:count]
    is_held_out = np.isin(labels, unseen)
    return data.subset(np.flatnonzero(~is_held_out)), data.subset(np.flatnonzero(is_held_out))


def with_own_labels(
    probabilities: NDArray[np.float32], labels: tuple[str, ...], names: tuple[str, ...], share: float = 0.5
) -> NDArray[np.float32]:
    """Mix (N, K) probabilities of a classifier with what is known: the label's name gets `share` of each row."""
    mixed = (1 - share) * probabilities
    columns: dict[str, list[int]] = {}
    for column, name in enumerate(names):
        columns.setdefault(name, []).append(column)
    for row, label in enumerate(labels):
        own = columns[label]  # two classes may share a name
        mixed[row, own] += share / len(own)
    return mixed


def write_labels(path: Path, data: PairData) -> None:
    """Write `image,label`, as `evoke eval zeroshot` reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("image", "label"))
        table.writerows((name, texts[0]) for name, texts in zip(data.names, data.captions, strict=True))
