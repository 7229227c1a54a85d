"""Sixteen drawn pictures with captions, and a small hybrid model to train on them."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from engine.cots.presets import SMALL, TINY, DenseHeadConfig, TwoStreamConfig
from engine.cots.text import TextTokenizer
from engine.training.data.pairs import PairData
from tests.helpers.fakes import COLOURS
from tests.helpers.tiny_cots import tiny_tokenizer_json

SIDE = 64

# The embedded architecture with a lighter backbone, its transformers cut down.
SMALL_HYBRID: TwoStreamConfig = dataclasses.replace(
    SMALL,
    name="small-hybrid",
    embedding_dim=16,
    image=dataclasses.replace(SMALL.image, width=32, depth=1, heads=2, input_px=SIDE),
    text=TINY.text,
    dense=DenseHeadConfig(grid=4, width=16),
)


def small_tokenizer() -> TextTokenizer:
    """The tiny model's tokenizer."""
    return TextTokenizer.from_json(tiny_tokenizer_json(), SMALL_HYBRID.text.max_tokens)


def drawn_pairs() -> PairData:
    """One picture per (ground, square) pair of the four colours, two captions each."""
    names, captions, pixels = [], [], []
    for ground, ground_rgb in COLOURS.items():
        for square, square_rgb in COLOURS.items():
            names.append(f"{square}-on-{ground}.png")
            captions.append((f"a {square} square on {ground}", f"the photo of a {square} square on {ground}"))
            pixels.append(_draw(ground_rgb, square_rgb))
    return PairData(tuple(names), np.stack(pixels), tuple(captions))


def _draw(ground: tuple[int, int, int], square: tuple[int, int, int]) -> NDArray[np.uint8]:
    picture = np.empty((SIDE, SIDE, 3), np.uint8)
    picture[:] = ground
    picture[SIDE // 4 : 3 * SIDE // 4, SIDE // 4 : 3 * SIDE // 4] = square
    return picture
