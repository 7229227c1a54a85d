"""Captioned pictures that are already squares, as a folder of two files: what the library hands to training.

`manifest.json` says what the rows are, `pictures.npy` holds their pixels. Both are written beside their places, and the
manifest, which names the pictures' shape, takes its place last, so that a folder that was not finished is seen as one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
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
        contents: What each row is a picture of: rows with the same one, such as moments of a clip, belong together.
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


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One row of a manifest to be: its name, captions and split, and what it is a picture of; "" is itself alone."""

    name: str
    captions: tuple[str, ...]
    split: str = "train"
    content: str = ""


def write_manifest(folder: Path, pairs: Iterable[tuple[ManifestRow, NDArray[np.uint8]]], size_px: int) -> int:
    """Write rows with their (S, S, 3) uint8 pictures, taken one by one, and return how many there were.

    An earlier manifest stays until this one is whole. Nothing that something else put into the folder is touched.

    Raises:
        BadData: The folder holds something else.
        DiskFull: A file cannot be written; what was there is still there.
        ValueError: A picture has another shape, or a row has no caption.
    """
    try:
        _check_place(folder)
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return _write(folder, pairs, size_px)
        except BaseException:
            if is_new:
                with suppress(OSError):
                    folder.rmdir()
            raise
    except OSError as error:
        raise DiskFull(f"The training pictures cannot be written: {error.strerror or error}.", path=folder) from error


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
    contents = tuple(str(pair.get("content") or f"row {row}") for row, pair in enumerate(pairs))
    parts = {name: np.array(rows, np.int64) for name, rows in splits.items()}
    return PairManifest(PairData(names, pixels, captions), parts, contents)


def _check_place(folder: Path) -> None:
    """Refuse a folder that holds anything but an earlier manifest and what an end by force left of one."""
    found = {path.name for path in folder.iterdir()} if folder.exists() else set()
    strange = [name for name in found if name not in (MANIFEST_NAME, PICTURES_NAME) and not name.endswith(_UNFINISHED)]
    if strange or (MANIFEST_NAME in found and not _is_ours(folder / MANIFEST_NAME)):
        raise BadData(f"{folder} holds other files.", hint="Name a new or an empty folder.", path=folder)


def _is_ours(path: Path) -> bool:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return isinstance(values, dict) and {"format", "shape", "pairs"} <= values.keys()


def _write(folder: Path, pairs: Iterable[tuple[ManifestRow, NDArray[np.uint8]]], size_px: int) -> int:
    for stale in folder.glob(f".*{_UNFINISHED}"):
        stale.unlink(missing_ok=True)
    listed: list[dict[str, object]] = []
    with _whole_or_not(folder / PICTURES_NAME) as (path, finish):
        with path.open("wb") as file:
            _write_header(file, (0, size_px, size_px, 3))
            for row, picture in pairs:
                if picture.shape != (size_px, size_px, 3) or picture.dtype != np.uint8 or not row.captions:
                    raise ValueError(f"{row.name} of a manifest is {picture.dtype} {picture.shape} {row.captions}")
                file.write(np.ascontiguousarray(picture).tobytes())
                listed.append(_as_pair(row))
            shape = (len(listed), size_px, size_px, 3)
            file.seek(0)
            _write_header(file, shape)
