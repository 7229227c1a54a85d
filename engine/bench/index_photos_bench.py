"""`index-photos`: files to searchable photos, beside decoding alone, embedding alone, and the plain loop."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.bench import plain_loop
from engine.bench.bench_run import BenchRun, in_turn, seconds_of
from engine.bench.drawn_photos import forget_cached, make_photos
from engine.bench.drawn_pictures import draw_squares
from engine.bench.figures import Baseline, BenchResult, Curve, Figure, Goal, Series, Spread
from engine.cots.encoder import CotsEncoder
from engine.device import limit_threads, thread_count
from engine.library import Library
from engine.media.workers import DecodePool

MEGAPIXELS: Final = 12
_PHOTOS: Final = 160
_CURVE_MEGAPIXELS: Final = (0.3, 1.0, 3.0, 12.0, 24.0, 48.0)
_CURVE_PHOTOS: Final = 24
_SHARE_BAR: Final = 0.9
_TIMES_BAR: Final = 3.0


class PhotoIndexing:
    """What is timed, over one folder of photos."""

    def __init__(self, run: BenchRun, encoder: CotsEncoder, photos: Path, paths: Sequence[Path]) -> None:
        self._run = run
        self._encoder = encoder
        self._photos = photos
        self._paths = paths
        self._ready: NDArray[np.uint8] = draw_squares(range(min(len(paths), 32)), encoder.input_px)
        self.missing = 0

    def whole(self) -> None:
        """Index into a new library, until everything can be searched."""
        library_dir = self._run.folder / "library"
        shutil.rmtree(library_dir, ignore_errors=True)
        with Library.open(library_dir, self._run.config, encoder=self._encoder) as library:
            report = library.index([self._photos], cancel=self._run.cancel)
        self.missing = len(self._paths) - report.photos

    def decoding(self) -> None:
        """Decode in processes, into what indexing needs."""
        with DecodePool(self._run.config.decoding, self._run.config.sampling, self._encoder.input_px) as pool:
            for _ in pool.decode(self._paths, cancel=self._run.cancel):
                pass

    def embedding(self) -> None:
        """Embed as many pictures that are ready."""
        for start in range(0, len(self._paths), len(self._ready)):
            self._encoder.encode_pictures(self._ready[: len(self._paths) - start])

    def plainly(self) -> None:
        """Run the plain loop."""
        with plain_loop.all_cores():
            plain_loop.index_photos(self._paths, self._encoder)
        limit_threads(self._run.config.compute)

    def cold(self) -> None:
        """Index after the system was asked to forget the files."""
        forget_cached(self._paths)
        self.whole()

    def plainly_cold(self) -> None:
        """Run the plain loop after the system was asked to forget the files."""
        forget_cached(self._paths)
        self.plainly()


def measure(run: BenchRun) -> BenchResult:
    """Time all four in turn over the same files, then how each grows with the size of photos."""
    run.say("drawing photos")
    encoder = CotsEncoder.load(run.model, run.config.compute)
    megapixels = MEGAPIXELS if run.scale > 0.01 else 0.3
    photos = run.folder / f"photos-{megapixels:g}"
    paths = make_photos(photos, run.scaled(_PHOTOS, 6), megapixels)
    work = PhotoIndexing(run, encoder, photos, paths)
    work.embedding()
    run.say("indexing")
    works = (work.whole, work.decoding, work.embedding, work.plainly)
    whole, decoding, embedding, plain = (spread.each(_per_second(len(paths))) for spread in in_turn(run, works))
    _check_all(work, len(paths))
    run.say("indexing from the disk")
    cold, plain_cold = (
        spread.each(_per_second(len(paths))) for spread in in_turn(run, (work.cold, work.plainly_cold), 2)
    )
    slower, name = min((decoding, "decoding"), (embedding, "embedding"), key=lambda pair: pair[0].median)
    threads = _threads(run)

    def figure(what: str, rate: Spread, baseline: Baseline, goal: Goal | None = None, state: str = "warm") -> Figure:
        return Figure("index-photos", what, rate, "photos/s", baseline, goal, threads, state)

    figures = (
        figure("files to searchable", whole, Baseline(f"{name} alone", slower), Goal(at_least=_SHARE_BAR)),
        figure("files to searchable", whole, Baseline("plain loop", plain), Goal(at_least=_TIMES_BAR)),
        figure("decoding alone", decoding, Baseline("files to searchable", whole)),
        figure("embedding alone", embedding, Baseline("files to searchable", whole)),
        figure("files to searchable", cold, Baseline("plain loop", plain_cold), state="cold"),
    )
    return BenchResult("index-photos", figures, (_curve(run, encoder),), _facts(run, paths, megapixels))


def _curve(run: BenchRun, encoder: CotsEncoder) -> Curve:
    """Return milliseconds per photo by its megapixels."""
    sizes = _CURVE_MEGAPIXELS if run.scale > 0.01 else _CURVE_MEGAPIXELS[:2]
    costs: list[tuple[float, float]] = []
    for megapixels in sizes:
        run.say(f"photos of {megapixels:g} megapixels")
        folder = run.folder / f"photos-{megapixels:g}-curve"
        paths = make_photos(folder, run.scaled(_CURVE_PHOTOS, 4), megapixels)
        work = PhotoIndexing(run, encoder, folder, paths)
        own, plain = seconds_of(work.whole), seconds_of(work.plainly)
        costs.append((1000 * own / len(paths), 1000 * plain / len(paths)))
    ours = Series("Evoke", sizes, tuple(own for own, _ in costs))
    theirs = Series("plain loop", sizes, tuple(plain for _, plain in costs))
    return Curve("Indexing a photo, by its size", "megapixels", "milliseconds", (ours, theirs))


def _facts(run: BenchRun, paths: Sequence[Path], megapixels: float) -> tuple[str, ...]:
    size_mb = sum(path.stat().st_size for path in paths) / len(paths) / 1e6
    return (
        f"{len(paths)} JPEGs of {megapixels:g} megapixels and {size_mb:.1f} MB with EXIF, a quarter to be turned; "
        "hashed, decoded, thumbnails made and stored, embedded, committed to a new library each time.",
        "The plain loop opens each with Pillow, converts, resizes and embeds 32 at once, on all cores. It makes no "
        "thumbnail, reads no EXIF, knows no copies and stores nothing.",
        f"{_threads(run)} threads are at work: decoding in processes of its own, and the model.",
    )


def _threads(run: BenchRun) -> int:
    pool = DecodePool(run.config.decoding, run.config.sampling, 1)
    return pool.workers + thread_count(run.config.compute)


def _check_all(work: PhotoIndexing, count: int) -> None:
    if work.missing:
        raise AssertionError(f"{work.missing} of {count} photos cannot be searched")


def _per_second(count: int) -> Callable[[float], float]:
    return lambda seconds: count / seconds
