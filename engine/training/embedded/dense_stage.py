"""The second stage of the embedded recipe: the dense head, on photos with labels and mosaics with words in place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.errors import BadConfig
from engine.training.data.frozen_features import FrozenStem, cached, require_hybrid
from engine.training.data.pairs import PairData
from engine.training.embedded.dense_data import (
    PseudoMasks,
    build_mosaics,
    common_words,
    draw_mosaics,
    join_tiles,
    with_labelled,
    word_matrix,
)
from engine.training.embedded.dense_task import DenseConfig, DenseExamples, DenseTask, PlacedNames
from engine.training.embedded.places import Places

# What people type for the segmenter's classes; a step draws one of them per class.
SPOKEN_NAMES = {
    "aeroplane": ("airplane", "plane", "jet", "aeroplane"),
    "bicycle": ("bicycle", "bike"),
    "bird": ("bird", "birds"),
    "boat": ("boat", "ship", "kayak", "canoe"),
    "bus": ("bus",),
    "car": ("car", "cars", "vehicle", "truck"),
    "cat": ("cat", "kitten"),
    "cow": ("cow", "cattle"),
    "diningtable": ("table", "dining table", "dining"),
    "dog": ("dog", "dogs", "puppy"),
    "horse": ("horse", "horses", "pony"),
    "motorbike": ("motorcycle", "motorbike"),
    "person": ("person", "people", "man", "woman", "boy", "girl", "child", "someone"),
    "pottedplant": ("plant", "potted plant", "potted"),
    "sofa": ("couch", "sofa"),
    "train": ("train",),
    "tvmonitor": ("tv", "monitor", "screen", "television"),
}


@dataclass(frozen=True, slots=True)
class DenseMaterial:
    """What the second stage learns from.

    Attributes:
        captioned: Photos with captions.
        labelled: Photos with one label each, which counts as caption.
        masks: A segmenter's view of both.
        photo_fine: (N, G, G, C) float16, both as the frozen stem sees them.
        places: Where a classifier sees its names in them.
        mosaics: Mosaics to build.
        labelled_share: Share of their tiles that show a labelled photo.
        word_photos: A word must occur with this many photos, or be a label.
    """

    captioned: PairData
    labelled: PairData
    masks: PseudoMasks
    photo_fine: NDArray[np.float16]
    places: Places
    mosaics: int
    labelled_share: float
    word_photos: int = 12


def embed_bare(model: TwoStream, tokenizer: TextTokenizer, texts: tuple[str, ...]) -> NDArray[np.float32]:
    """Embed texts as they are, (T, D) unit vectors."""
    with torch.inference_mode():
        parts = [model.embed_texts(*tokenizer(texts[i : i + 256])).numpy() for i in range(0, len(texts), 256)]
    return np.concatenate(parts)


def dense_task(
    model: TwoStream,
    tokenizer: TextTokenizer,
    material: DenseMaterial,
    config: DenseConfig,
    seed: int,
    cache: Path,
) -> DenseTask:
    """Prepare the second stage for a model whose towers are trained."""
    dense = model.config.dense
    if dense is None:
        raise BadConfig("This recipe trains a dense head; the preset has none.")
    data = with_labelled(material.captioned, material.labelled)
    words = tuple(
        dict.fromkeys(
            common_words(data.captions, material.word_photos)
            + tuple(texts[0].lower() for texts in material.labelled.captions)
        )
    )
    matrix = word_matrix(data.captions, words)
    columns = {word: column for column, word in enumerate(words)}
    for row, texts in enumerate(material.labelled.captions, start=len(material.captioned)):
        matrix[row, columns[texts[0].lower()]] = True  # labels of several words are words here
    rng = np.random.default_rng([seed, 5])
    rows = draw_mosaics(len(material.captioned), len(material.labelled), material.labelled_share, material.mosaics, rng)
    labels = material.masks.labels(data.names, dense.grid)
    tile_labels = material.masks.labels(data.names, dense.grid // 2)
    stem = FrozenStem(require_hybrid(model), model.config.image)
    mosaic_fine = cached(cache / "dense-mosaics.npy", lambda: _see_mosaics(stem, data.pixels, rows))
    class_emb = tuple(
        embed_bare(model, tokenizer, SPOKEN_NAMES.get(name, (name,))) for name in material.masks.classes[1:]
    )
    places = material.places
    placed = PlacedNames(places.names, places.maps, embed_bare(model, tokenizer, places.texts))
    return DenseTask(
        model,
        DenseExamples(material.photo_fine, labels, matrix[:, None], placed),
        DenseExamples(
            mosaic_fine.astype(np.float16, copy=False), join_tiles(tile_labels[rows]).astype(np.int16), matrix[rows]
        ),
        class_emb,
        embed_bare(model, tokenizer, words),
        config,
    )


def _see_mosaics(stem: FrozenStem, pixels: NDArray[np.uint8], rows: NDArray[np.int64]) -> NDArray[np.float16]:
    """Build and see mosaics a part at a time: all of them at full size would not fit into memory."""
    parts = [stem.see_pixels(build_mosaics(pixels, rows[i : i + 128])) for i in range(0, len(rows), 128)]
    return np.concatenate(parts)
