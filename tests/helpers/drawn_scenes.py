"""Drawn pictures and fixed texts whose embeddings by the embedded checkpoint are stored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

GOLDEN_TEXTS = (
    "a dog runs across the grass",
    "two people on a beach at sunset",
    "a red car",
    "children playing football",
    "a photo of a mountain",
    "Überraschung! 42 ??",
    "",
)
_STORED = Path(__file__).with_name("golden_embeddings.npz")


def drawn_scene(number: int, side: int) -> NDArray[np.uint8]:
    """Picture `number` of four: beach, house, ball on a lawn, night sky; (side, side, 3)."""
    grounds = [((120, 180, 240), (230, 200, 140)), ((150, 190, 230), (90, 150, 70)), ((200, 225, 250), (60, 140, 50))]
    sky, ground = [*grounds, ((10, 12, 40), (20, 20, 25))][number]
    image = Image.new("RGB", (side, side), sky)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, side * 3 // 5, side, side), fill=ground)
    if number == 0:
        draw.ellipse((side // 8, side // 8, side // 3, side // 3), fill=(255, 240, 120))
        draw.rectangle((0, side // 2, side, side * 3 // 5), fill=(40, 90, 200))
    elif number == 1:
        draw.rectangle((side // 4, side * 2 // 5, side * 3 // 4, side * 4 // 5), fill=(180, 60, 50))
        draw.polygon([(side // 5, side * 2 // 5), (side // 2, side // 8), (side * 4 // 5, side * 2 // 5)], (90, 40, 30))
    elif number == 2:
        draw.ellipse((side * 2 // 5, side // 2, side * 3 // 5, side * 7 // 10), fill=(230, 40, 40))
    else:
        for i in range(40):
            x, y = (i * 53) % side, (i * 31) % (side // 2)
            draw.ellipse((x, y, x + 2, y + 2), fill=(255, 255, 230))
    return np.asarray(image)


def golden_vectors() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The stored unit vectors of the four pictures and of `GOLDEN_TEXTS`."""
    with np.load(_STORED, allow_pickle=False) as stored:
        return stored["pictures"], stored["texts"]


def store_golden_vectors() -> None:
    """Write them anew: `python -m tests.helpers.drawn_scenes`, only when a new checkpoint is released."""
    from engine.config import ComputeConfig
    from engine.cots.catalogue import embedded_path
    from engine.cots.encoder import CotsEncoder

    encoder = CotsEncoder.load(embedded_path(), ComputeConfig(device="cpu", threads=1))
    pictures = encoder.encode_pictures(np.stack([drawn_scene(i, encoder.input_px) for i in range(4)]))
    np.savez_compressed(_STORED, pictures=pictures, texts=encoder.encode_texts(GOLDEN_TEXTS))


if __name__ == "__main__":
    store_golden_vectors()
