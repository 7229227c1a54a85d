"""Runs an ablation: every row with every seed; finished runs are not run again."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from engine.cots.atomic_file import write_atomically
from engine.errors import DiskFull
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.training.data.training_data import DataShelf
from engine.training.loop.run_events import JOURNAL_NAME, TrainEvent
from engine.training.loop.run_state import STATE_NAME
from engine.training.recipe import Recipe
from engine.training.runs.ablation_plan import VIEWS_NAME, Ablation, AblationRow
from engine.training.runs.cots_run import RunPlace, build_run
from engine.training.runs.recipe_files import recipe_text
from engine.training.runs.run_claim import claimed_run_folder

RESULT_NAME = "result.json"

RunListener = Callable[[str, int, TrainEvent], None]


@dataclass(frozen=True, slots=True)
class RunResult:
    """What one run ended with.

    Attributes:
        measures: Recall on the held-out pairs at the end, in percent.
        figures: Means over the last epoch's steps: loss terms, temperature, share dropped.
        seconds: Wall time.
        train: Training pictures.
        held_out: Held-out pictures.
    """

    measures: Mapping[str, float]
    figures: Mapping[str, float]
    seconds: float
    train: int
    held_out: int


class AblationRunner:
    """Runs what is not finished yet, one run after another."""

    def __init__(
        self,
        ablation: Ablation,
        *,
        cancel: CancelToken | None = None,
        report: Reporter = ignore_progress,
        listen: RunListener | None = None,
    ) -> None:
        """Take the ablation; `listen` is told of every event with its row and seed."""
        self._ablation = ablation
        self._cancel = cancel
        self._report = report
        self._listen = listen
        self._shelf = DataShelf()

    def run(self) -> dict[str, tuple[RunResult, ...]]:
        """Return the results of every row, in the order of the seeds.

        Raises:
            Cancelled: Asked to stop; the run it was in goes on from there the next time.
            EngineError: A run cannot be made.
        """
        ablation = self._ablation
        results: dict[str, list[RunResult]] = {row.name: [] for row in ablation.rows}
        for seed in ablation.seeds:
            for row in ablation.rows:
                folder = ablation.folder_of(row, seed)
                found = finished_result(folder, ablation.recipe_of(row, seed))
                results[row.name].append(found or self._run_one(row, seed, folder))
        return {name: tuple(found) for name, found in results.items()}

    def _run_one(self, row: AblationRow, seed: int, folder: Path) -> RunResult:
        recipe = self._ablation.recipe_of(row, seed)
        place = RunPlace(
            folder,
            self._ablation.run_dir / VIEWS_NAME,
            self._ablation.compute,
            shelf=self._shelf,
            cancel=self._cancel,
            report=self._report,
        )
        with claimed_run_folder(folder, recipe, resume=True):
            run = build_run(recipe, place, resume=True)
            last = run.trainer.run(
                resume=True, cancel=self._cancel, listen=lambda event: self._hear(row.name, seed, event)
            )
            with torch.inference_mode():
                measures = dict(run.measure(run.model.eval()))
            figures = last_epoch_means(folder / JOURNAL_NAME, recipe.run.epochs)
            result = RunResult(measures, figures, last.seconds, len(run.data.train), len(run.data.held_out))
            _keep(folder, recipe, result)
        return result

    def _hear(self, row: str, seed: int, event: TrainEvent) -> None:
        if self._listen is not None:
            self._listen(row, seed, event)


def finished_result(folder: Path, recipe: Recipe) -> RunResult | None:
    """Return what a finished run of this very recipe ended with; None where there is none."""
    try:
        values = json.loads((folder / RESULT_NAME).read_text(encoding="utf-8"))
        if values.pop("recipe") != recipe_text(recipe):
            return None
        return RunResult(**values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # absent, or damaged: then it is run again


def last_epoch_means(journal: Path, epochs: int) -> dict[str, float]:
    """Return the mean of every figure over the steps of the last epoch that a run's journal tells of."""
    sums: dict[str, list[float]] = {}
    for line in journal.read_text(encoding="utf-8").splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            continue  # the line that a kill cut off
        if event["event"] == "step" and event["epoch"] == epochs - 1:
            for name, value in event["values"].items():
                sums.setdefault(name, []).append(value)
    return {name: sum(values) / len(values) for name, values in sums.items()}


def _keep(folder: Path, recipe: Recipe, result: RunResult) -> None:
    document = {"recipe": recipe_text(recipe), **dataclasses.asdict(result)}
    try:
        write_atomically(folder / RESULT_NAME, (json.dumps(document, indent=1) + "\n").encode())
    except OSError as error:
        raise DiskFull(f"The run's result cannot be written: {error.strerror}.", path=folder) from error
    (folder / STATE_NAME).unlink(missing_ok=True)  # what could be gone on with is the larger part of a run's folder
