"""The pictures that a visual tokenizer learns from: squares in memory, and random views of them in mixed sizes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from engine.errors import BadData, MediaUnreadable
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.training.data.picture_squares import decode_square, decoder_warnings_ignored
from engine.training.data.picture_stores import PictureStore, open_stores

_REPORT_EVERY = 64


@dataclass(frozen=True, slots=True)
class Squares:
    """Pictures without captions.

    Attributes:
        pixels: (N, S, S, 3) uint8 RGB, each picture stretched to the square.
        skipped: Why files were passed over, one sentence each.
    """

    pixels: NDArray[np.uint8]
    skipped: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.pixels)

    def spread(self, count: int) -> Squares:
        """Return at most `count` of the pictures, spread evenly over all."""
        rows = np.linspace(0, len(self) - 1, min(count, len(self))).round().astype(int)
        return Squares(self.pixels[rows], self.skipped)

    def at(self, side_px: int) -> Tensor:
        """Return all pictures whole at another size: (N, 3, side_px, side_px) float32 in [0, 1]."""
        return as_tensor([_resized(square, side_px, (0.0, 0.0, 1.0, 1.0)) for square in self.pixels])


def load_squares(
    images: str,
    side_px: int,
    limit: int,
    *,
    cancel: CancelToken | None = None,
    report: Reporter = ignore_progress,
) -> Squares:
    """Decode the pictures of folders or tar files, parted by commas; of more than `limit`, an evenly spread choice.

    Files that are no pictures are passed over and named.

    Raises:
        FolderMissing: A folder or archive is not there.
        BadData: An archive cannot be read, or nothing in it is a picture.
        Cancelled: Asked to stop.
    """
    stores = open_stores(images)
    files = _evenly_spread([(store, name) for store in stores for name in store.names], limit)
    skipped = [problem.why for store in stores for problem in store.problems]
    pixels = np.zeros((len(files), side_px, side_px, 3), np.uint8)
    count = 0
    with decoder_warnings_ignored():
        for done, square in enumerate(_decoded(files, side_px), start=1):
            if done % _REPORT_EVERY == 0:
                report(Progress(done, len(files), "Reading pictures"))
            if cancel is not None:
                cancel.check()
            if isinstance(square, str):
                skipped.append(square)
            else:
                pixels[count] = square
                count += 1
    if count == 0:
        raise BadData(f"There is no picture that can be read in {images}.", path=Path(images.split(",", maxsplit=1)[0]))
    return Squares(pixels[:count], tuple(skipped))


def held_out_split(squares: Squares, count: int) -> tuple[Squares, Squares]:
    """Part pictures into (training, held out); the held-out ones are spread evenly and the same every time.

    Raises:
        BadData: There are not twice as many pictures as are held out.
    """
    if len(squares) < 2 * count:
        raise BadData(
            f"{len(squares)} pictures are too few to train on when {count} are held out to measure on.",
            hint="Name more pictures, or others to measure on.",
        )
    is_held_out = np.zeros(len(squares), bool)
    is_held_out[np.linspace(0, len(squares) - 1, count).round().astype(int)] = True
    return Squares(squares.pixels[~is_held_out], squares.skipped), Squares(squares.pixels[is_held_out])


def random_views(squares: Squares, count: int, side_px: int, rng: np.random.Generator, whole_share: float) -> Tensor:
    """Draw pictures and a view of each: whole, or a crop of a quarter of its area to all of it; half are mirrored.

    Returns:
        (count, 3, side_px, side_px) float32 in [0, 1].
    """
    views = []
    for row in rng.integers(0, len(squares), count):
        view = _resized(squares.pixels[row], side_px, _random_box(rng, whole_share))
        views.append(view[:, ::-1] if rng.random() < 0.5 else view)
    return as_tensor(views)


def as_tensor(views: Sequence[NDArray[np.uint8]]) -> Tensor:
    """Stack (S, S, 3) uint8 pictures to (B, 3, S, S) float32 in [0, 1]."""
    return torch.from_numpy(np.stack(views)).permute(0, 3, 1, 2).float() / 255.0


def _random_box(rng: np.random.Generator, whole_share: float) -> tuple[float, float, float, float]:
    """Draw left, top, right, bottom as shares of the sides."""
    if rng.random() < whole_share:
        return 0.0, 0.0, 1.0, 1.0
    area = math.exp(rng.uniform(math.log(0.25), 0.0))
    aspect = math.exp(rng.uniform(-0.3, 0.3))
    width, height = min(1.0, math.sqrt(area * aspect)), min(1.0, math.sqrt(area / aspect))
    left, top = rng.uniform(0.0, 1.0 - width), rng.uniform(0.0, 1.0 - height)
    return left, top, left + width, top + height


def _resized(square: NDArray[np.uint8], side_px: int, box: tuple[float, float, float, float]) -> NDArray[np.uint8]:
    side = len(square)
    left, top, right, bottom = (min(float(side), edge * side) for edge in box)
    image = Image.fromarray(square)
    return np.asarray(image.resize((side_px, side_px), Image.Resampling.BICUBIC, box=(left, top, right, bottom)))


def _evenly_spread(files: list[tuple[PictureStore, str]], limit: int) -> list[tuple[PictureStore, str]]:
    if len(files) <= limit:
        return files
    return [files[row] for row in np.linspace(0, len(files) - 1, limit).round().astype(int)]


def _decoded(files: Sequence[tuple[PictureStore, str]], side_px: int) -> Iterator[NDArray[np.uint8] | str]:
    """Yield a square for every file, or the sentence why there is none."""
    for store, name in files:
        try:
            yield decode_square(name, store.read(name), side_px)
        except MediaUnreadable as error:
            yield error.user_text
