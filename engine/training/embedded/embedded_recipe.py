"""How the embedded checkpoint is made, from public weights and the captioned photos beside the checkout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.cots.checkpoint import save_checkpoint
from engine.cots.presets import EMBEDDED, LocalScalingConfig
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.device import seed_everything
from engine.jobs import CancelToken
from engine.training.data.augment import ViewConfig
from engine.training.data.frozen_features import FrozenImages, FrozenStem, cached, require_hybrid
from engine.training.data.pairs import PairData, load_pairs
from engine.training.embedded.class_groups import Vocabulary, grouped
from engine.training.embedded.contrastive_task import (
    ContrastiveConfig,
    ContrastiveTask,
    LabelledImages,
    SeenImages,
    Teachers,
)
from engine.training.embedded.dense_data import PseudoMasks
from engine.training.embedded.dense_stage import DenseMaterial, dense_task
from engine.training.embedded.dense_task import DenseConfig
from engine.training.embedded.finishing import calibrate_model, correct_hubs
from engine.training.embedded.labelled_data import (
    LabelledSet,
    split_labels,
    split_photos,
    with_own_labels,
    write_labels,
)
from engine.training.embedded.places import seen_places
from engine.training.loop.optim import RateRule
from engine.training.loop.trainer import Listener, Trainer
from engine.training.recipe import RunConfig
from engine.training.runs.starting_weights import (
    ClassTeacher,
    backbone_file,
    load_backbone,
    load_sentence_encoder,
    project_onto_main_directions,
    sentence_embeddings,
    sentence_model_dir,
)

NEW_RATE = 8e-4
PRETRAINED_RATE = 1.4e-4

# The lower halves of both towers stay as their public weights are: 6,000 photos cannot improve edges and syntax.
# So do the depthwise kernels: few weights whose gradients are the slowest on a processor in half precision.
CONTRAST_RATES = [
    RateRule("model.image_tower.backbone.", 0.0, part="conv_dw."),
    *(
        RateRule(f"model.image_tower.backbone.{part}", PRETRAINED_RATE)
        for part in ("blocks.5.", "blocks.6.", "conv_head.", "bn2.")
    ),
    RateRule("model.image_tower.backbone.", 0.0),
    *(RateRule(f"model.text_tower.bert.encoder.layer.{layer}.", PRETRAINED_RATE) for layer in (3, 4, 5)),
    RateRule("model.text_tower.bert.", 0.0),
    RateRule("model.dense_head.", 0.0),
    RateRule("", NEW_RATE),
]
DENSE_RATES = [RateRule("model.dense_head.", 1e-3), RateRule("model.", 0.0), RateRule("", 1e-2)]

PROMPTS = ("a photo of a {}", "a picture of a {}", "{}")
SUMMARY = "Small and quick, English; ships with Evoke."


@dataclass(frozen=True, slots=True)
class EmbeddedRecipe:
    """Every number that decides the embedded checkpoint.

    Attributes:
        seed: Of everything random.
        held_out: Photos kept out of training: they choose, and calibrate the scores.
        held_out_share: Share of the labelled scenes and flowers that is kept out.
        held_out_labels: ImageNet labels of which no photo is shown.
        views: How the photos are varied.
        labelled_views: Views of every labelled photo.
        scenes_per_step: Labelled scenes that a step of the first stage draws.
        flowers_per_step: Labelled flowers.
        things_per_step: ImageNet photos.
        contrast: The objective of the first stage.
        contrast_run: Length and rates of the first stage.
        mosaics: Pictures made of four photos for the second stage.
        labelled_share: Share of their tiles that show a photo with a label instead of captions.
        dense: The objective of the second stage.
        dense_run: Length of the second stage.
        hubs: Training photos and captions that the finished model's correction of hubs compares with.
    """

    seed: int = 2022
    held_out: int = 300
    held_out_share: float = 0.2
    held_out_labels: int = 200
    views: ViewConfig = field(default_factory=ViewConfig)
    labelled_views: int = 2
    scenes_per_step: int = 12
    flowers_per_step: int = 6
    things_per_step: int = 22
    contrast: ContrastiveConfig = field(default_factory=ContrastiveConfig)
    contrast_run: RunConfig = field(default_factory=lambda: RunConfig(epochs=12, precision="bfloat16", measure_every=2))
    mosaics: int = 6000
    labelled_share: float = 0.11
    dense: DenseConfig = field(default_factory=DenseConfig)
    dense_run: RunConfig = field(default_factory=lambda: RunConfig(epochs=3, precision="bfloat16", average_decay=0.99))
    hubs: LocalScalingConfig = field(default_factory=lambda: LocalScalingConfig(texts=2000, pictures=2000))


@dataclass(frozen=True, slots=True)
class Material:
    """What the recipe reads, all of it below one data folder."""

    root: Path

    @property
    def train_tars(self) -> list[Path]:
        """The training photos."""
        return sorted((self.root / "data/flickr8k").glob("train-*.tar"))

    @property
    def train_captions(self) -> Path:
        """Their captions."""
        return self.root / "data/flickr8k/train.captions.csv"

    def labelled(self, name: str, size_px: int) -> PairData:
        """Load the photos and labels of one set."""
        data = self.root / "data"
        return load_pairs([data / f"{name}.tar"], data / f"{name}.labels.csv", size_px, text_column="label")

    @property
    def pseudo_masks(self) -> Path:
        """A segmenter's view of the photos."""
        return self.root / "data/pascal-pseudo-masks.npz"

    def class_teacher(self) -> ClassTeacher:
        """Load the network that names classes; the image tower starts from the same weights."""
        return ClassTeacher(backbone_file(), self.root / "weights/imagenet_1001_classes.txt", EMBEDDED.image)


