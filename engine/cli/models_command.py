"""`evoke models`: which checkpoints are on this machine, and which one a library uses."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from engine.cli import fetch_command
from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_line, print_note, print_table
from engine.cli.progress_bar import progress_bar
from engine.model_records import ModelInfo, ModelSwitch
from engine.user_settings import user_models_dir

Name = Annotated[str, typer.Argument(metavar="NAME|PATH", help="A checkpoint of evoke models list, or its folder.")]


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(help="Checkpoints on this machine.", no_args_is_help=True)
    group.command("list")(flat_options(list_models))
    group.command("use")(flat_options(use))
    group.command("rollback")(flat_options(rollback))
    fetch_command.register(group)
    app.add_typer(group, name="models")


def list_models(common: CommonOptions) -> None:
    """List the checkpoints; the current one is what this library would use now."""
    from engine.cots.catalogue import list_in_use

    models = list_in_use(user_models_dir(), common.checkpoint())
    if common.as_json:
        print_json({"models": [_document(info) for info in models]})
        return
    if not models:
        print_note("No model is installed.")
    rows = [
        ("*" if info.is_current else "", info.name, f"{info.size_bytes / 1e6:.0f} MB", info.summary, info.path)
        for info in models
    ]
    print_table(("", "name", "size", "what it is", "where"), rows)


def use(common: CommonOptions, name: Name) -> None:
    """Embed the library with another checkpoint, going on where an earlier try stopped, and use it from then on."""
    with cancel_on_interrupt() as cancel, common.open_library(writes=True) as library, progress_bar() as report:
        switch = library.use_model(name, cancel=cancel, report=report)
    show_switch(common, switch)


def rollback(common: CommonOptions) -> None:
    """Use the checkpoint before this one again, at once; another rollback comes back."""
    with common.open_library(writes=True) as library:
        switch = library.rollback_model()
    show_switch(common, switch)


def show_switch(common: CommonOptions, switch: ModelSwitch) -> None:
    """Say which model is in use now and what it cannot find yet."""
    if common.as_json:
        print_json(dataclasses.asdict(switch))
        return
    print_line(f"The library now uses {switch.model}.")
    if switch.embedded:
        print_line(f"{switch.embedded} photos and clips were embedded with it.")
    if switch.lacking:
        print_line(f"{switch.lacking} cannot be found with it until evoke index has read them.")


def _document(info: ModelInfo) -> dict[str, object]:
    return {
        "name": info.name,
        "path": info.path,
        "fingerprint": info.fingerprint,
        "size_bytes": info.size_bytes,
        "dim": info.embedding_dim,
        "summary": info.summary,
        "current": info.is_current,
    }
