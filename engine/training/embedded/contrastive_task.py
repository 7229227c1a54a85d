"""The instance-level objective: pictures against their captions, helped by two frozen teachers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.text import TextTokenizer, TextTower
from engine.cots.two_stream import TwoStream
from engine.errors import BadConfig
from engine.training.data.frozen_features import FrozenImages, FrozenTexts, normalised, require_hybrid
from engine.training.data.held_out import recall_both_ways
from engine.training.data.pairs import PairData
from engine.training.embedded.class_groups import Vocabulary
from engine.training.loop.precision import full_precision
from engine.training.objectives.losses import (
    class_distillation_loss,
    multi_caption_info_nce,
    similarity_targets,
    soft_target_loss,
)

TEMPLATES = ("{}", "a {}", "a photo of a {}", "a picture of a {}")


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
        label_weight: Weight of the term of labelled pictures.
        frozen_text_layers: Lowest layers of the text tower that do not learn.
        token_dropout: Share of caption tokens hidden from the text tower.
        seed: Of what a step draws.
    """

    batch_size: int = 256
    captions_per_image: int = 2
    start_temperature: float = 0.07
    similarity_weight: float = 0.2
    similarity_temperature: float = 0.05
    class_weight: float = 0.3
    classes_per_step: int = 192
    label_weight: float = 0.2
    frozen_text_layers: int = 3
    token_dropout: float = 0.1
    seed: int = 2022


@dataclass(frozen=True, slots=True)
class Teachers:
    """What two frozen models say about the training data, computed once.

    Attributes:
        caption_emb: One (C, T) array per picture: unit sentence embeddings of its captions.
        vocabularies: What a classifier says of the pictures; a step is taught one of them. Labelled pictures follow the
            captioned ones, in the order of the sets.
    """

    caption_emb: tuple[NDArray[np.float32], ...]
    vocabularies: tuple[Vocabulary, ...]


@dataclass(frozen=True, slots=True)
class LabelledImages:
    """Pictures with one label each, of a closed set of names.

    Attributes:
        images: Their views.
        labels: (N,) int64 of `names`.
        names: The set's names; empty where the labels have gone into the teacher's probabilities.
        per_step: Pictures drawn for a step.
    """

    images: FrozenImages
    labels: NDArray[np.int64]
    names: tuple[str, ...]
    per_step: int


@dataclass(frozen=True, slots=True)
class SeenImages:
    """The views of all pictures: those with captions, and sets of those with labels."""

    captioned: FrozenImages
    labelled: tuple[LabelledImages, ...] = ()


@dataclass(frozen=True, slots=True)
class LoweredTexts:
    """Texts as the frozen layers see them: hidden states (T, L, W) and the (T, L) mask of the tokens that count."""

    hidden: Tensor
    mask: Tensor


@dataclass(frozen=True, slots=True)
class ContrastiveBatch:
    """All that a step draws. It cannot be divided: every caption is a negative, with gradient, of every picture.

    Attributes:
        rows: (B,) rows of the data.
        fine: (B + S, C, G, G) the pictures, as the frozen stages see them; the S labelled ones last.
        drawn: Per row, which of its captions.
        owners: (T,) int64, the picture that each caption belongs to.
        texts: The captions.
        names: Names of classes, and after them those of the labelled sets.
        teacher: (B + S, C) the classes' probabilities.
        labelled: Per labelled set with names: its pictures, its names, and (S,) int64 which name is whose.
    """

    rows: NDArray[np.int64]
    fine: Tensor
    drawn: list[NDArray[np.int64]]
    owners: Tensor
    texts: LoweredTexts
    names: LoweredTexts
    teacher: Tensor
    labelled: tuple[tuple[slice, slice, Tensor], ...]

    @property
    def size(self) -> int:
        """One: see above."""
        return 1


