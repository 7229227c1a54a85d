"""Why a picture matches: one heat map per content word of the query, and how much each word helped."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.cots.encoder import CotsEncoder
from engine.cots.hub_image_tower import HubImageTower
from engine.cots.weighed_text import LEAST_WEIGHT, Words, add_up, text_sum, without
from engine.cots.words import visible_words
from engine.device import memory_errors_translated
from engine.explain.capture import captured_attention
from engine.explain.relevance import cell_relevance, probe_relevance, token_relevance
from engine.records import Explanation, WordMap

# "-word" and -"two words" push away in a search; they are not seen in the picture.
_PUSHED_AWAY = re.compile(r'(?<!\S)[-\u2212\u2013](?:"[^"]*"|\S+)')


EmbedTexts = Callable[[Sequence[str]], NDArray[np.float32]]
WordVectors = Callable[[], NDArray[np.float32]]  # (W, D), as soon as they are there


class MapMethod(Enum):
    """How a word's map is made.

    PATCHES: cosine of every cell's dense embedding with the word; no gradients.
    ATTENTION: gradient-weighted attention of the image tower for the cosine with the word.
    """

    PATCHES = "patches"
    ATTENTION = "attention"


def content_words(query: str) -> tuple[str, ...]:
    """Return the words of a query that can be seen in a picture, as typed and each once.

    Stop words, quotes and words with a minus are left out; a query of stop words alone keeps them.
    """
    return visible_words(_PUSHED_AWAY.sub(" ", query))


def explain(
    encoder: CotsEncoder,
    query: str,
    pixels: NDArray[np.uint8],
    *,
    words: Words | None = None,
    embed_texts: EmbedTexts | None = None,
    method: MapMethod = MapMethod.PATCHES,
) -> Explanation:
    """Explain how a picture matches a query, with one image pass for all words together.

    Args:
        encoder: The encoder the picture was found with.
        query: The typed query; words that push away are ignored.
        pixels: (S, S, 3) uint8, the whole upright picture stretched to the encoder's input.
        words: The words (or phrases) to show with their weights, where 0 is off; otherwise the content words.
        embed_texts: Gives the vectors of texts, for callers that remember them; otherwise the encoder embeds all.
        method: How maps are made.

    Returns:
        One map per word, in the order given: `grid` is (G, G) in [0, 1] with its maximum at 1. A word that is off has
        no share in the score and a map of zeros. `score` is the cosine of the weighed query with the picture.

    Raises:
        OutOfMemory: The picture does not fit into the device's memory.
    """
    began = time.perf_counter()
    given = tuple((word, 1.0) for word in content_words(query)) if words is None else tuple(words)
    shown = [word for word, weight in given if weight > LEAST_WEIGHT]
    positive = " ".join(_PUSHED_AWAY.sub(" ", query).replace('"', " ").split())
    sums = [text_sum(positive, given), *(text_sum(positive, without(given, word)) for word in shown)]
    texts = list(dict.fromkeys([*shown, *(text for factors in sums for text in factors)]))
    # Texts and picture know nothing of each other, and are read beside each other where there is more than one core.
    with ThreadPoolExecutor(1, "texts") as beside, memory_errors_translated():
        reading = beside.submit(embed_texts or encoder.encode_texts, texts)

        def word_vectors() -> NDArray[np.float32]:
            embedded = dict(zip(texts, reading.result(), strict=True))
            return _stacked([embedded[word] for word in shown], encoder.dim)

        maps_of = _patch_maps if method is MapMethod.PATCHES else _attention_maps
        image_emb, grids = maps_of(encoder, pixels, word_vectors)
        score, *lesser = (add_up(sums, dict(zip(texts, reading.result(), strict=True))) @ image_emb).tolist()
    seen = {word: (score - less, grid) for word, less, grid in zip(shown, lesser, grids, strict=True)}
    off = (0.0, np.zeros((encoder.grid, encoder.grid), np.float32))
    maps = tuple(WordMap(word, *seen.get(word, off), weight) for word, weight in given)
    return Explanation(query, maps, score, (time.perf_counter() - began) * 1000.0)


def _stacked(vectors: Sequence[NDArray[np.float32]], dim: int) -> NDArray[np.float32]:
    """Return (W, D), also where there are none."""
    return np.stack(vectors) if vectors else np.empty((0, dim), np.float32)


def rescaled(grid: NDArray[np.floating]) -> NDArray[np.float32]:
    """Stretch a (G, G) map to [0, 1], its maximum at 1; a map without any difference is 1 everywhere."""
    low, high = float(grid.min()), float(grid.max())
    if not high > low:
        return np.ones(grid.shape, np.float32)
    return ((grid - low) / (high - low)).astype(np.float32)


def smoothed(grid: NDArray[np.floating]) -> NDArray[np.floating]:
    """Blur a (G, G) map by its neighbours, weights 1-2-1 along both sides: a lone cell points badly."""
    for axis in (0, 1):
        padding = [(1, 1) if side == axis else (0, 0) for side in (0, 1)]
        padded = np.pad(grid, padding, mode="edge")
        count = grid.shape[axis]
        before, after = padded.take(range(count), axis), padded.take(range(2, count + 2), axis)
        grid = (before + 2 * grid + after) / 4
    return grid


def _patch_maps(
    encoder: CotsEncoder, pixels: NDArray[np.uint8], word_vectors: WordVectors
) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """Return the picture's embedding (D,) and a map per word, by the cells' cosines.

    The picture and its mirror image are seen at once and their maps averaged: what both point at is rarely chance.
    """
    image_emb, patches = encoder.encode_patches(np.stack([pixels, pixels[:, ::-1]]))
    cosines = np.einsum("vijd,wd->vwij", patches, word_vectors())
    grids = (cosines[0] + cosines[1, :, :, ::-1]) / 2
    return image_emb[0], [rescaled(smoothed(grid)) for grid in grids]


def _attention_maps(
    encoder: CotsEncoder, pixels: NDArray[np.uint8], word_vectors: WordVectors
) -> tuple[NDArray[np.float32], list[NDArray[np.float32]]]:
    """Return the picture's embedding (D,) and a map per word, by gradient-weighted attention."""
    model = encoder.model
    tower = model.image_tower
    attending = tower.attending if isinstance(tower, HubImageTower) else list(tower.blocks)
    with captured_attention(attending) as capture:
        image_emb = model.embed_images(encoder.normalise(pixels[None]))[0]
        words = torch.from_numpy(word_vectors()[:, : model.config.embedding_dim]).to(image_emb)
        grids = [_attention_map(capture.maps, capture.gradients(image_emb @ word), encoder.grid) for word in words]
    return encoder.complete_pictures(image_emb.detach()[None])[0].cpu().numpy(), grids


def _attention_map(maps: Sequence[Tensor], gradients: Sequence[Tensor], grid: int) -> NDArray[np.float32]:
    with torch.no_grad():
        cells = _cells([part[0] for part in maps], [part[0] for part in gradients])
        resized = functional.interpolate(cells[None, None], size=(grid, grid), mode="bilinear", align_corners=False)
    return rescaled(resized[0, 0].float().cpu().numpy())


def _cells(maps: Sequence[Tensor], gradients: Sequence[Tensor]) -> Tensor:
    """Return the cells' relevance (G, G), for [CLS] or for a probe whose one row comes last."""
    if maps[-1].shape[1] > 1:
        return cell_relevance(token_relevance(maps, gradients))
    return probe_relevance(token_relevance(maps[:-1], gradients[:-1]), maps[-1], gradients[-1])
