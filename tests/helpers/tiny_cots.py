"""A tiny COTS (2 layers, 32 wide) with a word-level tokenizer, built offline in milliseconds."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from torch import Tensor
from torch.nn import functional

from engine.config import ComputeConfig
from engine.cots.checkpoint import save_checkpoint
from engine.cots.encoder import CotsEncoder
from engine.cots.local_scaling import LocalScaling
from engine.cots.presets import TINY, LocalScalingConfig, TwoStreamConfig
from engine.cots.protocol import Calibration
from engine.cots.two_stream import TwoStream

_WORDS = "a the photo of red green blue white yellow square circle dog cat on in big small left right two and"
WORDS = _WORDS.split()

TINY_CALIBRATION = Calibration(
    match_score=0.3, mismatch_mean=0.0, mismatch_std=0.1, match_mean=0.4, match_std=0.1, gallery_size=16
)


def tiny_tokenizer_json() -> str:
    """A tokenizer.json that knows `WORDS`; every other word is [UNK]."""
    vocabulary = {token: i for i, token in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS, "[MASK]"])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = Lowercase()
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    )
    return str(tokenizer.to_str())


def tiny_model(seed: int = 0, config: TwoStreamConfig = TINY) -> TwoStream:
    """A tiny model with random weights that are not near zero, so that different inputs embed differently."""
    torch.manual_seed(seed)
    model = TwoStream(config).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.ndim > 1 and "backbone" not in name:
                parameter.mul_(3.0)
    return model.requires_grad_(False)


def scaled_tiny_model(seed: int = 0) -> TwoStream:
    """A tiny model that corrects hubs, against banks of random directions."""
    model = tiny_model(seed)
    config = LocalScalingConfig(texts=30, pictures=20, neighbours=5)
    scaling = LocalScaling(config, model.config.embedding_dim)
    scaling.fit((unit_vectors(30, 0), unit_vectors(20, 1)), (unit_vectors(200, 2), unit_vectors(200, 3)))
    model.local_scaling, model.config = scaling, dataclasses.replace(model.config, local_scaling=config)
    return model


def unit_vectors(count: int, seed: int, dim: int = TINY.embedding_dim) -> Tensor:
    """Random directions (count, dim)."""
    return functional.normalize(torch.randn(count, dim, generator=torch.Generator().manual_seed(seed)), dim=-1)


def save_tiny_checkpoint(folder: Path, seed: int = 0) -> Path:
    """Write the tiny model as a checkpoint and return its folder."""
    save_checkpoint(folder, tiny_model(seed), tiny_tokenizer_json(), TINY_CALIBRATION, summary="for tests")
    return folder


def tiny_encoder(folder: Path, seed: int = 0) -> CotsEncoder:
    """Save and load the tiny model on the CPU."""
    return CotsEncoder.load(save_tiny_checkpoint(folder, seed), ComputeConfig(device="cpu", threads=1))


def drawn_pixels(count: int, side: int = TINY.image.input_px, seed: int = 0) -> NDArray[np.uint8]:
    """Pictures of (count, side, side, 3): a coloured square somewhere on a plain ground."""
    rng = np.random.default_rng(seed)
    pixels = np.empty((count, side, side, 3), np.uint8)
    for picture in pixels:
        picture[:] = rng.integers(0, 256, 3)
        size = int(rng.integers(side // 4, side // 2))
        top, left = rng.integers(0, side - size, 2)
        picture[top : top + size, left : left + size] = rng.integers(0, 256, 3)
    return pixels
