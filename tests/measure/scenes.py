"""Drawn landscapes, as different as photographs are in colour."""

from __future__ import annotations

import numpy as np
from PIL import Image


def draw_scene(number: int, side: tuple[int, int] = (320, 240)) -> Image.Image:
    """Draw one of many landscapes: sky, ground and some shapes, as different as photographs are in colour."""
    rng = np.random.default_rng(number)
    height, width = side[1], side[0]
    top, bottom, ground = rng.integers(20, 255, (3, 3))
    rows = np.linspace(0, 1, height)[:, None, None]
    pixels = np.broadcast_to(top * (1 - rows) + bottom * rows, (height, width, 3)).copy()
    pixels[int(height * rng.uniform(0.5, 0.8)) :] = ground
    ys, xs = np.mgrid[0:height, 0:width]
    for _ in range(int(rng.integers(2, 7))):
        x, y, radius = rng.uniform(0, width), rng.uniform(height * 0.2, height), rng.uniform(8, 70)
        pixels[(xs - x) ** 2 + ((ys - y) * rng.uniform(0.5, 2)) ** 2 < radius**2] = rng.integers(0, 255, 3)
    noisy = pixels + rng.normal(0, 6, pixels.shape)
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))
