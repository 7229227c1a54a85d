"""Half precision where the device gains from it: autocast, loss scaling, and full precision inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor
from torch.optim import Optimizer

DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


def full_precision(like: Tensor) -> torch.autocast:
    """Return a context without autocast on the device of `like`; tensors that enter it still need `.float()`."""
    return torch.autocast(like.device.type, enabled=False)


def gains_from_bfloat16(device: torch.device) -> bool:
    """Whether the device has instructions for bfloat16; emulating them would be slower than float32."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if device.type == "cpu":
        known: Mapping[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
        return bool(known.get("avx512_bf16") or known.get("amx_bf16"))
    return False


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

    def autocast(self) -> torch.autocast:
        """Return the context to compute in."""
        return torch.autocast(self._device_type, self.dtype, enabled=self.dtype != torch.float32)

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
