"""`evoke watch`: keep the library up to date until stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.index_command import report_document
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json_line, print_line, print_note, print_table
from engine.errors import FolderMissing
from engine.jobs import CancelToken
from engine.library_records import FileProblem, IndexReport

if TYPE_CHECKING:
    from engine.library.upkeep import Upkeep

_LOOK_EVERY_S = 0.2


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("watch")(flat_options(watch))


def watch(common: CommonOptions) -> None:
    """Keep the library up to date until stopped with Ctrl-C; with --json one document per line."""
    from engine.library.upkeep import Upkeep

    with cancel_on_interrupt() as cancel, common.open_library(writes=True) as library:
        folders = library.folder_paths()
        if not folders:
            raise FolderMissing("There is no folder to watch.", hint="Add one with evoke index DIR.")
        if not common.as_json:
            print_line(f"Watching {len(folders)} folders; stop with Ctrl-C.")
        library.gate.enforce()
        upkeep = Upkeep(library, common.config().watching)
        try:
            known: frozenset[FileProblem] = frozenset()
            for report in reports(upkeep, cancel):
                if common.as_json:
                    print_json_line({"event": "indexed"} | report_document(report))
                else:
                    _tell(report, known)
                known |= frozenset(report.problems)
        finally:
            upkeep.close()


def reports(upkeep: Upkeep, cancel: CancelToken) -> Iterator[IndexReport]:
    """Index now, after every burst of changes and from time to time; yield what each run did, for ever.

    Folders may be away, all of them even, and come back.

    Raises:
        Cancelled: A stop was asked for.
        EngineError: The library cannot be written any more.
    """
    from engine.library.upkeep import describe_unwatched

    told: frozenset[str] = frozenset()
    is_waiting = False
    while True:
        cancel.check()
        sentences = describe_unwatched(upkeep.unwatched)
        for sentence in sentences:
            if sentence not in told:
                print_note(sentence)
        told |= frozenset(sentences)
        errand = upkeep.next_errand(_LOOK_EVERY_S)
        if errand is None:
            continue
        report = upkeep.carry_out(errand, cancel=cancel)
        if report is None and not is_waiting:
            print_note("No folder of the library is there. Waiting until one is back.")
        is_waiting = report is None
        if report is not None:
            yield report


def _tell(report: IndexReport, known: frozenset[FileProblem]) -> None:
    if report.embedded or report.removed:
        print_line(f"{report.embedded} embedded, {report.removed} gone; {report.frames} pictures are searchable.")
    new = [problem for problem in report.problems if problem not in known]
    print_table(("file", "why it cannot be read"), [(problem.path, problem.text) for problem in new])