def split_held_out(data: PairData, count: int, seed: int) -> tuple[PairData, PairData]:
    """Return (training, held out) photos; the split depends on the seed alone."""
    order = np.random.default_rng([seed, 1]).permutation(len(data))
    return data.subset(np.sort(order[count:])), data.subset(np.sort(order[:count]))


def labelled_sets(material: Material, recipe: EmbeddedRecipe) -> tuple[LabelledSet, ...]:
    """Load the labelled photos and keep the held-out ones apart."""
    side, seed = EMBEDDED.image.input_px, recipe.seed
    scenes = split_photos(material.labelled("scenes", side), recipe.held_out_share, seed)
    flowers = split_photos(material.labelled("flowers", side), recipe.held_out_share, seed)
    things = split_labels(material.labelled("imagenet-samples", side), recipe.held_out_labels, seed)
    return (
        LabelledSet("scenes", *scenes, recipe.scenes_per_step),
        LabelledSet("flowers", *flowers, recipe.flowers_per_step),
        LabelledSet("imagenet-samples", *things, recipe.things_per_step, is_of_teacher=True),
    )


def start_model(
    material: Material, recipe: EmbeddedRecipe, data: PairData, labelled: Sequence[LabelledSet], cache: Path
) -> tuple[TwoStream, str, Teachers]:
    """Build the model from public weights, and ask the teachers about the training photos.

    Returns:
        The model, the text of its tokenizer.json, and what the teachers said.
    """
    seed_everything(recipe.seed)
    model = TwoStream(EMBEDDED).eval()
    folder = sentence_model_dir()
    load_sentence_encoder(model, folder)
    load_backbone(model, backbone_file())
    tokenizer_json = (folder / "tokenizer.json").read_text(encoding="utf-8")
    tokenizer = TextTokenizer.from_json(tokenizer_json, EMBEDDED.text.max_tokens)
    flat = cached(
        cache / "captions.npy", lambda: np.concatenate(sentence_embeddings(model, tokenizer, data.captions))
    ).astype(np.float32)
    caption_emb = tuple(np.split(flat, np.cumsum([len(texts) for texts in data.captions])[:-1]))
    teacher = material.class_teacher()
    (name_emb,) = sentence_embeddings(model, tokenizer, [teacher.names])
    project_onto_main_directions(model, np.concatenate([flat, name_emb]))
    parts = [cached(cache / "classes.npy", lambda: teacher.probabilities(data.pixels)).astype(np.float32)]
    for part in labelled:
        ask = partial(teacher.probabilities, part.training.pixels)
        said = cached(cache / f"classes-{part.name}.npy", ask).astype(np.float32)
        known = tuple(texts[0] for texts in part.training.captions)
        parts.append(with_own_labels(said, known, teacher.names) if part.is_of_teacher else said)
    fine = Vocabulary(teacher.names, np.concatenate(parts))
    return model, tokenizer_json, Teachers(caption_emb, (fine, grouped(fine)))


class Mode(Enum):
    """What to do with a run folder: start anew, go on from its state, or save what its first stage has reached."""

    FRESH = "fresh"
    RESUME = "resume"
    SAVE_ONLY = "save-only"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage ready to run, and what the next one needs of it."""

    trainer: Trainer
    model: TwoStream
    tokenizer_json: str
    data: PairData
    held_out: PairData
    labelled: tuple[LabelledSet, ...]
    images: SeenImages
    teachers: Teachers

    @property
    def things(self) -> int:
        """The place among `labelled` of the set whose labels are the class teacher's own names."""
        return next(place for place, part in enumerate(self.labelled) if part.is_of_teacher)

    @property
    def whole_classes(self) -> NDArray[np.float32]:
        """What the class teacher says of the captioned photos and of those labelled by its own names, (N, 1000)."""
        starts = np.cumsum([len(self.data), *(len(part.training) for part in self.labelled)])
        own = self.things
        said = self.teachers.vocabularies[0].probabilities
        return np.concatenate([said[: len(self.data)], said[starts[own] : starts[own + 1]]])

    @property
    def tokenizer(self) -> TextTokenizer:
        """The model's tokenizer."""
        return TextTokenizer.from_json(self.tokenizer_json, self.model.config.text.max_tokens)


