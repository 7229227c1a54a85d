"""Image-caption data: what a training task needs of it, and the data that is held in memory whole."""

from __future__ import annotations

import csv
import tarfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadData, FolderMissing, MediaUnreadable
from engine.training.data.picture_squares import decode_square


@dataclass(frozen=True, slots=True)
class SkippedPair:
    """A picture or a row of captions that was passed over: its name, and the reason as a sentence."""

    name: str
    why: str


class PairSource(Protocol):
    """N pictures and their captions."""

    @property
    def names(self) -> tuple[str, ...]:
        """Name of each picture."""

    @property
    def captions(self) -> tuple[tuple[str, ...], ...]:
        """One tuple of captions a picture, never empty."""

    @property
    def skipped(self) -> tuple[SkippedPair, ...]:
        """What was passed over when the source was opened."""

    def __len__(self) -> int:
        """N."""

    def pictures(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the given rows as (B, S, S, 3) uint8 RGB, each picture stretched to the square."""


@dataclass(frozen=True, slots=True)
class PairData:
    """Pictures and their captions in memory, or mapped into it.

    Attributes:
        names: File name of each picture.
        pixels: (N, S, S, 3) uint8 RGB, each picture stretched to the square.
        captions: One tuple of captions a picture, never empty.
        skipped: What was passed over.
    """

    names: tuple[str, ...]
    pixels: NDArray[np.uint8]
    captions: tuple[tuple[str, ...], ...]
    skipped: tuple[SkippedPair, ...] = ()

    def __len__(self) -> int:
        return len(self.names)

    def pictures(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the given rows, (B, S, S, 3)."""
        return np.asarray(self.pixels[rows])

    def subset(self, rows: NDArray[np.int64]) -> PairData:
        """Return the given rows as data of their own."""
        return PairData(
            tuple(self.names[row] for row in rows), self.pixels[rows], tuple(self.captions[row] for row in rows)
        )


class PairView:
    """Some rows of another source, in another order or with other captions; no picture is copied.

    Attributes:
        base: The source underneath.
        rows: (N,) int64, the row of `base` that each row of the view is.
    """

    def __init__(
        self, base: PairSource, rows: NDArray[np.int64], captions: tuple[tuple[str, ...], ...] | None = None
    ) -> None:
        self.base = base
        self.rows = rows
        self.names = tuple(base.names[row] for row in rows)
        self.captions = tuple(base.captions[row] for row in rows) if captions is None else captions
        self.skipped = base.skipped

    def __len__(self) -> int:
        return len(self.rows)

    def pictures(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the given rows of the view, (B, S, S, 3)."""
        return self.base.pictures(self.rows[rows])


def shuffled_captions(source: PairSource, share: float, seed: int) -> PairSource:
    """Give `share` of the pictures the captions of another one of them, the same ones for the same seed.

    The chosen pictures pass their captions on in a circle, so that none keeps its own.
    """
    count = round(share * len(source))
    if count < 2:
        return source
    chosen = np.random.default_rng([seed, 2]).permutation(len(source))[:count]
    captions = list(source.captions)
    for row, giver in zip(chosen, np.roll(chosen, 1), strict=True):
        captions[row] = source.captions[giver]
    return PairView(source, np.arange(len(source)), tuple(captions))


def read_captions(path: Path, text_column: str = "caption") -> dict[str, tuple[str, ...]]:
    """Read a CSV with the columns `image` and `text_column` into texts per image, in the file's order.

    Raises:
        FolderMissing: There is no such file.
        BadData: A column is missing, or a row has an empty field; the row is named.
    """
    captions: dict[str, list[str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
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
    except (OSError, csv.Error) as error:
        raise BadData(f"{path.name} cannot be read: {getattr(error, 'strerror', None) or error}.", path=path) from error
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
    except (tarfile.TarError, OSError, EOFError, zlib.error) as error:
        raise BadData(f"{source.name} is not a readable tar file.", path=source) from error


def _decode(name: str, content: bytes, size_px: int) -> NDArray[np.uint8]:
    try:
        return decode_square(f"The picture {name}", content, size_px)
    except MediaUnreadable as error:
        raise BadData(error.user_text) from error
