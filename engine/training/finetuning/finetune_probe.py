"""What one step of a fine-tuning costs on this machine: the same arithmetic on made-up numbers, for a moment."""

from __future__ import annotations

import time

import torch
from torch import nn
from torch.nn import functional

from engine.training.finetune_config import FinetuneConfig

_STEPS = 6
_WIDTH = 512  # of what a tower hands to its projection; steps differ little with it


def step_seconds(device: torch.device, dim: int, config: FinetuneConfig) -> float:
    """Return the seconds of a step that trains the projections alone; blocks that learn would cost far more."""
    batch, anchors = config.batch_size, config.anchors
    projections = nn.ModuleList([nn.Linear(_WIDTH, dim), nn.Linear(_WIDTH, dim)]).to(device)
    optimizer = torch.optim.AdamW(projections.parameters(), lr=1e-6)
    own, others = (torch.randn(2, count, _WIDTH, device=device) for count in (batch, anchors))
    best = float("inf")
    for _ in range(_STEPS):
        began = time.perf_counter()
        images, texts = (functional.normalize(part(own[side]), dim=-1) for side, part in enumerate(projections))
        held = sum((part(others[side]) ** 2).mean() for side, part in enumerate(projections))
        loss = (
            functional.cross_entropy(images @ texts.T / config.temperature, torch.arange(batch, device=device)) + held
        )
        optimizer.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        optimizer.step()
        float(loss.detach())  # waits for the device
        best = min(best, time.perf_counter() - began)
    return best
