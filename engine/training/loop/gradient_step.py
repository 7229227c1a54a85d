"""One step of training: micro-batches, agreement between processes, clipping, and what to do when it fails."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from engine.device import memory_errors_translated, release_cached_memory
from engine.errors import OutOfMemory
from engine.jobs import Cancelled, CancelToken
from engine.training.loop.precision import Precision
from engine.training.loop.processes import ProcessGroup
from engine.training.loop.task_protocol import Batch, Task

_SMALLER = "Close other programs, switch run.checkpointing on, or take a smaller model or batch."


@dataclass(frozen=True, slots=True)
class StepReport:
    """What became of a step.

    Attributes:
        values: The loss, its terms and the task's figures, over all processes; {} for a skipped step.
        is_skipped: The loss or a gradient was not finite, so that nothing was changed.
        halved_to: The micro-batch that memory sufficed for in the end; 0 when it sufficed at once.
    """

    values: dict[str, float]
    is_skipped: bool = False
    halved_to: int = 0


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What one process met on its pass over the micro-batches, and the sums of its terms."""

    values: dict[str, float]
    ran_out: bool = False
    is_cancelled: bool = False

    def flags(self) -> dict[str, float]:
        """Return what the other processes must know before any goes on."""
        not_finite = not all(math.isfinite(value) for value in self.values.values())
        return {"cancelled": self.is_cancelled, "ran_out": self.ran_out, "not_finite": not_finite}


class GradientStep:
    """Takes steps of a task with an optimizer.

    A step leaves its traces all at once, at its end: until then whatever it touched (gradients, the buffers of batch
    norms) is put back when memory runs out, a loss is not finite, or the run is cancelled.
    """

    def __init__(
        self,
        task: Task[Any],
        optimizer: Optimizer,
        precision: Precision,
        group: ProcessGroup,
        *,
        micro_batch: int,
        gradient_norm: float,
        seed: int,
    ) -> None:
        self.micro_batch = micro_batch
        self._task = task
        self._optimizer = optimizer
        self._precision = precision
        self._group = group
        self._gradient_norm = gradient_norm
        self._seed = seed
        self._learning = [p for part in optimizer.param_groups for p in part["params"]]
        self._buffers = list(task.module.buffers())

    def take(self, step: int, cancel: CancelToken | None = None) -> StepReport:
        """Take the `step`-th step of the run, counted from 0.

        Raises:
            Cancelled: A process was asked to stop; nothing was changed.
            OutOfMemory: Not even one pair fits; nothing was changed.
        """
        epoch, step_of_epoch = divmod(step, self._task.steps_per_epoch)
        self._task.module.train()
        self._reseed(step, 0)
        before = [buffer.clone() for buffer in self._buffers]
        with _must_fit("while a step was prepared"), torch.no_grad(), self._precision.autocast(learns=False):
            batch: Batch = self._task.prepare(epoch, step_of_epoch)
        attempt, halved_to = self._attempt(batch, step, cancel), 0
        while (flags := self._group.sum_values(attempt.flags()))["ran_out"] and not flags["cancelled"]:
            self._put_back(before)
            halved_to = self._halve(batch)
            attempt = self._attempt(batch, step, cancel)
        if flags["cancelled"]:
            self._put_back(before)
            raise Cancelled
        if flags["not_finite"] or not self._update():
            self._put_back(before)
            return StepReport({}, is_skipped=True, halved_to=halved_to)
        values = self._group.sum_values(attempt.values)
        with _must_fit("after a step"), torch.no_grad():
            figures = self._task.finish(batch)
        return StepReport({"loss": sum(values.values())} | values | dict(figures), halved_to=halved_to)

    def limit_micro_batch(self, pairs: int) -> None:
        """Compute at most so many pairs at once; 0 sets no limit beside the one there is."""
        self.micro_batch = min((size for size in (self.micro_batch, pairs) if size), default=0)

    def _attempt(self, batch: Batch, step: int, cancel: CancelToken | None) -> _Attempt:
        """Compute all losses and gradients of this process' share; talks to no other process."""
        self._optimizer.zero_grad(set_to_none=True)
        terms: dict[str, Tensor] = {}
        size = max(1, batch.size)
        micro_batch = self.micro_batch or size
        try:
            for start in range(0, size, micro_batch):
                if cancel is not None and cancel.is_cancelled:
                    return _Attempt({}, is_cancelled=True)
                self._reseed(step, 1 + start)
                part = slice(start, min(size, start + micro_batch))
                with memory_errors_translated():
                    _add_terms(terms, self._backward(batch, part))
        except OutOfMemory:
            return _Attempt({}, ran_out=True)
        # One wait for the device for all terms.
        return _Attempt(dict(zip(terms, torch.stack(list(terms.values())).tolist(), strict=True)))

    def _backward(self, batch: Batch, part: slice) -> dict[str, Tensor]:
        with self._precision.autocast():
            terms = {name: term.float() for name, term in self._task.losses(batch, part).items()}
        loss = torch.stack(list(terms.values())).sum()
        if loss.requires_grad:
            self._precision.backward(loss)
        return {name: term.detach() for name, term in terms.items()}

    def _update(self) -> bool:
        """Sum the gradients over the processes, clip, and step; return False if they are not finite."""
        self._group.sum_gradients(self._learning)
        if all(parameter.grad is None for parameter in self._learning):
            return True
        with _must_fit("in the optimizer"):
            self._precision.unscale(self._optimizer)
            norm = nn.utils.clip_grad_norm_(self._learning, self._gradient_norm)
            if not bool(torch.isfinite(norm)):
                self._precision.skip()
                return False
            self._precision.step(self._optimizer)
        return True

    def _halve(self, batch: Batch) -> int:
        """Halve the micro-batch, the same on all processes."""
        release_cached_memory()
        share = self._group.sum_values({"size": batch.size})["size"] / self._group.count
        used = min(self.micro_batch or batch.size, max(1, round(share)))
        if used <= 1:
            raise OutOfMemory("The memory ran out with a single pair at once.", hint=_SMALLER)
        self.micro_batch = used // 2
        return self.micro_batch

    def _put_back(self, buffers: list[Tensor]) -> None:
        self._optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            for buffer, value in zip(self._buffers, buffers, strict=True):
                buffer.copy_(value)

    def _reseed(self, step: int, part: int) -> None:
        """Make dropout a function of seed, step, process and part, so that a resumed run draws the same."""
        rng = np.random.default_rng([self._seed, step, self._group.rank, part])
        torch.manual_seed(int(rng.integers(2**31)))


@contextmanager
def _must_fit(when: str) -> Iterator[None]:
    """Say when the memory ran out, where smaller micro-batches are no way out."""
    try:
        with memory_errors_translated():
            yield
    except OutOfMemory as error:
        raise OutOfMemory(f"The memory ran out {when}.", hint=_SMALLER) from error


def _add_terms(total: dict[str, Tensor], terms: Mapping[str, Tensor]) -> None:
    for name, term in terms.items():
        total[name] = total[name] + term if name in total else term
