"""Random views of pictures, a whole batch at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class ViewConfig:
    """How far a view may be from the picture.

    Attributes:
        count: Views kept of every picture.
        min_area: Smallest share of the picture a crop keeps.
        max_aspect: Largest ratio of a crop's sides, relative to the picture's.
        whole_share: Share of views that show the whole picture, as at search time.
        brightness: Largest relative change of brightness and of contrast.
    """

    count: int = 6
    min_area: float = 0.4
    max_aspect: float = 4 / 3
    whole_share: float = 0.1
    brightness: float = 0.25


def random_boxes(count: int, config: ViewConfig, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return (B, 4) crops as centre x, centre y, width, height, all relative to the picture and inside it."""
    area = rng.uniform(config.min_area, 1.0, count)
    aspect = np.exp(rng.uniform(-np.log(config.max_aspect), np.log(config.max_aspect), count))
    width = np.minimum(1.0, np.sqrt(area * aspect))
    height = np.minimum(1.0, np.sqrt(area / aspect))
    is_whole = rng.random(count) < config.whole_share
    width[is_whole] = height[is_whole] = 1.0
    x = rng.uniform(width / 2, 1 - width / 2)
    y = rng.uniform(height / 2, 1 - height / 2)
    return np.stack([x, y, width, height], axis=1).astype(np.float32)


def random_views(pixels: NDArray[np.uint8], config: ViewConfig, rng: np.random.Generator) -> Tensor:
    """Crop, mirror and relight (B, S, S, 3) uint8 pictures; return (B, 3, S, S) float32 in [0, 1]."""
    pictures = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255.0
    boxes = torch.from_numpy(random_boxes(len(pixels), config, rng))
    mirror = torch.from_numpy(np.where(rng.random(len(pixels)) < 0.5, -1.0, 1.0).astype(np.float32))
    theta = torch.zeros(len(pixels), 2, 3)
    theta[:, 0, 0] = boxes[:, 2] * mirror
    theta[:, 1, 1] = boxes[:, 3]
    theta[:, :, 2] = 2 * boxes[:, :2] - 1
    grid = functional.affine_grid(theta, list(pictures.shape), align_corners=False)
    views = functional.grid_sample(pictures, grid, padding_mode="reflection", align_corners=False)
    return _relight(views, config.brightness, rng)


def _relight(views: Tensor, strength: float, rng: np.random.Generator) -> Tensor:
    gain, contrast = (
        torch.from_numpy(rng.uniform(1 - strength, 1 + strength, (len(views), 1, 1, 1)).astype(np.float32))
        for _ in range(2)
    )
    mean = views.mean(dim=(1, 2, 3), keepdim=True)
    return ((views - mean) * contrast + mean).mul(gain).clamp(0.0, 1.0)
