"""What the trainer asks of a task: a module that learns, and steps in three parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeVar

from torch import Tensor, nn


class Batch(Protocol):
    """What one process computes of one step."""

    @property
    def size(self) -> int:
        """Pairs that `losses` can be asked for; 1 where the batch cannot be divided."""


BatchT = TypeVar("BatchT", bound=Batch)


class Task(Protocol[BatchT]):
    """A module with an objective on data of its own. Every process of a run has one; all hold the same weights."""

    steps_per_epoch: int

    @property
    def module(self) -> nn.Module:
        """Everything that learns, training-only heads included."""

    def prepare(self, epoch: int, step: int) -> BatchT:
        """Return this process' share of a step of an epoch, both counted from 0.

        Runs without gradient and changes nothing: the same step asked for twice is the same, which resuming rests on.
        """

    def losses(self, batch: BatchT, part: slice) -> Mapping[str, Tensor]:
        """Return the weighted terms of some pairs; summed over all parts and processes they are the step's loss."""

    def finish(self, batch: BatchT) -> Mapping[str, float]:
        """Follow the optimizer's step: momentum, queues. Returns figures to log. A skipped step is not finished."""

    def measure(self) -> Mapping[str, float]:
        """Measure the module as it is, on data held out from training; every process of a run is asked."""

    def state(self) -> dict[str, Tensor]:
        """Return what a resumed run needs beside the module's weights; {} when that is nothing."""

    def load_state(self, state: dict[str, Tensor]) -> None:
        """Take back what `state` returned.

        Raises:
            CheckpointMismatch: It is of another shape.
        """
