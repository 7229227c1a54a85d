"""The page of benchmarks: written from what was measured, bench by bench, with a picture per curve.

Beside `benchmarks.md` lies a folder `benchmarks` with a JSON file per bench, from which the page is made: a bench that
is measured again replaces its own part. What people write below the heading of the notes stays.
"""

from __future__ import annotations

import dataclasses
import json
import os
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

from engine.bench.bench_list import BENCHES, BenchInfo
from engine.bench.cores_together import work_together
from engine.bench.curve_picture import curve_svg, growth
from engine.bench.figures import BenchResult, Curve, Figure, Spread, goal_text, written
from engine.cots.atomic_file import write_atomically
from engine.errors import BadData, DiskFull

NOTES_HEADING = "## What that says"
_INTRODUCTION = """# Benchmarks

How quick Evoke is, each figure beside what people use otherwise, **measured in the same run on the same files**. The
median over the repeats, with the smallest and the largest in brackets. All files, libraries and vectors are made by the
bench itself; nothing of anybody's library is read. Figures of different benches may be of different days and machines:
below each table stands which.

`evoke bench` measures all of it, `evoke bench NAME` one part, `--scale 0.1` at a tenth of the size, and
`--page docs/benchmarks.md` writes this page.
"""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When and on what a bench was run.

    `load` is the number of processes that wanted a core before, and `together` how many times the work of one core all
    did at once then, or "".
    """

    date: str
    machine: str
    version: str
    command: str
    load: str = ""
    together: str = ""


def circumstances(command: str) -> Circumstances:
    """Describe this machine and moment; names of people and computers are left out."""
    memory_gb = psutil.virtual_memory().total / 1e9
    cores = _cores()
    machine = (
        f"{_processor()}, {cores} cores, {memory_gb:.0f} GB, {platform.system()}, Python {platform.python_version()}"
    )
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    together = f"{work_together(cores):.2f}" if cores > 1 else ""
    return Circumstances(date.today().isoformat(), machine, metadata.version("evoke"), command, load, together)


def update_page(page: Path, results: Sequence[tuple[BenchResult, Circumstances]]) -> None:
    """Put new results into a page and its folder.

    Raises:
        DiskFull: They cannot be written.
        BadData: What is in the folder cannot be read.
    """
    folder = page.with_suffix("")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for result, when in results:
            kept = {"circumstances": _plain(when), "result": result.as_dict()}
            write_atomically(folder / f"{result.bench}.json", (json.dumps(kept, indent=1) + "\n").encode())
            for number, curve in enumerate(result.curves, 1):
                write_atomically(folder / _picture_name(result.bench, number), curve_svg(curve).encode())
        earlier = page.read_text(encoding="utf-8") if page.is_file() else ""
        write_atomically(page, _with_notes(page_text(folder), earlier).encode())
    except OSError as error:
        raise DiskFull(f"{page} cannot be written: {error.strerror or error}.", path=page) from error


def page_text(folder: Path) -> str:
    """Make the page from what is kept in its folder.

    Raises:
        BadData: A file there is not what was written.
    """
    parts = [_INTRODUCTION, _summary(_kept(folder))]
    for info, result, when in _kept(folder):
        parts.append(_section(info, result, when, folder.name))
    return "\n".join(part.strip() + "\n" for part in parts)


def _kept(folder: Path) -> list[tuple[BenchInfo, BenchResult, Circumstances]]:
    found = []
    for info in BENCHES:
        path = folder / f"{info.name}.json"
        if path.is_file():
            try:
                values: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
                result = BenchResult.from_dict(values["result"])
                found.append((info, result, Circumstances(**values["circumstances"])))
            except (ValueError, KeyError, TypeError) as error:
                raise BadData(f"{path} is not a bench's result.", path=path) from error
    return found


def _summary(kept: Sequence[tuple[BenchInfo, BenchResult, Circumstances]]) -> str:
    lines = ["| bench | figure | ratio to the baseline | bar | met |", "|---|---|---|---|---|"]
    for _info, result, _when in kept:
        for figure in result.figures:
            if figure.goal is not None:
                shown = f"{written(figure.value.median)} {figure.unit}" if figure.goal.of_value else _ratio(figure)
                lines.append(
                    f"| `{result.bench}` | {figure.name} | {shown} | {goal_text(figure.goal)} | {_met(figure)} |"
                )
    return "\n".join(lines)


def _section(info: BenchInfo, result: BenchResult, when: Circumstances, folder: str) -> str:
    lines = [f"## {info.name}", "", info.summary, ""]
    lines += [f"- {fact}" for fact in result.facts]
    lines += ["", "| figure | Evoke | baseline | | ratio | bar | met | threads |", "|---|---|---|---|---|---|---|---|"]
    lines += [_row(figure) for figure in result.figures]
    busy = f", {when.load} other processes at work when it began" if when.load else ""
    if when.together:
        busy += f", all cores at once did {when.together} times the work of one then"
    lines += ["", f"{when.date}, {when.machine}{busy}, Evoke {when.version}: `{when.command}`."]
    for number, curve in enumerate(result.curves, 1):
        lines += ["", f"![{curve.title}]({folder}/{_picture_name(result.bench, number)})", "", _growth(curve)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _row(figure: Figure) -> str:
    baseline = figure.baseline
    name = figure.name + (f" ({figure.state})" if figure.state else "") + (f". {figure.note}" if figure.note else "")
    cells = (
        name,
        spread_text(figure.value, figure.unit),
        spread_text(baseline.cost, figure.unit) if baseline else "",
        baseline.name if baseline else "",
        _ratio(figure),
        goal_text(figure.goal),
        _met(figure),
        str(figure.threads),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def spread_text(spread: Spread, unit: str) -> str:
    """Write a quantity with its spread: `12.3 ms (11.9 to 14.0, 5 times)`."""
    text = f"{written(spread.median)} {unit}".strip()
    if spread.repeats < 2:
        return text
    return f"{text} ({written(spread.low)} to {written(spread.high)}, {spread.repeats:,} times)"


def _ratio(figure: Figure) -> str:
    return "" if figure.ratio is None else written(figure.ratio)


def _met(figure: Figure) -> str:
    return {None: "", True: "yes", False: "**no**"}[figure.is_met]


def _growth(curve: Curve) -> str:
    grown = [f"{series.name} {growth(series)}" for series in curve.series if growth(series)]
    return f"Growth with n {curve.size_label}: {'; '.join(grown)}." if grown else ""


def _picture_name(bench: str, number: int) -> str:
    return f"{bench}-{number}.svg"


def _with_notes(page: str, earlier: str) -> str:
    at = earlier.find(f"\n{NOTES_HEADING}\n")
    return page if at < 0 else page.rstrip() + "\n" + earlier[at:]


def _plain(when: Circumstances) -> dict[str, str]:
    return dataclasses.asdict(when)


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
