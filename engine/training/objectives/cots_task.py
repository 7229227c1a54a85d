"""COTS' training step on image-caption pairs: what is prepared, what learns, what is remembered (CVPR 2022)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.cots.masked_heads import MaskedHeads
from engine.cots.masking import keep_cells
from engine.cots.momentum import MomentumTwin
from engine.cots.queues import PairQueue
from engine.cots.text import TextTokenizer
from engine.cots.two_stream import TwoStream
from engine.errors import BadConfig, BadData
from engine.training.data.caption_feed import CaptionFeed, FedCaptions
from engine.training.data.kept_texts import KeptTexts
from engine.training.data.picture_feed import FedPictures, PictureFeed
from engine.training.loop.precision import full_precision
from engine.training.loop.processes import ProcessGroup, solo
from engine.training.objectives.cots_module import CotsModule
from engine.training.objectives.cots_objectives import CotsBatch, pair_losses
from engine.training.objectives.key_table import KeyTable
from engine.training.objectives.noise_filter import keep_pairs
from engine.training.recipe import Recipe

KEY_BATCH = 64


@dataclass(frozen=True, slots=True)
class TrainingPairs:
    """What is trained on: pictures drawn by row, the captions of every row, and what is kept of them.

    `expect` is told the rows of the step after, so that pictures can be decoded meanwhile.
    """

    pictures: PictureFeed
    captions: Sequence[tuple[str, ...]]
    kept_texts: KeptTexts | None = None
    expect: Callable[[NDArray[np.int64]], None] | None = None


class CotsTask:
    """Implements `trainer.Task`; docs/decisions/013-training.md says what is the paper's and what is a choice."""

    def __init__(
        self,
        model: TwoStream,
        tokenizer: TextTokenizer,
        pairs: TrainingPairs,
        recipe: Recipe,
        measure: Callable[[TwoStream], Mapping[str, float]],
        *,
        visual_vocabulary: int = 0,
        group: ProcessGroup | None = None,
    ) -> None:
        """Take a model that is on its device.

        Args:
            model: The towers to train.
            tokenizer: Of its text tower.
            pairs: What to train on.
            recipe: Every number.
            measure: Measures the model on held-out data.
            visual_vocabulary: How many visual tokens there are; needed for masked vision modelling.
            group: The processes that share a step; alone by default.

        Raises:
            BadData: There are fewer pictures than a step takes.
            BadConfig: Numbers of the recipe contradict each other, or the tokenizer has no mask token and needs one.
        """
        _check(recipe, visual_vocabulary)
        self._recipe = recipe
        self._group = group or solo()
        self._device = next(model.parameters()).device
        objectives = recipe.objectives
        masks_texts = objectives.masked_texts > 0 or objectives.ranking > 0
        heads = None
        if masks_texts or objectives.masked_images > 0:
            heads = MaskedHeads(model.config, max(1, visual_vocabulary), recipe.masking.operator)
        self.module = CotsModule(model, heads, objectives.temperature, learns=objectives.learn_temperature)
        self.module.to(self._device)
        self._pictures = pairs.pictures
        self._expect = pairs.expect
        masking = recipe.masking if masks_texts else None
        self._captions = CaptionFeed(tokenizer, pairs.captions, objectives.captions, masking, pairs.kept_texts)
        self._count = len(pairs.captions)
        self.steps_per_epoch = self._count // recipe.run.batch_size
        if self.steps_per_epoch == 0:
            raise BadData(
                f"{self._count} pictures are too few for a step of {recipe.run.batch_size}.",
                hint="Make run.batch_size smaller.",
            )
        self._measure = measure
        self.twin = MomentumTwin(model)
        self.queue = PairQueue(recipe.momentum.queue, model.config.embedding_dim, self._device)

    def prepare(self, epoch: int, step: int) -> CotsBatch:
        """Draw this process' pairs of a step, and compute every key that they are contrasted with."""
        recipe = self._recipe
        rows = self._rows(epoch, step)
        rngs = [np.random.default_rng([recipe.run.seed, epoch, step, row]) for row in rows]
        pictures = self._pictures.draw(rows, rngs).to(self._device)  # kept views come from the disk
        self._announce(*divmod(epoch * self.steps_per_epoch + step + 1, self.steps_per_epoch))
        texts = self._captions.draw(rows, rngs).to(self._device)
        count = recipe.objectives.captions
        image_m, text_m = self._momentum_keys(pictures, texts)
        ids = torch.from_numpy(np.repeat(rows, count)).to(self._device)
        image_keys = self._group.gather(image_m.repeat_interleave(count, dim=0))
        text_keys, key_ids = self._group.gather(text_m), self._group.gather(ids)
        kept = self._kept(epoch, step, (image_keys * text_keys).sum(dim=1))
        own = torch.arange(len(ids), device=self._device) + self._group.rank * len(ids)
        return CotsBatch(
            size=len(rows),
            captions=count,
            pictures=pictures,
            keep=self._visible_cells(epoch, rngs),
            texts=texts,
            keys=KeyTable.join(
                (image_keys, text_keys, key_ids),
                self.queue.keys(),
                batch_keys=recipe.objectives.batch_keys,
                multi_positive=recipe.objectives.positives == "all",
            ),
            own=own,
            weights=(kept.float() / kept.sum().clamp_min(1))[own],
            dropped=1.0 - float(kept.float().mean()),
        )

    def losses(self, batch: CotsBatch, part: slice) -> Mapping[str, Tensor]:
        """Return the weighted terms of the pictures `part`; over all parts and processes they sum to the step's."""
        module = self.module
        pairs = slice(part.start * batch.captions, part.stop * batch.captions)
        weights = batch.weights[pairs]
        terms = pair_losses(module.model, module.heads, module.scale, batch, part, self._recipe)
        return {name: getattr(self._recipe.objectives, name) * (term * weights).sum() for name, term in terms.items()}

    def finish(self, batch: CotsBatch) -> Mapping[str, float]:
        """After the optimizer's step: bound the temperature, remember the step's keys, move the momentum encoders."""
        self.module.bound_temperature()
        keys = batch.keys
        # Every pair is remembered, those left out too: otherwise the filter's threshold would only ever rise.
        self.queue.push(keys.image_emb[: keys.fresh], keys.text_emb[: keys.fresh], keys.ids[: keys.fresh])
        self.twin.update(self.module.model, self._recipe.momentum.decay)
        return {"temperature": 1 / float(self.module.scale.detach()), "dropped": batch.dropped}

    def measure(self) -> Mapping[str, float]:
        """Measure the model as it is."""
        return self._measure(self.module.model)

    def state(self) -> dict[str, Tensor]:
        """Momentum encoders and queues: what a resumed run needs beside the weights."""
        twin = {f"momentum/{name}": tensor for name, tensor in self.twin.state().items()}
        return twin | {f"queue/{name}": tensor for name, tensor in self.queue.state().items()}

    def load_state(self, state: Mapping[str, Tensor]) -> None:
        """Take back what `state` gave."""
        self.twin.load(_below("momentum/", state))
        self.queue.load(_below("queue/", state))

    def _announce(self, epoch: int, step: int) -> None:
        if self._expect is not None and epoch < self._recipe.run.epochs:
            self._expect(self._rows(epoch, step))

    def _rows(self, epoch: int, step: int) -> NDArray[np.int64]:
        """This process' rows of a step; the order of an epoch depends on the seed alone."""
        order = np.random.default_rng([self._recipe.run.seed, epoch]).permutation(self._count)
        size = self._recipe.run.batch_size
        share = size // self._group.count
        first = step * size + self._group.rank * share
        return order[first : first + share]

    @torch.no_grad()
    def _momentum_keys(self, pictures: FedPictures, texts: FedCaptions) -> tuple[Tensor, Tensor]:
        model, tower = self.twin.model, self.twin.model.image_tower
        seen = [
            tower.pooled_above(part if pictures.is_lowered else tower.lower(part))
            for part in torch.split(pictures.clean, KEY_BATCH)
        ]
        parts = [slice(start, start + KEY_BATCH) for start in range(0, len(texts.mask), KEY_BATCH)]
        read = [texts.read(model.text_tower, part) for part in parts]
        image_pooled, text_pooled = torch.cat(seen), torch.cat(read)
        with full_precision(image_pooled):
            return model.project_images(image_pooled.float()), model.project_texts(text_pooled.float())

    def _visible_cells(self, epoch: int, rngs: Sequence[np.random.Generator]) -> Tensor | None:
        """Cells seen in the contrastive pass; in the last epoch all of them, as when searching (MAC, 2022)."""
        share = self._recipe.masking.keep_patches
        if share >= 1 or epoch == self._recipe.run.epochs - 1:
            return None
        cells = self.module.model.config.image.grid**2
        return torch.from_numpy(np.stack([keep_cells(cells, share, rng) for rng in rngs])).to(self._device)

    def _kept(self, epoch: int, step: int, similarities: Tensor) -> Tensor:
        """Say which pairs count: all of them until the queue has been filled and the warm-up is over."""
        config = self._recipe.filter
        is_warm = epoch + step / self.steps_per_epoch >= config.warmup_epochs
        if not (config.enabled and is_warm and self.queue.is_full):
            return torch.ones_like(similarities, dtype=torch.bool)
        keys = self.queue.keys()
        remembered = (keys.image_emb * keys.text_emb).sum(dim=1)
        return keep_pairs(similarities, remembered, config.sigmas, config.max_drop)


def _check(recipe: Recipe, visual_vocabulary: int) -> None:
    objectives = recipe.objectives
    if objectives.intra_text > 0 and objectives.captions < 2:
        raise BadConfig(
            "objectives.intra_text contrasts captions of one picture: objectives.captions must be 2 or more."
        )
    if objectives.masked_images > 0 and visual_vocabulary == 0:
        raise BadConfig("objectives.masked_images needs a visual tokenizer.")
    if recipe.filter.enabled and recipe.momentum.queue == 0:
        raise BadConfig("The filter judges by the queue: momentum.queue must not be 0.")
    if recipe.momentum.queue == 0 and not objectives.batch_keys:
        raise BadConfig("Pairs have nothing to be told from: set momentum.queue above 0, or objectives.batch_keys.")
    weights = ("contrast", "alignment", "masked_images", "masked_texts", "ranking", "intra_text")
    if not any(getattr(objectives, name) > 0 for name in weights):
        raise BadConfig("Nothing is learned: the weights of all objectives are 0.")


def _below(prefix: str, state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in state.items() if name.startswith(prefix)}
