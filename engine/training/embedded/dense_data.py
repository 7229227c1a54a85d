"""What the dense head learns from: photos with a segmenter's labels, and mosaics whose words are known by place."""

from __future__ import annotations

import math
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.cots.words import visible_words
from engine.errors import BadData
from engine.training.data.pairs import PairData

Cell = TypeVar("Cell", bound=np.generic)

NONE, IGNORE = -1, -2
TILES = 4  # a mosaic is two by two


@dataclass(frozen=True, slots=True)
class PseudoMasks:
    """A segmenter's view of photos: `masks` (N, 28, 28) uint8 class ids, 0 for background, and the class names."""

    names: tuple[str, ...]
    masks: NDArray[np.uint8]
    classes: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> PseudoMasks:
        """Read the `.npz` (arrays `names`, `masks`, `classes`; nothing pickled).

        Raises:
            BadData: It is absent, holds something else or is damaged.
        """
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                names = tuple(str(name) for name in stored["names"])
                return cls(names, stored["masks"], tuple(str(name) for name in stored["classes"]))
        except (OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
            raise BadData(f"{path.name} holds no pseudo-masks.", path=path) from error

    def labels(self, wanted: Sequence[str], grid: int) -> NDArray[np.int16]:
        """Return (len(wanted), grid, grid) labels of the named photos: class id - 1, NONE, or IGNORE where mixed."""
        rows = {name: row for row, name in enumerate(self.names)}
        try:
            masks = self.masks[[rows[name] for name in wanted]]
        except KeyError as error:
            raise BadData(f"There is no pseudo-mask of {error.args[0]}.") from error
        side = masks.shape[1]
        # A cell need not be a whole number of the mask's pixels: what lies under it, by a fine raster.
        step = math.lcm(side, grid) // grid
        under = np.arange(grid * step) * side // (grid * step)
        labels = np.empty((len(masks), grid, grid), np.int16)
        for row, mask in enumerate(masks):
            cells = mask[np.ix_(under, under)].reshape(grid, step, grid, step)
            lowest, highest = cells.min(axis=(1, 3)), cells.max(axis=(1, 3))
            labels[row] = np.where(lowest == highest, lowest.astype(np.int16) - 1, np.int16(IGNORE))
        return labels


def common_words(captions: Sequence[Sequence[str]], at_least: int) -> tuple[str, ...]:
    """Return the visible words, in lower case, that occur with at least that many photos.

    The most common come first, and words that are equally common by the alphabet: a step's draw goes by their places.
    """
    counts = Counter(
        word for texts in captions for word in {word for text in texts for word in visible_words(text.lower())}
    )
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(word for word, count in ordered if count >= at_least and len(word) > 1)


def word_matrix(captions: Sequence[Sequence[str]], words: Sequence[str]) -> NDArray[np.bool_]:
    """Return (N, W): does a caption of photo i hold word j?"""
    columns = {word: column for column, word in enumerate(words)}
    matrix = np.zeros((len(captions), len(words)), np.bool_)
    for row, texts in enumerate(captions):
        for text in texts:
            for word in visible_words(text.lower()):
                if word in columns:
                    matrix[row, columns[word]] = True
    return matrix


def draw_mosaics(
    captioned: int, labelled: int, labelled_share: float, count: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return (count, 4) photo rows: top left, top right, bottom left, bottom right; no photo twice in a mosaic.

    Rows below `captioned` are captioned photos, the `labelled` ones after them fill about their share of the tiles:
    there are few of them, and they show what captions never speak of.
    """
    mosaics = []
    for from_labelled in rng.binomial(TILES, labelled_share, count):
        some = captioned + rng.choice(labelled, from_labelled, replace=False)
        others = rng.choice(captioned, TILES - from_labelled, replace=False)
        mosaics.append(rng.permutation(np.concatenate([some, others])))
    return np.stack(mosaics)


def build_mosaics(pixels: NDArray[np.uint8], rows: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Lay photos (N, S, S, 3) at half size into (M, S, S, 3) by `rows` (M, 4); a 2 x 2 pixel mean halves them."""
    side = pixels.shape[1] // 2
    tiles = pixels[rows].reshape(len(rows), TILES, side, 2, side, 2, 3)
    halved = tiles.mean(axis=(3, 5), dtype=np.float32).round().astype(np.uint8)  # (M, 4, S/2, S/2, 3)
    return join_tiles(halved)


def join_tiles(tiles: NDArray[Cell]) -> NDArray[Cell]:
    """Join (M, 4, s, s, ...) tiles into (M, 2s, 2s, ...)."""
    top = np.concatenate([tiles[:, 0], tiles[:, 1]], axis=2)
    bottom = np.concatenate([tiles[:, 2], tiles[:, 3]], axis=2)
    return np.concatenate([top, bottom], axis=1)


def with_labelled(data: PairData, labelled: PairData) -> PairData:
    """Join captioned and labelled photos; a label counts as the photo's caption."""
    return PairData(
        data.names + labelled.names,
        np.concatenate([data.pixels, labelled.pixels]),
        data.captions + labelled.captions,
    )
