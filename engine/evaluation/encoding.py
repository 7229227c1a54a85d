"""Embed an image set or a list of texts in batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.cots.protocol import Encoder
from engine.evaluation.image_sets import ImageSet
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress

_PICTURES_AT_ONCE = 32
_TEXTS_AT_ONCE = 64


def encode_pictures(
    encoder: Encoder,
    images: ImageSet,
    names: Sequence[str],
    *,
    cancel: CancelToken | None = None,
    report: Reporter = ignore_progress,
) -> NDArray[np.float32]:
    """Embed the named images, (N, D) in the order of `names`.

    Raises:
        BadData: An image cannot be decoded.
        Cancelled: A stop was asked for.
    """
    image_emb = np.zeros((len(names), encoder.dim), np.float32)
    done = 0
    for batch in _chunks(images.reading_order(names), _PICTURES_AT_ONCE):
        if cancel is not None:
            cancel.check()
        pixels = np.stack([images.square(names[index], encoder.input_px) for index in batch])
        image_emb[batch] = encoder.encode_pictures(pixels)
        done += len(batch)
        report(Progress(done, len(names), "Embedding images"))
    return image_emb


def encode_texts(encoder: Encoder, texts: Sequence[str], *, cancel: CancelToken | None = None) -> NDArray[np.float32]:
    """Embed texts, (N, D) in their order; texts of like length share a batch, so that little is padded.

    Raises:
        Cancelled: A stop was asked for.
    """
    text_emb = np.zeros((len(texts), encoder.dim), np.float32)
    by_length = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    for batch in _chunks(by_length, _TEXTS_AT_ONCE):
        if cancel is not None:
            cancel.check()
        text_emb[batch] = encoder.encode_texts([texts[index] for index in batch])
    return text_emb


def _chunks(indices: Sequence[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(indices), size):
        yield list(indices[start : start + size])
