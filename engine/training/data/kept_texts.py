"""What a text tower's frozen lower layers make of every caption, computed once and kept in half precision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.cots.text import TextTokenizer, TextTower
from engine.errors import DiskFull
from engine.jobs import CancelToken
from engine.training.data.kept_folder import make_once

TEXT_BATCH = 256


@dataclass(frozen=True, slots=True)
class KeptTexts:
    """Hidden states of all captions of N rows.

    Attributes:
        layers: How many layers they have been through.
        hidden: (T, W) float16, the tokens of all captions one after the other.
        first: (M + 1,) int64, where each caption's tokens begin.
        caption_of: (N + 1,) int64, the number of each row's first caption.
    """

    layers: int
    hidden: NDArray[np.float16]
    first: NDArray[np.int64]
    caption_of: NDArray[np.int64]

    def draw(self, rows: Sequence[int], picks: Sequence[int]) -> Tensor:
        """Return the hidden states (P, L, W) float32 of caption `picks[p]` of row `rows[p]`, padded with 0."""
        numbers = [int(self.caption_of[row]) + pick for row, pick in zip(rows, picks, strict=True)]
        lengths = [int(self.first[number + 1] - self.first[number]) for number in numbers]
        hidden = np.zeros((len(numbers), max(lengths), self.hidden.shape[1]), np.float32)
        for place, (number, length) in enumerate(zip(numbers, lengths, strict=True)):
            start = int(self.first[number])
            hidden[place, :length] = self.hidden[start : start + length]
        return torch.from_numpy(hidden)


def frozen_layers(tower: TextTower) -> int:
    """Return how many of the lowest layers do not learn; 0 where the token embeddings learn."""
    if any(parameter.requires_grad for parameter in tower.bert.embeddings.parameters()):
        return 0
    layers = list(tower.bert.encoder.layer)
    learning = [index for index, layer in enumerate(layers) if any(p.requires_grad for p in layer.parameters())]
    return learning[0] if learning else len(layers)


def keep_texts(
    tower: TextTower,
    tokenizer: TextTokenizer,
    captions: Sequence[tuple[str, ...]],
    folder: Path,
    *,
    cancel: CancelToken | None = None,
) -> KeptTexts:
    """Read every caption through the frozen layers and keep the result in `folder`, for this run and later ones.

    The captions are read in one order and in the same batches every time: a resumed run finds the same bits.

    Raises:
        DiskFull: The folder cannot hold them.
        Cancelled: Asked to stop.
    """
    cancel = cancel or CancelToken()
    try:
        make_once(folder, lambda: _write_texts(tower, tokenizer, captions, folder, cancel), cancel)
    except OSError as error:
        raise DiskFull(f"The captions' hidden states could not be kept: {error.strerror}.", path=folder) from error
    caption_of = np.concatenate([[0], np.cumsum([len(texts) for texts in captions])])
    hidden = np.load(folder / "hidden.npy", mmap_mode="r")
    return KeptTexts(frozen_layers(tower), hidden, np.load(folder / "first.npy"), caption_of)


@torch.no_grad()
def _write_texts(
    tower: TextTower,
    tokenizer: TextTokenizer,
    captions: Sequence[tuple[str, ...]],
    folder: Path,
    cancel: CancelToken,
) -> None:
    device = next(tower.parameters()).device
    layers = frozen_layers(tower)
    was_training = tower.training
    tower.eval()
    parts: list[NDArray[np.float16]] = []
    lengths: list[int] = []
    flat = [text for texts in captions for text in texts]
    for start in range(0, len(flat), TEXT_BATCH):
        cancel.check()
        token_ids, mask = tokenizer(flat[start : start + TEXT_BATCH])
        lowered = tower.run_layers(tower.embed(token_ids.to(device)), mask.to(device), 0, layers)
        is_real = mask.bool().numpy()
        parts.append(lowered.to(torch.float16).cpu().numpy()[is_real])
        lengths += is_real.sum(axis=1).tolist()
    tower.train(was_training)
    np.save(folder / "hidden.npy", np.concatenate(parts))
    np.save(folder / "first.npy", np.concatenate([[0], np.cumsum(lengths)]))
