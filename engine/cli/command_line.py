"""The command line: parses, runs one command, and turns what happens into an exit code."""

from __future__ import annotations

import logging
import sys
from importlib import metadata
from typing import Annotated

import typer

from engine.cli import (
    backup_command,
    bench_command,
    captions_command,
    demo_command,
    doctor_command,
    evaluate_commands,
    explain_command,
    finetune_command,
    folders_command,
    index_command,
    models_command,
    search_command,
    tokenizer_command,
    train_command,
    verify_command,
    watch_command,
)
from engine.cli.interrupts import EXIT_CANCELLED
from engine.cli.output import prepare_streams, print_note, printable
from engine.errors import EngineError
from engine.jobs import Cancelled

EXIT_WORLD_AT_FAULT = 3

_HELP = """Find your own photos and the moments of your own clips from a typed description, and see why.

Exit codes: 0 done, 2 wrong usage, 3 something is wrong with the world (one sentence says what), 130 cancelled."""
_EPILOG = "evoke alone, or evoke gui [--query TEXT] [--screenshot PNG], opens the window."

Version = Annotated[
    bool, typer.Option("--version", is_eager=True, help="Show the version and leave.", show_default=False)
]


def build_app() -> typer.Typer:
    """Assemble every command; one module per command or group."""
    app = typer.Typer(
        name="evoke",
        help=_HELP,
        epilog=_EPILOG,
        add_completion=False,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
    )
    app.callback(help=_HELP, epilog=_EPILOG, invoke_without_command=True)(_show_version)
    for module in (
        index_command,
        search_command,
        explain_command,
        watch_command,
        folders_command,
        verify_command,
        backup_command,
        captions_command,
        finetune_command,
        evaluate_commands,
        bench_command,
        models_command,
        train_command,
        tokenizer_command,
        doctor_command,
        demo_command,
    ):
        module.register(app)
    return app


def _show_version(version: Version = False) -> None:
    if version:
        sys.stdout.write(f"evoke {metadata.version('evoke')}\n")
        raise typer.Exit


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 2 wrong usage, 3 EngineError, 130 cancelled."""
    prepare_streams()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s: %(message)s")
    try:
        build_app()(args=argv, prog_name="evoke")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except (Cancelled, KeyboardInterrupt):
        print_note("Cancelled.")
        return EXIT_CANCELLED
    except EngineError as error:
        print_note(f"evoke: {printable(error.user_text)}" + (f" {printable(error.hint)}" if error.hint else ""))
        return EXIT_WORLD_AT_FAULT
    return 0
