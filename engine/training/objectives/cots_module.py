"""Everything that learns in a training step of COTS, in one module."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from engine.cots.masked_heads import MaskedHeads
from engine.cots.two_stream import TwoStream

COLDEST, WARMEST = 0.01, 0.5  # temperatures


class CotsModule(nn.Module):
    """Everything that learns: the two-stream model, the heads of the token level, and the temperature."""

    def __init__(self, model: TwoStream, heads: MaskedHeads | None, temperature: float, *, learns: bool) -> None:
        super().__init__()
        self.model = model
        self.heads = heads
        self.log_scale: Tensor
        log_scale = torch.tensor(math.log(1 / temperature))
        if learns:
            self.log_scale = nn.Parameter(log_scale)
        else:
            self.register_buffer("log_scale", log_scale)

    @property
    def scale(self) -> Tensor:
        """Inverse temperature, a scalar."""
        return self.log_scale.exp()

    @torch.no_grad()
    def bound_temperature(self) -> None:
        """Keep the temperature within bounds; done after a step, since a clamp in the loss would stop its gradient."""
        self.log_scale.clamp_(math.log(1 / WARMEST), math.log(1 / COLDEST))
