"""`index-clips`: clips to searchable moments, beside decoding the same frames alone, and the plain loop."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from engine.bench import plain_loop
from engine.bench.bench_run import BenchRun, in_turn
from engine.bench.drawn_clips import make_clips
from engine.bench.figures import Baseline, BenchResult, Figure, Goal
from engine.cots.encoder import CotsEncoder
from engine.device import limit_threads, thread_count
from engine.library import Library
from engine.media.workers import DecodePool
from engine.records import DecodedMedia

_SHARE_BAR: Final = 0.85


class ClipIndexing:
    """What is timed, over some clips."""

    def __init__(self, run: BenchRun, encoder: CotsEncoder, folder: Path, paths: Sequence[Path]) -> None:
        self._run = run
        self._encoder = encoder
        self._folder = folder
        self._paths = paths
        self.frames = 0
        self.seconds = 0.0

    def whole(self) -> None:
        """Index into a new library, until every moment can be searched."""
        library_dir = self._run.folder / "library"
        shutil.rmtree(library_dir, ignore_errors=True)
        with Library.open(library_dir, self._run.config, encoder=self._encoder) as library:
            report = library.index([self._folder], cancel=self._run.cancel)
        if report.clips != len(self._paths) or report.frames != self.frames:
            raise AssertionError(f"{report.clips} clips with {report.frames} frames came of {len(self._paths)}")

    def decoding(self) -> None:
        """Decode the same frames in processes, into what indexing needs."""
        self.frames, self.seconds = 0, 0.0
        with DecodePool(self._run.config.decoding, self._run.config.sampling, self._encoder.input_px) as pool:
            for path, decoded in pool.decode(self._paths, cancel=self._run.cancel):
                if not isinstance(decoded, DecodedMedia):
                    raise AssertionError(f"{path.name}: {decoded}")
                self.frames += len(decoded.frames)
                self.seconds += decoded.facts.duration_s or 0.0

    def plainly(self) -> None:
        """Run the plain loop."""
        with plain_loop.all_cores():
            plain_loop.index_clips(self._paths, self._encoder, self._run.config.sampling.interval_s)
        limit_threads(self._run.config.compute)


def measure(run: BenchRun) -> BenchResult:
    """Time all three in turn over the same clips, then each clip by itself."""
    run.say("drawing clips")
    encoder = CotsEncoder.load(run.model, run.config.compute)
    folder = run.folder / "clips"
    paths = make_clips(folder, min(run.scale, 1.0))
    work = ClipIndexing(run, encoder, folder, paths)
    work.decoding()  # the first also counts the frames
    run.say("indexing clips")
    seconds, frames = work.seconds, work.frames
    whole, decoding, plain = (
        spread.each(_rate(seconds)) for spread in in_turn(run, (work.whole, work.decoding, work.plainly))
    )
    pool = DecodePool(run.config.decoding, run.config.sampling, 1)
    threads = pool.workers + thread_count(run.config.compute)
    unit = "s of clip/s"
    figures = [
        Figure(
            "index-clips",
            "clips to searchable moments",
            whole,
            unit,
            Baseline("decoding the same frames alone", decoding),
            Goal(at_least=_SHARE_BAR),
            threads,
            "warm",
        ),
        Figure("index-clips", "clips to searchable moments", whole, unit, Baseline("plain loop", plain), None, threads),
    ]
    figures += _by_kind(run, encoder, paths, threads)
    facts = (
        f"{len(paths)} clips of {seconds:.0f} s in all, 25 pictures a second, {frames} of their frames kept: every "
        f"{run.config.sampling.interval_s:g} s one, without those that show what the one before shows.",
        "The plain loop decodes every frame, keeps one per interval, resizes and embeds 32 at once, on all cores.",
    )
    return BenchResult("index-clips", tuple(figures), facts=facts)


def _by_kind(run: BenchRun, encoder: CotsEncoder, paths: Sequence[Path], threads: int) -> list[Figure]:
    """Decode each clip by itself, beside decoding all of its frames."""
    figures = []
    for path in paths:
        run.say(f"decoding {path.name}")
        work = ClipIndexing(run, encoder, path.parent, [path])
        own, plain = in_turn(run, (work.decoding, _all_frames(path)), 2)
        rate = _rate(work.seconds)
        baseline = Baseline("every frame decoded", plain.each(rate))
        name = f"decoding alone, {path.stem.partition('-')[2]}"
        figures.append(Figure("index-clips", name, own.each(rate), "s of clip/s", baseline, None, threads))
    return figures


def _all_frames(path: Path) -> Callable[[], None]:
    def decode() -> None:
        for _ in plain_loop.every_frame(path):
            pass

    return decode


def _rate(seconds: float) -> Callable[[float], float]:
    return lambda taken_s: seconds / taken_s
