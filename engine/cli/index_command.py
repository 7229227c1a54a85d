"""`evoke index`: add folders or files and bring the library up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_line, print_table
from engine.cli.progress_bar import progress_bar
from engine.library_records import IndexReport

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="Folders or files; none means every folder already added."),
]


Forget = Annotated[
    bool,
    typer.Option(
        "--forget-missing",
        help="Take out files that are gone even where that is much of a folder at once.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("index")(flat_options(index))


def index(common: CommonOptions, paths: Paths = None, forget_missing: Forget = False) -> None:
    """Add folders (or files) and bring the library up to date. Originals are only ever read."""
    absolute = [path.expanduser().absolute() for path in paths or []]
    with cancel_on_interrupt() as cancel, common.open_library(writes=True) as library, progress_bar() as report:
        outcome = library.index(absolute, forget_missing=forget_missing, cancel=cancel, report=report)
    if common.as_json:
        print_json(report_document(outcome))
    else:
        show_report(outcome)


def report_document(report: IndexReport) -> dict[str, object]:
    """The JSON document of an indexing run."""
    return {
        "seen": report.seen,
        "embedded": report.embedded,
        "reused": report.reused,
        "removed": report.removed,
        "problems": [{"path": item.path, "code": item.code, "text": item.text} for item in report.problems],
        "photos": report.photos,
        "clips": report.clips,
        "frames": report.frames,
        "seconds": round(report.seconds, 3),
    }


def show_report(report: IndexReport) -> None:
    """Say what an indexing run did, problems last."""
    print_line(
        f"Found {report.seen} files in {report.seconds:.1f} s: {report.embedded} embedded, {report.reused} known, "
        f"{report.removed} gone."
    )
    print_line(f"Searchable: {report.photos} photos, {report.clips} clips, {report.frames} pictures in all.")
    if report.problems:
        print_line(f"{len(report.problems)} files could not be read; they are tried again when they change:")
        print_table(("file", "why"), [(item.path, item.text) for item in report.problems])
