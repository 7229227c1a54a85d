"""`evoke verify`: check every promise the library makes."""

from __future__ import annotations

from typing import Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_line, print_table
from engine.cli.progress_bar import progress_bar
from engine.errors import LibraryUnsound
from engine.library_records import VerifyReport
from engine.media.low_priority import lower_priority

Repair = Annotated[bool, typer.Option("--repair", help="Put right what can be put right.", show_default=False)]
Minutes = Annotated[
    float | None,
    typer.Option(
        "--minutes",
        metavar="N",
        min=0.01,
        help="Stop after so long and go on there the next time, yielding to other programs.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("verify")(flat_options(verify))


def verify(common: CommonOptions, repair: Repair = False, minutes: Minutes = None) -> None:
    """Check that database, index, thumbnails and files agree; exit code 3 while something is left to repair."""
    if minutes is not None:
        if repair:
            raise typer.BadParameter("a repair takes the time it needs", param_hint="--minutes")
        lower_priority()
    with cancel_on_interrupt() as cancel, common.open_library(writes=repair) as library, progress_bar() as report:
        outcome = library.verify(repair=repair, minutes=minutes, cancel=cancel, report=report)
    if common.as_json:
        print_json(verify_document(outcome))
    else:
        _show(outcome)
    left = sum(not finding.is_repaired for finding in outcome.findings)
    if left:
        hint = "" if repair else "Run evoke verify --repair to put right what can be put right."
        raise LibraryUnsound(f"{left} of the library's promises {'is' if left == 1 else 'are'} not kept.", hint=hint)


def verify_document(report: VerifyReport) -> dict[str, object]:
    """The JSON document of a check; `ok` means that nothing is left to repair.

    Where the time was over before everything was checked it also holds `complete`, which is false.
    """
    findings = [
        {"code": item.code, "text": item.text, "path": item.path, "repaired": item.is_repaired}
        for item in report.findings
    ]
    whole: dict[str, object] = {"ok": report.is_ok, "findings": findings}
    return whole | {"complete": False} if report.stopped_at else whole


def _show(report: VerifyReport) -> None:
    if report.stopped_at:
        print_line("The time was over before everything was checked; evoke verify --minutes goes on from there.")
    if not report.findings:
        print_line("Nothing is broken so far." if report.stopped_at else "The library is sound.")
        return
    rows = [("repaired" if item.is_repaired else "broken", item.text, item.path or "") for item in report.findings]
    print_table(("state", "what", "file"), rows)
