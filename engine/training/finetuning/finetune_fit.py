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
from engine.training.finetuning.finetune_kept import KeptWork
from engine.training.finetuning.finetune_losses import caption_contrast, ranking_anchor, vector_anchor, weight_anchor
from engine.training.finetuning.finetune_scores import CaptionBook
from engine.training.loop.optim import adamw, set_rate_factor, take_up_moments
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


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What one step looks at: own pictures, a view and a caption of each, and anchors."""

    picked: NDArray[np.int64]
    views: NDArray[np.int64]
    captions: list[int]
    pictures: NDArray[np.int64]
    phrases: NDArray[np.int64]
    anchor_views: NDArray[np.int64]


StepListener = Callable[[int, float], None]


class Fitter:
    """Trains the tops of a model on any rows of a lesson; every training starts from the same weights."""

    def __init__(self, tops: TunedTops, lesson: Lesson, config: FinetuneConfig, kept: KeptWork | None = None) -> None:
        self.tops = tops
        self._learning = tops.learning()
        self.start: Weights = {name: p.detach().clone() for name, p in self._learning.items()}
        self._lesson = lesson
        self._config = config
        self._kept = kept or KeptWork()
        self._fits = 0
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
        skip: Callable[[int], None] = lambda steps: None,
    ) -> Fitted:
        """Train on some rows, or take up what an earlier process kept; the model holds the result afterwards.

        Args:
            rows: Pictures to learn from.
            seed: Of everything random.
            until: Value of `time.monotonic` at which to stop where it is.
            cancel: Asked before every step.
            listen: Told the step and its loss.
            skip: Told how many steps an earlier process had taken.

        Raises:
            Cancelled: A stop was asked for.
            OutOfMemory: A step does not fit.
            TrainingDiverged: The loss is no finite number.
            DiskFull: What was learned cannot be kept.
        """
        number, self._fits = self._fits, self._fits + 1
        known = self._kept.fitted(number)
        if known is not None:
            fitted = Fitted({name: value.to(self.tops.device) for name, value in known[0].items()}, known[1])
            self._hold(fitted.weights)
            skip(self._config.steps)
            return fitted
        fitted = self._fit(rows, seed, number, until, cancel, listen, skip)
        self._kept.keep_fitted(number, fitted.weights, fitted.steps)
        return fitted

    def _fit(
        self,
        rows: NDArray[np.int64],
        seed: Sequence[int],
        number: int,
        until: float,
        cancel: CancelToken | None,
        listen: StepListener,
        skip: Callable[[int], None],
    ) -> Fitted:
        self.mix(self.start, 0.0)
        learning = self._learning
        projections = [p for name, p in learning.items() if name.startswith(("image_proj.", "text_proj."))]
        towers = [p for name, p in learning.items() if not name.startswith(("image_proj.", "text_proj."))]
        config = self._config
        groups = [(projections, config.rate), (towers, config.tower_rate)]
        optimizer = adamw([{"params": part, "lr": rate, "peak": rate} for part, rate in groups if part])
        rng = np.random.default_rng([*seed, 4])
        steps = self._taken_up(number, rows, rng, optimizer)
        skip(steps)
        for parameter in learning.values():
            parameter.requires_grad_(True)
        try:
            while steps < config.steps and time.monotonic() < until:
                if cancel is not None:
                    cancel.check()
                set_rate_factor(optimizer, warmup_cosine(steps, config.steps, _WARMUP))
                with memory_errors_translated():
                    loss = self._loss(self._draw(rows, rng))
                    optimizer.zero_grad(set_to_none=True)
                    torch.autograd.backward(loss)
                    optimizer.step()
                steps += 1
                listen(steps, _finite(loss))
                if self._kept.state_is_due():
                    self._kept.keep_state(number, steps, dict(learning), optimizer)
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

    def _taken_up(
        self, number: int, rows: NDArray[np.int64], rng: np.random.Generator, optimizer: torch.optim.Optimizer
    ) -> int:
        """Go on after the steps that were kept; what they drew is drawn again, so that what follows is the same."""
        state = self._kept.state(number)
        if state is None:
            return 0
        self._hold(state.weights)
        take_up_moments(optimizer, state.optimizer)
        for _ in range(state.progressed.step):
            self._draw(rows, rng)
        return state.progressed.step

    @torch.no_grad()
    def _hold(self, weights: Weights) -> None:
        """Let the model hold these weights as they are."""
        for name, parameter in self._learning.items():
            parameter.copy_(weights[name])

    def _draw(self, rows: NDArray[np.int64], rng: np.random.Generator) -> _Drawn:
        """Draw what a step looks at."""
        config, lesson = self._config, self._lesson
        picked = rng.permutation(rows)[: config.batch_size]
        views = rng.integers(len(lesson.seen), size=len(picked))
        captions = [int(rng.choice(self._texts_of[row])) for row in picked]
        nothing = np.zeros(0, np.int64)
        if not (config.keep_vectors or config.keep_ranking):
            return _Drawn(picked, views, captions, nothing, nothing, nothing)
        pictures = rng.permutation(self._start_images.shape[1])[: config.anchors]
        phrases = rng.permutation(len(lesson.anchor_phrases))[: config.anchors]
        return _Drawn(
            picked, views, captions, pictures, phrases, rng.integers(len(lesson.anchor_seen), size=len(pictures))
        )

    def _loss(self, drawn: _Drawn) -> Tensor:
        config, lesson, tops = self._config, self._lesson, self.tops
        picked, views, captions = drawn.picked, drawn.views, drawn.captions
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
            loss = loss + self._anchors(drawn)
        return loss

    def _anchors(self, drawn: _Drawn) -> Tensor:
        config, lesson, tops = self._config, self._lesson, self.tops
        pictures, phrases, views = drawn.pictures, drawn.phrases, drawn.anchor_views
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
