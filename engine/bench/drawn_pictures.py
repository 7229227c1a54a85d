"""Pictures and captions out of nothing: as different from one another as photographs are in colour and grain."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_KINDS: Final = ("dog", "child", "woman", "man", "boat", "bicycle", "horse", "cat", "bird", "car", "kite", "ball")
_LOOKS: Final = ("red", "small", "brown", "old", "young", "white", "blue", "tall", "wet", "striped", "black", "yellow")
_DOES: Final = (
    "jumps over",
    "stands beside",
    "runs past",
    "lies on",
    "looks at",
    "waits near",
    "sits under",
    "moves toward",
)
_PLACES: Final = (
    "on the beach",
    "in the snow",
    "at the edge of a field",
    "in front of a house",
    "near the river at sunset",
    "on a busy street in the city",
    "under a large tree",
)


def draw_scene(number: int, width_px: int, height_px: int) -> NDArray[np.uint8]:
    """Draw (H, W, 3): sky, ground and some round things, with the grain of a sensor; the same for the same number."""
    rng = np.random.default_rng(number)
    top, bottom, ground = rng.integers(20, 255, (3, 3)).astype(np.float32)
    rows = np.linspace(0, 1, height_px, dtype=np.float32)[:, None, None]
    pixels = np.broadcast_to(top * (1 - rows) + bottom * rows, (height_px, width_px, 3)).copy()
    pixels[int(height_px * rng.uniform(0.5, 0.8)) :] = ground
    for _ in range(int(rng.integers(3, 9))):
        _add_disc(pixels, rng)
    pixels += _grain(rng, height_px, width_px)
    drawn: NDArray[np.uint8] = np.clip(pixels, 0, 255).astype(np.uint8)
    return drawn


def draw_squares(numbers: range, side_px: int) -> NDArray[np.uint8]:
    """Draw (B, S, S, 3) scenes."""
    return np.stack([draw_scene(number, side_px, side_px) for number in numbers])


def draw_caption(number: int) -> str:
    """Return a sentence of some ten words, the length of those in COCO; the same for the same number."""
    rng = np.random.default_rng([number, 1])
    who, what = rng.choice(len(_KINDS), 2, replace=False)
    looks = rng.choice(len(_LOOKS), 2, replace=False)
    does, place = _DOES[rng.integers(len(_DOES))], _PLACES[rng.integers(len(_PLACES))]
    return f"a {_LOOKS[looks[0]]} {_KINDS[who]} {does} a {_LOOKS[looks[1]]} {_KINDS[what]} {place}"


def _add_disc(pixels: NDArray[np.float32], rng: np.random.Generator) -> None:
    height, width = pixels.shape[:2]
    radius = min(height, width) * rng.uniform(0.04, 0.25)
    x, y = rng.uniform(0, width), rng.uniform(height * 0.2, height)
    colour = rng.integers(0, 255, 3)
    top, bottom = max(0, int(y - radius)), min(height, int(y + radius) + 1)
    left, right = max(0, int(x - radius)), min(width, int(x + radius) + 1)
    ys, xs = np.mgrid[top:bottom, left:right]
    pixels[top:bottom, left:right][(xs - x) ** 2 + (ys - y) ** 2 < radius**2] = colour


def _grain(rng: np.random.Generator, height: int, width: int) -> NDArray[np.float32]:
    """Return (H, W, 3) noise; a large picture repeats a piece of it, since drawing random numbers takes seconds."""
    piece = rng.normal(0, 6, (min(height, 512), min(width, 512), 3)).astype(np.float32)
    times = (-(-height // piece.shape[0]), -(-width // piece.shape[1]), 1)
    return np.tile(piece, times)[:height, :width]
