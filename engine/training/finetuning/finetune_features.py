"""What the parts of both towers that stay as they are say about pictures and texts, computed once and kept.

Fine-tuning moves only the top of each tower. Everything below is the same at every step, so a step costs what the
top costs: with the projections alone, milliseconds on a processor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.cots.fused_copies import FusedTower
from engine.cots.text import TextTokenizer, TextTower
from engine.cots.towers import AnyImageTower
from engine.cots.two_stream import TwoStream
from engine.cots.vision import HybridTower, VitTower
from engine.device import gains_from_bfloat16, memory_errors_translated
from engine.jobs import CancelToken
from engine.training.data.augment import ViewConfig, random_views
from engine.training.data.frozen_features import FrozenTexts, normalised, standardised
from engine.training.finetuning.finetune_kept import KeptRows

_PICTURES_AT_ONCE = 32
_VECTORS_AT_ONCE = 256


class TunedTops:
    """The tops of both towers: `image_blocks` transformer blocks, `text_layers` layers, and both projections.

    With no blocks, and in a tower whose inner parts are not known, a picture's pooled token is all that is kept.
    """

    def __init__(self, model: TwoStream, tokenizer: TextTokenizer, image_blocks: int = 0, text_layers: int = 0) -> None:
        norm = _final_norm(model)
        self.model = model
        self.image_blocks = min(image_blocks, len(model.image_tower.blocks)) if norm is not None else 0
        self._norm = norm if self.image_blocks else None
        self._tokenizer = tokenizer
        self._bert = model.text_tower if isinstance(model.text_tower, TextTower) and text_layers else None
        self.text_layers = min(text_layers, self._bert.depth) if self._bert is not None else 0
        self._texts = FrozenTexts(self._bert, tokenizer, self._bert.depth - self.text_layers) if self._bert else None
        self._pooled: dict[str, Tensor] = {}
        self._tower = FusedTower(model.image_tower) if isinstance(model.image_tower, HybridTower) else None

    @property
    def device(self) -> torch.device:
        """Where the model is."""
        return self.model.image_proj.weight.device

    @property
    def tokens(self) -> int:
        """How many tokens a kept view has."""
        return 1 + self.model.config.image.grid**2 if self.image_blocks else 1

    @property
    def blocks(self) -> nn.Sequential:
        """The image tower's blocks that learn."""
        blocks: nn.Sequential = self.model.image_tower.blocks[len(self.model.image_tower.blocks) - self.image_blocks :]
        return blocks

    def learning(self) -> dict[str, nn.Parameter]:
        """Return what learns, by its name in the model."""
        parts = [self.model.image_proj, self.model.text_proj, *self.blocks]
        if self._bert is not None:
            parts += list(self._bert.bert.encoder.layer[self._bert.depth - self.text_layers :])
        wanted = {id(parameter) for part in parts for parameter in part.parameters()}
        return {name: p for name, p in self.model.named_parameters() if id(p) in wanted}

    def below(self, pictures: Tensor) -> Tensor:
        """Run what stays of the image tower on (B, 3, S, S) normalised pictures: (B, T, W) float16, on the CPU."""
        with torch.inference_mode():
            seen = self._tower(pictures, self._take) if self._tower else self._take(self.model.image_tower, pictures)
        return seen.to(torch.float16).cpu()

    def _take(self, tower: AnyImageTower, pictures: Tensor) -> Tensor:
        """Return what learns reads of a tower, this model's or a quick copy of it."""
        if self._norm is None:
            return tower.pooled(pictures).unsqueeze(1)
        with _input_of(tower.blocks[len(tower.blocks) - self.image_blocks]) as taken:
            tower(pictures)
        return taken[0]

    def image_emb(self, seen: Tensor) -> Tensor:
        """Embed what `below` returned, (B, T, W), as (B, D) unit vectors."""
        tokens: Tensor = seen.to(self.device).float()
        if self._norm is not None:
            tokens = self._norm(self.blocks(tokens))
        return self.model.project_images(tokens[:, 0])

    def text_emb(self, texts: Sequence[str]) -> Tensor:
        """Embed B texts as (B, D) unit vectors; what stays of the text tower reads each text once."""
        if self._bert is not None and self._texts is not None:
            hidden, mask = (part.to(self.device) for part in self._texts.lower(texts))
            first, last = self._bert.depth - self.text_layers, self._bert.depth
            return self.model.project_texts(self._bert.pool(self._bert.run_layers(hidden, mask, first, last), mask))
        new = [text for text in dict.fromkeys(texts) if text not in self._pooled]
        for start in range(0, len(new), _VECTORS_AT_ONCE):
            part = new[start : start + _VECTORS_AT_ONCE]
            with memory_errors_translated(), torch.no_grad():
                token_ids, mask = self._tokenizer(part)
                pooled = self.model.text_tower(token_ids.to(self.device), mask.to(self.device))
            self._pooled.update(zip(part, pooled, strict=True))
        return self.model.project_texts(torch.stack([self._pooled[text] for text in texts]))


class OnSeen(Protocol):
    """Is told of views that are there now."""

    def __call__(self, pictures: int, /, *, is_known: bool) -> None:
        """Take note of so many more."""


