"""What a trained model is given before it is saved: the correction of its hubs, and what its scores mean."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.cots.local_scaling import LocalScaling
from engine.cots.presets import LocalScalingConfig
from engine.cots.protocol import Calibration
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.training.data.frozen_features import normalised
from engine.training.data.pairs import PairData
from engine.training.embedded.dense_stage import embed_bare
from engine.training.runs.calibrate import calibrate

_PICTURES_AT_ONCE = 64


class NamesClasses(Protocol):
    """What is needed of a classifier."""

    names: tuple[str, ...]

    def probabilities(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return (N, classes) probabilities for (N, S, S, 3) pictures."""


def correct_hubs(
    model: TwoStream,
    tokenizer: TextTokenizer,
    data: PairData,
    held_out: PairData,
    config: LocalScalingConfig,
    seed: int,
) -> None:
    """Give a trained model its correction of hubs, in place.

    Args:
        model: In evaluation mode.
        tokenizer: Its tokenizer.
        data: Training photos and captions; a caption each of random ones, and other random ones, fill the banks.
        held_out: Photos and captions that say what is usual.
        config: How many.
        seed: Of the choice.
    """
    rng = np.random.default_rng([seed, 5])
    described = rng.choice(len(data), config.texts, replace=False)
    captions = tuple(str(rng.choice(data.captions[row])) for row in described)
    seen = np.sort(rng.choice(len(data), config.pictures, replace=False))
    scaling = LocalScaling(config, model.config.embedding_dim)
    scaling.fit(
        (_texts(model, tokenizer, captions), _pictures(model, data.pixels[seen])),
        (_pictures(model, held_out.pixels), _texts(model, tokenizer, _flat(held_out.captions))),
    )
    model.local_scaling = scaling.eval()
    model.config = dataclasses.replace(model.config, local_scaling=config)


def calibrate_model(
    model: TwoStream, tokenizer: TextTokenizer, held_out: PairData, teacher: NamesClasses, prompts: tuple[str, ...]
) -> Calibration:
    """Measure what the scores of a finished model mean, on held-out photos."""

    def search_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
        return model.search_vectors_of_texts(_texts(model, tokenizer, texts)).numpy()

    return calibrate(
        model.search_vectors_of_pictures(_pictures(model, held_out.pixels)).numpy(),
        search_vectors(_flat(held_out.captions)),
        np.repeat(np.arange(len(held_out)), [len(texts) for texts in held_out.captions]),
        search_vectors(teacher.names),
        teacher.probabilities(held_out.pixels),
        prompts,
    )


def _flat(captions: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(caption for texts in captions for caption in texts)


def _texts(model: TwoStream, tokenizer: TextTokenizer, texts: Sequence[str]) -> Tensor:
    return torch.from_numpy(embed_bare(model, tokenizer, tuple(texts)))


def _pictures(model: TwoStream, pixels: NDArray[np.uint8]) -> Tensor:
    with torch.inference_mode():
        parts = torch.split(normalised(pixels, model.config.image), _PICTURES_AT_ONCE)
        return torch.cat([model.embed_images(part) for part in parts])
