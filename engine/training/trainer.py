"""The training loop: any task, one optimizer, averaged weights, events, resuming and cancelling."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor, nn

from engine.device import memory_errors_translated
from engine.jobs import CancelToken
from engine.training.averaging import WeightAverage
from engine.training.optim import RateRule, build_optimizer, set_rate_factor
from engine.training.run_state import RunState, load_run_state, save_run_state
from engine.training.schedule import warmup_cosine


class Task(Protocol):
    """A model with an objective on data of its own."""

    steps_per_epoch: int

    @property
    def module(self) -> nn.Module:
        """Everything that learns, training-only heads included."""

    def losses(self, epoch: int, step: int, rng: np.random.Generator) -> Mapping[str, Tensor]:
        """Return the weighted terms of the loss of one step; all randomness comes from `rng` and torch's seed."""

    def measure(self) -> Mapping[str, float]:
        """Measure the module as it is, on data held out from training."""


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """How long and how fast.

    Attributes:
        epochs: Passes over the data.
        warmup_steps: Steps over which the rate rises.
        weight_decay: AdamW's, on matrices only.
        average_decay: Of the exponential moving average of the weights.
        gradient_norm: Gradients are clipped to this norm.
        measure_every: Epochs between measurements.
        seed: Of everything random.
        bfloat16: Compute under bfloat16 autocast; fast on processors that have it.
    """

    epochs: int
    warmup_steps: int = 50
    weight_decay: float = 0.05
    average_decay: float = 0.995
    gradient_norm: float = 1.0
    measure_every: int = 1
    seed: int = 0
    bfloat16: bool = False


@dataclass(frozen=True, slots=True)
class TrainEvent:
    """One line of the run's journal.

    Attributes:
        event: "step", "epoch" or "finished".
        epoch: Epochs finished (for "step": the running one, from 0).
        step: Steps finished in all.
        values: Losses of the step, or measures of the averaged weights.
        seconds: Wall time so far, earlier parts of a resumed run included.
        eta_s: Seconds left by the mean step so far.
    """

    event: str
    epoch: int
    step: int
    values: dict[str, float]
    seconds: float
    eta_s: float


Listener = Callable[[TrainEvent], None]


class Trainer:
    """Trains a task in a run folder: `events.jsonl` grows there, and the state to resume from after every epoch."""

    def __init__(self, task: Task, config: TrainConfig, rules: list[RateRule], run_dir: Path) -> None:
        self.task = task
        self.config = config
        self.run_dir = run_dir
        self.optimizer = build_optimizer(task.module, rules, config.weight_decay)
        self.average = WeightAverage(task.module, config.average_decay)
        self._step = 0
        self._seconds = 0.0

    def run(
        self,
        *,
        resume: bool = False,
        cancel: CancelToken | None = None,
        listen: Listener | None = None,
    ) -> TrainEvent:
        """Train to the last epoch and leave the averaged weights in the task's module.

        Every step is a function of (seed, step) and the state, so a resumed run ends with the same weights.

        Raises:
            Cancelled: Asked to stop; the state of the last full epoch stays in the run folder.
            OutOfMemory: A step did not fit.
        """
        self.run_dir.mkdir(parents=True, exist_ok=True)
        if resume:
            self._restore()
        total = self.config.epochs * self.task.steps_per_epoch
        began = time.perf_counter() - self._seconds
        event = TrainEvent("finished", self.config.epochs, self._step, {}, self._seconds, 0.0)
        while self._step < total:
            values = self._one_step(total, cancel)
            self._seconds = time.perf_counter() - began
            epoch, is_last = divmod(self._step, self.task.steps_per_epoch)
            self._emit(self._event("step", (self._step - 1) // self.task.steps_per_epoch, values, total), listen)
            if is_last == 0:
                event = self._finish_epoch(epoch, total, listen)
        self.average.settle()
        return event

    def settle_interrupted(self) -> int:
        """Leave the averaged weights of an interrupted run in the task's module; return the steps it had taken."""
        self._restore()
        self.average.settle()
        return self._step

    def _one_step(self, total: int, cancel: CancelToken | None) -> dict[str, float]:
        if cancel is not None:
            cancel.check()
        config = self.config
        rng = np.random.default_rng([config.seed, self._step])
        torch.manual_seed(int(rng.integers(2**31)))
        set_rate_factor(self.optimizer, warmup_cosine(self._step, total, config.warmup_steps))
        self.task.module.train()
        with memory_errors_translated():
            with torch.autocast(_device_type(self.task.module), torch.bfloat16, enabled=config.bfloat16):
                terms = self.task.losses(
                    self._step // self.task.steps_per_epoch, self._step % self.task.steps_per_epoch, rng
                )
                loss = torch.stack([term.float() for term in terms.values()]).sum()
            self.optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            learning = [p for group in self.optimizer.param_groups for p in group["params"]]
            nn.utils.clip_grad_norm_(learning, config.gradient_norm)
            self.optimizer.step()
        self.average.update()
        self._step += 1
        return {"loss": float(loss.detach())} | {name: float(term.detach()) for name, term in terms.items()}

    def _finish_epoch(self, epoch: int, total: int, listen: Listener | None) -> TrainEvent:
        values: dict[str, float] = {}
        if epoch % self.config.measure_every == 0 or epoch == self.config.epochs:
            self.task.module.eval()
            with self.average.applied(), torch.inference_mode():
                values = dict(self.task.measure())
        save_run_state(self.run_dir, self._state())
        event = self._event("epoch" if epoch < self.config.epochs else "finished", epoch, values, total)
        self._emit(event, listen)
        return event

    def _event(self, name: str, epoch: int, values: dict[str, float], total: int) -> TrainEvent:
        eta_s = self._seconds / self._step * (total - self._step)
        return TrainEvent(name, epoch, self._step, values, self._seconds, eta_s)

    def _emit(self, event: TrainEvent, listen: Listener | None) -> None:
        line = json.dumps(asdict(event))
        with (self.run_dir / "events.jsonl").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        if listen is not None:
            listen(event)

    def _state(self) -> RunState:
        learning = {name: p.detach() for name, p in self.task.module.named_parameters() if p.requires_grad}
        return RunState(
            step=self._step,
            average_updates=self.average.updates,
            seconds=self._seconds,
            weights=learning,
            average=self.average.shadow,
            optimizer=self.optimizer.state_dict()["state"],
        )

    def _restore(self) -> None:
        state = load_run_state(self.run_dir)
        if state is None:
            return
        with torch.no_grad():
            for name, parameter in self.task.module.named_parameters():
                if parameter.requires_grad:
                    parameter.copy_(state.weights[name])
                    self.average.shadow[name].copy_(state.average[name])
        self.optimizer.load_state_dict(
            {"state": state.optimizer, "param_groups": self.optimizer.state_dict()["param_groups"]}
        )
        self.average.updates = state.average_updates
        self._step = state.step
        self._seconds = state.seconds


def _device_type(module: nn.Module) -> str:
    return next(module.parameters()).device.type
