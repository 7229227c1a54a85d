"""A public model as we read it, held against transformers' own reading before it is installed."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

import psutil
import torch
from torch import Tensor
from torch.nn import functional

from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.errors import CheckpointMismatch

_log = logging.getLogger(__name__)

_TEXTS: Final = ("a dog on the beach", "two children laughing in the snow", "red")
_PICTURES: Final = 2
_LEAST_COSINE: Final = 0.999
_SEED: Final = 7
_CLASSES: Final = {"clip": "CLIPModel", "siglip": "SiglipModel"}


def prove_reading(folder: Path, model: TwoStream, tokenizer_json: str) -> bool:
    """Compare what a model read from `folder` says about a few texts and pictures with what transformers makes of it.

    A layout that we misunderstand would give vectors that look like vectors and find nothing.

    Args:
        folder: In the hub's layout, safetensors only.
        model: As we read it, float32, on the CPU.
        tokenizer_json: Its tokenizer.

    Returns:
        Whether they were compared: not where memory does not hold two, nor where transformers cannot open it.

    Raises:
        CheckpointMismatch: The two disagree.
    """
    weights_bytes = sum(parameter.numel() * parameter.element_size() for parameter in model.parameters())
    if psutil.virtual_memory().available < 2 * weights_bytes:
        _log.warning("There is too little memory to hold %s against transformers", folder.name)
        return False
    theirs = _opened(folder, model.config.image.kind)
    if theirs is None:
        return False
    side = model.config.image.input_px
    pictures = torch.randn(_PICTURES, 3, side, side, generator=torch.Generator().manual_seed(_SEED))
    token_ids, mask = TextTokenizer.for_tower(tokenizer_json, model.config.text)(_TEXTS)
    masked = {"attention_mask": mask} if model.config.text.kind == "clip" else {}
    with torch.inference_mode():
        pairs = (
            (model.embed_images(pictures), _unit(theirs.get_image_features(pixel_values=pictures))),
            (model.embed_texts(token_ids, mask), _unit(theirs.get_text_features(input_ids=token_ids, **masked))),
        )
    if any(bool(((ours * other).sum(dim=-1) < _LEAST_COSINE).any()) for ours, other in pairs):
        raise CheckpointMismatch(
            "The model is not read as it was meant to be; it was not installed.",
            hint="Please report its name. Another model can be fetched meanwhile.",
            path=folder,
        )
    return True


def _opened(folder: Path, kind: str) -> Any:
    """Let transformers open the folder; None where it cannot. Nothing is fetched and nothing but tensors is loaded."""
    import transformers  # takes seconds, and is needed for an installation alone

    try:
        reader = getattr(transformers, _CLASSES[kind])
        return reader.from_pretrained(folder, local_files_only=True, use_safetensors=True, dtype=torch.float32).eval()
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, AttributeError) as error:
        _log.warning("transformers does not open %s: %s", folder.name, error)
        return None


def _unit(features: Any) -> Tensor:
    return functional.normalize(getattr(features, "pooler_output", features), dim=-1)
