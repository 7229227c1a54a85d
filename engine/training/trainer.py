"""The training loop: any task, one optimizer, averaged weights, events, saving, resuming and cancelling."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from engine.errors import CheckpointMismatch, TrainingDiverged
from engine.jobs import Cancelled, CancelToken
from engine.training.averaging import WeightAverage
from engine.training.gradient_step import GradientStep, StepReport
from engine.training.optim import RateRule, build_optimizer, set_rate_factor
from engine.training.precision import Precision
from engine.training.processes import ProcessGroup, solo
from engine.training.recipe import RunConfig
from engine.training.run_events import JOURNAL_NAME, Journal, Listener, TrainEvent, tensorboard_writer
from engine.training.run_identity import run_identity
from engine.training.run_state import STATE_NAME, Progressed, RunState, load_run_state, save_run_state
from engine.training.schedule import warmup_cosine
from engine.training.task_protocol import Batch, Task
from engine.training.tower_options import set_checkpointing

__all__ = ["Batch", "Listener", "Task", "TrainEvent", "Trainer"]

PREVIOUS = "previous-"


class Trainer:
    """Trains a task in a run folder: `events.jsonl` grows there, and the state to resume from.

    On several processes every one has a trainer of its own on the same folder; the first writes, all read.
    """

    def __init__(
        self,
        task: Task[Any],
        config: RunConfig,
        rules: list[RateRule],
        run_dir: Path,
        *,
        group: ProcessGroup | None = None,
        identity: str = "",
        skip_limit: int = 20,
    ) -> None:
        """Freeze and group the task's parameters by `rules`.

        Args:
            task: What learns.
            config: How.
            rules: Rates by name; the first that fits wins.
            run_dir: Journal and state.
            group: The processes of the run; alone without one.
            identity: Whatever else must be equal for a state to be resumed: data, starting weights.
            skip_limit: Steps skipped in a row after which the run is given up.
        """
        self.task = task
        self.config = config
        self.run_dir = run_dir
        self.optimizer = build_optimizer(task.module, rules, config.weight_decay)
        self.average = WeightAverage(task.module, config.average_decay)
        self._device = next(task.module.parameters()).device
        self._group = group or solo()
        self._precision = Precision(config.precision, self._device)
        self._gradient = GradientStep(
            task,
            self.optimizer,
            self._precision,
            self._group,
            micro_batch=config.micro_batch,
            gradient_norm=config.gradient_norm,
            seed=config.seed,
        )
        set_checkpointing(task.module, config.checkpointing)
        self._identity = run_identity(task.module, self.optimizer, config, task.steps_per_epoch, identity)
        self._skip_limit = skip_limit
        self._total = config.epochs * task.steps_per_epoch
        self._step = 0
        self._skipped = 0
        self._seconds = 0.0
        self._saved_at = time.monotonic()
        self._journal: Journal | None = None
        self._listen: Listener | None = None

    def run(
        self,
        *,
        resume: bool = False,
        cancel: CancelToken | None = None,
        listen: Listener | None = None,
    ) -> TrainEvent:
        """Train to the last epoch and leave the averaged weights in the task's module.

        Every step is a function of (seed, step, process) and the state, so a resumed run ends with the same weights.
        Without `resume`, the journal and the state of an earlier run in the folder are set aside, not deleted.

        Raises:
            Cancelled: Asked to stop; the state of the last full step is saved.
            OutOfMemory: Not even one pair at once fits.
            TrainingDiverged: Too many steps in a row were skipped; the last saved state is a good one.
            CheckpointMismatch: The state to resume from is damaged or belongs to another run.
            DiskFull: The state or the journal cannot be written; the last saved state is still there.
        """
        self._listen = listen
        if resume:
            self._restore()
        self._open_journal(resume)
        began = time.perf_counter() - self._seconds
        event = self._event("finished", {})
        self._group.share([*self.task.module.state_dict().values(), *self.average.shadow.values()])
        try:
            while self._step < self._total:
                self._one_step(cancel)
                self._seconds = time.perf_counter() - began
                event = self._after_step() or event
        except Cancelled:
            self._save()
            raise
        finally:
            self._close_journal()
        self.average.settle()
        return event

    def settle_interrupted(self) -> int:
        """Leave the averaged weights of an interrupted run in the task's module; return the steps it had taken."""
        self._restore(any_identity=True)
        self.average.settle()
        return self._step

    def _one_step(self, cancel: CancelToken | None) -> None:
        set_rate_factor(self.optimizer, warmup_cosine(self._step, self._total, self.config.warmup_steps))
        report = self._gradient.take(self._step, cancel)
        if not report.is_skipped:
            self.average.update()
        self._step += 1
        self._report(report)

    def _report(self, report: StepReport) -> None:
        if report.halved_to:
            text = f"The memory ran out; {report.halved_to} pairs are computed at once from here."
            self._emit(self._event("memory", {"micro_batch": report.halved_to}, text))
        if not report.is_skipped:
            self._skipped = 0
            self._emit(self._event("step", report.values, epoch=(self._step - 1) // self.task.steps_per_epoch))
            return
        self._skipped += 1
        text = "The loss or a gradient was no finite number; the step was left out."
        self._emit(self._event("skipped", {"in_a_row": self._skipped}, text))
        if self._skipped >= self._skip_limit:
            raise TrainingDiverged(
                f"Training was stopped: {self._skipped} steps in a row gave no finite loss.",
                hint="Lower run.rate, or set run.precision to float32. The last saved state is a good one.",
                path=self.run_dir,
            )

    def _after_step(self) -> TrainEvent | None:
        """Measure and save where it is time; return the event of a finished epoch."""
        epoch, is_within = divmod(self._step, self.task.steps_per_epoch)
        if is_within:
            if self._is_time_to_save():
                self._save()
            return None
        values: dict[str, float] = {}
        if epoch % self.config.measure_every == 0 or epoch == self.config.epochs:
            self.task.module.eval()
            with self.average.applied(), torch.inference_mode():
                values = dict(self.task.measure())
        self._save()
        event = self._event("epoch" if epoch < self.config.epochs else "finished", values)
        self._emit(event)
        return event

    def _is_time_to_save(self) -> bool:
        return self._group.is_first and time.monotonic() - self._saved_at >= 60 * self.config.save_minutes

    def _save(self) -> None:
        if not self._group.is_first:
            return
        module = self.task.module
        weights = {name: p.detach() for name, p in module.named_parameters() if p.requires_grad}
        progressed = Progressed(
            identity=self._identity,
            step=self._step,
            average_updates=self.average.updates,
            seconds=self._seconds,
            micro_batch=self._gradient.micro_batch,
            skipped=self._skipped,
            scaler=self._precision.state(),
        )
        optimizer = self.optimizer.state_dict()["state"]
        state = RunState(progressed, weights, self._saved_buffers(), self.average.shadow, optimizer, self.task.state())
        save_run_state(self.run_dir, state)
        self._saved_at = time.monotonic()
        self._emit(self._event("saved", {}))

    def _restore(self, *, any_identity: bool = False) -> None:
        state = load_run_state(self.run_dir)
        if state is None:
            return
        path = self.run_dir / STATE_NAME
        done = state.progressed
        if not any_identity and done.identity != self._identity:
            raise CheckpointMismatch(
                "The saved state belongs to a run with other settings, rates or data.",
                hint="Resume with the recipe it was started with, or start anew.",
                path=path,
            )
        weights = {name: p for name, p in self.task.module.named_parameters() if p.requires_grad}
        try:
            _copy_into(weights, state.weights)
            _copy_into(self.average.shadow, state.average)
            _copy_into(self._saved_buffers(), state.buffers)
            groups = self.optimizer.state_dict()["param_groups"]
            self.optimizer.load_state_dict({"state": state.optimizer, "param_groups": groups})
            self._precision.load_state(done.scaler)
        except (KeyError, ValueError) as error:
            raise CheckpointMismatch("The saved state belongs to a model of another shape.", path=path) from error
        self.task.load_state(state.task)
        self.average.updates = done.average_updates
        self._step = done.step
        self._skipped = done.skipped
        self._seconds = done.seconds
        sizes = [size for size in (done.micro_batch, self.config.micro_batch) if size]
        self._gradient.micro_batch = min(sizes, default=0)

    def _saved_buffers(self) -> dict[str, Tensor]:
        module = self.task.module
        parameters = {name for name, _ in module.named_parameters(remove_duplicate=False)}
        return {name: tensor for name, tensor in module.state_dict().items() if name not in parameters}

    def _open_journal(self, resume: bool) -> None:
        if not self._group.is_first:
            return
        self.run_dir.mkdir(parents=True, exist_ok=True)
        if not resume:
            for name in (JOURNAL_NAME, STATE_NAME):
                if (self.run_dir / name).exists():
                    (self.run_dir / name).replace(self.run_dir / (PREVIOUS + name))
        writer = tensorboard_writer(self.run_dir) if self.config.tensorboard else None
        self._journal = Journal(self.run_dir, self._total, writer)
        self._journal.heal()
        if self._step:
            self._emit(self._event("resumed", {}))
        if self.config.tensorboard and writer is None:
            self._emit(self._event("warning", {}, "TensorBoard is not installed; its files are not written."))

    def _close_journal(self) -> None:
        if self._journal is not None:
            self._journal.close()

    def _event(self, name: str, values: Mapping[str, float], text: str = "", *, epoch: int | None = None) -> TrainEvent:
        epoch = self._step // self.task.steps_per_epoch if epoch is None else epoch
        eta_s = self._seconds / self._step * (self._total - self._step) if self._step else 0.0
        return TrainEvent(name, epoch, self._step, dict(values), self._seconds, eta_s, text)

    def _emit(self, event: TrainEvent) -> None:
        if self._journal is None:
            return
        self._journal.write(event)
        if self._listen is not None:
            self._listen(event)


def _copy_into(targets: Mapping[str, Tensor], values: Mapping[str, Tensor]) -> None:
    """Copy tensors over those of the same name.

    Raises:
        ValueError: A name or a shape differs.
    """
    if targets.keys() != values.keys():
        raise ValueError("other names")
    with torch.no_grad():
        for name, target in targets.items():
            if target.shape != values[name].shape:
                raise ValueError(f"another shape of {name}")
            target.copy_(values[name])
