"""`evoke bench`: how quick Evoke is on this machine, beside what people use otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engine import setting_fields, user_settings
from engine.cli.common_options import CommonOptions, parse_assignment
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_note, print_table
from engine.cli.progress_bar import progress_bar
from engine.config import Config

if TYPE_CHECKING:
    from engine.bench.bench_supervisor import BenchOrder
    from engine.bench.figures import BenchResult

_REPEATS = 5
Names = Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Which; all of them by default.")]


@dataclass(frozen=True, slots=True)
class BenchOptions:
    """The options of this command."""

    is_list: Annotated[
        bool, typer.Option("--list", help="Show what can be measured and leave.", show_default=False)
    ] = False
    scale: Annotated[
        float, typer.Option(metavar="X", min=0.0001, max=10, help="Size of what is measured; 1 for the documented.")
    ] = 1.0
    repeats: Annotated[
        int, typer.Option(metavar="N", min=1, max=1000, help="How often comparisons are repeated, time allowing.")
    ] = _REPEATS
    minutes: Annotated[
        float | None,
        typer.Option(
            metavar="M", min=0.05, help="What each may take at most; otherwise what it needs.", show_default=False
        ),
    ] = None
    keep: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Build there and keep it for another run.", show_default=False),
    ] = None
    page: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what was found into this Markdown page.", show_default=False),
    ] = None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("bench")(flat_options(bench))


def bench(common: CommonOptions, options: BenchOptions, names: Names = None) -> None:
    """Measure speed and memory, each figure beside a baseline in the same run.

    Everything is made by the bench itself, in a temporary folder that is gone afterwards; your library and your
    settings are neither read nor changed. Settings of a run: `--set`.
    """
    from engine.bench.bench_list import BENCHES, chosen

    if options.is_list:
        rows = [{"name": info.name, "summary": info.summary, "disk_mb": info.disk_mb} for info in BENCHES]
        if common.as_json:
            print_json(rows)
        else:
            print_table(("name", "what it measures"), [(info.name, info.summary) for info in BENCHES])
        return
    infos = chosen(names or ())
    order = _order(common, options)
    from engine.bench.bench_page import circumstances, update_page
    from engine.bench.bench_supervisor import run_bench

    results: list[BenchResult] = []
    with cancel_on_interrupt() as cancel, progress_bar() as report:
        for info in infos:
            when = circumstances(_typed(info.name, common, options))
            result = run_bench(info, order, cancel=cancel, report=report)
            results.append(result)
            if options.page is not None:
                update_page(options.page.expanduser().absolute(), [(result, when)])
            if not common.as_json:
                _show(result)
    if common.as_json:
        print_json([figure.as_row() for result in results for figure in result.figures])


def _order(common: CommonOptions, options: BenchOptions) -> BenchOrder:
    """Say how to run; the model that ships unless another is named, and no settings but those typed.

    Raises:
        ModelMissing: There is no such model.
        BadConfig: A setting is out of its bounds.
    """
    from engine.bench.bench_supervisor import BenchOrder
    from engine.cots.catalogue import find_checkpoint

    settings: dict[str, dict[str, Any]] = {}
    for assignment in common.settings or []:
        for section, values in parse_assignment(assignment).items():
            settings.setdefault(section, {}).update(values)
    setting_fields.override(Config(), settings)  # says now what is wrong with them
    model = "embedded" if common.model == "auto" else common.model
    return BenchOrder(
        model=find_checkpoint(model, user_settings.user_models_dir()),
        settings=settings,
        scale=options.scale,
        repeats=options.repeats,
        minutes=options.minutes,
        kept=options.keep.expanduser().absolute() if options.keep else None,
    )


def _typed(name: str, common: CommonOptions, options: BenchOptions) -> str:
    """Return the command that measures this bench again; where files lie is nobody's business."""
    words = ["evoke bench", name]
    words += [f"--scale {options.scale:g}"] if options.scale != 1 else []
    words += [f"--repeats {options.repeats}"] if options.repeats != _REPEATS else []
    words += [f"--set {assignment}" for assignment in common.settings or []]
    return " ".join(words)


def _show(result: BenchResult) -> None:
    from engine.bench.bench_page import spread_text
    from engine.bench.figures import goal_text, written

    rows: list[Sequence[str]] = []
    for figure in result.figures:
        baseline = figure.baseline
        rows.append(
            (
                f"{result.bench}: {figure.name}" + (f" ({figure.state})" if figure.state else ""),
                spread_text(figure.value, figure.unit),
                f"{spread_text(baseline.cost, figure.unit)}, {baseline.name}" if baseline else "",
                "" if figure.ratio is None else written(figure.ratio),
                goal_text(figure.goal),
                _MET[figure.is_met],
                str(figure.threads),
            )
        )
    print_table(("figure", "Evoke", "baseline", "ratio", "bar", "met", "threads"), rows)
    for fact in result.facts:
        print_note(f"  {fact}")


_MET: Mapping[bool | None, str] = {None: "", True: "yes", False: "no"}
