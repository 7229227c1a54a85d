"""Image-text retrieval in both directions, by rank with ties against us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Encoder
from engine.evaluation.csv_tables import CaptionRow
from engine.evaluation.encoding import encode_pictures, encode_texts
from engine.evaluation.image_sets import ImageSet
from engine.evaluation.ranks import median_rank, rank_of_best, recalls
from engine.jobs import CancelToken, Reporter, ignore_progress

_ROWS_AT_ONCE = 512  # bounds the score matrix: 512 x 150,000 float32 is 300 MB


@dataclass(frozen=True, slots=True)
class RetrievalFigures:
    """Ranks summed up, percentages 0 to 100 (MedR is a rank)."""

    t2i: dict[str, float]
    i2t: dict[str, float]
    images: int
    captions: int


def measure_retrieval(
    encoder: Encoder,
    images: ImageSet,
    rows: Sequence[CaptionRow],
    *,
    every_image: bool = False,
    cancel: CancelToken | None = None,
    report: Reporter = ignore_progress,
) -> RetrievalFigures:
    """Embed every captioned image and every caption, rank both ways.

    Args:
        encoder: The model.
        images: Holds the captioned images.
        rows: Captions.
        every_image: Rank captions against all pictures of the set, also those that none of them describes.
        cancel: Asked before every batch.
        report: Told after every batch.

    Raises:
        BadData: A captioned image is absent or cannot be decoded.
        Cancelled: A stop was asked for.
    """
    names = list(dict.fromkeys(row.image for row in rows))
    position = {name: index for index, name in enumerate(names)}
    if every_image:
        captioned = {images.resolve(name) for name in names}
        names += [name for name in images.pictures if name not in captioned]
    owner = np.array([position[row.image] for row in rows], np.int64)
    image_emb = encode_pictures(encoder, images, names, cancel=cancel, report=report)
    text_emb = encode_texts(encoder, [row.caption for row in rows], cancel=cancel)
    return figures(image_emb, text_emb, owner, encoder.text_excess(text_emb))


def figures(
    image_emb: NDArray[np.float32],
    text_emb: NDArray[np.float32],
    owner: NDArray[np.int64],
    text_excess: NDArray[np.float32] | None = None,
) -> RetrievalFigures:
    """Rank captions against images and images against captions.

    Args:
        image_emb: (N, D) unit length.
        text_emb: (M, D) unit length.
        owner: (M,) the image each caption belongs to; images of no caption only make it harder to find the others.
        text_excess: (M,) what is taken off a caption's scores where captions are ranked.
    """
    described = np.unique(owner)
    t2i = _ranks(text_emb, image_emb, owner, np.arange(len(image_emb)))
    i2t = _ranks(image_emb[described], text_emb, described, owner, text_excess)
    return RetrievalFigures(
        t2i={**recalls(t2i), "MedR": median_rank(t2i)},
        i2t={**recalls(i2t), "MedR": median_rank(i2t)},
        images=len(image_emb),
        captions=len(text_emb),
    )


def _ranks(
    queries: NDArray[np.float32],
    gallery: NDArray[np.float32],
    query_image: NDArray[np.int64],
    gallery_image: NDArray[np.int64],
    gallery_excess: NDArray[np.float32] | None = None,
) -> NDArray[np.int64]:
    ranks = []
    for start in range(0, len(queries), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        is_right = query_image[rows, None] == gallery_image[None, :]
        scores = queries[rows] @ gallery.T
        if gallery_excess is not None:
            scores -= gallery_excess
        ranks.append(rank_of_best(scores, is_right))
    return np.concatenate(ranks) if ranks else np.zeros(0, np.int64)
