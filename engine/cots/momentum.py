"""The momentum encoders: a slow copy of the two-stream model that makes the keys."""

from __future__ import annotations

import copy

import torch
from torch import Tensor

from engine.cots.two_stream import TwoStream
from engine.errors import CheckpointMismatch


class MomentumTwin:
    """A copy whose weights follow the learning model's as a moving average (MoCo, He et al. 2020).

    What does not learn is shared with the learning model and costs no memory: parameters without gradient and
    buffers (the batch norms' stored statistics, which training leaves alone). So freeze layers before making a twin.

    Attributes:
        model: Without gradient and in evaluation mode, always: no dropout in keys.
    """

    def __init__(self, model: TwoStream) -> None:
        shared = [p for p in model.parameters() if not p.requires_grad] + list(model.buffers())
        self.model = copy.deepcopy(model, {id(tensor): tensor for tensor in shared})
        self._learned = [name for name, parameter in model.named_parameters() if parameter.requires_grad]
        self.model.eval().requires_grad_(False)

    @torch.no_grad()
    def update(self, online: TwoStream, decay: float) -> None:
        """Move the twin: w = decay * w + (1 - decay) * online's. 0 copies, 1 freezes."""
        current = dict(online.named_parameters())
        moved = self._parameters()
        if moved:
            torch._foreach_lerp_(list(moved.values()), [current[name].detach() for name in moved], 1.0 - decay)

    def state(self) -> dict[str, Tensor]:
        """Return copies of the weights that follow, by their names in the model."""
        return {name: parameter.clone() for name, parameter in self._parameters().items()}

    @torch.no_grad()
    def load(self, state: dict[str, Tensor]) -> None:
        """Go on from what `state` returned.

        Raises:
            CheckpointMismatch: Other layers learned in that run, or the model has another shape.
        """
        own = self._parameters()
        if state.keys() != own.keys() or any(state[name].shape != own[name].shape for name in own):
            raise CheckpointMismatch("The saved state holds momentum encoders of other layers than this recipe trains.")
        for name, parameter in own.items():
            parameter.copy_(state[name])

    def _parameters(self) -> dict[str, Tensor]:
        every: dict[str, Tensor] = dict(self.model.named_parameters())
        return {name: every[name] for name in self._learned}
