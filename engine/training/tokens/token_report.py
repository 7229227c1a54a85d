"""A picture to judge a visual tokenizer by: originals over what its codes still say of them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from engine.cots.atomic_file import write_atomically
from engine.cots.visual_tokens import DiscreteVae
from engine.training.tokens.token_pictures import Squares

_COLUMNS = 8
_GAP_PX = 4


@torch.no_grad()
def reconstruction_sheet(
    vae: DiscreteVae, squares: Squares, sizes_px: tuple[int, ...], shown_px: int
) -> NDArray[np.uint8]:
    """Draw up to eight pictures in columns: for every size the whole picture at it, and its reconstruction below.

    Args:
        vae: The tokenizer.
        squares: Pictures; those shown are spread evenly over them.
        sizes_px: Sides at which pictures are encoded, multiples of 8.
        shown_px: Side at which everything is shown.

    Returns:
        (H, W, 3) uint8 RGB on white.
    """
    chosen = squares.spread(_COLUMNS)
    step = shown_px + _GAP_PX
    sheet = np.full((2 * len(sizes_px) * step + _GAP_PX, len(chosen) * step + _GAP_PX, 3), 255, np.uint8)
    for size_index, side in enumerate(sizes_px):
        pictures = chosen.at(side)
        pairs = (pictures, vae.decode(vae.codes(pictures)).to(pictures.device))
        for row, images in enumerate(pairs, start=2 * size_index):
            for column, image in enumerate(images):
                top, left = _GAP_PX + row * step, _GAP_PX + column * step
                shown = Image.fromarray((image.permute(1, 2, 0) * 255).round().byte().numpy())
                sheet[top : top + shown_px, left : left + shown_px] = np.asarray(
                    shown.resize((shown_px, shown_px), Image.Resampling.BICUBIC)
                )
    return sheet


def write_png(path: Path, pixels: NDArray[np.uint8]) -> None:
    """Write (H, W, 3) uint8 as a PNG file.

    Raises:
        OSError: It could not be written.
    """
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    write_atomically(path, buffer.getvalue())
