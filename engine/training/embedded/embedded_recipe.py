"""How the embedded checkpoint is made, from public weights and the captioned photos beside the checkout."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

import numpy as np
import torch

from engine.cots.checkpoint import save_checkpoint
from engine.cots.presets import EMBEDDED
from engine.cots.protocol import Calibration
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.device import seed_everything
from engine.jobs import CancelToken
from engine.training.data.augment import ViewConfig
from engine.training.data.frozen_features import FrozenImages, cached, normalised, require_hybrid
from engine.training.data.pairs import PairData, load_pairs
from engine.training.embedded.contrastive_task import ContrastiveConfig, ContrastiveTask, Teachers
from engine.training.embedded.dense_data import PseudoMasks
from engine.training.embedded.dense_stage import DenseMaterial, dense_task, embed_bare
from engine.training.embedded.dense_task import DenseConfig
from engine.training.loop.optim import RateRule
from engine.training.loop.trainer import Listener, Trainer
from engine.training.recipe import RunConfig
from engine.training.runs.calibrate import calibrate
from engine.training.runs.starting_weights import (
    ClassTeacher,
    load_backbone,
    load_sentence_encoder,
    project_onto_main_directions,
    sentence_embeddings,
    sentence_model_dir,
)

NEW_RATE = 8e-4
PRETRAINED_RATE = 1.4e-4

# The lower halves of both towers stay as their public weights are: 6,000 photos cannot improve edges and syntax.
CONTRAST_RATES = [
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
        views: How the photos are varied.
        contrast: The objective of the first stage.
        contrast_run: Length and rates of the first stage.
        mosaics: Pictures made of four photos for the second stage.
        labelled_share: Share of their tiles that show a photo with a label instead of captions.
        dense: The objective of the second stage.
        dense_run: Length of the second stage.
    """

    seed: int = 2022
    held_out: int = 300
    views: ViewConfig = field(default_factory=ViewConfig)
    contrast: ContrastiveConfig = field(default_factory=ContrastiveConfig)
    contrast_run: RunConfig = field(default_factory=lambda: RunConfig(epochs=17, precision="bfloat16", measure_every=2))
    mosaics: int = 6000
    labelled_share: float = 0.11
    dense: DenseConfig = field(default_factory=DenseConfig)
    dense_run: RunConfig = field(default_factory=lambda: RunConfig(epochs=3, precision="bfloat16", average_decay=0.99))


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

    @property
    def backbone(self) -> Path:
        """MobileNetV2 that the image tower starts from."""
        return self.root / "weights/mobilenetv2_100.keras_imagenet.safetensors"

    @property
    def labelled_tar(self) -> Path:
        """Photos with one label each, for the dense head."""
        return self.root / "data/imagenet-samples.tar"

    @property
    def labels(self) -> Path:
        """Their labels."""
        return self.root / "data/imagenet-samples.labels.csv"

    @property
    def pseudo_masks(self) -> Path:
        """A segmenter's view of the photos."""
        return self.root / "data/pascal-pseudo-masks.npz"

    def class_teacher(self) -> ClassTeacher:
        """Load the MobileNetV2 that names classes."""
        weights = self.root / "weights"
        return ClassTeacher(
            weights / "mobilenetv2_100.tfslim_imagenet_folded.safetensors", weights / "imagenet_1001_classes.txt"
        )


def split_held_out(data: PairData, count: int, seed: int) -> tuple[PairData, PairData]:
    """Return (training, held out) photos; the split depends on the seed alone."""
    order = np.random.default_rng([seed, 1]).permutation(len(data))
    return data.subset(np.sort(order[count:])), data.subset(np.sort(order[:count]))