def contrast_stage(material: Material, recipe: EmbeddedRecipe, run_dir: Path) -> Stage:
    """Make the first stage ready: both towers on photos and captions."""
    cache = run_dir / "cache"
    pairs = load_pairs(material.train_tars, material.train_captions, EMBEDDED.image.input_px)
    data, held_out = split_held_out(pairs, recipe.held_out, recipe.seed)
    labelled = labelled_sets(material, recipe)
    for part in labelled:
        write_labels(run_dir / "held-out" / f"{part.name}.csv", part.held_out)
    model, tokenizer_json, teachers = start_model(material, recipe, data, labelled, cache)
    stem = FrozenStem(require_hybrid(model), EMBEDDED.image)
    images = _see_views(stem, data, recipe.views.count, recipe, cache / "views")
    seen = tuple(
        LabelledImages(
            _see_views(stem, part.training, recipe.labelled_views, recipe, cache / f"views-{part.name}"),
            part.labels,
            () if part.is_of_teacher else part.names,
            part.per_step,
        )
        for part in labelled
    )
    tokenizer = TextTokenizer.from_json(tokenizer_json, EMBEDDED.text.max_tokens)
    every = SeenImages(images, seen)
    task = ContrastiveTask(model, tokenizer, data, held_out, recipe.contrast, teachers, every)
    trainer = Trainer(task, recipe.contrast_run, CONTRAST_RATES, run_dir / "contrast")
    return Stage(trainer, model, tokenizer_json, data, held_out, labelled, every, teachers)


def _see_views(stem: FrozenStem, data: PairData, count: int, recipe: EmbeddedRecipe, path: Path) -> FrozenImages:
    """See the views one file each, so that an interrupted preparation goes on with the next."""
    views = [
        cached(
            path.with_name(f"{path.name}-{view}.npy"),
            partial(stem.see_view, data.pixels, view, recipe.views, recipe.seed),
        )
        for view in range(count)
    ]
    return FrozenImages([view.astype(np.float16, copy=False) for view in views])


def dense_stage_trainer(material: Material, recipe: EmbeddedRecipe, first: Stage, run_dir: Path) -> Trainer:
    """Make the second stage ready: the dense head alone, on the towers that the first stage left."""
    masks = PseudoMasks.load(material.pseudo_masks)
    things = first.labelled[first.things].training
    photo_fine = np.concatenate([first.images.captioned.views[0], first.images.labelled[first.things].images.views[0]])
    pixels = np.concatenate([first.data.pixels, things.pixels])
    grid = first.model.config.image.grid * 2
    places = seen_places(material.class_teacher(), pixels, first.whole_classes, grid, run_dir / "cache")
    dense_material = DenseMaterial(first.data, things, masks, photo_fine, places, recipe.mosaics, recipe.labelled_share)
    task = dense_task(first.model.eval(), first.tokenizer, dense_material, recipe.dense, recipe.seed, run_dir / "cache")
    return Trainer(task, recipe.dense_run, DENSE_RATES, run_dir / "dense")


def make_checkpoint(
    material: Material,
    recipe: EmbeddedRecipe,
    run_dir: Path,
    out: Path,
    *,
    mode: Mode = Mode.FRESH,
    cancel: CancelToken | None = None,
    listen: Listener | None = None,
) -> str:
    """Run both stages, correct hubs, calibrate on the held-out photos and save; return the checkpoint's fingerprint.

    Args:
        material: Where the data is.
        recipe: Every number.
        run_dir: Journal, state and caches of both stages.
        out: Checkpoint folder to write.
        mode: Start, go on, or save what is there.
        cancel: Asked before every step.
        listen: Told after every step and epoch.

    Raises:
        Cancelled: Asked to stop; the run can be resumed.
        EngineError: The data, the weights or the run's state cannot be used.
    """
    first = contrast_stage(material, recipe, run_dir)
    teacher = material.class_teacher()
    if mode is Mode.SAVE_ONLY:
        first.trainer.settle_interrupted()
    else:
        first.trainer.run(resume=mode is Mode.RESUME, cancel=cancel, listen=listen)
        second = dense_stage_trainer(material, recipe, first, run_dir)
        second.run(resume=mode is Mode.RESUME, cancel=cancel, listen=listen)
    correct_hubs(first.model, first.tokenizer, first.data, first.held_out, recipe.hubs, recipe.seed)
    calibration = calibrate_model(first.model, first.tokenizer, first.held_out, teacher, PROMPTS)
    return save_checkpoint(out, first.model, first.tokenizer_json, calibration, summary=SUMMARY)


def shortened(recipe: EmbeddedRecipe, epochs: int) -> EmbeddedRecipe:
    """Return the recipe with another number of epochs in its first stage."""
    return replace(recipe, contrast_run=replace(recipe.contrast_run, epochs=epochs))
