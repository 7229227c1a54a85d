"""`evoke watch`: keep the library up to date until stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.folder_watch import FolderWatch
from engine.cli.index_command import report_document
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json_line, print_line, print_note, printable
from engine.errors import FolderMissing
from engine.jobs import CancelToken
from engine.records import IndexReport

if TYPE_CHECKING:
    from engine.library import Library

QUIET_S = 2.0
FULL_SCAN_S = 3600.0


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(flat_options(watch))


def watch(common: CommonOptions) -> None:
    """Keep the library up to date until stopped with Ctrl-C; with --json one document per line."""
    with cancel_on_interrupt() as cancel, common.open_library(writes=True) as library:
        folders = [folder.path for folder in library.status().folders]
        if not folders:
            raise FolderMissing("There is no folder to watch.", hint="Add one with evoke index DIR.")
        if not common.as_json:
            print_line(f"Watching {len(folders)} folders; stop with Ctrl-C.")
        for report in reports(library, cancel):
            _tell(common, report)


def reports(library: Library, cancel: CancelToken) -> Iterator[IndexReport]:
    """Index now, after every burst of changes and once an hour; yield what each run did, for ever.

    Changes made while a run is under way are noticed and lead to another run.

    Raises:
        Cancelled: A stop was asked for.
        EngineError: The library cannot be written any more.
    """
    folders = [folder.path for folder in library.status().folders]
    with FolderWatch(
        (path if path.is_dir() else path.parent for path in folders), library.status().library_dir
    ) as seen:
        if seen.is_polling:
            print_note("The system gives no more notices of changes; looking every minute instead.")
        while True:
            yield library.index((), cancel=cancel)
            seen.wait(quiet_s=QUIET_S, longest_s=FULL_SCAN_S, cancel=cancel)


def _tell(common: CommonOptions, report: IndexReport) -> None:
    if common.as_json:
        print_json_line({"event": "indexed"} | report_document(report))
    elif report.embedded or report.removed:
        print_line(f"{report.embedded} embedded, {report.removed} gone, {len(report.problems)} not readable.")
        for problem in report.problems:
            print_note(printable(problem.text))
