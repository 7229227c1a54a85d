"""Public two-tower models (CLIP, SigLIP) as ordinary checkpoints of Evoke."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

from engine.cots.checkpoint import save_checkpoint
from engine.cots.hub_file_names import WEIGHTS_FILE
from engine.cots.hub_folder import all_finite, read_tensors
from engine.cots.hub_layout import read_two_towers
from engine.cots.hub_names import NamedTensors, rename_weights
from engine.cots.hub_proof import prove_reading
from engine.cots.hub_tokenizer import read_tokenizer
from engine.cots.protocol import Calibration
from engine.cots.two_stream import TwoStream
from engine.errors import CheckpointMismatch

# A choice, made from what is published and not from a measurement of ours. Captions that people wrote have a cosine of
# about 0.3 with their picture under CLIP (CLIPScore, Hessel et al., EMNLP 2021: 2.5 times the cosine is about 0.75),
# LAION kept pairs from 0.28 upwards, and unrelated pairs lie around 0.17: its two cones of vectors are far from zero.
CLIP_CALIBRATION = Calibration(
    match_score=0.26,
    mismatch_mean=0.17,
    mismatch_std=0.03,
    match_mean=0.30,
    match_std=0.03,
    gallery_size=1000,
    prompts=("a photo of a {}",),
)

# A choice as well, for a SigLIP that lost the scale and bias of its loss; those of the base model give these figures.
SIGLIP_CALIBRATION = Calibration(
    match_score=0.07,
    mismatch_mean=0.0,
    mismatch_std=0.025,
    match_mean=0.11,
    match_std=0.025,
    gallery_size=1000,
    prompts=("This is a photo of {}.",),
)

# SigLIP's own odds for a pair at which a best hit counts as a match. Its probabilities are those of a batch in which
# one pair in tens of thousands is true, so they are far below one half for pictures that a person would call right.
_SIGLIP_ODDS = 1 / 99


@dataclasses.dataclass(frozen=True, slots=True)
class HubModel:
    """A public model in memory, ready to be saved with `save_checkpoint` or trained further.

    Attributes:
        model: Float32, in evaluation mode, on the CPU.
        tokenizer_json: The text of its `tokenizer.json`.
        calibration: A rough one; `engine.training.runs.calibrate` measures a better one.
    """

    model: TwoStream
    tokenizer_json: str
    calibration: Calibration


def read_hub_model(folder: Path, name: str) -> HubModel:
    """Read a folder in the hub's layout: CLIP or SigLIP in safetensors, as transformers saves them.

    Whatever the folder says about cropping, pictures are stretched to the square as everywhere in Evoke.

    Raises:
        ModelMissing: A file is not there, or the weights are pickled.
        CheckpointMismatch: The model is of another type or shape, or a file is damaged.
    """
    config = read_two_towers(folder, name)
    tokenizer_json, pad_id = read_tokenizer(folder, config.text)
    config = dataclasses.replace(config, text=dataclasses.replace(config.text, pad_id=pad_id))
    tensors = read_tensors(folder)
    scales = {name: tensor for name, tensor in tensors.items() if name in {"logit_scale", "logit_bias"}}
    try:
        weights = rename_weights(NamedTensors(tensors, folder / WEIGHTS_FILE), config)
    except (IndexError, RuntimeError, TypeError) as error:  # what torch raises for shapes that cannot be joined
        raise CheckpointMismatch(
            "The model's weights do not fit its configuration.", path=folder / WEIGHTS_FILE
        ) from error
    if not all_finite(weights):
        raise CheckpointMismatch("The model's weights hold values that no model has.", path=folder / WEIGHTS_FILE)
    with torch.device("meta"):
        model = TwoStream(config)
    _check_shapes(model, weights, folder / WEIGHTS_FILE)
    model.load_state_dict(weights, assign=True)
    calibration = CLIP_CALIBRATION if config.image.kind == "clip" else siglip_calibration(scales)
    return HubModel(model.eval().requires_grad_(False), tokenizer_json, calibration)


def import_hub_model(folder: Path, target: Path, *, name: str, summary: str) -> str:
    """Write a public model as a checkpoint into `target` and return its fingerprint.

    What we read is held against transformers first.

    Raises:
        ModelMissing: A file is not there, or the weights are pickled.
        CheckpointMismatch: The model is of another type or shape, a file is damaged, or we misread it.
        DiskFull: The checkpoint could not be written.
    """
    read = read_hub_model(folder, name)
    prove_reading(folder, read.model, read.tokenizer_json)
    return save_checkpoint(target, read.model, read.tokenizer_json, read.calibration, summary=summary)


def siglip_calibration(scales: Mapping[str, Tensor]) -> Calibration:
    """Read from a SigLIP's own loss what its cosines mean: a pair's log odds are scale * cosine + bias.

    A true pair is taken to lie where the odds are even, and a best hit to match from `_SIGLIP_ODDS` on.
    """
    try:
        scale = math.exp(float(scales["logit_scale"]))
        even = -float(scales["logit_bias"]) / scale
    except (KeyError, OverflowError, RuntimeError):
        return SIGLIP_CALIBRATION
    matching = even + math.log(_SIGLIP_ODDS) / scale
    if not SIGLIP_CALIBRATION.mismatch_mean < matching < even < 1:
        return SIGLIP_CALIBRATION
    return dataclasses.replace(SIGLIP_CALIBRATION, match_score=round(matching, 4), match_mean=round(even, 4))


def _check_shapes(model: TwoStream, weights: Mapping[str, Tensor], path: Path) -> None:
    expected = model.state_dict()
    wrong = [name for name in expected if name not in weights or weights[name].shape != expected[name].shape]
    wrong += [name for name in weights if name not in expected]
    if wrong:
        raise CheckpointMismatch(
            f"The model's weights do not fit its configuration: {wrong[0]} and {len(wrong) - 1} more.", path=path
        )
