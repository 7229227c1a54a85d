"""The dense head's objective: cells resemble the names of what they show, by a segmenter and by captions in place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.cots.two_stream import TwoStream
from engine.errors import BadConfig
from engine.training.data.frozen_features import require_hybrid
from engine.training.embedded.dense_data import IGNORE, TILES, Cell
from engine.training.embedded.dense_losses import (
    late_interaction_scores,
    patch_class_loss,
    place_loss,
    word_region_loss,
)
from engine.training.loop.precision import full_precision


@dataclass(frozen=True, slots=True)
class DenseConfig:
    """What a step looks like.

    Attributes:
        photos_per_step: Whole photos with the segmenter's labels.
        mosaics_per_step: Mosaics, with labels and words per tile.
        words_per_step: Words contrasted over all tiles of the step.
        mask_weight: Weight of the segmenter's labels.
        word_weight: Weight of words in tiles.
        place_weight: Weight of the class teacher's view of where its names are.
        sharpness: Of late interaction's soft maximum.
        seed: Of what a step draws.
    """

    photos_per_step: int = 32
    mosaics_per_step: int = 48
    words_per_step: int = 160
    mask_weight: float = 1.0
    word_weight: float = 1.0
    place_weight: float = 1.0
    sharpness: float = 20.0
    seed: int = 2022


@dataclass(frozen=True, slots=True)
class PlacedNames:
    """Where a classifier sees its names in N pictures, P names each.

    Attributes:
        names: (N, P) int64 of `emb`.
        maps: (N, P, G, G) float16, how sure it is of the name in each cell; all 0 where a picture has fewer names.
        emb: (K, D) the names.
    """

    names: NDArray[np.int64]
    maps: NDArray[np.float16]
    emb: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class DenseExamples:
    """Pictures as the frozen lower stages see them, with what is known of their cells.

    Attributes:
        fine: (N, G, G, C) float16.
        labels: (N, G, G) int16 of `class_names`; see `dense_data` for NONE and IGNORE.
        words: (N, T, W) bool, the words of each tile; T is 1 for whole photos, 4 for mosaics.
        placed: Of whole photos.
    """

    fine: NDArray[np.float16]
    labels: NDArray[np.int16]
    words: NDArray[np.bool_]
    placed: PlacedNames | None = None


@dataclass(frozen=True, slots=True)
class DenseBatch:
    """All that a step draws; it cannot be divided, for every word is contrasted over all of its regions.

    Attributes:
        maps: What the towers see of the photos, then of the mosaics.
        labels: (B, G, G) int64 classes of their cells.
        names: (K, D) a spoken name of every class.
        photos: How many of the pictures are whole photos.
        words: (W, D) the words to place.
        present: (regions, W) whether a region shows a word: whole photos first, then the tiles of the mosaics.
        placed: Names (P', P, D) of the whole photos, and their maps (P', P, G, G).
    """

    maps: tuple[Tensor, ...]
    labels: Tensor
    names: Tensor
    photos: int
    words: Tensor
    present: Tensor
    placed: tuple[Tensor, Tensor] | None

    @property
    def size(self) -> int:
        """One: see above."""
        return 1


class DenseModule(nn.Module):
    """The model and the temperatures, which are of use in training only."""

    def __init__(self, model: TwoStream) -> None:
        super().__init__()
        self.model = model
        self.mask_log_scale = nn.Parameter(torch.tensor(math.log(20.0)))
        self.word_log_scale = nn.Parameter(torch.tensor(math.log(20.0)))
        self.place_log_scale = nn.Parameter(torch.tensor(math.log(20.0)))


class DenseTask:
    """Implements `trainer.Task` for the dense head alone; both towers stay as they are."""

    def __init__(
        self,
        model: TwoStream,
        photos: DenseExamples,
        mosaics: DenseExamples,
        class_emb: tuple[NDArray[np.float32], ...],
        word_emb: NDArray[np.float32],
        config: DenseConfig,
    ) -> None:
        """Take embeddings of each class's names, (names, D) per class, and of the words (W, D), all as bare texts."""
        if model.dense_head is None:
            raise BadConfig("This task trains a dense head; the model has none.")
        self._head = model.dense_head
        self._tower = require_hybrid(model)
        self.module = DenseModule(model)
        self.steps_per_epoch = len(mosaics.fine) // config.mosaics_per_step
        self._photos = photos
        self._mosaics = mosaics
        self._class_emb = class_emb
        self._word_emb = torch.from_numpy(word_emb)
        self._config = config
        self._order_epoch = -1
        self._order = np.arange(len(mosaics.fine))

    def prepare(self, epoch: int, step: int) -> DenseBatch:
        """Draw whole photos and mosaics, let the towers see them, and choose names and words."""
        config = self._config
        rng = np.random.default_rng([config.seed, epoch * self.steps_per_epoch + step])
        photo_rows = rng.choice(len(self._photos.fine), config.photos_per_step, replace=False)
        mosaic_rows = self._mosaic_rows(epoch, step)
        is_mirrored = rng.random(len(photo_rows)) < 0.5
        photo_fine = _mirrored(self._photos.fine[photo_rows], is_mirrored, axis=2)
        photo_labels = _mirrored(self._photos.labels[photo_rows], is_mirrored, axis=2)
        labels = np.concatenate([photo_labels, self._mosaics.labels[mosaic_rows]])
        names = np.stack([spoken[rng.integers(len(spoken))] for spoken in self._class_emb])
        used, present = self._draw_words(photo_rows, mosaic_rows, rng)
        return DenseBatch(
            self._see(np.concatenate([photo_fine, self._mosaics.fine[mosaic_rows]])),
            torch.from_numpy(labels.astype(np.int64)),
            torch.from_numpy(names),
            len(photo_rows),
            self._word_emb[used],
            torch.from_numpy(present),
            self._place(photo_rows, is_mirrored),
        )

    def losses(self, batch: DenseBatch, part: slice) -> Mapping[str, Tensor]:
        """Label the cells of the whole batch and place its words."""
        del part
        config, module = self._config, self.module
        seen: Tensor = self._head(batch.maps)
        patches = seen.float()
        scale = module.mask_log_scale.exp().clamp(max=100.0)
        with full_precision(patches):
            mask_loss = patch_class_loss(patches, batch.names, batch.labels, scale, IGNORE)
            word_loss = self._word_loss(patches, batch)
            losses = {"masks": config.mask_weight * mask_loss, "words": config.word_weight * word_loss}
            if batch.placed is not None:
                place_scale = module.place_log_scale.exp().clamp(max=100.0)
                losses["places"] = config.place_weight * place_loss(patches[: batch.photos], *batch.placed, place_scale)
        return losses

    def finish(self, batch: DenseBatch) -> Mapping[str, float]:
        """Nothing follows a step."""
        del batch
        return {}

    def state(self) -> dict[str, Tensor]:
        """Nothing is kept beside the module."""
        return {}

    def load_state(self, state: dict[str, Tensor]) -> None:
        """Take nothing."""

    def measure(self) -> Mapping[str, float]:
        """Report the temperatures: pointing is measured by the evaluation, on data that nothing here has seen."""
        return {
            "mask_scale": float(self.module.mask_log_scale.exp()),
            "word_scale": float(self.module.word_log_scale.exp()),
            "place_scale": float(self.module.place_log_scale.exp()),
        }

    def _see(self, fine: NDArray[np.float16]) -> tuple[Tensor, ...]:
        self._tower.eval()  # the towers are done: no dropout
        with torch.no_grad():
            return self._tower.upper(torch.from_numpy(fine).permute(0, 3, 1, 2).float()).maps

    def _place(self, rows: NDArray[np.int64], is_mirrored: NDArray[np.bool_]) -> tuple[Tensor, Tensor] | None:
        placed = self._photos.placed
        if placed is None:
            return None
        maps = _mirrored(placed.maps[rows], is_mirrored, axis=3)
        return torch.from_numpy(placed.emb[placed.names[rows]]), torch.from_numpy(maps).float()

    def _draw_words(
        self, photo_rows: NDArray[np.int64], mosaic_rows: NDArray[np.int64], rng: np.random.Generator
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return some words that occur, and which region shows which: every whole photo and every tile is one."""
        count = len(self._word_emb)
        present = np.concatenate(
            [self._photos.words[photo_rows].reshape(-1, count), self._mosaics.words[mosaic_rows].reshape(-1, count)]
        )
        used = np.flatnonzero(present.any(axis=0))
        used = used[rng.permutation(len(used))[: self._config.words_per_step]]
        return used, present[:, used]

    def _word_loss(self, patches: Tensor, batch: DenseBatch) -> Tensor:
        sharpness = self._config.sharpness
        photos, mosaics = patches[: batch.photos], patches[batch.photos :]
        scores = torch.cat(
            [
                late_interaction_scores(photos, batch.words, sharpness),
                late_interaction_scores(split_tiles(mosaics), batch.words, sharpness),
            ]
        )
        scale = self.module.word_log_scale.exp().clamp(max=100.0)
        return word_region_loss(scores, batch.present, scale)

    def _mosaic_rows(self, epoch: int, step: int) -> NDArray[np.int64]:
        if epoch != self._order_epoch:
            self._order = np.random.default_rng([23, epoch]).permutation(len(self._mosaics.fine))
            self._order_epoch = epoch
        size = self._config.mosaics_per_step
        return self._order[step * size : (step + 1) * size]


def _mirrored(array: NDArray[Cell], is_mirrored: NDArray[np.bool_], axis: int) -> NDArray[Cell]:
    """Mirror some rows of an array of one's own along their columns."""
    array[is_mirrored] = np.flip(array[is_mirrored], axis=axis)
    return array


def split_tiles(patches: Tensor) -> Tensor:
    """Cut (M, G, G, D) cells of mosaics into (4 M, G/2, G/2, D) tiles, in the order of `dense_data.draw_mosaics`."""
    count, side, _, dim = patches.shape
    half = side // 2
    tiles = patches.reshape(count, 2, half, 2, half, dim).permute(0, 1, 3, 2, 4, 5)
    return tiles.reshape(count * TILES, half, half, dim)
