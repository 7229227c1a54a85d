"""The instance-level objective: pictures against their captions, helped by two frozen teachers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.training.frozen_features import FrozenImages, FrozenTexts, normalised, require_hybrid
from engine.training.held_out import recall_both_ways
from engine.training.losses import (
    class_distillation_loss,
    multi_caption_info_nce,
    similarity_targets,
    soft_target_loss,
)
from engine.training.pairs import PairData
from engine.training.precision import full_precision


@dataclass(frozen=True, slots=True)
class ContrastiveConfig:
    """What a step of contrast looks like.

    Attributes:
        batch_size: Pictures a step.
        captions_per_image: Captions drawn for each.
        start_temperature: Of InfoNCE; learned from there.
        similarity_weight: Share of the contrastive loss whose targets come from the captions' own similarity.
        similarity_temperature: How sharp these targets are.
        class_weight: Weight of the class-name term.
        classes_per_step: Class names contrasted in a step.
        frozen_text_layers: Lowest layers of the text tower that do not learn.
        token_dropout: Share of caption tokens hidden from the text tower.
    """

    batch_size: int = 256
    captions_per_image: int = 2
    start_temperature: float = 0.07
    similarity_weight: float = 0.2
    similarity_temperature: float = 0.05
    class_weight: float = 0.2
    classes_per_step: int = 128
    frozen_text_layers: int = 3
    token_dropout: float = 0.1


@dataclass(frozen=True, slots=True)
class Teachers:
    """What two frozen models say about the training data, computed once.

    Attributes:
        caption_emb: One (C, T) array per picture: unit sentence embeddings of its captions.
        class_names: K class names.
        class_probabilities: (N, K) a classifier's probabilities per picture.
    """

    caption_emb: tuple[NDArray[np.float32], ...]
    class_names: tuple[str, ...]
    class_probabilities: NDArray[np.float32]


class ContrastiveModule(nn.Module):
    """The two-stream model and the temperatures, which are of use in training only."""

    def __init__(self, model: TwoStream, start_temperature: float) -> None:
        super().__init__()
        self.model = model
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / start_temperature)))
        self.class_log_scale = nn.Parameter(torch.tensor(math.log(1 / start_temperature)))

    @property
    def scale(self) -> Tensor:
        """Inverse temperature of InfoNCE, at most 100 as in CLIP."""
        return self.log_scale.exp().clamp(max=100.0)

    @property
    def class_scale(self) -> Tensor:
        """Inverse temperature of the class-name term."""
        return self.class_log_scale.exp().clamp(max=100.0)


class ContrastiveTask:
    """Implements `trainer.Task` on image-caption pairs."""

    def __init__(
        self,
        model: TwoStream,
        tokenizer: TextTokenizer,
        data: PairData,
        held_out: PairData,
        config: ContrastiveConfig,
        teachers: Teachers,
        images: FrozenImages,
    ) -> None:
        self.module = ContrastiveModule(model, config.start_temperature)
        self.steps_per_epoch = len(data) // config.batch_size
        self._tokenizer = tokenizer
        self._data = data
        self._held_out = held_out
        self._config = config
        self._teachers = teachers
        self._images = images
        self._tower = require_hybrid(model)
        self._texts = FrozenTexts(model.text_tower, tokenizer, config.frozen_text_layers)
        self._order_epoch = -1
        self._order = np.arange(len(data))

    def losses(self, epoch: int, step: int, rng: np.random.Generator) -> Mapping[str, Tensor]:
        """Contrast one batch; see `losses.multi_caption_info_nce` and its neighbours."""
        config, module = self._config, self.module
        rows = self._rows(epoch, step)
        pooled = self._tower.upper(self._images.draw(rows, rng)).pooled
        drawn = [rng.permutation(len(self._data.captions[row]))[: config.captions_per_image] for row in rows]
        owners = torch.from_numpy(np.repeat(np.arange(len(rows)), [len(picks) for picks in drawn]))
        captions = [self._data.captions[row][pick] for row, picks in zip(rows, drawn, strict=True) for pick in picks]
        pooled_texts = self._pool_texts(captions, rng, config.token_dropout)
        names, teacher = self._draw_classes(rows, rng)
        pooled_names = self._pool_texts(names, rng, 0.0)
        with full_precision(pooled):
            image_emb = module.model.project_images(pooled.float())
            text_emb = module.model.project_texts(pooled_texts.float())
            name_emb = module.model.project_texts(pooled_names.float())
            hard = multi_caption_info_nce(image_emb, text_emb, owners, module.scale)
            soft = self._similarity_loss(rows, drawn, module.scale * image_emb @ text_emb.T)
            named = class_distillation_loss(image_emb, name_emb, teacher, module.class_scale)
        return {
            "contrast": (1 - config.similarity_weight) * hard,
            "similarity": config.similarity_weight * soft,
            "classes": config.class_weight * named,
        }

    def measure(self) -> Mapping[str, float]:
        """Recall on the held-out pairs, both ways, and the temperature."""
        model, data = self.module.model, self._held_out
        pictures = normalised(data.pixels, model.config.image)
        image_emb = torch.cat([model.embed_images(part).float() for part in torch.split(pictures, 64)])
        captions = [caption for texts in data.captions for caption in texts]
        owners = np.repeat(np.arange(len(data)), [len(texts) for texts in data.captions])
        text_emb = torch.cat(
            [model.embed_texts(*self._tokenizer(captions[i : i + 256])).float() for i in range(0, len(captions), 256)]
        )
        recall = recall_both_ways(image_emb.numpy(), text_emb.numpy(), owners)
        return {**recall, "scale": float(self.module.scale)}

    def _rows(self, epoch: int, step: int) -> NDArray[np.int64]:
        if epoch != self._order_epoch:
            self._order = np.random.default_rng([17, epoch]).permutation(len(self._data))
            self._order_epoch = epoch
        size = self._config.batch_size
        return self._order[step * size : (step + 1) * size]

    def _pool_texts(self, texts: list[str], rng: np.random.Generator, token_dropout: float) -> Tensor:
        tower = self.module.model.text_tower
        lower, mask = self._texts.lower(texts)
        dropped = torch.from_numpy(rng.random(mask.shape) < token_dropout)
        dropped[:, 0] = False  # a text always keeps its first token, so that none is empty
        mask = mask.masked_fill(dropped, 0)
        hidden = tower.run_layers(lower, mask, self._config.frozen_text_layers, tower.depth)
        return tower.pool(hidden, mask)

    def _similarity_loss(self, rows: NDArray[np.int64], drawn: list[NDArray[np.int64]], logits: Tensor) -> Tensor:
        known = self._teachers.caption_emb
        of_texts = torch.from_numpy(np.concatenate([known[row][picks] for row, picks in zip(rows, drawn, strict=True)]))
        centres = np.stack([known[row].mean(axis=0) for row in rows])
        of_images = torch.from_numpy(centres / np.linalg.norm(centres, axis=1, keepdims=True))
        sharpness = self._config.similarity_temperature
        i2t = soft_target_loss(logits, similarity_targets(of_images, of_texts, sharpness))
        t2i = soft_target_loss(logits.T, similarity_targets(of_texts, of_images, sharpness))
        return (i2t + t2i) / 2

    def _draw_classes(self, rows: NDArray[np.int64], rng: np.random.Generator) -> tuple[list[str], Tensor]:
        """Return class names as texts, the likely ones of these pictures among them, and their (B, C) probabilities."""
        probabilities = self._teachers.class_probabilities[rows]
        likely = np.unique(probabilities.argmax(axis=1))
        others = np.setdiff1d(rng.permutation(probabilities.shape[1])[: self._config.classes_per_step], likely)
        classes = np.concatenate([likely, others])[: self._config.classes_per_step]
        template = ("{}", "a photo of a {}")[int(rng.integers(2))]
        names = [template.format(self._teachers.class_names[index]) for index in classes]
        return names, torch.from_numpy(probabilities[:, classes])
