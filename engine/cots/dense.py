"""The dense head: an embedding per cell of the picture, in the same space as the texts."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.presets import DenseHeadConfig


class DenseHead(nn.Module):
    """1x1, depthwise 3x3 and 1x1 convolutions over the tower's maps, resized to one grid and stacked.

    It reads the image tower and changes nothing in it: the global embedding is the same with and without it.
    """

    def __init__(self, config: DenseHeadConfig, map_channels: Sequence[int], embedding_dim: int) -> None:
        super().__init__()
        self.grid = config.grid
        # Maps of different layers differ in scale by an order of magnitude.
        self.norms = nn.ModuleList(nn.GroupNorm(1, channels) for channels in map_channels)
        self.mix = nn.Conv2d(sum(map_channels), config.width, kernel_size=1)
        self.spread = nn.Conv2d(config.width, config.width, kernel_size=3, padding=1, groups=config.width)
        self.project = nn.Conv2d(config.width, embedding_dim, kernel_size=1)

    def forward(self, maps: Sequence[Tensor]) -> Tensor:
        """Turn maps (B, C, G', G') into unit vectors (B, G, G, D) over the whole picture."""
        weights = torch.split(self.mix.weight[:, :, 0, 0], [part.shape[1] for part in maps], dim=1)
        biases = [self.mix.bias, *[None] * (len(maps) - 1)]
        mixed = [
            self._resized(functional.linear(norm(part).permute(0, 2, 3, 1), weight, bias).permute(0, 3, 1, 2))
            for norm, part, weight, bias in zip(self.norms, maps, weights, biases, strict=True)
        ]
        x = functional.gelu(sum(mixed[1:], mixed[0]))
        x = x + functional.gelu(self.spread(x))
        return functional.normalize(self.project(x).permute(0, 2, 3, 1), dim=-1)

    def _resized(self, part: Tensor) -> Tensor:
        """Resize what the 1x1 convolution makes of one map: the same as the other way round, of fewer numbers."""
        size = (self.grid, self.grid)
        if part.shape[2:] == size:
            return part
        return functional.interpolate(part, size=size, mode="bilinear", align_corners=False)
