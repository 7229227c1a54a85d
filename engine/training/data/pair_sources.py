"""Opens captioned pictures of any size for training: in memory where they fit, decoded batch by batch otherwise."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadData, MediaUnreadable
from engine.jobs import CancelToken, Progress, Reporter, ignore_progress
from engine.training.data.caption_table import read_caption_table
from engine.training.data.lazy_pairs import FoundPicture, LazyPairs
from engine.training.data.pairs import PairData, PairSource, SkippedPair
from engine.training.data.picture_squares import decode_square, decoder_warnings_ignored
from engine.training.data.picture_stores import PictureFinder, open_stores

_UNKNOWN_MEMORY_BYTES = 8 * 1024**3
_SHARE_OF_MEMORY = 0.25
_MAX_THREADS = 8
_CHUNK = 64


@dataclass(frozen=True, slots=True)
class OpeningOptions:
    """How a source is opened.

    Attributes:
        limit: Use at most this many pictures, spread evenly over the table; 0 uses all.
        memory_bytes: Keep the pictures in memory where they take at most this much.
        threads: Decoding threads; 0 chooses by the cores.
        known_bad: Pictures that an earlier opening found unusable; None if there was none. They are passed over, and
            every other one must be usable now.
        cancel: Asked before every few pictures.
        report: Told how far the check of the pictures is.
    """

    limit: int = 0
    memory_bytes: int = field(default_factory=lambda: memory_bound_bytes())
    threads: int = 0
    known_bad: Collection[str] | None = None
    cancel: CancelToken | None = None
    report: Reporter = ignore_progress


def open_pairs(images: str, captions: Path, size_px: int, options: OpeningOptions | None = None) -> PairSource:
    """Open the captioned pictures of a folder or of tar archives.

    Every picture is decoded once, so that what cannot be used is known (and named in `skipped`) before training begins.

    Args:
        images: Folders, tar files or patterns of them, parted by commas; see `picture_stores.open_stores`.
        captions: CSV with the columns image and caption; see `caption_table.read_caption_table`.
        size_px: S, the side of the squares.
        options: How to open it.

    Raises:
        FolderMissing: The table or the pictures are not there.
        BadData: Nothing usable is left, or a picture that was sound when the run began is not.
        Cancelled: Asked to stop.
    """
    options = options or OpeningOptions()
    table = read_caption_table(captions)
    stores = open_stores(images)
    skipped = [*(problem for store in stores for problem in store.problems), *table.skipped]
    found = _find(PictureFinder(stores), _limited(table.captions, options.limit), captions, skipped)
    with _pool(options.threads) as pool, decoder_warnings_ignored():
        fits = len(found) * size_px**2 * 3 <= options.memory_bytes
        if fits:
            return _in_memory(found, size_px, skipped, pool, options)
        return _on_demand(found, size_px, skipped, pool, options)


def memory_bound_bytes(processes: int = 1) -> int:
    """Return how much of the machine's memory each of several processes may fill with pictures: a quarter, shared."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        total = _UNKNOWN_MEMORY_BYTES
    return int(total * _SHARE_OF_MEMORY / max(1, processes))


def _limited(captions: dict[str, tuple[str, ...]], limit: int) -> dict[str, tuple[str, ...]]:
    if not 0 < limit < len(captions):
        return captions
    names = list(captions)
    return {names[row]: captions[names[row]] for row in np.linspace(0, len(names) - 1, limit).round().astype(int)}


def _find(
    finder: PictureFinder, captions: dict[str, tuple[str, ...]], table: Path, skipped: list[SkippedPair]
) -> list[FoundPicture]:
    """Find every picture of the table; two spellings of one file count as one picture with all the captions."""
    found: dict[tuple[int, str], FoundPicture] = {}
    for name, texts in captions.items():
        place = finder.find(name)
        if place is None:
            skipped.append(SkippedPair(name, f"{table.name} names {name}, which is not among the pictures."))
            continue
        store, full = place
        known = found.get((id(store), full))
        both = texts if known is None else tuple(dict.fromkeys((*known.captions, *texts)))
        found[id(store), full] = FoundPicture(name if known is None else known.name, both, store, full)
    return list(found.values())


def _in_memory(
    found: Sequence[FoundPicture],
    size_px: int,
    skipped: list[SkippedPair],
    pool: ThreadPoolExecutor,
    options: OpeningOptions,
) -> PairData:
    pixels = np.zeros((len(found), size_px, size_px, 3), np.uint8)
    usable: list[FoundPicture] = []
    for picture, square in _checked(found, size_px, skipped, pool, options):
        pixels[len(usable)] = square
        usable.append(picture)
    names = tuple(picture.name for picture in usable)
    return PairData(names, pixels[: len(usable)], tuple(picture.captions for picture in usable), tuple(skipped))


def _on_demand(
    found: Sequence[FoundPicture],
    size_px: int,
    skipped: list[SkippedPair],
    pool: ThreadPoolExecutor,
    options: OpeningOptions,
) -> LazyPairs:
    threads = thread_count(options.threads)
    if options.known_bad is not None:  # checked when the run began: reading all of it again could take hours
        usable = [picture for picture in found if picture.name not in options.known_bad]
        skipped += [_known(picture.name) for picture in found if picture.name in options.known_bad]
        return LazyPairs(tuple(usable), size_px, tuple(skipped), threads)
    sound = tuple(picture for picture, _ in _checked(found, size_px, skipped, pool, options))
    return LazyPairs(sound, size_px, tuple(skipped), threads)


def _checked(
    found: Sequence[FoundPicture],
    size_px: int,
    skipped: list[SkippedPair],
    pool: ThreadPoolExecutor,
    options: OpeningOptions,
) -> Iterator[tuple[FoundPicture, NDArray[np.uint8]]]:
    """Yield the pictures that can be decoded; a bounded number of squares is in flight at any time."""
    any_left = False
    for start in range(0, len(found), _CHUNK):
        if options.cancel is not None:
            options.cancel.check()
        part = found[start : start + _CHUNK]
        for picture, square in zip(
            part, pool.map(lambda picture: _tried(picture, size_px, options), part), strict=True
        ):
            if isinstance(square, SkippedPair):
                skipped.append(square)
            else:
                any_left = True
                yield picture, square
        options.report(Progress(start + len(part), len(found), "Checking the pictures"))
    if not any_left:
        why = f" The first: {skipped[0].why}" if skipped else ""
        raise BadData(f"No captioned picture can be used.{why}")


def _tried(picture: FoundPicture, size_px: int, options: OpeningOptions) -> NDArray[np.uint8] | SkippedPair:
    if options.known_bad is not None and picture.name in options.known_bad:
        return _known(picture.name)
    try:
        return decode_square(picture.name, picture.read(), size_px)
    except MediaUnreadable as error:
        if options.known_bad is not None:
            raise BadData(f"{error.user_text} It was sound when the run began.", path=error.path) from error
        return SkippedPair(picture.name, error.user_text)


def _known(name: str) -> SkippedPair:
    return SkippedPair(name, f"{name} could not be used when the run began.")


def thread_count(wanted: int) -> int:
    """Return how many threads decode: as many as wanted, or by the cores, few enough that memory stays bounded."""
    return max(1, min(wanted or (os.cpu_count() or 1), _MAX_THREADS))


def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(thread_count(threads), thread_name_prefix="decode")
