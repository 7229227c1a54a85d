"""The data of one run: opened, and parted into training and held-out pairs."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadConfig, BadData
from engine.training.data.pair_manifest import MANIFEST_NAME, PairManifest, read_manifest
from engine.training.data.pair_sources import OpeningOptions, open_pairs
from engine.training.data.pairs import PairSource, PairView, SkippedPair, shuffled_captions
from engine.training.data.remembered_data import RememberedData
from engine.training.recipe import DataConfig

TRAIN_SPLIT, HELD_OUT_SPLIT = "train", "held_out"
_LEAST_HELD_OUT = 2
_MOST_HELD_OUT_SHARE = 5  # one in so many, where the training data is parted


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What a run learns from and is measured on.

    Attributes:
        train: The pairs to learn from.
        held_out: Pairs that are never learned from.
        skipped: What was passed over in either.
    """

    train: PairSource
    held_out: PairSource
    skipped: tuple[SkippedPair, ...]

    @property
    def digest(self) -> str:
        """SHA-256 over names and captions of both parts: equal for the same data wherever it lies."""
        parts = [(source.names, source.captions) for source in (self.train, self.held_out)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def open_training_data(
    config: DataConfig,
    size_px: int,
    seed: int,
    *,
    least: int = 2,
    options: OpeningOptions | None = None,
    known: RememberedData | None = None,
) -> TrainingData:
    """Open the data that a recipe names.

    Args:
        config: The recipe's section.
        size_px: S, the side of the squares.
        seed: Of the split and of shuffled captions.
        least: Training pictures needed, one batch.
        options: How to open it; `limit` is the recipe's.
        known: What the run that is resumed passed over, if one is.

    Raises:
        BadConfig: The recipe names no data.
        FolderMissing: Something named is not there.
        BadData: Too little usable data is left.
        Cancelled: Asked to stop.
    """
    options = dataclasses.replace(options or OpeningOptions(), limit=config.limit)
    train, held_out = _opened(config, size_px, seed, options, known)
    if len(train) < least or len(held_out) < _LEAST_HELD_OUT:
        raise BadData(
            f"{len(train)} usable pictures to train on and {len(held_out)} to measure on are left; "
            f"at least {least} and {_LEAST_HELD_OUT} are needed.",
            hint=_hint(train.skipped or held_out.skipped, least),
        )
    shuffled = shuffled_captions(train, config.shuffled_share, seed)
    return TrainingData(shuffled, held_out, tuple(dict.fromkeys((*train.skipped, *held_out.skipped))))


class DataShelf:
    """Data that several runs of one process use: opened once, whatever share of the captions each run shuffles."""

    def __init__(self) -> None:
        self._opened: dict[tuple[DataConfig, int, int | None, frozenset[str], frozenset[str]], TrainingData] = {}

    def take(
        self,
        config: DataConfig,
        size_px: int,
        seed: int,
        *,
        least: int = 2,
        options: OpeningOptions | None = None,
        known: RememberedData | None = None,
    ) -> TrainingData:
        """Return what `open_training_data` would."""
        plain = dataclasses.replace(config, shuffled_share=0.0)
        # Where the held-out pairs are named, the split does not depend on the seed.
        of_split = None if config.held_out_images else seed
        bad = (known.bad_train, known.bad_held_out) if known else (frozenset[str](), frozenset[str]())
        key = (plain, size_px, of_split, *bad)
        if key not in self._opened:
            self._opened[key] = open_training_data(plain, size_px, seed, least=least, options=options, known=known)
        data = self._opened[key]
        return dataclasses.replace(data, train=shuffled_captions(data.train, config.shuffled_share, seed))


def split_rows(count: int, held_out: int, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return (training, held-out) rows of `count`, sorted, by the seed alone; at most a fifth is held out."""
    kept_out = max(_LEAST_HELD_OUT, min(held_out, count // _MOST_HELD_OUT_SHARE))
    order = np.random.default_rng([seed, 1]).permutation(count)
    return np.sort(order[kept_out:]), np.sort(order[:kept_out])


def _opened(
    config: DataConfig, size_px: int, seed: int, options: OpeningOptions, known: RememberedData | None
) -> tuple[PairSource, PairSource]:
    manifest = _manifest(config, size_px)
    if manifest is not None:
        return _parts_of(manifest, config, seed)
    if not (config.images and config.captions):
        raise BadConfig("The recipe names no data.", hint="Set data.images and data.captions, or use --data DIR.")
    if bool(config.held_out_images) != bool(config.held_out_captions):
        raise BadConfig("data.held_out_images and data.held_out_captions belong together; only one is set.")
    of_train = options if known is None else dataclasses.replace(options, known_bad=known.bad_train)
    pairs = open_pairs(config.images, Path(config.captions), size_px, of_train)
    if not config.held_out_images:
        return _split(pairs, config, seed)
    of_held_out = dataclasses.replace(options, limit=0, known_bad=None if known is None else known.bad_held_out)
    return pairs, open_pairs(config.held_out_images, Path(config.held_out_captions), size_px, of_held_out)


def _manifest(config: DataConfig, size_px: int) -> PairManifest | None:
    folder = Path(config.images)
    if not config.images or config.captions or not (folder / MANIFEST_NAME).is_file():
        return None
    manifest = read_manifest(folder)
    side = manifest.data.pixels.shape[1]
    if side != size_px:
        raise BadData(
            f"The pictures in {folder} have {side} px a side; this model takes {size_px}.",
            hint=f"evoke captions export-pictures --size {size_px} writes them so.",
            path=folder,
        )
    return manifest


def _parts_of(manifest: PairManifest, config: DataConfig, seed: int) -> tuple[PairSource, PairSource]:
    if TRAIN_SPLIT in manifest.splits:
        rows = _limited(manifest.splits[TRAIN_SPLIT], config.limit)
        manifest = dataclasses.replace(manifest, splits={**manifest.splits, TRAIN_SPLIT: rows})
    train = manifest.part(TRAIN_SPLIT)
    if HELD_OUT_SPLIT in manifest.splits:
        return train, manifest.part(HELD_OUT_SPLIT)
    return _split_by_content(manifest, config, seed)


def _limited(rows: NDArray[np.int64], limit: int) -> NDArray[np.int64]:
    """Return at most `limit` rows, spread evenly; all for 0."""
    if not 0 < limit < len(rows):
        return rows
    chosen: NDArray[np.int64] = rows[np.linspace(0, len(rows) - 1, limit).round().astype(int)]
    return chosen


def _split_by_content(manifest: PairManifest, config: DataConfig, seed: int) -> tuple[PairSource, PairSource]:
    """Hold contents out rather than rows, so that no clip is learned from and measured on."""
    rows = manifest.splits[TRAIN_SPLIT]
    numbers: dict[str, int] = {}
    content_of = np.array([numbers.setdefault(manifest.contents[row], len(numbers)) for row in rows])
    is_held_out = np.isin(content_of, split_rows(len(numbers), config.held_out, seed)[1])
    return PairView(manifest.data, rows[~is_held_out]), PairView(manifest.data, rows[is_held_out])


def _split(pairs: PairSource, config: DataConfig, seed: int) -> tuple[PairSource, PairSource]:
    train, held_out = split_rows(len(pairs), config.held_out, seed)
    return PairView(pairs, train), PairView(pairs, held_out)


def _hint(skipped: Sequence[SkippedPair], least: int) -> str:
    if skipped:
        return f"{len(skipped)} were passed over, the first because: {skipped[0].why}"
    return f"Add captions, or make run.batch_size smaller than {least}."
