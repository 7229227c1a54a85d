"""Every picture of a fine-tuning, seen once through what stays, and dealt out: own, anchors, guard."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.jobs import CancelToken
from engine.training.data.augment import ViewConfig
from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning.finetune_features import TunedTops, views_below
from engine.training.finetuning.finetune_fit import Lesson
from engine.training.finetuning.finetune_guard import Guard, LabelledGuard, UnlabelledGuard
from engine.training.finetuning.finetune_material import Material
from engine.training.finetuning.finetune_pace import Pace
from engine.training.finetuning.finetune_scores import CaptionBook

# With fewer other pictures than this the captioned ones stand in for them: in the anchor and in the guard.
FEW_OTHERS = 40

# Some altered views are the guard's, and must show what the whole picture shows.
ALTERED = ViewConfig(count=2, min_area=0.5, whole_share=0.0)


@dataclass(frozen=True, slots=True)
class Seen:
    """What trainings and measurements read.

    Attributes:
        lesson: Own pictures and anchors.
        others: (O, T, W) whole pictures without captions: wrong answers to every own caption.
        guard: Decides whether the model may be kept; nothing of it is used before.
        trial: A guard of the anchors' half: helps to choose the mixing.
        general: (G, T, W) whole pictures, and `phrases`, that say how far vectors moved.
        phrases: All phrases.
        other_rows: (O,) which of the material's other pictures `others` are.
    """

    lesson: Lesson
    others: NDArray[np.float16]
    guard: Guard
    trial: Guard
    general: NDArray[np.float16]
    phrases: tuple[str, ...]
    other_rows: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Views:
    """What stays of the image tower says about every picture.

    Attributes:
        own: (V, N, T, W), the whole picture first.
        others: (2, O, T, W), whole and altered.
        labelled: (G, T, W) whole pictures of a labelled guard.
        other_rows: (O,) which of the material's other pictures were looked at.
    """

    own: NDArray[np.float16]
    others: NDArray[np.float16]
    labelled: NDArray[np.float16]
    other_rows: NDArray[np.int64]


def look(
    tops: TunedTops, material: Material, config: FinetuneConfig, pace: Pace, cancel: CancelToken | None = None
) -> Views:
    """Run what stays of the image tower over the pictures, all of them if half of the time is enough.

    The whole own pictures and a few others are always seen; how many random views and how many more others depends on
    how long that takes.

    Raises:
        Cancelled: A stop was asked for.
        OutOfMemory: The pictures do not fit.
        DiskFull: What was seen cannot be kept.
    """

    def views(pixels: NDArray[np.uint8], kind: ViewConfig, number: int, first: int = 0) -> NDArray[np.float16]:
        with pace.kept.rows(f"views-{number}-{first}") as rows:
            seed = config.seed + number
            return views_below(tops, pixels, kind, seed, first=first, cancel=cancel, seen=pace.advance, rows=rows)

    own, labelled = material.own.pixels, material.others[:0] if material.guard is None else material.guard.pixels
    pace.begin("Looking at the pictures", len(own) + len(labelled))
    began = time.monotonic()
    whole, guard = views(own, ViewConfig(count=1), 0), views(labelled, ViewConfig(count=1), 2)[0]
    decided = pace.kept.decided("looking")
    if decided is None:
        decided = {"affordable": pace.looking_s * (len(own) + len(labelled)) / max(1e-6, time.monotonic() - began)}
        pace.kept.decide("looking", decided)
    count, rows = _within(float(str(decided["affordable"])), len(own), len(material.others), config)
    others = material.others[rows]
    if len(others) < len(material.others):
        pace.note(f"To stay within the time, {len(others)} of {len(material.others)} other pictures are looked at.")
    pace.begin("Looking at the pictures", (count - 1) * len(own) + 2 * len(others))
    varied = views(own, ViewConfig(count=count), 0, first=1)
    return Views(np.concatenate([whole, varied]), views(others, ALTERED, 1), guard, rows)


def _within(affordable: float, own: int, others: int, config: FinetuneConfig) -> tuple[int, NDArray[np.int64]]:
    """Return how many views of own pictures, and which others, can be seen for about `affordable` views in all."""
    count = min(config.views, 1 + int(0.4 * affordable / own))
    wanted = max(FEW_OTHERS, int((affordable - (count - 1) * own) / 2))
    if wanted >= others:
        return count, np.arange(others)
    return count, np.sort(np.random.default_rng([config.seed, 6]).permutation(others)[:wanted])


def deal(tops: TunedTops, views: Views, material: Material, config: FinetuneConfig) -> Seen:
    """Deal pictures and phrases out by the seed: half of the general ones anchor, half are the guard's."""
    own, others = views.own, views.others
    general = others if others.shape[1] >= FEW_OTHERS else np.concatenate([others, _two_views(own)], axis=1)
    rng = np.random.default_rng([config.seed, 5])
    anchors, kept = np.array_split(rng.permutation(general.shape[1]), 2)
    learned, asked = np.array_split(rng.permutation(len(material.phrases)), 2)
    anchor_phrases = tuple(material.phrases[row] for row in learned)
    trial = UnlabelledGuard.of(tops, own[0], general[:, anchors], anchor_phrases)
    guard: Guard
    if material.guard is not None:
        guard = LabelledGuard(views.labelled, CaptionBook.of(material.guard.captions, material.guard.groups))
    else:
        asked_phrases = tuple(material.phrases[row] for row in asked)
        guard = UnlabelledGuard.of(tops, own[0], general[:, kept], asked_phrases)
    lesson = Lesson(
        own, CaptionBook.of(material.own.captions, material.own.groups), general[:, anchors], anchor_phrases
    )
    return Seen(lesson, others[0], guard, trial, general[0], material.phrases, views.other_rows)


def _two_views(seen: NDArray[np.float16]) -> NDArray[np.float16]:
    return seen[[0, min(1, len(seen) - 1)]]
