"""A task small enough to train thousands of steps of: a line through noise, with dropout, a queue and a batch norm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn

from engine.training.loop.processes import ProcessGroup, solo
from engine.training.recipe import RunConfig

LINE_CONFIG = RunConfig(
    epochs=3, warmup_steps=2, average_decay=0.5, seed=5, rate=0.05, precision="float32", save_minutes=10_000
)


@dataclass
class LineBatch:
    """Rows of the global batch that one process computes."""

    x: Tensor
    y: Tensor
    pairs: int
    keys: Tensor

    @property
    def size(self) -> int:
        """Rows."""
        return len(self.x)


class LineNet(nn.Module):
    """Two layers with what makes training stateful."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.first = nn.Linear(3, 4)
        self.norm = nn.BatchNorm1d(4)
        self.dropout = nn.Dropout(dropout)
        self.last = nn.Linear(4, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Fit (B, 3) by (B,)."""
        fitted: Tensor = self.last(self.dropout(self.norm(self.first(x)))).squeeze(1)
        return fitted


def _no_trouble(step: int, part: slice) -> None:
    del step, part


@dataclass
class LineTask:
    """Fits y = sum(x); keeps momentum of its last layer and a queue of what it saw, as a contrastive task would.

    `trouble` is called before every part's losses and may raise; `spoil` names steps whose loss is no number.
    """

    dropout: float = 0.5
    batch: int = 16
    steps_per_epoch: int = 4
    group: ProcessGroup = field(default_factory=solo)
    trouble: Callable[[int, slice], None] = _no_trouble
    spoil: frozenset[int] = frozenset()
    has_batch_norm: bool = True

    def __post_init__(self) -> None:
        torch.manual_seed(0)
        self.net = LineNet(self.dropout)
        if not self.has_batch_norm:
            self.net.norm = nn.Identity()  # type: ignore[assignment]  # where batches are split, statistics would differ
        self.momentum = self.net.last.weight.detach().clone()
        self.queue = torch.zeros(6)
        self.measured = 0
        self.parts: list[slice] = []
        self.current_step = 0

    @property
    def module(self) -> nn.Module:
        """The net."""
        return self.net

    def prepare(self, epoch: int, step: int) -> LineBatch:
        """Draw the global batch, keep this process' share of it."""
        self.current_step = epoch * self.steps_per_epoch + step
        rng = np.random.default_rng([7, self.current_step])
        x = torch.from_numpy(rng.normal(size=(self.batch, 3)).astype(np.float32))
        share = self.batch // self.group.count
        own = x[self.group.rank * share : (self.group.rank + 1) * share]
        keys = self.group.gather(own.sum(dim=1))
        return LineBatch(own, own.sum(dim=1), self.batch, keys)

    def losses(self, batch: LineBatch, part: slice) -> Mapping[str, Tensor]:
        """Squared errors over the global batch's size, and a pull towards momentum and queue."""
        self.trouble(self.current_step, part)
        self.parts.append(part)
        fitted = self.net(batch.x[part])
        error = (fitted - batch.y[part]).square()
        if self.current_step in self.spoil:
            error = error * float("nan")
        pull = (fitted - self.queue.mean()).square() + (self.net.last.weight - self.momentum).square().sum()
        return {"fit": error.sum() / batch.pairs, "pull": 0.01 * pull.sum() / batch.pairs}

    def finish(self, batch: LineBatch) -> Mapping[str, float]:
        """Move the momentum and the queue on."""
        self.momentum.lerp_(self.net.last.weight.detach(), 0.3)
        self.queue = torch.cat([self.queue, batch.keys])[-6:]
        return {"queue": float(self.queue.mean())}

    def measure(self) -> Mapping[str, float]:
        """Sum the last layer's weights."""
        self.measured += 1
        return {"weight": float(self.net.last.weight.sum())}

    def state(self) -> dict[str, Tensor]:
        """Momentum and queue."""
        return {"momentum": self.momentum, "queue": self.queue}

    def load_state(self, state: dict[str, Tensor]) -> None:
        """Take both back."""
        self.momentum.copy_(state["momentum"])
        self.queue = state["queue"].clone()
