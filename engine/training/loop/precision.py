"""Half precision where the device gains from it: autocast, loss scaling, and full precision inside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.optim import Optimizer

from engine.device import gains_from_bfloat16

DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


def full_precision(like: Tensor) -> torch.autocast:
    """Return a context without autocast on the device of `like`; tensors that enter it still need `.float()`."""
    return torch.autocast(like.device.type, enabled=False)


def choose_dtype(precision: str, device: torch.device) -> torch.dtype:
    """Return what `RunConfig.precision` means on a device; "auto" takes bfloat16 where it is faster, else float32."""
    if precision == "auto":
        return torch.bfloat16 if gains_from_bfloat16(device) else torch.float32
    return DTYPES[precision]


class Precision:
    """The arithmetic of a run: autocast around the losses, and the loss scale that float16's small range needs."""

    def __init__(self, precision: str, device: torch.device) -> None:
        self.dtype = choose_dtype(precision, device)
        self._device_type = device.type
        self._scaler = torch.amp.GradScaler(device.type) if self.dtype == torch.float16 else None

    @contextmanager
    def autocast(self, *, learns: bool = True) -> Iterator[None]:
        """Compute inside in the run's arithmetic.

        On a processor the fused attention's backward pass is several times slower in half precision than separate
        matrix products are, so it is not used there for what `learns`.
        """
        with ExitStack() as stack:
            if self.dtype != torch.float32:
                stack.enter_context(torch.autocast(self._device_type, self.dtype))
                if learns and self._device_type == "cpu":
                    stack.enter_context(sdpa_kernel(SDPBackend.MATH))
            yield

    def backward(self, loss: Tensor) -> None:
        """Add the gradients of a scalar loss, scaled where float16 needs it."""
        torch.autograd.backward(loss if self._scaler is None else self._scaler.scale(loss))

    def unscale(self, optimizer: Optimizer) -> None:
        """Bring the gradients back to the loss' own scale; they may be infinite where the scale was too large."""
        if self._scaler is not None:
            self._scaler.unscale_(optimizer)

    def step(self, optimizer: Optimizer) -> None:
        """Let the optimizer step with finite gradients."""
        if self._scaler is None:
            optimizer.step()
            return
        self._scaler.step(optimizer)
        self._scaler.update()

    def skip(self) -> None:
        """Take note that the gradients were infinite: float16's scale comes down."""
        if self._scaler is not None:
            self._scaler.update()

    def state(self) -> dict[str, Any]:
        """Return the loss scale and its history as JSON values; {} where there is none."""
        return {} if self._scaler is None else self._scaler.state_dict()

    def load_state(self, state: dict[str, Any]) -> None:
        """Take back what `state` returned."""
        if self._scaler is not None and state:
            self._scaler.load_state_dict(state)
