"""Where a training step's pictures come from: decoded and varied anew, or as a frozen stem saw them once."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from engine.cots.cells import hide_cells
from engine.cots.masking import block_mask
from engine.cots.two_stream import TwoStream
from engine.errors import DiskFull
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.training.data.augment import apply_views, draw_views_per_row
from engine.training.data.frozen_features import standardised, stem_is_frozen
from engine.training.data.kept_folder import make_once
from engine.training.data.pairs import PairSource
from engine.training.recipe import ViewsConfig

LOWER_BATCH = 64


@dataclass(frozen=True, slots=True)
class FedPictures:
    """B pictures of a step.

    Attributes:
        clean: The views: (B, 3, S, S) normalised, or what the image tower's `lower` gives of them.
        masked: The same of the views whose masked cells are hidden; None without masked modelling.
        is_lowered: Whether both have been through `lower`, which is done once where it does not learn.
        cells: (B, N) bool, the masked cells; None without masked modelling.
        codes: (B, N) int64, the views' visual tokens; None without masked modelling.
    """

    clean: Tensor
    is_lowered: bool
    masked: Tensor | None = None
    cells: Tensor | None = None
    codes: Tensor | None = None

    def to(self, device: torch.device) -> FedPictures:
        """Return the same on a device."""
        masked, cells, codes = (
            None if part is None else part.to(device) for part in (self.masked, self.cells, self.codes)
        )
        return FedPictures(self.clean.to(device), self.is_lowered, masked, cells, codes)


class PictureFeed(Protocol):
    """Draws pictures for a step."""

    def draw(self, rows: NDArray[np.int64], rngs: Sequence[np.random.Generator]) -> FedPictures:
        """Return a random view of each row; row i uses nothing random but `rngs[i]`."""


class NamesCodes(Protocol):
    """What this module needs of `visual_tokens.VisualTokenizer`."""

    patch_px: int

    def codes(self, pictures: Tensor) -> Tensor:
        """Return (B, n, n) int64 codes of (B, 3, 8n, 8n) pictures in [0, 1]."""


@dataclass(frozen=True, slots=True)
class MaskPlan:
    """How pictures are masked: the share of cells hidden, and who names the visual tokens to predict."""

    share: float
    tokens: NamesCodes


class ViewFeed:
    """Decodes, varies and masks pictures anew in every step."""

    def __init__(self, model: TwoStream, source: PairSource, views: ViewsConfig, masks: MaskPlan | None) -> None:
        self._tower = model.image_tower
        self._image = model.config.image
        self._source = source
        self._views = views
        self._masks = masks
        self._device = next(model.parameters()).device

    def draw(self, rows: NDArray[np.int64], rngs: Sequence[np.random.Generator]) -> FedPictures:
        """Return a random view of each row, through `lower` where that does not learn."""
        pixels = torch.from_numpy(self._source.pictures(rows)).to(self._device)
        views = apply_views(pixels.permute(0, 3, 1, 2).float() / 255.0, draw_views_per_row(rngs, self._views))
        pictures = standardised(views, self._image)
        lowers = stem_is_frozen(self._tower)  # asked anew: what learns is known once the optimizer is built
        if self._masks is None:
            return FedPictures(self._lower(pictures), lowers)
        grid = self._image.grid
        drawn = [block_mask(grid, self._masks.share, rng) for rng in rngs]
        cells = torch.from_numpy(np.stack(drawn).reshape(len(rows), -1)).to(self._device)
        hidden = self._lower(hide_cells(pictures, cells, grid))
        return FedPictures(self._lower(pictures), lowers, hidden, cells, visual_codes(views, grid, self._masks.tokens))

    def _lower(self, pictures: Tensor) -> Tensor:
        if not stem_is_frozen(self._tower):
            return pictures
        with torch.no_grad():
            return torch.cat([self._tower.lower(part) for part in torch.split(pictures, LOWER_BATCH)])


class StemFeed:
    """Draws from views that a frozen stem has seen once and that are kept, masked copies and visual tokens included.

    A step then costs no convolutions; the price is that a picture has only `count` different views.
    """

    def __init__(self, kept: KeptViews) -> None:
        self._kept = kept

    def draw(self, rows: NDArray[np.int64], rngs: Sequence[np.random.Generator]) -> FedPictures:
        """Return one of the kept views of each row."""
        kept = self._kept
        views = np.array([rng.integers(len(kept.clean)) for rng in rngs])
        clean = _as_float(kept.clean[views, rows])
        if kept.masked is None or kept.cells is None or kept.codes is None:
            return FedPictures(clean, is_lowered=True)
        return FedPictures(
            clean,
            True,
            _as_float(kept.masked[views, rows]),
            torch.from_numpy(kept.cells[views, rows]),
            torch.from_numpy(kept.codes[views, rows].astype(np.int64)),
        )


@dataclass(frozen=True, slots=True)
class KeptViews:
    """V views of N pictures, as a frozen stem sees them.

    Attributes:
        clean: (V, N, C, G', G') float16.
        masked: The same of the masked views, or None.
        cells: (V, N, G*G) bool, or None.
        codes: (V, N, G*G) int32, or None.
    """

    clean: NDArray[np.float16]
    masked: NDArray[np.float16] | None = None
    cells: NDArray[np.bool_] | None = None
    codes: NDArray[np.int32] | None = None


@dataclass(frozen=True, slots=True)
class ViewPlan:
    """Which views are kept: `count` of each of `pictures` pictures, drawn by `seed`."""

    count: int
    pictures: int
    seed: int = 0


def keep_views(
    feed: PictureFeed,
    plan: ViewPlan,
    folder: Path,
    *,
    cancel: CancelToken | None = None,
    report: Reporter = ignore_progress,
) -> KeptViews:
    """Draw views of every picture and keep them in `folder`, to be read from there by any later run.

    Raises:
        DiskFull: The folder cannot hold them.
        Cancelled: Asked to stop; what was drawn does not count.
    """
    names = ("clean", "masked", "cells", "codes")
    cancel = cancel or CancelToken()
    try:
        make_once(folder, lambda: _write_views(feed, plan, folder, cancel, report), cancel)
    except OSError as error:
        raise DiskFull(f"The pictures' views could not be kept: {error.strerror}.", path=folder) from error
    kept = {
        name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in names if (folder / f"{name}.npy").is_file()
    }
    return KeptViews(**kept)


def _write_views(feed: PictureFeed, plan: ViewPlan, folder: Path, cancel: CancelToken, report: Reporter) -> None:
    arrays: dict[str, NDArray[np.generic]] = {}
    total = plan.count * plan.pictures
    for view, start in itertools.product(range(plan.count), range(0, plan.pictures, LOWER_BATCH)):
        cancel.check()
        report(Progress(view * plan.pictures + start, total, "Looking at the pictures"))
        rows = np.arange(start, min(start + LOWER_BATCH, plan.pictures))
        fed = feed.draw(rows, [np.random.default_rng([plan.seed, view, int(row)]) for row in rows])
        for name, part in _parts(fed).items():
            if name not in arrays:
                shape = (plan.count, plan.pictures, *part.shape[1:])
                path = folder / f"{name}.npy"
                arrays[name] = np.lib.format.open_memmap(path, mode="w+", dtype=part.dtype, shape=shape)
                _reserve(path)
            arrays[name][view, rows] = part
    arrays.clear()  # the maps are flushed when they are let go


def _reserve(path: Path) -> None:
    """Take the room of a file at once: writing to a map on a full disk would kill the process.

    Raises:
        OSError: There is not enough.
    """
    size = path.stat().st_size
    if shutil.disk_usage(path.parent).free < size:  # a new file has no room yet, whatever its size
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if hasattr(os, "posix_fallocate"):
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, size)


def _parts(fed: FedPictures) -> dict[str, NDArray[np.generic]]:
    parts = {"clean": _as_half(fed.clean)}
    if fed.masked is not None and fed.cells is not None and fed.codes is not None:
        parts |= {
            "masked": _as_half(fed.masked),
            "cells": fed.cells.cpu().numpy(),
            "codes": fed.codes.to(torch.int32).cpu().numpy(),
        }
    return parts


def _as_half(seen: Tensor) -> NDArray[np.generic]:
    return seen.to(torch.float16).cpu().numpy()


def _as_float(seen: NDArray[np.float16]) -> Tensor:
    return torch.from_numpy(np.asarray(seen)).float()


def visual_codes(views: Tensor, grid: int, tokens: NamesCodes) -> Tensor:
    """Return the visual tokens (B, G*G) int64 of (B, 3, S, S) views in [0, 1], one per cell of the grid."""
    side = grid * tokens.patch_px
    small = functional.interpolate(views, size=(side, side), mode="bilinear", antialias=True, align_corners=False)
    return tokens.codes(small.clamp(0.0, 1.0)).flatten(1)
