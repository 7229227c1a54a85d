"""What the parts of a fine-tuning cost on this machine: the same arithmetic on made-up numbers, for a moment."""

from __future__ import annotations

import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from engine.training.data.augment import ViewConfig, random_views
from engine.training.finetune_config import MIXES, FinetuneConfig
from engine.training.finetuning.finetune_scores import ranks_of_best
from engine.training.finetuning.finetune_tuning import LOOKS

_STEPS = 6
_PICTURES = 4
_QUERIES = 400  # captions, and about as many general phrases
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


def view_seconds(side_px: int) -> float:
    """Return the seconds of cropping, turning and relighting one picture, beside what the towers take for it."""
    pixels = np.zeros((_PICTURES, side_px, side_px, 3), np.uint8)
    best = float("inf")
    for number in range(2):
        began = time.perf_counter()
        random_views(pixels, ViewConfig(), np.random.default_rng(number))
        best = min(best, (time.perf_counter() - began) / _PICTURES)
    return best


def look_seconds(dim: int, pictures: int) -> float:
    """Return the seconds of measuring once how captions and phrases find so many pictures."""
    rng = np.random.default_rng(0)
    gallery = rng.standard_normal((max(2, pictures), dim), np.float32)
    queries = gallery[: min(len(gallery), _QUERIES)]
    right = [np.array([row]) for row in range(len(queries))]
    began = time.perf_counter()
    seen = torch.from_numpy(rng.standard_normal((len(gallery), _WIDTH), np.float32))
    functional.normalize(seen @ torch.randn(_WIDTH, dim), dim=-1)
    ranks_of_best(queries, gallery, right, [row[:0] for row in right])
    return time.perf_counter() - began


def looks(fits: int, config: FinetuneConfig) -> int:
    """Return how often it is measured beside so many trainings: for each share of the mixing, and on the way."""
    return 2 * fits * (len(MIXES) + 1) + config.folds * LOOKS
