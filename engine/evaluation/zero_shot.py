"""Zero-shot label ranking: a label's text embedding is the mean over the checkpoint's prompts; ties against us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Encoder
from engine.evaluation.csv_tables import LabelRow
from engine.evaluation.encoding import encode_pictures, encode_texts
from engine.evaluation.image_sets import ImageSet
from engine.evaluation.ranks import rank_of_best, recall_at
from engine.jobs import CancelToken, Reporter, ignore_progress


@dataclass(frozen=True, slots=True)
class ZeroShotFigures:
    """Percentages 0 to 100, and what was counted."""

    top1: float
    top5: float
    labels: int
    images: int


def measure_zero_shot(
    encoder: Encoder,
    images: ImageSet,
    rows: Sequence[LabelRow],
    *,
    cancel: CancelToken | None = None,
    report: Reporter = ignore_progress,
) -> ZeroShotFigures:
    """Rank every label of the table for each image.

    Raises:
        BadData: An image is absent or cannot be decoded.
        Cancelled: A stop was asked for.
    """
    labels = sorted({row.label for row in rows})
    column = {label: index for index, label in enumerate(labels)}
    label_emb = embed_labels(encoder, labels, encoder.calibration.prompts, cancel=cancel)
    names = [row.image for row in rows]
    image_emb = encode_pictures(encoder, images, names, cancel=cancel, report=report)
    truth = np.array([column[row.label] for row in rows], np.int64)
    is_right = truth[:, None] == np.arange(len(labels))[None, :]
    ranks = rank_of_best(image_emb @ label_emb.T, is_right)
    return ZeroShotFigures(recall_at(ranks, 1), recall_at(ranks, 5), len(labels), len(rows))


def embed_labels(
    encoder: Encoder, labels: Sequence[str], prompts: Sequence[str], *, cancel: CancelToken | None = None
) -> NDArray[np.float32]:
    """Embed labels as the unit-length mean over the prompts (each with one `{}`), (L, D)."""
    total = np.zeros((len(labels), encoder.dim), np.float32)
    for prompt in prompts:
        total += encode_texts(encoder, [prompt.format(label) for label in labels], cancel=cancel)
    unit: NDArray[np.float32] = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
    return unit
