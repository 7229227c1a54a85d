"""`evoke models`: which checkpoints are on this machine."""

from __future__ import annotations

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_note, print_table
from engine.config import user_models_dir
from engine.records import ModelInfo


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(help="Checkpoints on this machine.", no_args_is_help=True)
    group.callback()(lambda: None)  # keeps `list` a word of its own while it is the only one
    group.command("list")(flat_options(list_models))
    app.add_typer(group, name="models")


def list_models(common: CommonOptions) -> None:
    """List the checkpoints; the current one is what this library would use now."""
    from engine.cots.catalogue import find_checkpoint, list_checkpoints

    models = list_checkpoints(user_models_dir())
    chosen = find_checkpoint(common.model, user_models_dir())
    if common.as_json:
        print_json({"models": [_document(info, is_current=info.path == chosen) for info in models]})
        return
    if not models:
        print_note("No model is installed.")
    rows = [
        ("*" if info.path == chosen else "", info.name, f"{info.size_bytes / 1e6:.0f} MB", info.summary, info.path)
        for info in models
    ]
    print_table(("", "name", "size", "what it is", "where"), rows)


def _document(info: ModelInfo, *, is_current: bool) -> dict[str, object]:
    return {
        "name": info.name,
        "path": info.path,
        "fingerprint": info.fingerprint,
        "size_bytes": info.size_bytes,
        "dim": info.embedding_dim,
        "summary": info.summary,
        "current": is_current,
    }
