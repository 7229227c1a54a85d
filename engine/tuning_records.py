"""The frozen records about models and fine-tuning that cross the border between the engine and whoever uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class RunStage(StrEnum):
    """Where a fine-tuning stands.

    Attributes:
        RUNNING: It trains now.
        PAUSED: The person had it wait; it goes on where it was.
        INTERRUPTED: Its process ended before it did; it goes on where it was.
        FAILED: Something was wrong with the world; see the run's reason, and whether it can go on.
        STOPPED: The person gave it up.
        REFUSED: It came to its end, and what it made is not better: nothing was changed.
        WAITING: It made a better model, and the person has not said whether to use it.
        KEPT: What it made is in use.
        EARLIER: What it made was in use, and is not any more.
        DISCARDED: What it made was better, and is not on this machine any more.
    """

    RUNNING = "running"
    PAUSED = "paused"
    INTERRUPTED = "interrupted"
    FAILED = "failed"
    STOPPED = "stopped"
    REFUSED = "refused"
    WAITING = "waiting"
    KEPT = "kept"
    EARLIER = "earlier"
    DISCARDED = "discarded"

    @property
    def is_over(self) -> bool:
        """Whether nothing is left that could go on."""
        return self not in (RunStage.RUNNING, RunStage.PAUSED, RunStage.INTERRUPTED)


@dataclass(frozen=True, slots=True)
class TuningData:
    """What captions there are to learn from.

    Attributes:
        captions: Captions whose pictures can be read now.
        pictures: Photos and clips that have them.
        moments: Of the captions' pictures, how many are moments of clips.
        away: Photos and clips with captions whose files are away or have changed.
        others: Pictures without captions that keep the model in place.
        needed: How many photos and clips with captions are the least.
        usual: With how many a gain can usually be proven.
        held_out: How many pictures the verdict rests on.
        holds_all_out: Every picture is held out once, by a training that does not see it.
    """

    captions: int
    pictures: int
    moments: int
    away: int
    others: int
    needed: int
    usual: int
    held_out: int
    holds_all_out: bool

    @property
    def is_enough(self) -> bool:
        """Whether a fine-tuning can run."""
        return self.pictures >= self.needed


@dataclass(frozen=True, slots=True)
class TuningRun:
    """One fine-tuning.

    Attributes:
        name: Of its folder.
        stage: Where it stands.
        started_at: Local time.
        ended_at: Local time; None while it is not over.
        reason: Why it came to that, in one sentence; "" while it runs.
        hint: What may be done about it.
        can_go_on: Whether what was learned so far is there to go on with.
        minutes: How long the training may take; None leaves it to the recipe.
        model: The model it made, or would replace none.
        base: The model it began with.
        before: Figures of the old model by name, in percent.
        after: Figures of the new one.
        verdict: What the decision rests on, in points.
        mixing: How much of the way to what was learned was taken, 0 to 1; None while unknown.
    """

    name: str
    stage: RunStage
    started_at: datetime
    ended_at: datetime | None = None
    reason: str = ""
    hint: str = ""
    can_go_on: bool = False
    minutes: float | None = None
    model: str = ""
    base: str = ""
    before: Mapping[str, float | None] = field(default_factory=dict)
    after: Mapping[str, float | None] = field(default_factory=dict)
    verdict: Mapping[str, float | None] = field(default_factory=dict)
    mixing: float | None = None


@dataclass(frozen=True, slots=True)
class TuningState:
    """What a person sees of fine-tuning: the captions there are, and the runs, newest first."""

    data: TuningData
    runs: tuple[TuningRun, ...]


@dataclass(frozen=True, slots=True)
class TuningEstimate:
    """How long a fine-tuning would take on this machine, measured here and now, and what room it needs.

    Attributes:
        device: "cpu", "cuda" or "mps".
        device_name: What the machine calls it; "" where it says nothing.
        threads: Processor threads that the training uses.
        reading_s: Reading the pictures.
        looking_s: Running them through the part of the model that stays.
        training_s: The trainings and what is measured.
        limit_s: What the recipe allows for looking and training together.
        embedding_s: Embedding the library with the new model, should it be kept.
        embedding_pictures: Photos and frames of clips that this means.
        needed_bytes: Room on disk.
        free_bytes: What is free there.
    """

    device: str
    device_name: str
    threads: int
    reading_s: float
    looking_s: float
    training_s: float
    limit_s: float
    embedding_s: float
    embedding_pictures: int
    needed_bytes: int
    free_bytes: int

    @property
    def total_s(self) -> float:
        """From the start to the verdict: what would take longer than allowed is cut short."""
        return self.reading_s + min(self.limit_s, self.looking_s + self.training_s)


@dataclass(frozen=True, slots=True)
class TuningCurve:
    """Points of a run's chart that are new to whoever asks.

    Attributes:
        run: The run's name.
        upto: What to ask from next time.
        losses: (N, 3) number of the training, step, loss.
        recalls: (M, 3) number of the training, step, R@10 of held-out captions in percent.
        before: Figures of the old model, once they were measured.
        notes: Sentences that the training said.
    """

    run: str
    upto: int
    losses: NDArray[np.float64]
    recalls: NDArray[np.float64]
    before: Mapping[str, float | None]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExamplePicture:
    """A picture that a query found: its name and its thumbnail, where there is one."""

    name: str
    path: Path | None
    thumbnail_path: Path | None
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class QueryExample:
    """What a query found with the old model and with the new one, best first.

    Attributes:
        query: What was looked for.
        is_own: One of the person's captions, held out; otherwise a general phrase.
        before: With the old model.
        after: With the new one.
        place_before: Where the right picture stood, from 1; of a general phrase, how many pictures are compared.
        place_after: Where it stands; of a general phrase, how many of them stayed.
    """

    query: str
    is_own: bool
    before: tuple[ExamplePicture, ...]
    after: tuple[ExamplePicture, ...]
    place_before: int
    place_after: int


class ModelOrigin(StrEnum):
    """Where a model came from."""

    SHIPPED = "shipped"
    OWN = "own"
    PUBLIC = "public"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model on this machine, as this library sees it.

    Attributes:
        name: Its name.
        path: Its folder.
        origin: Where it came from.
        size_bytes: On disk.
        made_at: When it came, local time; None where nothing says so.
        summary: What it is, in a line.
        is_current: This library uses it.
        is_before: A rollback would go back to it.
        embedded: Photos and clips of this library that can be found with it at once.
        missing: Those that would have to be embedded first.
        licence: Of a public one.
        languages: That it was trained on.
        strength: What it is better at.
        made_for: Another library that it was made for; None for any other.
        made_from: The model that an own one began with.
        before: Figures of that one by name, in percent.
        after: Its own figures.
        keeps: Why it cannot be removed; "" where it can.
    """

    name: str
    path: Path
    origin: ModelOrigin
    size_bytes: int
    made_at: datetime | None = None
    summary: str = ""
    is_current: bool = False
    is_before: bool = False
    embedded: int = 0
    missing: int = 0
    licence: str = ""
    languages: str = ""
    strength: str = ""
    made_for: Path | None = None
    made_from: str = ""
    before: Mapping[str, float | None] = field(default_factory=dict)
    after: Mapping[str, float | None] = field(default_factory=dict)
    keeps: str = ""


@dataclass(frozen=True, slots=True)
class ModelOffer:
    """A public model that can be fetched.

    Attributes:
        name: What it will be called.
        repo: Where it is, `owner/name`.
        size_bytes: Of the transfer; 0 where nobody knows before asking.
        arrived_bytes: What an earlier attempt left.
        licence: Of the weights.
        languages: Of the texts it was trained on.
        about: What it is, in a line.
        strength: What it is better at than the one that ships with Evoke.
        wants_gpu: Without one it is slow.
    """

    name: str
    repo: str
    size_bytes: int
    arrived_bytes: int
    licence: str
    languages: str
    about: str
    strength: str
    wants_gpu: bool


@dataclass(frozen=True, slots=True)
class ModelShelf:
    """Models on this machine, those that can be fetched, and the room there is."""

    entries: tuple[ModelEntry, ...]
    offers: tuple[ModelOffer, ...]
    models_dir: Path
    free_bytes: int
