"""`rescan`: looking through a library whose files have not changed, beside `find` reading the same facts."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import partial
from pathlib import Path
from typing import Final

from engine.bench.bench_run import BenchRun, in_turn
from engine.bench.drawn_rows import MTIME_NS, SIZE_BYTES, RowPlan, make_rows, path_of
from engine.bench.figures import Baseline, BenchResult, Curve, Figure, Goal, Series, Spread
from engine.cots.lazy_encoder import LazyEncoder
from engine.errors import EngineError
from engine.library import Library

FILES: Final = (10_000, 100_000, 1_000_000)
_BAR: Final = 3.0
_ROUNDS: Final = 5


class NoFind(EngineError):
    """There is nothing to compare with on this system."""

    code = "no-find"


def measure(run: BenchRun) -> BenchResult:
    """Rescan libraries of three sizes, in turn with `find`.

    Raises:
        NoFind: There is no `find` that prints facts, as on Windows and macOS.
    """
    if shutil.which("find") is None or not _prints_facts(run.folder):
        raise NoFind("The bench rescan compares with GNU find, which is not installed.")
    sizes = [_measured(run, run.scaled(files, 20)) for files in FILES]
    figures = tuple(
        Figure(
            "rescan",
            f"{files:,} unchanged files",
            own,
            "s",
            Baseline("find -printf of path, size and time", find),
            None if files == sizes[0][0] else Goal(at_most=_BAR),
            1,
            "warm",
        )
        for files, own, find in sizes
    )
    counts = tuple(float(files) for files, _, _ in sizes)
    curve = Curve(
        "Looking through n unchanged files",
        "files",
        "seconds",
        (
            Series("Evoke", counts, tuple(own.median for _, own, _ in sizes)),
            Series("find", counts, tuple(find.median for _, _, find in sizes)),
        ),
    )
    facts = ("Small files in folders of 500; every one is known by path, size and time, and nothing is embedded.",)
    return BenchResult("rescan", figures, (curve,), facts)


def _measured(run: BenchRun, files: int) -> tuple[int, Spread, Spread]:
    folder = run.folder / f"files-{files}"
    pictures, library_dir = folder / "Pictures", folder / "library"
    plan = RowPlan(files, clip_every=0)
    pictures.mkdir(parents=True, exist_ok=True)
    _make_files(run, pictures, plan)
    make_rows(library_dir, run.model, plan, pictures, lambda done, of: run.say(f"writing {files:,} rows", done, of))
    encoder = LazyEncoder(run.model, run.config.compute)

    with Library.open(library_dir, run.config, encoder=encoder) as library:

        def look_through() -> None:
            report = library.index([pictures], cancel=run.cancel)
            if (report.seen, report.embedded) != (files, 0):
                raise AssertionError(f"{report.seen} of {files} files seen, {report.embedded} embedded")

        find = partial(_find, pictures)
        run.say(f"looking through {files:,} files")
        look_through()
        find()
        own, other = in_turn(run, (look_through, find), min(run.repeats, _ROUNDS))
    return files, own, other


def _find(folder: Path) -> None:
    command = ["find", str(folder), "-type", "f", "-printf", "%p %s %T@\n"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def _prints_facts(folder: Path) -> bool:
    try:
        _find(folder)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _make_files(run: BenchRun, pictures: Path, plan: RowPlan) -> None:
    """Write files of some bytes; those of an earlier run are kept."""
    done = pictures.with_name("files-made")
    if done.is_file():
        return
    for number in range(plan.media):
        path = path_of(pictures, plan, number)
        if number % 500 == 0:
            run.say(f"writing {plan.media:,} files", number, plan.media)
            path.parent.mkdir(exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_WRONLY)
        os.write(handle, f"{number:0{SIZE_BYTES}}".encode())
        os.utime(handle if os.utime in os.supports_fd else path, ns=(MTIME_NS, MTIME_NS))
        os.close(handle)
    done.touch()
