"""What `evoke train` says while it runs: one JSON document per line, or a bar and lines for a person."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.output import print_json_line, print_line, print_note, printable
from engine.jobs import Progress, Reporter

if TYPE_CHECKING:
    from engine.training.data.training_data import TrainingData
    from engine.training.loop.run_events import TrainEvent
    from engine.training.runs.ablation import RunResult
    from engine.training.runs.cots_run import FinishedRun

_NAMED_SKIPPED = 10
_FINDERS = {"t2i": "captions that find their picture", "i2t": "pictures that find their caption"}
_MEASURED = frozenset({"epoch", "finished"})


class TrainReports:
    """Says what happens; silent on all processes of a run but the first."""

    def __init__(self, as_json: bool, report: Reporter, epochs: int, *, is_silent: bool = False) -> None:
        self._as_json = as_json
        self._report = report
        self._epochs = epochs
        self._is_silent = is_silent

    def data(self, data: TrainingData) -> None:
        """Say what there is to learn from, and what was passed over."""
        if self._is_silent:
            return
        if self._as_json:
            skipped = [dataclasses.asdict(each) for each in data.skipped]
            sizes = {"train": len(data.train), "held_out": len(data.held_out)}
            print_json_line({"event": "data", **sizes, "skipped": skipped})
            return
        for each in data.skipped[:_NAMED_SKIPPED]:
            print_note(f"Left out: {printable(each.why)}")
        if len(data.skipped) > _NAMED_SKIPPED:
            print_note(
                f"Left out: {len(data.skipped) - _NAMED_SKIPPED} more; data.json in the run's folder names them."
            )
        print_line(f"{len(data.train)} pictures to train on, {len(data.held_out)} to measure on.")

    def event(self, event: TrainEvent, run: str = "") -> None:
        """Say what the trainer told; `run` names the run where there are several."""
        if self._as_json:
            print_json_line(dataclasses.asdict(event) | ({"run": run} if run else {}))
        elif event.event == "step":
            loss = event.values.get("loss", 0.0)
            text = f"{run} epoch {event.epoch + 1} of {self._epochs}, loss {loss:.3f}".strip()
            self._report(Progress(event.step, _steps(event), text, event.eta_s))
        elif event.text:
            print_note(event.text)
        elif event.values and event.event in _MEASURED:
            print_line(f"{run} epoch {event.epoch}: {_figures(event.values)}".strip())

    def end(self, done: FinishedRun) -> None:
        """Say where the model is, and how good."""
        if self._as_json:
            print_json_line({"event": "checkpoint", **dataclasses.asdict(done)})
        else:
            print_line(f"On the held-out pairs: {_figures(done.measures)}")
            print_line(f"The model is in {printable(done.checkpoint)}.")

    def ablation(self, page: Path, results: Mapping[str, Sequence[RunResult]]) -> None:
        """Say where the table is."""
        if self._as_json:
            print_json_line({"event": "ablation", "page": page, "rows": results})
        else:
            print_line(f"The table is in {printable(page)}.")


def _steps(event: TrainEvent) -> int | None:
    """Return how many steps the run has in all, by the time they have taken so far and the time that is left."""
    if not (event.step and event.seconds):
        return None
    return round(event.step * (1 + event.eta_s / event.seconds))


def _figures(values: Mapping[str, float]) -> str:
    return ", ".join(_in_words(name, value) for name, value in values.items())


def _in_words(name: str, value: float) -> str:
    """Say a measure as a person reads it: `t2i_R@5` is the share of captions with their picture among the first 5."""
    way, _, cutoff = name.partition("_R@")
    if way not in _FINDERS or not cutoff:
        return f"{name.replace('_', ' ')} {value:.1f}"
    place = "first" if cutoff == "1" else f"among the first {cutoff}"
    return f"{_FINDERS[way]} {place}: {value:.1f} %"
