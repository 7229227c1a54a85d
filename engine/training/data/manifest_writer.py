"""Writes captioned pictures as a manifest folder: whole, or not at all."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from engine.cots.atomic_file import write_atomically
from engine.errors import BadData, DiskFull
from engine.training.data.pair_manifest import MANIFEST_FORMAT, MANIFEST_NAME, PICTURES_NAME

_UNFINISHED: Final = ".tmp"


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One row of a manifest to be.

    Attributes:
        name: What the picture is called.
        captions: At least one.
        split: "train", "held_out", or any other.
        content: What it is a picture of, where other rows may be pictures of the same; "" where none is.
    """

    name: str
    captions: tuple[str, ...]
    split: str = "train"
    content: str = ""


ManifestPairs = Iterable[tuple[ManifestRow, NDArray[np.uint8]]]


def write_manifest(folder: Path, pairs: ManifestPairs, size_px: int) -> int:
    """Write rows with their (S, S, 3) uint8 pictures, taken one by one, and return how many there were.

    An earlier manifest in the folder stays as it is until the new pictures are all on the disk.

    Raises:
        BadData: The folder holds something else, which is not touched.
        DiskFull: It cannot be written.
        ValueError: A picture has another shape, or a row has no caption.
    """
    try:
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        try:
            return _write(folder, pairs, size_px)
        except BaseException:
            if is_new:
                with suppress(OSError):
                    folder.rmdir()
            raise
    except OSError as error:
        text = f"The training pictures cannot be written to {folder}: {error.strerror or error}."
        raise DiskFull(text, path=folder) from error


def _clear(folder: Path) -> None:
    """Delete what an end by force left of a manifest, once it is sure that nothing else is in the folder."""
    found = list(folder.iterdir())
    unfinished = [path for path in found if path.name.startswith(".") and path.name.endswith(_UNFINISHED)]
    strange = [path for path in found if path not in unfinished and path.name not in (MANIFEST_NAME, PICTURES_NAME)]
    if strange or not _is_ours(folder / MANIFEST_NAME):
        raise BadData(f"{folder} holds other files.", hint="Name a new or an empty folder.", path=folder)
    for path in unfinished:
        path.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    """Whether a manifest is one of Evoke, or not there."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return True
    except ValueError:
        return False
    return isinstance(values, dict) and {"format", "shape", "pairs"} <= values.keys()


def _write(folder: Path, pairs: ManifestPairs, size_px: int) -> int:
    unfinished = folder / f".{PICTURES_NAME}.{os.getpid()}{_UNFINISHED}"
    try:
        with unfinished.open("wb") as file:
            rows = _write_pictures(file, pairs, size_px)
            file.flush()
            os.fsync(file.fileno())
        (folder / MANIFEST_NAME).unlink(missing_ok=True)  # it would not fit the pictures that come now
        unfinished.replace(folder / PICTURES_NAME)
    finally:
        unfinished.unlink(missing_ok=True)
    values = {
        "format": MANIFEST_FORMAT,
        "shape": (len(rows), size_px, size_px, 3),
        "pairs": [dataclasses.asdict(row) for row in rows],
    }
    write_atomically(folder / MANIFEST_NAME, json.dumps(values, ensure_ascii=False).encode())
    return len(rows)


def _write_pictures(file: BinaryIO, pairs: ManifestPairs, size_px: int) -> list[ManifestRow]:
    rows: list[ManifestRow] = []
    _write_header(file, 0, size_px)
    for row, picture in pairs:
        if picture.shape != (size_px, size_px, 3) or picture.dtype != np.uint8:
            raise ValueError(f"picture {len(rows) + 1} of a manifest is {picture.dtype} {picture.shape}")
        if not row.captions:
            raise ValueError("every row of a manifest needs a caption")
        file.write(np.ascontiguousarray(picture).tobytes())
        rows.append(row)
    file.seek(0)
    _write_header(file, len(rows), size_px)
    return rows


def _write_header(file: BinaryIO, count: int, size_px: int) -> None:
    """Write numpy's header, which keeps room for any number of rows and so is always of the same length."""
    header = {"descr": "|u1", "fortran_order": False, "shape": (count, size_px, size_px, 3)}
    np.lib.format.write_array_header_1_0(file, header)
