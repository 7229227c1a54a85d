"""Gathers the whole state of a running training for the disk, and puts it back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from engine.device import memory_errors_translated
from engine.errors import CheckpointMismatch
from engine.training.loop.averaging import WeightAverage
from engine.training.loop.gradient_step import GradientStep
from engine.training.loop.optim import take_up_moments
from engine.training.loop.precision import Precision
from engine.training.loop.run_events import RunCount
from engine.training.loop.run_state import STATE_NAME, Progressed, RunState, load_run_state, save_run_state
from engine.training.loop.task_protocol import Task


class RunKeeper:
    """Knows everything that a step changes: weights, buffers, average, optimizer, loss scale, task and counters."""

    def __init__(
        self,
        run_dir: Path,
        identity: str,
        task: Task[Any],
        optimizer: Optimizer,
        average: WeightAverage,
        precision: Precision,
        gradient: GradientStep,
    ) -> None:
        """Keep a run of `identity` in `run_dir`."""
        self._run_dir = run_dir
        self._identity = identity
        self._task = task
        self._optimizer = optimizer
        self._average = average
        self._precision = precision
        self._gradient = gradient

    def save(self, count: RunCount) -> None:
        """Write the state of the last finished step.

        Raises:
            DiskFull: It cannot be written; the last saved state is still there.
        """
        progressed = Progressed(
            identity=self._identity,
            step=count.step,
            average_updates=self._average.updates,
            seconds=count.seconds,
            micro_batch=self._gradient.micro_batch,
            skipped=count.skipped,
            scaler=self._precision.state(),
        )
        state = RunState(
            progressed=progressed,
            weights=_learning(self._task.module),
            buffers=_buffers(self._task.module),
            average=self._average.shadow,
            optimizer=self._optimizer.state_dict()["state"],
            task=self._task.state(),
        )
        save_run_state(self._run_dir, state)

    def restore(self, count: RunCount, *, any_identity: bool = False) -> None:
        """Put the saved state back; without one, nothing happens.

        Args:
            count: The run's counters, to be set.
            any_identity: Take the weights of a run with other settings as well.

        Raises:
            CheckpointMismatch: The state is damaged, of another shape, or of another run.
        """
        state = load_run_state(self._run_dir)
        if state is None:
            return
        path, done = self._run_dir / STATE_NAME, state.progressed
        if not any_identity and done.identity != self._identity:
            raise CheckpointMismatch(
                "The saved state belongs to a run with other settings, rates or data.",
                hint="Resume with the recipe it was started with, or start anew.",
                path=path,
            )
        try:
            with memory_errors_translated():
                self._put_back(state)
        except (KeyError, ValueError, RuntimeError) as error:
            raise CheckpointMismatch("The saved state belongs to a model of another shape.", path=path) from error
        self._average.updates = done.average_updates
        count.step, count.skipped, count.seconds = done.step, done.skipped, done.seconds
        self._gradient.limit_micro_batch(done.micro_batch)

    def _put_back(self, state: RunState) -> None:
        """Check everything before anything is changed.

        Raises:
            KeyError: A name or a shape differs, or the task cannot use its part.
        """
        pairs = (
            (_learning(self._task.module), state.weights),
            (_buffers(self._task.module), state.buffers),
            (self._average.shadow, state.average),
        )
        for targets, values in pairs:
            _require_same_shapes(targets, values)
        parameters = dict(enumerate(p for group in self._optimizer.param_groups for p in group["params"]))
        for index, entries in state.optimizer.items():
            moments = {name: value for name, value in entries.items() if value.ndim}
            _require_same_shapes(dict.fromkeys(moments, parameters[index]), moments)
        with torch.no_grad():
            for targets, values in pairs:
                for name, target in targets.items():
                    target.copy_(values[name])
        take_up_moments(self._optimizer, state.optimizer)
        self._precision.load_state(state.progressed.scaler)
        self._task.load_state(state.task)


def _learning(module: nn.Module) -> dict[str, Tensor]:
    return {name: parameter.detach() for name, parameter in module.named_parameters() if parameter.requires_grad}


def _buffers(module: nn.Module) -> dict[str, Tensor]:
    parameters = {name for name, _ in module.named_parameters(remove_duplicate=False)}
    return {name: tensor for name, tensor in module.state_dict().items() if name not in parameters}


def _require_same_shapes(targets: Mapping[str, Tensor], values: Mapping[str, Tensor]) -> None:
    shapes, others = ({name: t.shape for name, t in part.items()} for part in (targets, values))
    if shapes != others:
        raise KeyError("other names or shapes")
