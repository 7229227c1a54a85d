"""Tables of the fine-tuning study, put between two marks of a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np

from engine.cots.atomic_file import write_atomically
from engine.errors import DiskFull
from engine.training.finetuning.finetune_topics import Case

T = TypeVar("T")

BEGIN, END = "<!-- tables of finetune_study: begin -->", "<!-- tables of finetune_study: end -->"


@dataclass(frozen=True, slots=True)
class Measured:
    """Test and guard, in percent: R@1, R@10 and MRR of captions finding pictures, and the MRR back."""

    test: tuple[float, float, float, float]
    guard: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the whole procedure: before, after (whether accepted or not), and the verdict."""

    case: Case
    before: Measured
    after: Measured
    mixing: float
    accepted: bool
    figures: dict[str, float]
    seconds: float


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One training on all pairs of a case with one kind of anchor, and what each mixing would give."""

    case: Case
    variant: str
    before: Measured
    after: dict[float, Measured]


def write_report(path: Path, rows: Sequence[Row], variants: Sequence[VariantRow]) -> None:
    """Put the tables into the document, in the place of earlier ones; a document without a place for them is made.

    Raises:
        DiskFull: The document cannot be written.
    """
    try:
        known = path.read_text(encoding="utf-8") if path.is_file() else f"{BEGIN}\n{END}\n"
        head, _, rest = known.partition(BEGIN)
        _, _, tail = rest.partition(END)
        write_atomically(path, f"{head}{BEGIN}\n\n{tables(rows, variants)}\n{END}{tail}".encode())
    except OSError as error:
        raise DiskFull(f"The tables could not be written: {error.strerror}.", path=path) from error


def tables(rows: Sequence[Row], variants: Sequence[VariantRow]) -> str:
    """Return the three tables: the procedure, the controls, the anchors."""
    parts = ["### The whole procedure\n", *_procedure(rows), "", "### Controls: nothing to learn\n", *_controls(rows)]
    return "\n".join([*parts, "", "### What holds the rest in place\n", *_anchors(variants), ""])


def _procedure(rows: Sequence[Row]) -> list[str]:
    lines = [
        "| topic | captions | pairs | topic R@1 | topic R@10 | topic MRR | guard R@1 | guard R@10 | kept "
        "| MRR in force | seconds |",
        f"|{'---|' * 11}",
    ]
    chosen = [row for row in rows if not row.case.control]
    for part in _grouped(chosen, lambda row: (row.case.topic.name, row.case.is_named, row.case.pairs)):
        case = part[0].case
        figures = [*_changes(part, _test)[:3], *_changes(part, _guard)[:2]]
        words = f'"{case.topic.stand_in}"' if case.is_named else "as they are"
        kept = f"{sum(row.accepted for row in part)} of {len(part)}"
        in_force = f"{np.mean([(row.after if row.accepted else row.before).test[2] for row in part]):.1f}"
        seconds = f"{np.mean([row.seconds for row in part]):.0f}"
        cells = [case.topic.name, words, str(case.pairs), *figures, kept, in_force, seconds]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _controls(rows: Sequence[Row]) -> list[str]:
    lines = ["| control | pairs | kept | topic MRR | guard R@1 | guard R@10 |", "|---|---|---|---|---|---|"]
    chosen = [row for row in rows if row.case.control]
    for part in _grouped(chosen, lambda row: (row.case.control, row.case.pairs)):
        case = part[0].case
        name = "captions of another picture" if case.control == "shuffled" else "pictures of no topic"
        figures = [_changes(part, _test)[2], *_changes(part, _guard)[:2]]
        kept = f"{sum(row.accepted for row in part)} of {len(part)}"
        lines.append(f"| {' | '.join([name, str(case.pairs), kept, *figures])} |")
    return lines


def _anchors(variants: Sequence[VariantRow]) -> list[str]:
    mixes = sorted(variants[0].after) if variants else []
    lines = [
        "Change of the topic's MRR / of the mean of the guard's R@1 and R@10, 100 pairs, both topics, two seeds.\n",
        f"| anchor | {' | '.join(f'mixing {share:g}' for share in mixes)} |",
        f"|---|{'---|' * len(mixes)}",
    ]
    for part in _grouped(variants, lambda row: (row.case.is_named, _order(variants, row.variant))):
        first = part[0]
        cells = [f"{first.variant}, {'made-up names' if first.case.is_named else 'captions as they are'}"]
        for share in mixes:
            test = np.mean([row.after[share].test[2] - row.before.test[2] for row in part])
            guard = np.mean([sum(row.after[share].guard[:2]) - sum(row.before.guard[:2]) for row in part]) / 2
            cells.append(f"{test:+.1f} / {guard:+.1f}")
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _order(variants: Sequence[VariantRow], name: str) -> int:
    return [row.variant for row in variants].index(name)


def _grouped(rows: Sequence[T], key: Callable[[T], tuple[object, ...]]) -> list[list[T]]:
    groups: dict[tuple[object, ...], list[T]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return [groups[name] for name in sorted(groups, key=lambda name: [str(part).rjust(20) for part in name])]


def _changes(rows: Sequence[Row], figures: Callable[[Measured], Sequence[float]]) -> list[str]:
    """Return "before → after ± spread of the change over the seeds" for every figure."""
    before = np.array([figures(row.before) for row in rows])
    after = np.array([figures(row.after) for row in rows])
    columns = zip(before.mean(axis=0), after.mean(axis=0), (after - before).std(axis=0), strict=True)
    return [f"{then:.1f} → {now:.1f} ± {spread:.1f}" for then, now, spread in columns]


def _test(measured: Measured) -> Sequence[float]:
    return measured.test


def _guard(measured: Measured) -> Sequence[float]:
    return measured.guard
