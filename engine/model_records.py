"""The frozen records of models: which there are, the change from one to another, and one taught on captions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A checkpoint that is present on this machine."""

    name: str
    path: Path
    fingerprint: str
    size_bytes: int
    is_current: bool
    embedding_dim: int
    summary: str = ""


@dataclass(frozen=True, slots=True)
class PairExport:
    """Captioned pictures that were written for a training.

    Attributes:
        folder: Where they are.
        side_px: Of every picture.
        pictures: Photos and moments.
        captions: Theirs.
        unread: Those that could not be read, by name.
        without_file: Captions whose content has no file now.
    """

    folder: Path
    side_px: int
    pictures: int
    captions: int
    unread: tuple[str, ...]
    without_file: int


@dataclass(frozen=True, slots=True)
class SpaceReport:
    """What embedding a library's photos and clips with another model did.

    Attributes:
        embedded: Photos and clips that were embedded now.
        unread: Those that could not be: their files are away, have changed, or cannot be decoded any more.
        frames: Pictures that were embedded now.
    """

    embedded: int
    unread: int
    frames: int


@dataclass(frozen=True, slots=True)
class ModelSwitch:
    """The model a library uses from now on.

    Attributes:
        model: Its name.
        before: The name of the one that was in use.
        embedded: Photos and clips that were embedded with it now.
        unread: Those that could not be.
        lacking: Photos and clips that cannot be found with it until they are indexed.
        swept: Spaces of older models that were deleted.
    """

    model: str
    before: str
    embedded: int
    unread: int
    lacking: int
    swept: int


@dataclass(frozen=True, slots=True)
class FinetuneRequest:
    """How to fine-tune a library's model on the person's own captions.

    Attributes:
        recipe: Name or file of the recipe.
        minutes: How long the training may take; None leaves it to the recipe.
        guard_images: Folder or tar file of pictures on which the model must not get worse, with `guard_captions`.
        guard_captions: CSV with their captions.
        switch: Use the new model where it is accepted.
    """

    recipe: str = "own-captions"
    minutes: float | None = None
    guard_images: Path | None = None
    guard_captions: Path | None = None
    switch: bool = True


@dataclass(frozen=True, slots=True)
class FinetuneReport:
    """What fine-tuning came to.

    Attributes:
        accepted: Whether the new model is better on the person's captions and not worse in general.
        reason: Why, or why not, in one sentence.
        before: Figures of the old model, by name.
        after: Figures of the new one; empty where nothing was trained.
        model: The new model where it was accepted, otherwise the one that stays.
        run_dir: Folder that keeps the report.
        switched: What changing to it did; None where it was not changed.
    """

    accepted: bool
    reason: str
    before: Mapping[str, float | None]
    after: Mapping[str, float | None]
    model: str
    run_dir: Path
    switched: ModelSwitch | None = None
