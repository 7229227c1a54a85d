"""Captioned pictures that are already squares, as a folder of two files: what the library hands to training.

`manifest.json` says what the rows are, `pictures.npy` holds their pixels. The manifest is written last, and names the
pictures' shape, so that a folder that was not finished is seen as one. `manifest_writer` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadData, FolderMissing
from engine.training.data.pairs import PairData, PairSource, PairView

MANIFEST_NAME = "manifest.json"
PICTURES_NAME = "pictures.npy"
MANIFEST_FORMAT = 1


@dataclass(frozen=True, slots=True)
class PairManifest:
    """What a manifest folder holds.

    Attributes:
        data: Every picture, mapped from the disk rather than read.
        splits: Rows by the name of their split, such as "train" and "held_out"; each row is in one.
        contents: What each row is a picture of. Rows with the same one, such as moments of a clip, belong together.
    """

    data: PairData
    splits: Mapping[str, NDArray[np.int64]]
    contents: tuple[str, ...]

    def part(self, split: str) -> PairSource:
        """Return the rows of a split.

        Raises:
            BadData: There is no such split.
        """
        if split not in self.splits:
            known = ", ".join(sorted(self.splits))
            raise BadData(f'The manifest has no split "{split}"; it has {known}.')
        return PairView(self.data, self.splits[split])


def read_manifest(folder: Path) -> PairManifest:
    """Open a manifest folder.

    Raises:
        FolderMissing: There is no manifest.
        BadData: It is damaged, was not finished, or is of a newer format.
    """
    path = folder / MANIFEST_NAME
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        pixels = np.load(folder / PICTURES_NAME, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError as error:
        raise FolderMissing(f"There are no training pictures in {folder}.", path=folder) from error
    except (OSError, ValueError, EOFError) as error:
        raise BadData(f"The training pictures in {folder} are damaged.", path=folder) from error
    try:
        return _manifest(values, pixels)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadData(f"The training pictures in {folder} do not fit their manifest.", path=path) from error


def _manifest(values: dict[str, Any], pixels: NDArray[np.uint8]) -> PairManifest:
    pairs = values["pairs"]
    names = tuple(str(pair["name"]) for pair in pairs)
    captions = tuple(tuple(map(str, pair["captions"])) for pair in pairs)
    fits = list(pixels.shape) == values["shape"] and len(pixels) == len(pairs) and pixels.dtype == np.uint8
    if values["format"] != MANIFEST_FORMAT or not fits or not all(captions):
        raise ValueError
    splits: dict[str, list[int]] = {}
    for row, pair in enumerate(pairs):
        splits.setdefault(str(pair["split"]), []).append(row)
    contents = tuple(str(pair.get("content") or f"row {row}") for row, pair in enumerate(pairs))
    parts = {name: np.array(rows, np.int64) for name, rows in splits.items()}
    return PairManifest(PairData(names, pixels, captions), parts, contents)
