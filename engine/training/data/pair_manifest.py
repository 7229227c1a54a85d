"""Captioned pictures that are already squares, as a folder of two files: what the library hands to training.

`manifest.json` says what the rows are, `pictures.npy` holds their pixels. The manifest is written last, and names the
pictures' shape, so that a folder that was not finished is seen as one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.cots.atomic_file import write_atomically
from engine.errors import BadData, DiskFull, FolderMissing
from engine.training.data.pairs import PairData, PairSource, PairView

MANIFEST_NAME = "manifest.json"
PICTURES_NAME = "pictures.npy"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class PairManifest:
    """What a manifest folder holds.

    Attributes:
        data: Every picture, mapped from the disk rather than read.
        splits: Rows by the name of their split, such as "train" and "held_out"; each row is in one.
    """

    data: PairData
    splits: Mapping[str, NDArray[np.int64]]

    def part(self, split: str) -> PairSource:
        """Return the rows of a split.

        Raises:
            BadData: There is no such split.
        """
        if split not in self.splits:
            known = ", ".join(sorted(self.splits))
            raise BadData(f'The manifest has no split "{split}"; it has {known}.')
        return PairView(self.data, self.splits[split])


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One row of a manifest to be: its name, captions and split."""

    name: str
    captions: tuple[str, ...]
    split: str = "train"


def write_manifest(
    folder: Path, rows: Iterable[ManifestRow], pictures: Iterable[NDArray[np.uint8]], size_px: int
) -> None:
    """Write rows and their (S, S, 3) uint8 pictures; the pictures are taken one by one, never all at once.

    Raises:
        DiskFull: A file cannot be written; no manifest is left then.
        ValueError: A picture has another shape, a row has no caption, or there are not as many pictures as rows.
    """
    listed = tuple(rows)
    if any(not row.captions for row in listed):
        raise ValueError("every row of a manifest needs a caption")
    shape = (len(listed), size_px, size_px, 3)
    values = {
        "format": _FORMAT,
        "shape": shape,
        "pairs": [{"name": row.name, "captions": row.captions, "split": row.split} for row in listed],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MANIFEST_NAME).unlink(missing_ok=True)
        _write_pictures(folder / PICTURES_NAME, pictures, shape)
        write_atomically(folder / MANIFEST_NAME, json.dumps(values, ensure_ascii=False).encode())
    except OSError as error:
        raise DiskFull(f"The training pictures could not be written: {error.strerror}.", path=folder) from error


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
    if values["format"] != _FORMAT or not fits or not all(captions):
        raise ValueError
    splits: dict[str, list[int]] = {}
    for row, pair in enumerate(pairs):
        splits.setdefault(str(pair["split"]), []).append(row)
    return PairManifest(
        PairData(names, pixels, captions), {name: np.array(rows, np.int64) for name, rows in splits.items()}
    )


def _write_pictures(path: Path, pictures: Iterable[NDArray[np.uint8]], shape: tuple[int, ...]) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    count = 0
    try:
        with temporary.open("wb") as file:
            header = {"descr": np.lib.format.dtype_to_descr(np.dtype(np.uint8)), "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(file, header)
            for count, picture in enumerate(pictures, start=1):
                if picture.shape != shape[1:] or picture.dtype != np.uint8:
                    raise ValueError(f"picture {count} of a manifest is {picture.dtype} {picture.shape}")
                file.write(np.ascontiguousarray(picture).tobytes())
            if count != shape[0]:
                raise ValueError(f"{count} pictures for {shape[0]} rows of a manifest")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
