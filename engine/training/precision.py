"""Full precision inside a half precision step: similarities and losses need more than eight bits."""

from __future__ import annotations

import torch
from torch import Tensor


def full_precision(like: Tensor) -> torch.autocast:
    """Return a context without autocast on the device of `like`; tensors that enter it still need `.float()`."""
    return torch.autocast(like.device.type, enabled=False)
