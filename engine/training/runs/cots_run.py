"""A whole run of COTS from a recipe: data, starting model, task and trainer, and at the end a measured checkpoint."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch

from engine.config import ComputeConfig
from engine.cots.checkpoint import save_checkpoint
from engine.cots.text import TextTower
from engine.cots.two_stream import TwoStream
from engine.cots.visual_token_files import load_visual_tokenizer
from engine.cots.visual_tokens import VisualTokenizer
from engine.device import choose_device, seed_everything
from engine.errors import CheckpointMismatch
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.training.data.held_out import HeldOutPairs, KeptPairs
from engine.training.data.kept_texts import KeptTexts, frozen_layers, keep_texts
from engine.training.data.kept_views import StemFeed, ViewPlan, keep_views
from engine.training.data.lazy_pairs import expect_rows
from engine.training.data.pair_sources import OpeningOptions, memory_bound_bytes
from engine.training.data.pairs import PairSource
from engine.training.data.picture_feed import MaskPlan, PictureFeed, ViewFeed
from engine.training.data.remembered_data import remember_data, remembered_data
from engine.training.data.training_data import DataShelf, TrainingData
from engine.training.loop.precision import Precision
from engine.training.loop.processes import ProcessGroup, solo
from engine.training.loop.trainer import Trainer
from engine.training.objectives.cots_task import CotsTask, TrainingPairs
from engine.training.recipe import Recipe, ViewsConfig
from engine.training.runs.calibrate import calibrate_by_captions
from engine.training.runs.rate_rules import freeze_by_rules, rate_rules
from engine.training.runs.recipe_check import check_recipe
from engine.training.runs.run_digests import run_digest, texts_digest, views_digest
from engine.training.runs.starting_model import StartingModel, starting_model

PROMPTS = ("a photo of a {}", "a picture of a {}", "{}")
VIEWS_FOLDER = "views"
WHOLE = ViewsConfig(min_area=1.0, max_aspect=1.0, whole_share=1.0, brightness=0.0, mirror=False)


@dataclass(frozen=True, slots=True)
class RunPlace:
    """Where a run happens.

    Attributes:
        run_dir: Journal, state and what is remembered about the data.
        cache_dir: Kept views of the pictures; runs on the same data can share it.
        compute: The device.
        group: The processes of the run.
        shelf: Data that is open already.
        cancel: Asked while data is opened.
        report: Told how far that is.
    """

    run_dir: Path
    cache_dir: Path | None = None
    compute: ComputeConfig = dataclasses.field(default_factory=ComputeConfig)
    group: ProcessGroup = dataclasses.field(default_factory=solo)
    shelf: DataShelf = dataclasses.field(default_factory=DataShelf)
    cancel: CancelToken | None = None
    report: Reporter = ignore_progress

    @property
    def kept_dir(self) -> Path:
        """Where views of pictures and hidden states of captions are kept."""
        return self.cache_dir or self.run_dir / VIEWS_FOLDER


@dataclass(frozen=True, slots=True)
class CotsRun:
    """A run that is ready.

    Attributes:
        recipe: Every number.
        start: The model, its tokenizer and what it was before.
        data: What it learns from and is measured on.
        measure: Measures the model on the held-out pairs.
        trainer: The loop.
    """

    recipe: Recipe
    start: StartingModel
    data: TrainingData
    measure: HeldOutPairs
    trainer: Trainer

    @property
    def model(self) -> TwoStream:
        """The model, which the trainer changes in place."""
        return self.start.model


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """What a run left behind: the checkpoint's folder and fingerprint, and its measures on the held-out pairs."""

    checkpoint: Path
    fingerprint: str
    measures: Mapping[str, float]


def build_run(recipe: Recipe, place: RunPlace, *, resume: bool = False) -> CotsRun:
    """Make a run ready: nothing is learned yet, but everything that can be wrong with its input has been said.

    Raises:
        BadConfig: Parts of the recipe contradict each other.
        BadData: Too little usable data; or, resuming, not the data that the run began with.
        FolderMissing: Data is not there.
        ModelMissing: Weights are not there.
        CheckpointMismatch: They are damaged or of another shape.
        Cancelled: Asked to stop.
    """
    check_recipe(recipe, place.group.count)
    start = starting_model(recipe.model, recipe.run.seed)
    data = _open_data(recipe, start, place, resume=resume)
    _settle_data(data, place, resume=resume)
    rules = rate_rules(start, recipe.model, recipe.run)
    freeze_by_rules(start.model, rules)  # before the momentum encoders are copied: they share what does not learn
    device = choose_device(place.compute)
    tokens = _visual_tokens(recipe, device)
    identity = run_digest(recipe, start.model, data.digest, tokens)
    start.model.to(device)
    with Precision(recipe.run.precision, device).autocast():
        feed = _picture_feed(recipe, start, data, tokens, place)
        texts = _kept_texts(recipe, start, data.train, place)
        expect = None if isinstance(feed, StemFeed) else partial(expect_rows, data.train)
        pairs = TrainingPairs(feed, data.train.captions, texts, expect)
        measure = HeldOutPairs(data.held_out, start.tokenizer, _kept_held_out(recipe, start, data.held_out, place))
    seed_everything(recipe.run.seed)
    task = CotsTask(
        start.model,
        start.tokenizer,
        pairs,
        recipe,
        measure,
        visual_vocabulary=0 if tokens is None else tokens.vocabulary,
        group=place.group,
    )
    trainer = Trainer(task, recipe.run, rules, place.run_dir, group=place.group, identity=identity)
    return CotsRun(recipe, start, data, measure, trainer)


