"""What a fake engine says about fine-tuning and models: made-up runs, curves, queries and shelves."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

import numpy as np

from engine.errors import FetchFailed
from engine.model_records import ModelSwitch
from engine.tuning_records import (
    ExamplePicture,
    ModelEntry,
    ModelOffer,
    ModelOrigin,
    ModelShelf,
    QueryExample,
    RunStage,
    TuningCurve,
    TuningData,
    TuningEstimate,
    TuningRun,
    TuningState,
)

BEFORE = {"own_r1": 22.7, "own_r10": 64.8, "guard_r1": 96.0, "guard_r10": 100.0}
AFTER = {"own_r1": 32.5, "own_r10": 77.1, "guard_r1": 95.1, "guard_r10": 99.8}
VERDICT = {"own_gain": 9.8, "own_gain_at_least": 4.2, "held_out": 104.0, "guard_gain": -0.5}
BETTER = "Your held-out captions find their pictures better, and other searches are as good as before."
GIGABYTE = 1_000_000_000


def made_run(number: int = 1, stage: RunStage = RunStage.WAITING, **values: object) -> TuningRun:
    run = TuningRun(f"2026-11-0{number}-120000", stage, datetime(2026, 11, number, 12), base="embedded")
    if stage in (RunStage.WAITING, RunStage.KEPT, RunStage.EARLIER, RunStage.REFUSED, RunStage.DISCARDED):
        run = dataclasses.replace(
            run, before=BEFORE, after=AFTER, verdict=VERDICT, reason=BETTER, model=f"own-2026-11-0{number}"
        )
    elif not stage.is_over:
        run = dataclasses.replace(run, can_go_on=True)
    return dataclasses.replace(run, **values)  # type: ignore[arg-type]  # as given


class FakeTuning:
    """The part of a fake library that is asked about models."""

    def __init__(self, library_dir: Path) -> None:
        self.library_dir = library_dir
        self.data = TuningData(180, 104, 6, 2, 400, 20, 100, 104, holds_all_out=True)
        self.estimate = TuningEstimate("cpu", "", 1, 12.0, 40.0, 9.0, 600.0, 95.0, 2400, 300_000_000, 40 * GIGABYTE)
        self.runs: tuple[TuningRun, ...] = ()
        self.current = "embedded"
        self.before = ""
        self.removed: set[str] = set()
        self.fetched: tuple[str, ...] = ()
        self.is_offline = False

    def tuning_state(self) -> TuningState:
        return TuningState(self.data, self.runs)

    def tuning_estimate(self) -> TuningEstimate:
        return self.estimate

    def pause_training(self) -> None:
        self._end_as(RunStage.PAUSED)

    def stop_training(self) -> None:
        self._end_as(RunStage.STOPPED)

    def training_curve(self, run: str, since: int = 0) -> TuningCurve:
        steps = np.arange(5, 55, 5)
        losses = [
            [number, step, 2.6 * np.exp(-step / (14 + 2 * number)) + 0.9] for number in range(3) for step in steps
        ]
        recalls = [
            [number, step, 64.8 + 12 * (1 - np.exp(-step / 18)) + number] for number in range(3) for step in steps
        ]
        nothing = np.zeros((0, 3))
        if since:
            return TuningCurve(run, since, nothing, nothing, {}, ())
        note = "197,120 of 32,100,000 parameters learn; everything below them is computed once and kept."
        return TuningCurve(run, 1000, np.array(losses), np.array(recalls), BEFORE, (note,))

    def comparison(self, run: str) -> tuple[QueryExample, ...]:
        def pictures(first: int, right: int = -1) -> tuple[ExamplePicture, ...]:
            names = [f"photo {(first + place) % 36:03}.jpg" for place in range(8)]
            return tuple(
                ExamplePicture(name, self.library_dir / "Pictures" / name, self.drawn(name), place == right)
                for place, name in enumerate(names)
            )

        return (
            QueryExample("Rex jumps into the lake", True, pictures(3, 5), pictures(8, 0), 14, 1),
            QueryExample(
                "Rex <b>asleep</b> on the stairs, one paw over the edge", True, pictures(1, 2), pictures(2, 1), 3, 2
            ),
            QueryExample("grandma's garden", True, pictures(20, 0), pictures(21), 1, 9),
            QueryExample("a crowd in a street", False, pictures(12), pictures(12), 8, 8),
            QueryExample("a boat on the water", False, pictures(5), pictures(9), 8, 3),
        )

    def model_shelf(self) -> ModelShelf:
        models_dir = Path("/home/somebody/.local/share/evoke/models")
        entries = [
            ModelEntry("embedded", models_dir, ModelOrigin.SHIPPED, 56_000_000, embedded=40, keeps="Part of Evoke."),
            *(
                ModelEntry(
                    run.model,
                    models_dir / run.model,
                    ModelOrigin.OWN,
                    58_000_000,
                    run.started_at,
                    missing=0 if run.model in (self.current, self.before) else 40,
                    embedded=40 if run.model in (self.current, self.before) else 0,
                    made_from="embedded",
                    before=run.before,
                    after=run.after,
                )
                for run in self.runs
                if run.model and run.model not in self.removed
            ),
            ModelEntry(
                "siglip-b-16",
                models_dir / "siglip-b-16",
                ModelOrigin.PUBLIC,
                407_000_000,
                datetime(2026, 10, 3),
                summary="Google's SigLIP, finer patches",
                missing=40,
                licence="Apache-2.0",
                languages="English",
                strength="Finds the one picture that a whole sentence describes more often than CLIP of its size.",
            ),
        ]
        shown = [
            dataclasses.replace(
                entry,
                is_current=entry.name == self.current,
                is_before=entry.name == self.before,
                keeps=entry.keeps or ("In use." if entry.name == self.current else ""),
            )
            for entry in entries
            if entry.name not in self.removed
        ]
        offers = [
            ModelOffer(
                "clip-vit-b-32", "openai/clip", 605_000_000, 120_000_000, "MIT", "English", "CLIP", "Names.", False
            ),
            ModelOffer("clip-vit-l-14", "openai/clip-l", 1_710_000_000, 0, "MIT", "English", "CLIP", "Finer.", True),
            ModelOffer(
                "siglip2-b-16", "google/s2", 1_500_000_000, 0, "Apache-2.0", "many", "SigLIP 2", "German.", False
            ),
        ]
        offers = [offer for offer in offers if offer.name not in self.fetched]
        shown += [
            ModelEntry(name, models_dir / name, ModelOrigin.PUBLIC, 300_000_000, missing=40) for name in self.fetched
        ]
        return ModelShelf(tuple(shown), tuple(offers), models_dir, 40 * GIGABYTE)

    def remove_model(self, name: str) -> None:
        self.removed.add(name)
        self.runs = tuple(
            dataclasses.replace(run, stage=RunStage.DISCARDED) if run.model == name else run for run in self.runs
        )

    def rollback_model(self) -> ModelSwitch:
        return self.change_to(self.before or "embedded")

    def import_model(self, folder: Path) -> ModelEntry:
        self.fetched = (*self.fetched, folder.name)
        return ModelEntry(folder.name, folder, ModelOrigin.IMPORTED, 1)

    def change_to(self, name: str) -> ModelSwitch:
        """Have another model in use."""
        self.before, self.current = self.current, name
        became = {self.current: RunStage.KEPT, self.before: RunStage.EARLIER}
        self.runs = tuple(
            dataclasses.replace(run, stage=became[run.model]) if run.model in became else run for run in self.runs
        )
        return ModelSwitch(name, self.before, 40, 0, 0, 0)

    def begin(self) -> None:
        """A run begins, or goes on."""
        if self.runs and not self.runs[0].stage.is_over:
            self.runs = (dataclasses.replace(self.runs[0], stage=RunStage.RUNNING), *self.runs[1:])
        else:
            self.runs = (made_run(len(self.runs) + 1, RunStage.RUNNING), *self.runs)

    def finish(self, stage: RunStage = RunStage.WAITING) -> TuningRun:
        """The run under way comes to its end."""
        self.runs = (made_run(len(self.runs), stage), *self.runs[1:])
        return self.runs[0]

    def fetch(self, name: str) -> ModelEntry:
        """A transfer comes to its end."""
        if self.is_offline:
            raise FetchFailed("The model hub cannot be reached.", hint="What has arrived is kept.")
        self.fetched = (*self.fetched, name)
        return ModelEntry(name, Path("/models") / name, ModelOrigin.PUBLIC, 1)

    def drawn(self, name: str) -> Path | None:
        """The thumbnail of a picture; the fake library draws it."""
        return None

    def _end_as(self, stage: RunStage) -> None:
        if self.runs and (not self.runs[0].stage.is_over or self.runs[0].can_go_on):
            run = dataclasses.replace(self.runs[0], stage=stage, can_go_on=stage is RunStage.PAUSED)
            self.runs = (run, *self.runs[1:])