class ContrastiveModule(nn.Module):
    """The two-stream model and the temperatures, which are of use in training only."""

    def __init__(self, model: TwoStream, start_temperature: float) -> None:
        super().__init__()
        self.model = model
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / start_temperature)))
        self.class_log_scale = nn.Parameter(torch.tensor(math.log(1 / start_temperature)))
        self.label_log_scale = nn.Parameter(torch.tensor(math.log(1 / start_temperature)))

    @property
    def scale(self) -> Tensor:
        """Inverse temperature of InfoNCE, at most 100 as in CLIP."""
        return self.log_scale.exp().clamp(max=100.0)

    @property
    def class_scale(self) -> Tensor:
        """Inverse temperature of the class-name term."""
        return self.class_log_scale.exp().clamp(max=100.0)

    @property
    def label_scale(self) -> Tensor:
        """Inverse temperature of the labelled pictures' term."""
        return self.label_log_scale.exp().clamp(max=100.0)


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
        images: SeenImages,
    ) -> None:
        self.module = ContrastiveModule(model, config.start_temperature)
        self.steps_per_epoch = len(data) // config.batch_size
        self._tokenizer = tokenizer
        self._data = data
        self._held_out = held_out
        self._config = config
        self._teachers = teachers
        self._images = images.captioned
        self._labelled = images.labelled
        self._tower = require_hybrid(model)
        if not isinstance(model.text_tower, TextTower):
            raise BadConfig("This task trains a BERT-like text tower; the model has another.")
        self._texts = FrozenTexts(model.text_tower, tokenizer, config.frozen_text_layers)
        self._has_read = False
        self._order_epoch = -1
        self._order = np.arange(len(data))

    def prepare(self, epoch: int, step: int) -> ContrastiveBatch:
        """Draw the rows of a step, a view of each, some of its captions, and class names."""
        config = self._config
        self._read_captions()
        rng = np.random.default_rng([config.seed, epoch * self.steps_per_epoch + step])
        rows = self._rows(epoch, step)
        chosen = [rng.integers(len(part.labels), size=part.per_step) for part in self._labelled]
        fine = torch.cat(
            [
                self._images.draw(rows, rng),
                *(part.images.draw(picks, rng) for part, picks in zip(self._labelled, chosen, strict=True)),
            ]
        )
        drawn = [rng.permutation(len(self._data.captions[row]))[: config.captions_per_image] for row in rows]
        owners = torch.from_numpy(np.repeat(np.arange(len(rows)), [len(picks) for picks in drawn]))
        captions = [self._data.captions[row][pick] for row, picks in zip(rows, drawn, strict=True) for pick in picks]
        texts = self._lower_texts(captions, rng, config.token_dropout)
        names, teacher = self._draw_classes(self._teacher_rows(rows, chosen), rng)
        template = TEMPLATES[int(rng.integers(len(TEMPLATES)))]
        labelled, row = [], len(rows)
        for part, picks in zip(self._labelled, chosen, strict=True):
            if part.names:
                span = slice(len(names), len(names) + len(part.names))
                labelled.append((slice(row, row + len(picks)), span, torch.from_numpy(part.labels[picks])))
                names.extend(template.format(name) for name in part.names)
            row += len(picks)
        lowered = self._lower_texts(names, rng, 0.0)
        return ContrastiveBatch(rows, fine, drawn, owners, texts, lowered, teacher, tuple(labelled))

    def losses(self, batch: ContrastiveBatch, part: slice) -> Mapping[str, Tensor]:
        """Contrast the whole batch; see `losses.multi_caption_info_nce` and its neighbours."""
        del part
        config, module = self._config, self.module
        pooled = self._tower.upper(batch.fine).pooled
        pooled_texts, pooled_names = self._pool_texts(batch.texts), self._pool_texts(batch.names)
        with full_precision(pooled):
            every_emb = module.model.project_images(pooled.float())
            image_emb = every_emb[: len(batch.rows)]
            text_emb = module.model.project_texts(pooled_texts.float())
            name_emb = module.model.project_texts(pooled_names.float())
            hard = multi_caption_info_nce(image_emb, text_emb, batch.owners, module.scale)
            soft = self._similarity_loss(batch.rows, batch.drawn, module.scale * image_emb @ text_emb.T)
            class_emb = name_emb[: batch.teacher.shape[1]]
            named = class_distillation_loss(every_emb, class_emb, batch.teacher, module.class_scale)
            losses = {
                "contrast": (1 - config.similarity_weight) * hard,
                "similarity": config.similarity_weight * soft,
                "classes": config.class_weight * named,
            }
            if batch.labelled:
                terms = [
                    functional.cross_entropy(module.label_scale * every_emb[pictures] @ name_emb[span].T, labels)
                    for pictures, span, labels in batch.labelled
                ]
                losses["labels"] = config.label_weight * torch.stack(terms).mean()
        return losses

    def finish(self, batch: ContrastiveBatch) -> Mapping[str, float]:
        """Nothing follows a step."""
        del batch
        return {}

    def state(self) -> dict[str, Tensor]:
        """Nothing is kept beside the module."""
        return {}

    def load_state(self, state: dict[str, Tensor]) -> None:
        """Take nothing."""

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

    def _read_captions(self) -> None:
        """Let the frozen layers read every text once, in one order: what is read together pads each other.

        A text's hidden states would otherwise depend, in their last bits, on the steps before, which a resumed run
        does not take.
        """
        if self._has_read:
            return
        captions = dict.fromkeys(caption for texts in self._data.captions for caption in texts)
        known = [name for vocabulary in self._teachers.vocabularies for name in vocabulary.names]
        known += [name for part in self._labelled for name in part.names]
        names = [template.format(name) for template in TEMPLATES for name in known]
        every = list(dict.fromkeys([*captions, *names]))
        for start in range(0, len(every), 256):
            self._texts.lower(every[start : start + 256])
        self._has_read = True

    def _lower_texts(self, texts: list[str], rng: np.random.Generator, token_dropout: float) -> LoweredTexts:
        hidden, mask = self._texts.lower(texts)
        dropped = torch.from_numpy(rng.random(mask.shape) < token_dropout)
        dropped[:, 0] = False  # a text always keeps its first token, so that none is empty
        return LoweredTexts(hidden, mask.masked_fill(dropped, 0))

    def _pool_texts(self, texts: LoweredTexts) -> Tensor:
        tower = self.module.model.text_tower
        hidden = tower.run_layers(texts.hidden, texts.mask, self._config.frozen_text_layers, tower.depth)
        return tower.pool(hidden, texts.mask)

    def _similarity_loss(self, rows: NDArray[np.int64], drawn: list[NDArray[np.int64]], logits: Tensor) -> Tensor:
        known = self._teachers.caption_emb
        of_texts = torch.from_numpy(np.concatenate([known[row][picks] for row, picks in zip(rows, drawn, strict=True)]))
        centres = np.stack([known[row].mean(axis=0) for row in rows])
        of_images = torch.from_numpy(centres / np.linalg.norm(centres, axis=1, keepdims=True))
        sharpness = self._config.similarity_temperature
        i2t = soft_target_loss(logits, similarity_targets(of_images, of_texts, sharpness))
        t2i = soft_target_loss(logits.T, similarity_targets(of_texts, of_images, sharpness))
        return (i2t + t2i) / 2

    def _teacher_rows(self, rows: NDArray[np.int64], chosen: list[NDArray[np.int64]]) -> NDArray[np.int64]:
        """Return the rows of the vocabularies that belong to the step's captioned and labelled pictures."""
        starts = np.cumsum([len(self._data), *(len(part.labels) for part in self._labelled)])
        return np.concatenate([rows, *(start + picks for start, picks in zip(starts, chosen, strict=False))])

    def _draw_classes(self, rows: NDArray[np.int64], rng: np.random.Generator) -> tuple[list[str], Tensor]:
        """Return class names as texts, the likely ones of these pictures among them, and their (B, C) probabilities."""
        vocabulary = self._teachers.vocabularies[int(rng.integers(len(self._teachers.vocabularies)))]
        probabilities = vocabulary.probabilities[rows]
        likely = np.unique(probabilities.argmax(axis=1))
        others = np.setdiff1d(rng.permutation(probabilities.shape[1])[: self._config.classes_per_step], likely)
        classes = np.concatenate([likely, others])[: self._config.classes_per_step]
        template = TEMPLATES[int(rng.integers(len(TEMPLATES)))]
        names = [template.format(vocabulary.names[index]) for index in classes]
        return names, torch.from_numpy(probabilities[:, classes])
