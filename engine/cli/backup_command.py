"""`evoke backup`, `evoke restore` and `evoke move`: what cannot be rebuilt from the originals, kept elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import counted, print_json, print_line
from engine.cli.progress_bar import progress_bar
from engine.library_records import RestoreReport

NewFolder = Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that evoke backup wrote.")]
OwnOnly = Annotated[
    bool,
    typer.Option("--own", help="Only what nothing could bring back, as plain tables.", show_default=False),
]
MergeOwn = Annotated[
    bool,
    typer.Option(
        "--own", help="Add captions, favourites, albums and searches to the library as it is.", show_default=False
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(flat_options(backup))
    app.command("restore")(flat_options(restore))
    app.command("move")(flat_options(move))


def backup(common: CommonOptions, folder: NewFolder, own: OwnOnly = False) -> None:
    """Write a checked copy of the database into a folder, and captions, favourites, albums and searches as tables."""
    from engine.library.backups import write_backup
    from engine.store import Store  # not the library: a backup must not want a model that is gone

    with (
        cancel_on_interrupt() as cancel,
        Store.open(common.library_dir, read_only=True) as store,
        progress_bar() as report,
    ):
        outcome = write_backup(store, _absolute(folder), own_only=own, cancel=cancel, report=report)
    if common.as_json:
        print_json({"folder": outcome.folder, "files": outcome.files, "size_bytes": outcome.size_bytes})
    else:
        print_line(f"{counted(len(outcome.files), 'file')}, {outcome.size_bytes / 1e6:.1f} MB, in {outcome.folder}.")


def restore(common: CommonOptions, folder: Folder, own: MergeOwn = False) -> None:
    """Put the database of a backup in place; the one before is kept. Index and thumbnails are made anew."""
    from engine.library.backups import merge_own_data, restore_backup
    from engine.store import Store

    if own:
        with Store.open(common.library_dir) as store:
            outcome = merge_own_data(store, _absolute(folder))
    else:
        outcome = restore_backup(common.library_dir, _absolute(folder))
    if common.as_json:
        print_json({"library": outcome.library_dir, "replaced": outcome.replaced, "own_rows": outcome.own_rows})
    else:
        _show(outcome, is_merge=own)


def move(common: CommonOptions, folder: NewFolder) -> None:
    """Move the library to another disk: copied, checked, and found there under its old name too; the old copy stays."""
    from engine.library.moving import move_library
    from engine.store import Store  # not the library: moving must not want a model that is gone

    with cancel_on_interrupt() as cancel, Store.open(common.library_dir) as store, progress_bar() as report:
        outcome = move_library(store, _absolute(folder), cancel=cancel, report=report)
    if common.as_json:
        print_json({"library": outcome.new, "old_copy": outcome.old, "size_bytes": outcome.size_bytes})
    else:
        print_line(f"The library is in {outcome.new} now, {outcome.size_bytes / 1e6:.1f} MB.")
        print_line(f"The copy in {outcome.old} may be deleted, all but the note moved-to.json, which leads to it.")


def _absolute(folder: Path) -> Path:
    return folder.expanduser().absolute()


def _show(outcome: RestoreReport, *, is_merge: bool) -> None:
    if is_merge:
        print_line(f"{counted(outcome.own_rows, 'row')} of your own data added.")
        return
    print_line(f"The library in {outcome.library_dir} is that of the backup.")
    if outcome.replaced is not None:
        print_line(f"The database before is kept as {outcome.replaced.name}.")
    print_line("evoke verify --repair makes missing thumbnails again; evoke index brings it up to date.")
