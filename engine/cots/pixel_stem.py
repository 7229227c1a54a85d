"""The first convolution of an image tower on a processor, reading pixels as they are."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.cots.fused_convs import FusedConv, as_even_conv


class PixelStem(nn.Module):
    """A convolution of stride 2 over pixels of 0 to 255; over normalised pictures it is the one it stands for.

    Pictures are normalised and padded in the one pass that turns bytes into numbers: the mean is taken off on the
    way, the division is in the weights, and the room that TensorFlow pads with is there before the pixels come.
    """

    def __init__(self, stem: FusedConv, mean: Tensor, std: Tensor) -> None:
        """Take over a convolution, and the (3,) mean and deviation of pixels on a scale of 0 to 1."""
        super().__init__()
        self.normalised = stem
        self.inner = FusedConv(*as_even_conv(stem, 1 / (255.0 * std)))
        extra = stem.weight.shape[2] - 3  # the kernel's side less the stride; `stem` has a row of zeros besides
        self._before, self._extra = extra // 2, extra
        self._mean: NDArray[np.float32] = (255.0 * mean).numpy().astype(np.float32)

    def forward(self, x: Tensor) -> Tensor:
        """Turn (B, 3, H, W) pixels in uint8, of even sides, or normalised pictures into the first map."""
        mapped: Tensor = self.inner(self._padded(x)) if x.dtype == torch.uint8 else self.normalised(x)
        return mapped

    def _padded(self, pixels: Tensor) -> Tensor:
        count, channels, height, width = pixels.shape
        rows = pixels.permute(0, 2, 3, 1).contiguous().numpy().reshape(count, height, width * channels)
        start, end = self._before * channels, (self._before + width) * channels
        padded = np.empty((count, height + self._extra, (width + self._extra) * channels), np.float32)
        inside = slice(self._before, self._before + height)
        padded[:, : self._before], padded[:, self._before + height :] = 0, 0
        padded[:, inside, :start], padded[:, inside, end:] = 0, 0
        np.subtract(rows, np.tile(self._mean, width), out=padded[:, inside, start:end], dtype=np.float32)
        shape = (count, height + self._extra, width + self._extra, channels)
        return torch.from_numpy(padded).view(shape).permute(0, 3, 1, 2)
