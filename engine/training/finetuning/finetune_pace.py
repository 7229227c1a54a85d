"""The time a fine-tuning has, and what it tells while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from engine.training.finetuning.finetune_kept import KeptWork

_POINT_EVERY = 5  # steps, however quick they are

Tell = Callable[[Mapping[str, object]], None]

_PAUSE_S = 0.1  # between two reports of the same thing


class Pace:
    """Shares the minutes out over the trainings, and reports progress at most ten times a second.

    Events are small maps: `note` (text), `progress` (done, total, text, eta_s), `step` (training, number, step, loss,
    eta_s) and `recall` (number, step, values), which are the points of a live chart, and `measured` (when, values).
    """

    def __init__(self, minutes: float, tell: Tell, kept: KeptWork | None = None) -> None:
        """Begin, or go on with what was spent before this process."""
        self.kept = kept or KeptWork()
        self._began = time.monotonic() - self.kept.spent_s
        self._until = self._began + 60 * minutes
        self._tell = tell
        self._told_at = 0.0
        self._phase: tuple[str, float, int, int] = ("", 0.0, 0, 0)
        self._known = 0  # units of the phase that an earlier process had finished
        self._trainings = 0

    @property
    def minutes(self) -> float:
        """Minutes since the start."""
        return (time.monotonic() - self._began) / 60

    @property
    def looking_s(self) -> float:
        """Seconds left for looking at pictures: half of the time in all."""
        return max(0.0, (self._began + self._until) / 2 - time.monotonic())

    def begin(self, text: str, total: int) -> None:
        """Begin a phase of `total` units."""
        self._phase, self._known = (text, time.monotonic(), 0, total), 0
        self._report(0.0, is_due=True)

    def advance(self, units: int, *, is_known: bool = False) -> None:
        """Take note of finished units of the phase; those of a process before this one say nothing about its pace."""
        self._known += units if is_known else 0
        text, began, done, total = self._phase
        done += units
        self._phase = (text, began, done, total)
        self._report(self._eta_s(), is_due=done >= total)

    def plan_trainings(self, count: int, steps: int) -> None:
        """Begin the phase of `count` trainings of `steps` steps each."""
        self._trainings = count
        self.begin("Training", count * steps)

    def next_training(self) -> float:
        """Return the `time.monotonic` until which the next planned training may go on."""
        left = max(1, self._trainings)
        self._trainings -= 1
        now = time.monotonic()
        return now + max(0.0, self._until - now) / left

    def step(self, training: str, number: int, step: int, loss: float) -> None:
        """Take note of a step of the training of that number."""
        is_due = time.monotonic() - self._told_at >= _PAUSE_S
        self.advance(1)
        if is_due or step % _POINT_EVERY == 0:
            event = {"event": "step", "training": training, "number": number, "step": step, "loss": round(loss, 4)}
            self._tell({**event, "eta_s": self._eta_s()})

    def recall(self, number: int, step: int, values: Mapping[str, float]) -> None:
        """Say how well a training finds the captions that it does not see; nothing is decided by it."""
        self._tell({"event": "recall", "number": number, "step": step, "values": dict(values)})

    def note(self, text: str) -> None:
        """Say a sentence."""
        self._tell({"event": "note", "text": text})

    def measured(self, when: str, values: Mapping[str, float]) -> None:
        """Say figures."""
        self._tell({"event": "measured", "when": when, "values": dict(values)})

    def _eta_s(self) -> float | None:
        _, began, done, total = self._phase
        own = done - self._known
        if own <= 0:
            return None
        now = time.monotonic()
        by_pace = (now - began) / own * max(0, total - done)
        return round(min(by_pace, max(0.0, self._until - now)), 1)

    def _report(self, eta_s: float | None, *, is_due: bool) -> None:
        now = time.monotonic()
        if not is_due and now - self._told_at < _PAUSE_S:
            return
        self._told_at = now
        self.kept.note_spent(now - self._began)
        text, _, done, total = self._phase
        self._tell({"event": "progress", "done": done, "total": total, "text": text, "eta_s": eta_s})
