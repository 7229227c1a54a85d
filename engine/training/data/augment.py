"""Random views of pictures: drawn per batch or per row, applied to a whole batch at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.training.recipe import ViewsConfig


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

    count: int = 7
    min_area: float = 0.4
    max_aspect: float = 4 / 3
    whole_share: float = 0.1
    brightness: float = 0.25


@dataclass(frozen=True, slots=True)
class ViewDraws:
    """What was drawn for B views.

    Attributes:
        boxes: (B, 4) crops as centre x, centre y, width, height, relative to the picture.
        mirror: (B,) 1, or -1 for a mirrored view.
        gain: (B,) factor on the brightness.
        contrast: (B,) factor on the distance from the mean.
    """

    boxes: NDArray[np.float32]
    mirror: NDArray[np.float32]
    gain: NDArray[np.float32]
    contrast: NDArray[np.float32]


def random_boxes(count: int, config: ViewConfig | ViewsConfig, rng: np.random.Generator) -> NDArray[np.float32]:
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


def draw_views(
    count: int, config: ViewConfig | ViewsConfig, rng: np.random.Generator, *, mirror: bool = True
) -> ViewDraws:
    """Draw `count` views from one generator."""
    boxes = random_boxes(count, config, rng)
    is_mirrored = (rng.random(count) < 0.5) & mirror
    low, high = 1 - config.brightness, 1 + config.brightness
    gain, contrast = (rng.uniform(low, high, count).astype(np.float32) for _ in range(2))
    return ViewDraws(boxes, np.where(is_mirrored, -1.0, 1.0).astype(np.float32), gain, contrast)


def draw_views_per_row(rngs: Sequence[np.random.Generator], config: ViewsConfig) -> ViewDraws:
    """Draw one view from each generator: a row's view does not depend on which rows share its batch."""
    draws = [draw_views(1, config, rng, mirror=config.mirror) for rng in rngs]
    return ViewDraws(
        np.concatenate([draw.boxes for draw in draws]),
        np.concatenate([draw.mirror for draw in draws]),
        np.concatenate([draw.gain for draw in draws]),
        np.concatenate([draw.contrast for draw in draws]),
    )


def apply_views(pictures: Tensor, draws: ViewDraws) -> Tensor:
    """Crop, mirror and relight (B, 3, S, S) pictures in [0, 1]; return the same shape, in [0, 1]."""
    device = pictures.device
    boxes = torch.from_numpy(draws.boxes).to(device)
    theta = torch.zeros(len(pictures), 2, 3, device=device)
    theta[:, 0, 0] = boxes[:, 2] * torch.from_numpy(draws.mirror).to(device)
    theta[:, 1, 1] = boxes[:, 3]
    theta[:, :, 2] = 2 * boxes[:, :2] - 1
    grid = functional.affine_grid(theta, list(pictures.shape), align_corners=False)
    views = functional.grid_sample(pictures, grid, padding_mode="reflection", align_corners=False)
    gain, contrast = (torch.from_numpy(a).to(device).view(-1, 1, 1, 1) for a in (draws.gain, draws.contrast))
    mean = views.mean(dim=(1, 2, 3), keepdim=True)
    return ((views - mean) * contrast + mean).mul(gain).clamp(0.0, 1.0)


def random_views(pixels: NDArray[np.uint8], config: ViewConfig, rng: np.random.Generator) -> Tensor:
    """Crop, mirror and relight (B, S, S, 3) uint8 pictures; return (B, 3, S, S) float32 in [0, 1]."""
    pictures = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255.0
    return apply_views(pictures, draw_views(len(pixels), config, rng))