def start_model(
    material: Material, recipe: EmbeddedRecipe, data: PairData, cache: Path
) -> tuple[TwoStream, str, Teachers]:
    """Build the model from public weights, and ask the teachers about the training photos.

    Returns:
        The model, the text of its tokenizer.json, and what the teachers said.
    """
    seed_everything(recipe.seed)
    model = TwoStream(EMBEDDED).eval()
    folder = sentence_model_dir()
    load_sentence_encoder(model, folder)
    load_backbone(model, material.backbone)
    tokenizer_json = (folder / "tokenizer.json").read_text(encoding="utf-8")
    tokenizer = TextTokenizer.from_json(tokenizer_json, EMBEDDED.text.max_tokens)
    flat = cached(
        cache / "captions.npy", lambda: np.concatenate(sentence_embeddings(model, tokenizer, data.captions))
    ).astype(np.float32)
    caption_emb = tuple(np.split(flat, np.cumsum([len(texts) for texts in data.captions])[:-1]))
    teacher = material.class_teacher()
    (name_emb,) = sentence_embeddings(model, tokenizer, [teacher.names])
    project_onto_main_directions(model, np.concatenate([flat, name_emb]))
    classes = cached(cache / "classes.npy", lambda: teacher.probabilities(data.pixels)).astype(np.float32)
    return model, tokenizer_json, Teachers(caption_emb, teacher.names, classes)


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

    @property
    def tokenizer(self) -> TextTokenizer:
        """The model's tokenizer."""
        return TextTokenizer.from_json(self.tokenizer_json, self.model.config.text.max_tokens)


def contrast_stage(material: Material, recipe: EmbeddedRecipe, run_dir: Path) -> Stage:
    """Make the first stage ready: both towers on photos and captions."""
    cache = run_dir / "cache"
    pairs = load_pairs(material.train_tars, material.train_captions, EMBEDDED.image.input_px)
    data, held_out = split_held_out(pairs, recipe.held_out, recipe.seed)
    model, tokenizer_json, teachers = start_model(material, recipe, data, cache)
    images = FrozenImages(
        cached(
            cache / "views.npy",
            lambda: (
                FrozenImages.compute(
                    require_hybrid(model), data.pixels, EMBEDDED.image, recipe.views, recipe.seed
                ).views
            ),
        ).astype(np.float16, copy=False)
    )
    tokenizer = TextTokenizer.from_json(tokenizer_json, EMBEDDED.text.max_tokens)
    task = ContrastiveTask(model, tokenizer, data, held_out, recipe.contrast, teachers, images)
    trainer = Trainer(task, recipe.contrast_run, CONTRAST_RATES, run_dir / "contrast")
    return Stage(trainer, model, tokenizer_json, data, held_out)


def dense_stage_trainer(material: Material, recipe: EmbeddedRecipe, first: Stage, run_dir: Path) -> Trainer:
    """Make the second stage ready: the dense head alone, on the towers that the first stage left."""
    labelled = load_pairs([material.labelled_tar], material.labels, EMBEDDED.image.input_px, text_column="label")
    masks = PseudoMasks.load(material.pseudo_masks)
    dense_material = DenseMaterial(first.data, labelled, masks, recipe.mosaics, recipe.labelled_share)
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
    """Run both stages, calibrate on the held-out photos and save; return the checkpoint's fingerprint.

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
    if mode is Mode.SAVE_ONLY:
        first.trainer.settle_interrupted()
    else:
        first.trainer.run(resume=mode is Mode.RESUME, cancel=cancel, listen=listen)
        second = dense_stage_trainer(material, recipe, first, run_dir)
        second.run(resume=mode is Mode.RESUME, cancel=cancel, listen=listen)
    calibration = calibrate_model(first, material.class_teacher())
    return save_checkpoint(out, first.model, first.tokenizer_json, calibration, summary=SUMMARY)


def calibrate_model(stage: Stage, teacher: ClassTeacher) -> Calibration:
    """Measure what the trained model's cosines mean, on the stage's held-out photos."""
    model, held_out, tokenizer = stage.model.eval(), stage.held_out, stage.tokenizer
    with torch.inference_mode():
        pictures = torch.split(normalised(held_out.pixels, model.config.image), 64)
        image_emb = torch.cat([model.embed_images(part) for part in pictures]).numpy()
    captions = tuple(caption for texts in held_out.captions for caption in texts)
    owners = np.repeat(np.arange(len(held_out)), [len(texts) for texts in held_out.captions])
    return calibrate(
        image_emb,
        embed_bare(model, tokenizer, captions),
        owners,
        embed_bare(model, tokenizer, teacher.names),
        teacher.probabilities(held_out.pixels),
        PROMPTS,
    )


def shortened(recipe: EmbeddedRecipe, epochs: int) -> EmbeddedRecipe:
    """Return the recipe with another number of epochs in its first stage."""
    return replace(recipe, contrast_run=replace(recipe.contrast_run, epochs=epochs))
