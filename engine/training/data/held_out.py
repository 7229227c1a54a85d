"""Recall@K on held-out pairs while training; the published figures come from the evaluation command."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.cots.fused_copies import FusedStem
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.cots.vision import HybridTower
from engine.training.data.frozen_features import normalised, stem_is_frozen
from engine.training.data.kept_texts import KeptTexts
from engine.training.data.pairs import PairSource

PICTURE_BATCH, TEXT_BATCH = 64, 256


def recall_both_ways(
    image_emb: NDArray[np.float32], text_emb: NDArray[np.float32], owners: NDArray[np.int64]
) -> dict[str, float]:
    """Return Recall@1/5/10 in percent, text to image and image to text.

    Args:
        image_emb: (N, D) unit vectors.
        text_emb: (M, D) unit vectors.
        owners: (M,) the image of each text.
    """
    scores = text_emb @ image_emb.T  # (M, N)
    own = scores[np.arange(len(owners)), owners]
    t2i = (scores >= own[:, None]).sum(axis=1) - 1  # ties count against us
    best_own = np.full(len(image_emb), -np.inf, np.float32)
    np.maximum.at(best_own, owners, own)
    is_foreign = owners[:, None] != np.arange(len(image_emb))[None, :]
    i2t = ((scores >= best_own[None, :]) & is_foreign).sum(axis=0)
    ranks = {"t2i": t2i, "i2t": i2t}
    return {f"{way}_R@{k}": 100.0 * float((rank < k).mean()) for way, rank in ranks.items() for k in (1, 5, 10)}


@dataclass(frozen=True, slots=True)
class KeptPairs:
    """Held-out pairs as the layers that do not learn see them.

    Attributes:
        pictures: (N, C, G', G') float16, what the image tower's `lower` gives of the whole pictures.
        texts: All captions, where layers of the text tower are frozen.
    """

    pictures: NDArray[np.float16]
    texts: KeptTexts | None


class HeldOutPairs:
    """Measures a two-stream model on pairs that it does not learn from."""

    def __init__(self, source: PairSource, tokenizer: TextTokenizer, kept: KeptPairs | None = None) -> None:
        """Take the pairs; with `kept` only the layers that learn are run for a measurement."""
        self._kept = kept
        self._source = source
        self._tokenizer = tokenizer
        self._captions = [caption for texts in source.captions for caption in texts]
        self._owners = np.repeat(np.arange(len(source)), [len(texts) for texts in source.captions])
        self._picks = np.concatenate([np.arange(len(texts)) for texts in source.captions])
        self._lowered: list[Tensor] | None = None

    def __call__(self, model: TwoStream) -> dict[str, float]:
        """Return Recall@1/5/10 in percent, both ways."""
        return recall_both_ways(*self.embeddings(model))

    def embeddings(self, model: TwoStream) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int64]]:
        """Return unit vectors (N, D) of the pictures and (M, D) of the captions, and the picture of each caption."""
        with torch.no_grad():
            image_emb = np.concatenate([_array(self._embed(model, part)) for part in self._seen(model)])
            text_emb = np.concatenate(
                [_array(self._read(model, start)) for start in range(0, len(self._captions), TEXT_BATCH)]
            )
        return image_emb, text_emb, self._owners

    def _seen(self, model: TwoStream) -> Iterator[Tensor]:
        """Yield the pictures through `lower`; where that does not learn, it is done once and kept."""
        if self._kept is not None:
            for start in range(0, len(self._source), PICTURE_BATCH):
                part = np.array(self._kept.pictures[start : start + PICTURE_BATCH])
                yield torch.from_numpy(part).float().to(device_of(model))
            return
        if self._lowered is not None:
            yield from self._lowered
            return
        tower, kept = model.image_tower, []
        keeps = stem_is_frozen(tower)
        lower = FusedStem(tower) if keeps and isinstance(tower, HybridTower) else tower.lower
        for start in range(0, len(self._source), PICTURE_BATCH):
            rows = np.arange(start, min(start + PICTURE_BATCH, len(self._source)))
            pictures = normalised(self._source.pictures(rows), model.config.image).to(device_of(model))
            lowered = lower(pictures)
            if keeps:
                kept.append(lowered)
            yield lowered
        self._lowered = kept or None

    def _embed(self, model: TwoStream, lowered: Tensor) -> Tensor:
        return model.project_images(model.image_tower.pooled_above(lowered).float())

    def _read(self, model: TwoStream, start: int) -> Tensor:
        device, tower = device_of(model), model.text_tower
        ids, mask = self._tokenizer(self._captions[start : start + TEXT_BATCH])
        kept = None if self._kept is None else self._kept.texts
        if kept is None:
            return model.project_texts(tower(ids.to(device), mask.to(device)).float())
        part = slice(start, start + TEXT_BATCH)
        hidden = kept.draw(self._owners[part].tolist(), self._picks[part].tolist()).to(device)
        pooled = tower.pool(tower.run_layers(hidden, mask.to(device), kept.layers, tower.depth), mask.to(device))
        return model.project_texts(pooled.float())


def device_of(model: TwoStream) -> torch.device:
    """Return the device that holds the model."""
    return next(model.parameters()).device


def _array(vectors: Tensor) -> NDArray[np.float32]:
    return vectors.float().cpu().numpy()
