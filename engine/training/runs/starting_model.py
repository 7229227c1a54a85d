"""The model that a recipe starts from: a checkpoint, or a preset's towers with public or random weights."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from engine.cots.catalogue import embedded_path, find_checkpoint
from engine.cots.checkpoint import TOKENIZER_NAME, load_checkpoint
from engine.cots.presets import PRESETS
from engine.cots.protocol import Calibration
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.device import seed_everything
from engine.errors import BadConfig, ModelMissing
from engine.training.recipe import ModelConfig
from engine.training.runs.public_weights import load_image_weights, load_text_weights
from engine.training.runs.starting_weights import IMAGE_BACKBONE, backbone_file, load_backbone, sentence_model_dir
from engine.user_settings import user_models_dir

SENTENCE_ENCODER = "all-MiniLM-L6-v2"  # the one text encoder that is known by name, in a package of its own


@dataclass(frozen=True, slots=True)
class StartingModel:
    """A model before its first step.

    Attributes:
        model: On the CPU, float32.
        tokenizer_json: The text of its `tokenizer.json`.
        calibration: What the cosines of the checkpoint meant that it comes from; None for a preset.
        has_image_weights: Whether its image tower (a hybrid's backbone) holds weights that were trained before.
        has_text_weights: Whether its text tower does.
    """

    model: TwoStream
    tokenizer_json: str
    calibration: Calibration | None
    has_image_weights: bool
    has_text_weights: bool

    @property
    def tokenizer(self) -> TextTokenizer:
        """The tokenizer of the text tower."""
        return TextTokenizer.for_tower(self.tokenizer_json, self.model.config.text)


def starting_model(config: ModelConfig, seed: int) -> StartingModel:
    """Build the model that a recipe names; what is random in it depends on the seed alone.

    A preset loses its dense head: nothing here trains it. A checkpoint keeps its own, as it is, and loses
    its correction of hubs, whose banks are of the weights before.

    Raises:
        BadConfig: There is no such preset, or its parts contradict each other.
        ModelMissing: A checkpoint or weights are not there.
        CheckpointMismatch: They are damaged or of another shape.
    """
    if config.start:
        checkpoint = load_checkpoint(_checkpoint_folder(config.start))
        checkpoint.model.drop_local_scaling()
        return StartingModel(checkpoint.model, checkpoint.tokenizer_json, checkpoint.calibration, True, True)
    preset = PRESETS.get(config.preset)
    if preset is None:
        raise BadConfig(f'There is no preset "{config.preset}" (model.preset); there are {", ".join(PRESETS)}.')
    if preset.image.kind == "hybrid" and config.train_stem != "all" and not config.image_weights:
        raise BadConfig(
            f"With model.train_stem {config.train_stem} the random convolutions of {config.preset} would never learn.",
            hint="Name model.image_weights or model.start, or set model.train_stem to all and model.stem_views to 0.",
        )
    seed_everything(seed)
    model = TwoStream(dataclasses.replace(preset, dense=None))
    folder = _text_folder(config.text_weights)
    tokenizer_json = _tokenizer_json(folder)
    if config.text_weights:
        load_text_weights(model, folder)
    if config.image_weights == IMAGE_BACKBONE:
        load_backbone(model, backbone_file())
    elif config.image_weights:
        load_image_weights(model, Path(config.image_weights))
    start = StartingModel(model, tokenizer_json, None, bool(config.image_weights), bool(config.text_weights))
    if start.tokenizer.vocab_size > preset.text.vocab_size:
        raise BadConfig(
            f"The tokenizer has {start.tokenizer.vocab_size} tokens, the text tower of {config.preset} has place for "
            f"{preset.text.vocab_size}."
        )
    return start


def _checkpoint_folder(start: str) -> Path:
    if "/" in start or "\\" in start:
        return Path(start).expanduser()
    return find_checkpoint(start, user_models_dir())


def _text_folder(text_weights: str) -> Path:
    """Return where tokenizer and weights lie; without weights the tokenizer is that of the model that ships."""
    if not text_weights:
        return embedded_path()
    return sentence_model_dir() if text_weights == SENTENCE_ENCODER else Path(text_weights)


def _tokenizer_json(folder: Path) -> str:
    path = folder / TOKENIZER_NAME
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelMissing(f"There is no {TOKENIZER_NAME} in {folder}.", path=folder) from error
