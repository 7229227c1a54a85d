"""The training loop: any task, one optimizer, averaged weights, events, saving, resuming and cancelling."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from engine.cots.depthwise_convs import ease_depthwise_gradients
from engine.errors import TrainingDiverged
from engine.jobs import Cancelled, CancelToken
from engine.training.loop.averaging import WeightAverage
from engine.training.loop.gradient_step import GradientStep, StepReport
from engine.training.loop.optim import RateRule, build_optimizer, set_rate_factor
from engine.training.loop.precision import Precision
from engine.training.loop.processes import ProcessGroup, solo
from engine.training.loop.run_events import JOURNAL_NAME, Journal, Listener, RunCount, TrainEvent, set_aside
from engine.training.loop.run_identity import run_identity
from engine.training.loop.run_keeper import RunKeeper
from engine.training.loop.run_state import STATE_NAME
from engine.training.loop.schedule import warmup_cosine
from engine.training.loop.task_protocol import Batch, Task
from engine.training.loop.tower_options import compile_blocks, set_checkpointing
from engine.training.recipe import RunConfig

__all__ = ["Batch", "Listener", "Task", "TrainEvent", "Trainer"]

# A save that takes longer than this, in seconds, is left out after an epoch while less than so many times its own
# length has passed since the last one: short epochs of large models would else spend their time on writing.
CHEAP_SAVE_S = 0.5
SAVE_PAUSE = 20


class Trainer:
    """Trains a task in a run folder: `events.jsonl` grows there, and the state to resume from.

    The state is saved after every epoch (see `SAVE_PAUSE` for the exception), every `save_minutes`, and when cancelled.
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
            task: What learns, on the device it is to learn on.
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
        self._group = group or solo()
        device = next(task.module.parameters()).device
        precision = Precision(config.precision, device)
        self._gradient = GradientStep(
            task,
            self.optimizer,
            precision,
            self._group,
            micro_batch=config.micro_batch,
            gradient_norm=config.gradient_norm,
            seed=config.seed,
        )
        digest = run_identity(task.module, self.optimizer, config, task.steps_per_epoch, identity)
        self._keeper = RunKeeper(run_dir, digest, task, self.optimizer, self.average, precision, self._gradient)
        self._count = RunCount(task.steps_per_epoch, config.epochs * task.steps_per_epoch)
        self._skip_limit = skip_limit
        self._saved_at = time.monotonic()
        self._save_took_s = 0.0
        self._journal: Journal | None = None
        set_checkpointing(task.module, config.checkpointing)
        ease_depthwise_gradients(task.module)
        self._compiles = config.compile and device.type == "cuda"
        if self._compiles:
            compile_blocks(task.module)

    @property
    def micro_batch(self) -> int:
        """Pairs computed at once, less than the recipe's after memory ran out; 0 for the whole share of a process."""
        return self._gradient.micro_batch

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
        if resume:
            self._keeper.restore(self._count)
        if self._group.is_first:
            if not resume:
                set_aside(self.run_dir, (JOURNAL_NAME, STATE_NAME))
            self._journal = Journal(self.run_dir, self._count.total, listen, draws=self.config.tensorboard)
        self._announce()
        self._group.share([*self.task.module.state_dict().values(), *self.average.shadow.values()])
        began = time.perf_counter() - self._count.seconds
        event = self._count.event("finished")
        try:
            while self._count.step < self._count.total:
                report = self._one_step(cancel)
                self._count.seconds = time.perf_counter() - began
                self._report(report)
                event = self._after_step() or event
        except Cancelled:
            self._save()
            raise
        finally:
            if self._journal is not None:
                self._journal.close()
        self.average.settle()
        return event

    def settle_interrupted(self) -> int:
        """Leave the averaged weights of an interrupted run in the task's module; return the steps it had taken."""
        self._keeper.restore(self._count, any_identity=True)
        self.average.settle()
        return self._count.step

    def _one_step(self, cancel: CancelToken | None) -> StepReport:
        count = self._count
        set_rate_factor(self.optimizer, warmup_cosine(count.step, count.total, self.config.warmup_steps))
        report = self._gradient.take(count.step, cancel)
        if not report.is_skipped:
            self.average.update()
        count.skipped = count.skipped + 1 if report.is_skipped else 0
        count.step += 1
        return report

    def _report(self, report: StepReport) -> None:
        if report.halved_to:
            text = f"The memory ran out; at most {report.halved_to} pairs are computed at once from here."
            self._emit("memory", {"micro_batch": report.halved_to}, text)
        if not report.is_skipped:
            self._emit("step", report.values)
            return
        text = "The loss or a gradient was no finite number; the step was left out."
        self._emit("skipped", {"in_a_row": self._count.skipped}, text)
        if self._count.skipped >= self._skip_limit:
            raise TrainingDiverged(
                f"Training was stopped: {self._count.skipped} steps in a row gave no finite loss.",
                hint="Lower run.rate, or set run.precision to float32; the last saved state is a good one.",
                path=self.run_dir,
            )

    def _after_step(self) -> TrainEvent | None:
        """Measure and save where it is time; return the event of a finished epoch."""
        count = self._count
        if count.step % count.steps_per_epoch:
            self._save_if_due(60 * self.config.save_minutes)
            return None
        values: dict[str, float] = {}
        is_last = count.epochs == self.config.epochs
        if is_last or count.epochs % self.config.measure_every == 0:
            self.task.module.eval()
            with self.average.applied(), torch.inference_mode():
                values = dict(self.task.measure())
        is_cheap = is_last or self._save_took_s <= CHEAP_SAVE_S
        self._save_if_due(0.0 if is_cheap else SAVE_PAUSE * self._save_took_s)
        return self._emit("finished" if is_last else "epoch", values)

    def _save_if_due(self, pause_s: float) -> None:
        if time.monotonic() - self._saved_at >= pause_s:
            self._save()

    def _save(self) -> None:
        if self._group.is_first:
            began = time.monotonic()
            self._keeper.save(self._count)
            self._saved_at = time.monotonic()
            self._save_took_s = self._saved_at - began
            self._emit("saved")

    def _announce(self) -> None:
        if self._count.step:
            self._emit("resumed")
        if self._journal is not None and self.config.tensorboard and not self._journal.draws:
            self._emit("warning", text="TensorBoard is not installed; its files are not written.")
        if self.config.compile and not self._compiles:
            self._emit("warning", text="The towers are compiled on CUDA only; here they are computed as they are.")

    def _emit(self, name: str, values: Mapping[str, float] | None = None, text: str = "") -> TrainEvent:
        event = self._count.event(name, values, text)
        if self._journal is not None:
            self._journal.write(event)
        return event
