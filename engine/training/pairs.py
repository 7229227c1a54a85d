"""Image-caption data: pictures from a tar or a folder, captions from a CSV, all in memory as uint8."""

from __future__ import annotations

import csv
import io
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from engine.errors import BadData, FolderMissing


@dataclass(frozen=True, slots=True)
class PairData:
    """Pictures and their captions.

    Attributes:
        names: File name of each picture.
        pixels: (N, S, S, 3) uint8 RGB, each picture stretched to the square.
        captions: One tuple of captions a picture, never empty.
    """

    names: tuple[str, ...]
    pixels: NDArray[np.uint8]
    captions: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        return len(self.names)

    def subset(self, rows: NDArray[np.int64]) -> PairData:
        """Return the given rows as data of their own."""
        return PairData(
            tuple(self.names[row] for row in rows), self.pixels[rows], tuple(self.captions[row] for row in rows)
        )


def read_captions(path: Path, text_column: str = "caption") -> dict[str, tuple[str, ...]]:
    """Read a CSV with the columns `image` and `text_column` into texts per image, in the file's order.

    Raises:
        FolderMissing: There is no such file.
        BadData: A column is missing, or a row has an empty field; the row is named.
    """
    captions: dict[str, list[str]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if not {"image", text_column} <= set(reader.fieldnames or ()):
                raise BadData(f'{path.name} must have the columns "image" and "{text_column}".', path=path)
            for number, row in enumerate(reader, start=2):
                image, caption = (row["image"] or "").strip(), (row[text_column] or "").strip()
                if not image or not caption:
                    raise BadData(f"Row {number} of {path.name} has no image or no {text_column}.", path=path)
                captions.setdefault(image, []).append(caption)
    except FileNotFoundError as error:
        raise FolderMissing(f"There is no caption file {path}.", path=path) from error
    except UnicodeDecodeError as error:
        raise BadData(f"{path.name} is not UTF-8 text.", path=path) from error
    return {image: tuple(texts) for image, texts in captions.items()}


def load_pairs(sources: Sequence[Path], captions_csv: Path, size_px: int, *, text_column: str = "caption") -> PairData:
    """Load every captioned picture of `sources` (tar files or folders).

    Raises:
        FolderMissing: A source or the CSV is not there.
        BadData: A row of the CSV is bad, its picture is in no source, or a picture cannot be read.
    """
    captions = read_captions(captions_csv, text_column)
    names: list[str] = []
    pixels = np.zeros((len(captions), size_px, size_px, 3), np.uint8)
    for source in sources:
        for name, content in _pictures(source):
            if name in captions:
                pixels[len(names)] = _decode(name, content, size_px)
                names.append(name)
    missing = captions.keys() - set(names)
    if missing or len(names) != len(captions):
        first = min(missing) if missing else "a picture that comes twice"
        raise BadData(
            f"{captions_csv.name} names {len(captions)} pictures; not found once: {first}.", path=captions_csv
        )
    return PairData(tuple(names), pixels, tuple(captions[name] for name in names))


def _pictures(source: Path) -> Iterator[tuple[str, bytes]]:
    if source.is_dir():
        for path in sorted(source.iterdir()):
            if path.is_file():
                yield path.name, path.read_bytes()
        return
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None:
                    yield member.name, file.read()
    except FileNotFoundError as error:
        raise FolderMissing(f"There is no data at {source}.", path=source) from error
    except tarfile.TarError as error:
        raise BadData(f"{source.name} is not a readable tar file.", path=source) from error


def _decode(name: str, content: bytes, size_px: int) -> NDArray[np.uint8]:
    try:
        with Image.open(io.BytesIO(content)) as image:
            square = image.convert("RGB").resize((size_px, size_px), Image.Resampling.BICUBIC)
    except (UnidentifiedImageError, OSError) as error:
        raise BadData(f"The picture {name} cannot be read.") from error
    return np.asarray(square)
