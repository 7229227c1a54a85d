"""One training on some of the captions, and mixing its result with the weights it started from."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.device import memory_errors_translated
from engine.errors import TrainingDiverged
from engine.jobs import CancelToken
from engine.training.finetune_config import FinetuneConfig
from engine.training.finetuning.finetune_features import TunedTops, embed_seen, embed_texts
from engine.training.finetuning.finetune_losses import caption_contrast, ranking_anchor, vector_anchor, weight_anchor
from engine.training.finetuning.finetune_scores import CaptionBook
from engine.training.loop.optim import set_rate_factor
from engine.training.loop.schedule import warmup_cosine

_WARMUP = 5
Weights = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a training reads.

    Attributes:
        seen: (V, N, T, W) views of the captioned pictures.
        book: Their captions.
        anchor_seen: (V, A, T, W) views of other pictures.
        anchor_phrases: General phrases.
    """

    seen: NDArray[np.float16]
    book: CaptionBook
    anchor_seen: NDArray[np.float16]
    anchor_phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by name, and the steps that led there."""

    weights: Weights
    steps: int


StepListener = Callable[[int, float], None]


class Fitter:
    """Trains the tops of a model on any rows of a lesson; every training starts from the same weights."""

    def __init__(self, tops: TunedTops, lesson: Lesson, config: FinetuneConfig) -> None:
        self.tops = tops
        self._learning = tops.learning()
        self.start: Weights = {name: p.detach().clone() for name, p in self._learning.items()}
        self._lesson = lesson
        self._config = config
        self._texts_of = [np.flatnonzero(lesson.book.owners == row) for row in range(lesson.seen.shape[1])]
        self._start_images = np.stack([embed_seen(tops, view) for view in lesson.anchor_seen])  # (V, A, D)
        self._start_phrases = embed_texts(tops, lesson.anchor_phrases)

    def fit(
        self,
        rows: NDArray[np.int64],
        seed: Sequence[int],
        *,
        until: float = float("inf"),
        cancel: CancelToken | None = None,
        listen: StepListener = lambda step, loss: None,
    ) -> Fitted:
        """Train on some rows; the model holds the result afterwards.

        Args:
            rows: Pictures to learn from.
            seed: Of everything random.
            until: Value of `time.monotonic` at which to stop where it is.
            cancel: Asked before every step.
            listen: Told the step and its loss.

        Raises:
            Cancelled: A stop was asked for.
            OutOfMemory: A step does not fit.
            TrainingDiverged: The loss is no finite number.
        """
        self.mix(self.start, 0.0)
        learning = self._learning
        projections = [p for name, p in learning.items() if name.startswith(("image_proj.", "text_proj."))]
        towers = [p for name, p in learning.items() if not name.startswith(("image_proj.", "text_proj."))]
        config = self._config
        groups = [(projections, config.rate), (towers, config.tower_rate)]
        optimizer = torch.optim.AdamW(
            [{"params": part, "lr": rate, "peak": rate} for part, rate in groups if part],
            betas=(0.9, 0.98),
            weight_decay=0.0,
        )
        rng = np.random.default_rng([*seed, 4])
        steps = 0
        for parameter in learning.values():
            parameter.requires_grad_(True)
        try:
            while steps < config.steps and time.monotonic() < until:
                if cancel is not None:
                    cancel.check()
                set_rate_factor(optimizer, warmup_cosine(steps, config.steps, _WARMUP))
                with memory_errors_translated():
                    loss = self._loss(rows, rng)
                    optimizer.zero_grad(set_to_none=True)
                    torch.autograd.backward(loss)
                    optimizer.step()
                steps += 1
                listen(steps, _finite(loss))
        finally:
            for parameter in learning.values():
                parameter.requires_grad_(False)
                parameter.grad = None
        return Fitted({name: p.detach().clone() for name, p in learning.items()}, steps)

    @torch.no_grad()
    def mix(self, weights: Weights, share: float) -> None:
        """Let the model hold `share` of the way from the start to `weights` (WiSE-FT, Wortsman et al. 2022).

        Matrices are rounded to half precision, as a checkpoint stores them: what is measured is what is kept.
        """
        for name, parameter in self._learning.items():
            if share == 0:
                parameter.copy_(self.start[name])
                continue
            value = torch.lerp(self.start[name], weights[name], share)
            parameter.copy_(value.half().float() if value.ndim > 1 else value)

    def _loss(self, rows: NDArray[np.int64], rng: np.random.Generator) -> Tensor:
        config, lesson, tops = self._config, self._lesson, self.tops
        picked = rng.permutation(rows)[: config.batch_size]
        views = rng.integers(len(lesson.seen), size=len(picked))
        captions = [int(rng.choice(self._texts_of[row])) for row in picked]
        is_same = np.stack([np.isin(picked, lesson.book.alike[row]) for row in picked])
        loss = caption_contrast(
            tops.image_emb(torch.from_numpy(lesson.seen[views, picked])),
            tops.text_emb([lesson.book.texts[caption] for caption in captions]),
            torch.from_numpy(is_same).to(tops.device),
            1 / config.temperature,
        )
        if config.keep_weights:
            loss = loss + config.keep_weights * weight_anchor(self._learning.values(), self.start.values())
        if config.keep_vectors or config.keep_ranking:
            loss = loss + self._anchors(rng)
        return loss

    def _anchors(self, rng: np.random.Generator) -> Tensor:
        config, lesson, tops = self._config, self._lesson, self.tops
        pictures = rng.permutation(self._start_images.shape[1])[: config.anchors]
        phrases = rng.permutation(len(lesson.anchor_phrases))[: config.anchors]
        views = rng.integers(len(lesson.anchor_seen), size=len(pictures))
        images = tops.image_emb(torch.from_numpy(lesson.anchor_seen[views, pictures]))
        texts = tops.text_emb([lesson.anchor_phrases[phrase] for phrase in phrases])
        start_images = torch.from_numpy(self._start_images[views, pictures]).to(tops.device)
        start_texts = torch.from_numpy(self._start_phrases[phrases]).to(tops.device)
        loss = config.keep_vectors * (vector_anchor(images, start_images) + vector_anchor(texts, start_texts)) / 2
        if config.keep_ranking:
            scale = 1 / config.temperature
            loss = loss + config.keep_ranking * ranking_anchor(images, texts, start_images, start_texts, scale)
        return loss


def _finite(loss: Tensor) -> float:
    value = float(loss.detach())
    if not np.isfinite(value):
        raise TrainingDiverged("Training was stopped: the loss is no finite number.", hint="Lower finetune.rate.")
    return value
