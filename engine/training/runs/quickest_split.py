"""Layers that look at pictures a part at a time, in the part that is quickest here.

A whole batch at once has the system hand out maps of many megabytes anew; few pictures at once keep them in the caches
but call every layer more often. Which of them wins depends on the machine, so it is tried.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import torch
from torch import Tensor

_SIZES: Final = (2, 4, 8, 16, 32, 64)
_TRIES: Final = 2


class QuickestSplit:
    """Runs layers over a batch, so many pictures at once as `settle` found to be quickest.

    Attributes:
        size: Pictures at once; 0 for all of them, until it is settled.
    """

    def __init__(self, layers: Callable[[Tensor], Tensor]) -> None:
        self._layers = layers
        self.size = 0

    def settle(self, pictures: Tensor) -> None:
        """Try every size up to the whole of a batch like this one, without gradients, and keep the quickest."""
        sizes = [size for size in _SIZES if size < len(pictures)] + [len(pictures)]
        self._seconds(pictures, len(pictures))  # the first look is slow
        self.size = min(sizes, key=lambda size: min(self._seconds(pictures, size) for _ in range(_TRIES)))

    @torch.no_grad()
    def _seconds(self, pictures: Tensor, size: int) -> float:
        self.size = size
        began = time.perf_counter()
        seen = self(pictures)
        if seen.is_cuda:
            torch.cuda.synchronize(seen.device)
        return time.perf_counter() - began

    def __call__(self, pictures: Tensor) -> Tensor:
        """Return what the layers make of (B, ...) pictures, a row for each."""
        parts = [self._layers(part) for part in torch.split(pictures, self.size or len(pictures))]
        return parts[0] if len(parts) == 1 else torch.cat(parts)
