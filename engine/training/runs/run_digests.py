"""Names for everything that a run, or the views it keeps, depends on: equal digests, equal input."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence

import numpy as np
from torch import Tensor, nn

from engine.cots.two_stream import TwoStream
from engine.training.recipe import DataConfig, Recipe, RunConfig

_SAMPLED_VALUES = 16


def run_digest(recipe: Recipe, model: TwoStream, data_digest: str, tokens: nn.Module | None = None) -> str:
    """Digest of all that decides a run beside its `RunConfig`; where data and weights lie is not part of it.

    `tokens` is the visual tokenizer, where one names what masked cells are to be predicted as.
    """
    neutral = dataclasses.replace(
        recipe,
        data=DataConfig(),
        model=dataclasses.replace(recipe.model, start="", image_weights="", text_weights="", visual_tokens=""),
        run=RunConfig(),
    )
    values = [dataclasses.asdict(neutral), data_digest, weights_digest(model.state_dict())]
    return _digest(values if tokens is None else [*values, weights_digest(tokens.state_dict())])


def views_digest(recipe: Recipe, model: TwoStream, names: Sequence[str], tokens: nn.Module | None) -> str:
    """Digest of all that kept views of pictures depend on, so that no run reads those of another; 32 letters."""
    values = [
        dataclasses.asdict(recipe.views),
        recipe.model.stem_views,
        None if tokens is None else [recipe.masking.image_share, weights_digest(tokens.state_dict())],
        list(names),
        model.config.image.input_px,
        frozen_digest(model.image_tower),
    ]
    return _digest(values)[:32]


def texts_digest(model: TwoStream, tokenizer_json: str, captions: Sequence[tuple[str, ...]]) -> str:
    """Digest of all that kept hidden states of captions depend on; 32 letters."""
    return _digest([list(captions), tokenizer_json, frozen_digest(model.text_tower)])[:32]


def frozen_digest(module: nn.Module) -> str:
    """Digest of the parameters that do not learn, and of which they are: what kept results depend on."""
    return weights_digest({name: p for name, p in module.named_parameters() if not p.requires_grad})


def weights_digest(tensors: Mapping[str, Tensor]) -> str:
    """Digest of a few values of every tensor: enough to tell weights apart, quick for any size."""
    digest = hashlib.sha256()
    for name, tensor in tensors.items():
        values = tensor.detach().flatten()[:_SAMPLED_VALUES].cpu().numpy()
        digest.update(f"{name} {tuple(tensor.shape)}".encode() + np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def _digest(values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
