"""Exponential moving average of the weights that learn: the averaged model is measured and shipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn


class WeightAverage:
    """Keeps `shadow = d * shadow + (1 - d) * weight` for every parameter that requires a gradient.

    Early on d rises as (1 + n) / (10 + n) towards `decay`, so that the average forgets the random start.
    """

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.decay = decay
        self.updates = 0
        self._learning = {name: p for name, p in module.named_parameters() if p.requires_grad}
        self.shadow: dict[str, Tensor] = {name: p.detach().clone() for name, p in self._learning.items()}

    @torch.no_grad()
    def update(self) -> None:
        """Take the current weights in."""
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        for name, parameter in self._learning.items():
            self.shadow[name].lerp_(parameter.detach(), 1 - decay)
        self.updates += 1

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Let the module hold the averaged weights inside the block."""
        kept = {name: p.detach().clone() for name, p in self._learning.items()}
        self._write(self.shadow)
        try:
            yield
        finally:
            self._write(kept)

    def settle(self) -> None:
        """Let the module hold the averaged weights for good."""
        self._write(self.shadow)

    @torch.no_grad()
    def _write(self, values: dict[str, Tensor]) -> None:
        for name, parameter in self._learning.items():
            parameter.copy_(values[name])