def finish_run(run: CotsRun, out: Path, summary: str) -> FinishedRun:
    """Calibrate the trained model on the held-out pairs, save it as a checkpoint, and measure it.

    Raises:
        DiskFull: The checkpoint cannot be written.
        CheckpointMismatch: Its weights are no finite numbers; nothing is written.
    """
    model = run.model.eval()
    if not all(bool(torch.isfinite(tensor).all()) for tensor in model.state_dict().values()):
        raise CheckpointMismatch("The trained weights are no finite numbers; no checkpoint was written.", path=out)
    measures = run.measure(model)
    prompts = run.start.calibration.prompts if run.start.calibration else PROMPTS
    calibration = calibrate_by_captions(*run.measure.embeddings(model), prompts)
    fingerprint = save_checkpoint(out, model.cpu(), run.start.tokenizer_json, calibration, summary=summary)
    return FinishedRun(out, fingerprint, measures)


def _open_data(recipe: Recipe, start: StartingModel, place: RunPlace, *, resume: bool) -> TrainingData:
    known = remembered_data(place.run_dir) if resume else None
    options = OpeningOptions(
        memory_bytes=memory_bound_bytes(place.group.count),
        cancel=place.cancel,
        report=place.report,
    )
    side = start.model.config.image.input_px
    least = recipe.run.batch_size
    return place.shelf.take(recipe.data, side, recipe.run.seed, least=least, options=options, known=known)


def _settle_data(data: TrainingData, place: RunPlace, *, resume: bool) -> None:
    """Check that a resumed run has the data it began with; write down what a new one has."""
    known = remembered_data(place.run_dir) if resume else None
    if known is not None and known.digest != data.digest:
        raise CheckpointMismatch(
            "The training data has changed since this run began.",
            hint="Put the old data back, or start the run anew.",
            path=place.run_dir,
        )
    if known is None and place.group.is_first:
        remember_data(place.run_dir, data)


def _visual_tokens(recipe: Recipe, device: torch.device) -> VisualTokenizer | None:
    if recipe.objectives.masked_images == 0:
        return None
    path = Path(recipe.model.visual_tokens) if recipe.model.visual_tokens else None
    return load_visual_tokenizer(path).to(device)


def _picture_feed(
    recipe: Recipe, start: StartingModel, data: TrainingData, tokens: VisualTokenizer | None, place: RunPlace
) -> PictureFeed:
    masks = MaskPlan(recipe.masking.image_share, tokens) if tokens is not None else None
    feed = ViewFeed(start.model, data.train, recipe.views, masks)
    count = recipe.model.stem_views
    if count == 0:
        return feed  # else the views kept are the same for every seed, so that the runs of a study share them
    folder = place.kept_dir / views_digest(recipe, start.model, data.train.names, tokens)
    plan = ViewPlan(count, len(data.train))
    return StemFeed(keep_views(feed, plan, folder, cancel=place.cancel, report=place.report))


def _kept_texts(recipe: Recipe, start: StartingModel, source: PairSource, place: RunPlace) -> KeptTexts | None:
    """Keep captions as the frozen layers read them, where pictures are kept too: both save a CPU the same work."""
    tower = start.model.text_tower
    if recipe.model.stem_views == 0 or not isinstance(tower, TextTower) or frozen_layers(tower) == 0:
        return None
    folder = place.kept_dir / texts_digest(start.model, start.tokenizer_json, source.captions)
    return keep_texts(tower, start.tokenizer, source.captions, folder, cancel=place.cancel)


def _kept_held_out(recipe: Recipe, start: StartingModel, source: PairSource, place: RunPlace) -> KeptPairs | None:
    if recipe.model.stem_views == 0:
        return None
    whole = dataclasses.replace(recipe, views=WHOLE)
    folder = place.kept_dir / views_digest(whole, start.model, source.names, None)
    feed = ViewFeed(start.model, source, WHOLE, None)
    views = keep_views(feed, ViewPlan(1, len(source)), folder, cancel=place.cancel, report=place.report)
    return KeptPairs(views.clean[0], _kept_texts(recipe, start, source, place))
