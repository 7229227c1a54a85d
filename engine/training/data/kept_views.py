"""Views of pictures as a frozen stem saw them once, kept on disk: a step then costs no convolutions."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.errors import DiskFull
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.training.data.kept_folder import make_once
from engine.training.data.picture_feed import FedPictures, PictureFeed

_AT_ONCE = 64  # pictures


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
    for view, start in itertools.product(range(plan.count), range(0, plan.pictures, _AT_ONCE)):
        cancel.check()
        report(Progress(view * plan.pictures + start, total, "Looking at the pictures"))
        rows = np.arange(start, min(start + _AT_ONCE, plan.pictures))
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
