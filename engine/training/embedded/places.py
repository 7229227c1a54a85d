"""Where a classifier sees its names in photos: what the dense head learns of names that no segmenter knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from engine.training.data.frozen_features import cached
from engine.training.embedded.class_groups import CLASS_GROUPS, Vocabulary, groups_of_rows
from engine.training.runs.starting_weights import CellClasses, ClassTeacher

TEACHER_GRID = 12  # cells per side: half as fine again as at the size it was trained for
KEPT_CLASSES = 8
# A name counts where a cell is this sure of it, if it does not fill the picture, and if the whole picture may show it:
# single cells, seen out of their surroundings, are called by many a wrong name.
SEEN, MOST_AREA, LIKELY = 0.5, 0.6, 0.03


@dataclass(frozen=True, slots=True)
class Places:
    """Up to P names a picture.

    Attributes:
        texts: K names.
        names: (N, P) int64 of `texts`.
        maps: (N, P, G, G) float16, how sure the classifier is of the name in each cell; all 0 without a name.
    """

    texts: tuple[str, ...]
    names: NDArray[np.int64]
    maps: NDArray[np.float16]


def seen_places(
    teacher: ClassTeacher,
    pixels: NDArray[np.uint8],
    whole: NDArray[np.float32],
    grid: int,
    cache: Path,
    per_picture: int = 4,
) -> Places:
    """Ask the classifier about every cell of (N, S, S, 3) pictures; what it says is kept in `cache`.

    Args:
        teacher: The classifier.
        pixels: The pictures.
        whole: (N, 1000) what it says of the whole pictures.
        grid: Cells per side of the maps, G.
        cache: Folder.
        per_picture: Names kept of each, P.
    """
    kept: list[CellClasses] = []

    def ask() -> CellClasses:
        if not kept:
            kept.append(teacher.cell_classes(pixels, TEACHER_GRID, KEPT_CLASSES))
        return kept[0]

    rows = cached(cache / "cells-rows.npy", lambda: ask().rows).astype(np.int16, copy=False)
    shares = cached(cache / "cells-shares.npy", lambda: ask().shares).astype(np.float16, copy=False)
    return places_of(CellClasses(rows, shares), Vocabulary(teacher.names, whole), grid, per_picture)


def places_of(cells: CellClasses, whole: Vocabulary, grid: int, per_picture: int) -> Places:
    """Choose the names of each picture: groups and classes of no group first, then classes by their own name.

    Args:
        cells: What the classifier says of each cell.
        whole: What it says of the whole pictures, all classes by their own names.
        grid: Cells per side of the maps, G.
        per_picture: P.
    """
    groups = groups_of_rows()
    count = len(whole.names)
    places = {name: place for place, name in enumerate(CLASS_GROUPS)}
    first_class = len(CLASS_GROUPS)
    coarse_of = np.array([places[groups[row]] if row in groups else first_class + row for row in range(count)])
    chosen = np.zeros((len(cells.rows), per_picture), np.int64)
    maps = np.zeros((len(cells.rows), per_picture, grid, grid), np.float16)
    for picture, (rows, shares) in enumerate(zip(cells.rows, cells.shares.astype(np.float32), strict=True)):
        likely = np.zeros(first_class + count, np.float32)
        np.add.at(likely, coarse_of, whole.probabilities[picture])
        coarse = _maps_of(coarse_of[rows], shares, likely)
        likely[first_class:] = whole.probabilities[picture]
        fine = _maps_of(first_class + rows.astype(np.int64), shares, likely)
        found = list((coarse | {name: place for name, place in fine.items() if name not in coarse}).items())
        for slot, (name, place) in enumerate(found[:per_picture]):
            chosen[picture, slot] = name
            maps[picture, slot] = _resized(place, grid)
    return Places((*CLASS_GROUPS, *whole.names), chosen, maps)


def _maps_of(
    names: NDArray[np.int64], shares: NDArray[np.float32], likely: NDArray[np.float32]
) -> dict[int, NDArray[np.float32]]:
    """Return the maps (g, g) of the likely names that (g, g, K) shares are sure of somewhere, the surest first."""
    found = {}
    for name in np.unique(names[shares >= SEEN / 2]):
        place = np.where(names == name, shares, 0.0).sum(axis=2)
        if likely[name] >= LIKELY and place.max() >= SEEN and (place >= place.max() / 2).mean() <= MOST_AREA:
            found[int(name)] = place
    return dict(sorted(found.items(), key=lambda item: (-float(item[1].max()), item[0])))


def _resized(place: NDArray[np.float32], grid: int) -> NDArray[np.float16]:
    large = functional.interpolate(torch.from_numpy(place)[None, None], size=(grid, grid), mode="bilinear")
    return np.where(large[0, 0].numpy() >= place.max() / 4, large[0, 0].numpy(), 0.0).astype(np.float16)
