"""`evoke doctor`: what works on this machine."""

from __future__ import annotations

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_line, print_table
from engine.cli.progress_bar import progress_bar
from engine.jobs import Progress
from engine.library_records import Check


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(flat_options(doctor))


def doctor(common: CommonOptions) -> None:
    """Check what Evoke needs on this machine, in plain words."""
    from engine.cli import decoder_checks, machine_checks

    config = common.config()
    rounds = (
        ("Python and libraries", machine_checks.check_python),
        ("Window", machine_checks.check_qt),
        ("Database", machine_checks.check_sqlite),
        ("Vector index", machine_checks.check_hnswlib),
        ("Device", lambda: machine_checks.check_device(config.compute)),
        ("Model", lambda: machine_checks.check_model(common)),
        ("Library", lambda: machine_checks.check_library(common.library_dir)),
        ("Disk", lambda: machine_checks.check_disk(common.library_dir)),
        ("Watching", machine_checks.check_watching),
        ("Decoders", lambda: decoder_checks.check_decoders(config)),
    )
    checks: list[Check] = []
    with cancel_on_interrupt() as cancel, progress_bar() as report:
        for done, (name, run) in enumerate(rounds):
            cancel.check()
            report(Progress(done, len(rounds), name))
            checks.extend(run())
    if common.as_json:
        print_json({"ok": all(check.is_ok for check in checks), "checks": [_document(check) for check in checks]})
    else:
        _show(checks)


def _document(check: Check) -> dict[str, object]:
    return {"name": check.name, "ok": check.is_ok, "detail": check.detail, "hint": check.hint}


def _show(checks: list[Check]) -> None:
    print_table(
        ("", "what", "finding", "what to do"),
        [("ok" if check.is_ok else "FAILS", check.name, check.detail, check.hint) for check in checks],
    )
    failing = sum(not check.is_ok for check in checks)
    print_line(f"{failing} of {len(checks)} checks fail." if failing else "Everything works.")
