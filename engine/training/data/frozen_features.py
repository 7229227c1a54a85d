"""What the frozen lower halves of the towers say about the training data, computed once and kept in half precision."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.cots.folding import fold_batch_norms
from engine.cots.presets import ImageTowerConfig
from engine.cots.text import TextTokenizer, TextTower
from engine.cots.two_stream import TwoStream
from engine.cots.vision import HybridTower
from engine.device import MAX_CPU_BATCH
from engine.errors import BadConfig
from engine.training.data.augment import ViewConfig, random_views


def require_hybrid(model: TwoStream) -> HybridTower:
    """Return the model's image tower, whose lower half can be run on its own.

    Raises:
        BadConfig: It is another tower.
    """
    tower = model.image_tower
    if not isinstance(tower, HybridTower):
        raise BadConfig("This recipe trains a hybrid image tower; the preset has another.")
    return tower


def stem_is_frozen(tower: nn.Module) -> bool:
    """Say whether the tower's `lower` computes something that does not learn, so that its results can be kept."""
    if not isinstance(tower, HybridTower):
        return False
    return not any(parameter.requires_grad for parameter in tower.stem.parameters())


def normalised(pixels: NDArray[np.uint8], config: ImageTowerConfig) -> Tensor:
    """Turn (B, S, S, 3) uint8 pictures into what the image tower takes."""
    return standardised(torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255.0, config)


def standardised(pictures: Tensor, config: ImageTowerConfig) -> Tensor:
    """Subtract the mean from (B, 3, S, S) pictures in [0, 1] and divide by the deviation, per channel."""
    mean, std = (
        torch.tensor(values, device=pictures.device).view(1, 3, 1, 1)
        for values in (config.pixel_mean, config.pixel_std)
    )
    return (pictures - mean) / std


def cached(path: Path, make: Callable[[], NDArray[np.generic]]) -> NDArray[np.generic]:
    """Return the array at `path`, or make it and keep it there for the next run."""
    if path.is_file():
        array: NDArray[np.generic] = np.load(path)
        return array
    array = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp.npy")
    np.save(temporary, array)
    temporary.replace(path)
    return array


class FrozenStem:
    """An image tower's `lower` that never learns: a copy with its batch norms folded, in half precision."""

    def __init__(self, tower: HybridTower, image: ImageTowerConfig) -> None:
        self._tower = copy.deepcopy(tower).eval()
        fold_batch_norms(self._tower.backbone)
        self._tower.backbone.to(memory_format=torch.channels_last)
        self._image = image

    def see(self, pictures: Tensor) -> NDArray[np.float16]:
        """Return what it sees of (B, 3, S, S) pictures in [0, 1]: (B, G, G, C)."""
        parts = []
        for part in torch.split(pictures, MAX_CPU_BATCH):
            with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
                fine = self._tower.lower(standardised(part, self._image))
            parts.append(fine.permute(0, 2, 3, 1).to(torch.float16).numpy())
        return np.concatenate(parts)

    def see_pixels(self, pixels: NDArray[np.uint8]) -> NDArray[np.float16]:
        """Return what it sees of (N, S, S, 3) pictures: (N, G, G, C)."""
        parts = [pixels[start : start + 64] for start in range(0, len(pixels), 64)]
        return np.concatenate([self.see(torch.from_numpy(part).permute(0, 3, 1, 2).float() / 255.0) for part in parts])

    def see_view(self, pixels: NDArray[np.uint8], view: int, config: ViewConfig, seed: int) -> NDArray[np.float16]:
        """Return what it sees of view number `view` of (N, S, S, 3) pictures; number 0 is the whole picture."""
        if view == 0:
            return self.see_pixels(pixels)
        parts = []
        for start in range(0, len(pixels), 128):
            rng = np.random.default_rng([seed, view, start])
            parts.append(self.see(random_views(pixels[start : start + 128], config, rng)))
        return np.concatenate(parts)


class FrozenImages:
    """Several random views of every picture, as a frozen stem sees them: V arrays (N, G, G, C)."""

    def __init__(self, views: Sequence[NDArray[np.float16]]) -> None:
        self.views = tuple(views)

    def draw(self, rows: NDArray[np.int64], rng: np.random.Generator) -> Tensor:
        """Return one random view of each row, mirrored half of the time: (B, C, G, G) float32."""
        chosen = rng.integers(len(self.views), size=len(rows))
        picked = np.stack([self.views[view][row] for view, row in zip(chosen, rows, strict=True)])
        # Mirroring the map is nearly mirroring the picture: it differs by the padding alone.
        is_mirrored = rng.random(len(rows)) < 0.5
        picked[is_mirrored] = picked[is_mirrored, :, ::-1]
        return torch.from_numpy(picked).permute(0, 3, 1, 2).float()


class FrozenTexts:
    """Remembers the hidden states of the text tower's lower layers per text, so each text is read once."""

    def __init__(self, tower: TextTower, tokenizer: TextTokenizer, layers: int) -> None:
        self._tower = tower
        self._tokenizer = tokenizer
        self._layers = layers
        self._known: dict[str, NDArray[np.float16]] = {}

    def lower(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Return hidden states (B, L, W) after the lower layers and the (B, L) mask."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._read(new)
        rows = [self._known[text] for text in texts]
        length = max(len(row) for row in rows)
        hidden = np.zeros((len(rows), length, rows[0].shape[1]), np.float32)
        mask = np.zeros((len(rows), length), np.int64)
        for i, row in enumerate(rows):
            hidden[i, : len(row)] = row
            mask[i, : len(row)] = 1
        return torch.from_numpy(hidden), torch.from_numpy(mask)

    def _read(self, texts: list[str]) -> None:
        token_ids, mask = self._tokenizer(texts)
        was_training = self._tower.training
        self._tower.eval()
        with torch.no_grad():
            embedded = self._tower.bert.embeddings(input_ids=token_ids)
            hidden = self._tower.run_layers(embedded, mask, 0, self._layers).to(torch.float16).numpy()
        self._tower.train(was_training)
        for text, row, count in zip(texts, hidden, mask.sum(dim=1).tolist(), strict=True):
            self._known[text] = row[:count].copy()
