"""What the parts of a fine-tuning cost on this machine: the same arithmetic on made-up numbers, for a moment."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from torch.nn import functional

from engine.cots.presets import TINY
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.training.data.augment import ViewConfig, random_views
from engine.training.finetune_config import MIXES, FinetuneConfig
from engine.training.finetuning.finetune_features import TunedTops
from engine.training.finetuning.finetune_fit import Fitter, Lesson
from engine.training.finetuning.finetune_scores import CaptionBook, ranks_of_best
from engine.training.finetuning.finetune_tuning import LOOKS

_STEPS = 12
_PICTURES = 4
_QUERIES = 400  # captions, and about as many general phrases
_WIDTH = 512  # of what a tower hands to its projection; steps differ little with it


def step_seconds(device: torch.device, dim: int, config: FinetuneConfig) -> float:
    """Return the seconds of a step that trains the projections alone; blocks that learn would cost far more."""
    names = [f"picture {row}" for row in range(config.batch_size)]
    phrases = tuple(f"phrase {row}" for row in range(config.anchors))
    tops = _made_up_tops(dim, device)
    rng = np.random.default_rng(0)
    own, others = (
        rng.standard_normal((2, count, 1, _WIDTH), np.float32).astype(np.float16)
        for count in (config.batch_size, max(2, config.anchors))
    )
    book = CaptionBook.of(tuple((name,) for name in names), np.arange(len(names)))
    fitter = Fitter(tops, Lesson(own, book, others, phrases), replace(config, steps=_STEPS))
    ended: list[float] = []
    fitter.fit(np.arange(len(names)), [0], listen=lambda step, loss: ended.append(time.perf_counter()))
    return float(np.median(np.diff(ended)))  # the first step only wakes it


def _made_up_tops(dim: int, device: torch.device) -> TunedTops:
    """Return projections as wide as a model's, over towers of next to nothing."""
    image = replace(TINY.image, width=_WIDTH, heads=8, depth=1)
    text = replace(TINY.text, width=_WIDTH, heads=8, depth=1, mlp_width=_WIDTH)
    model = TwoStream(replace(TINY, embedding_dim=dim, image=image, text=text, dense=None))
    words = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    return TunedTops(model.to(device).eval().requires_grad_(False), TextTokenizer(words, TINY.text.max_tokens))


def view_seconds(side_px: int) -> float:
    """Return the seconds of cropping, turning and relighting one picture, beside what the towers take for it."""
    pixels = np.zeros((_PICTURES, side_px, side_px, 3), np.uint8)
    best = float("inf")
    for number in range(2):
        began = time.perf_counter()
        random_views(pixels, ViewConfig(), np.random.default_rng(number))
        best = min(best, (time.perf_counter() - began) / _PICTURES)
    return best


def look_seconds(dim: int, pictures: int) -> float:
    """Return the seconds of measuring once how captions and phrases find so many pictures."""
    rng = np.random.default_rng(0)
    gallery = rng.standard_normal((max(2, pictures), dim), np.float32)
    queries = gallery[: min(len(gallery), _QUERIES)]
    right = [np.array([row]) for row in range(len(queries))]
    began = time.perf_counter()
    seen = torch.from_numpy(rng.standard_normal((len(gallery), _WIDTH), np.float32))
    functional.normalize(seen @ torch.randn(_WIDTH, dim), dim=-1)
    ranks_of_best(queries, gallery, right, [row[:0] for row in right])
    return time.perf_counter() - began


def looks(fits: int, config: FinetuneConfig) -> int:
    """Return how often it is measured beside so many trainings: for each share of the mixing, and on the way."""
    return 2 * fits * (len(MIXES) + 1) + config.folds * LOOKS