def views_below(  # noqa: PLR0913  # a picture, how it is looked at, and how that is followed and kept
    tops: TunedTops,
    pixels: NDArray[np.uint8],
    views: ViewConfig,
    seed: int,
    *,
    first: int = 0,
    cancel: CancelToken | None = None,
    seen: OnSeen = lambda pictures, *, is_known: None,
    rows: KeptRows | None = None,
) -> NDArray[np.float16]:
    """Run what stays of the image tower on views `first` to `views.count` of (N, S, S, 3) pictures: (V, N, T, W).

    View 0 is the whole picture as at search time, the others are cropped, mirrored and relit at random.

    Args:
        tops: Which part stays.
        pixels: The pictures; may be mapped from a file.
        views: How many, and how far from the picture.
        seed: Of the random views.
        first: Where to go on when the views before are there already.
        cancel: Asked before every batch.
        seen: Told how many more views there are after every batch, and whether a process before this one saw them.
        rows: Keeps what was seen, and knows what was seen before.

    Raises:
        Cancelled: A stop was asked for.
        OutOfMemory: A batch does not fit.
    """
    image = tops.model.config.image
    with memory_errors_translated():
        kept = np.zeros((views.count - first, len(pixels), tops.tokens, image.width), np.float16)
    # The whole picture is what is measured: in full precision, as at search time.
    halves = torch.autocast(tops.device.type, torch.bfloat16, enabled=gains_from_bfloat16(tops.device))
    for start in range(0, len(pixels), _PICTURES_AT_ONCE):
        chunk = np.array(pixels[start : start + _PICTURES_AT_ONCE])
        for view in range(first, views.count):
            if cancel is not None:
                cancel.check()
            place = kept[view - first, start : start + len(chunk)]
            before = None if rows is None else rows.take(place.shape)
            if before is not None:
                place[:] = before
                seen(len(chunk), is_known=True)
                continue
            with memory_errors_translated():
                if view == 0:
                    place[:] = tops.below(normalised(chunk, image).to(tops.device)).numpy()
                else:
                    varied = random_views(chunk, views, np.random.default_rng([seed, view, start]))
                    with halves:
                        place[:] = tops.below(standardised(varied, image).to(tops.device)).numpy()
            if rows is not None:
                rows.add(place)
            seen(len(chunk), is_known=False)
    return kept


def embed_seen(tops: TunedTops, seen: NDArray[np.float16]) -> NDArray[np.float32]:
    """Embed (N, T, W) of `views_below` as (N, D) unit vectors, a batch at a time, without gradients."""
    return _seen_in_batches(tops.image_emb, seen, tops.model.config.embedding_dim)


def embed_texts(tops: TunedTops, texts: Sequence[str]) -> NDArray[np.float32]:
    """Embed B texts as (B, D) unit vectors, a batch at a time, without gradients."""
    return _texts_in_batches(tops.text_emb, texts, tops.model.config.embedding_dim)


def search_vectors_of_seen(tops: TunedTops, seen: NDArray[np.float16]) -> NDArray[np.float32]:
    """Turn (N, T, W) of `views_below` into the unit vectors (N, V) that a search compares: what is to be measured."""
    model = tops.model
    return _seen_in_batches(
        lambda batch: model.search_vectors_of_pictures(tops.image_emb(batch)), seen, model.config.vector_dim
    )


def search_vectors_of_texts(tops: TunedTops, texts: Sequence[str]) -> NDArray[np.float32]:
    """Turn B texts into the unit vectors (B, V) that a search compares."""
    model = tops.model
    return _texts_in_batches(
        lambda batch: model.search_vectors_of_texts(tops.text_emb(batch)), texts, model.config.vector_dim
    )


def _seen_in_batches(embed: Callable[[Tensor], Tensor], seen: NDArray[np.float16], width: int) -> NDArray[np.float32]:
    batches = [seen[i : i + _VECTORS_AT_ONCE] for i in range(0, len(seen), _VECTORS_AT_ONCE)]
    with torch.inference_mode():
        return _joined([embed(torch.from_numpy(batch)) for batch in batches], width)


def _texts_in_batches(
    embed: Callable[[Sequence[str]], Tensor], texts: Sequence[str], width: int
) -> NDArray[np.float32]:
    batches = [texts[i : i + _VECTORS_AT_ONCE] for i in range(0, len(texts), _VECTORS_AT_ONCE)]
    with torch.no_grad():  # not inference mode: what is remembered of a text is used in training too
        return _joined([embed(batch) for batch in batches], width)


def _joined(parts: Sequence[Tensor], width: int) -> NDArray[np.float32]:
    if not parts:
        return np.zeros((0, width), np.float32)
    joined: NDArray[np.float32] = torch.cat([part.cpu() for part in parts]).numpy()
    return joined


def _final_norm(model: TwoStream) -> nn.Module | None:
    tower = model.image_tower
    if isinstance(tower, HybridTower):
        return tower.norm
    if isinstance(tower, VitTower):
        norm: nn.Module = tower.vit.norm
        return norm
    return None


@contextmanager
def _input_of(module: nn.Module) -> Iterator[list[Tensor]]:
    taken: list[Tensor] = []

    def take(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        taken.append(inputs[0])

    handle = module.register_forward_pre_hook(take)
    try:
        yield taken
    finally:
        handle.remove()
