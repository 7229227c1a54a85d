"""`evoke captions`: what a person's own pictures show, in their own words."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.caption_exchange_commands import collect, export_sidecars
from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import clock, print_json, print_line, print_note, print_table, printable
from engine.cli.progress_bar import progress_bar
from engine.records import CaptionCounts

File = Annotated[Path, typer.Argument(metavar="PATH", help="A photo or clip of the library.")]
Text = Annotated[str, typer.Argument(metavar="TEXT", help="What it shows.")]
OneText = Annotated[str | None, typer.Option("--text", metavar="TEXT", help="Only this caption.")]
At = Annotated[
    float | None, typer.Option("--at", metavar="SECONDS", help="The moment of a clip; otherwise the whole file.")
]
Until = Annotated[
    float | None, typer.Option("--until", metavar="SECONDS", help="Where the moment ends; otherwise it is one frame.")
]
Table = Annotated[Path, typer.Argument(metavar="CSV", help="Table with the columns path,caption and perhaps at_s.")]
TableOrDash = Annotated[Path, typer.Argument(metavar="CSV", help="Where to write the table; - is standard output.")]

PairsFolder = Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder, or an earlier export.")]
Limit = Annotated[int, typer.Option("--limit", metavar="N", help="How many at most.")]
Size = Annotated[
    int | None,
    typer.Option("--size", metavar="PX", help="Side of the squares; otherwise what the model in use takes."),
]


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(help="Your own captions, which evoke finetune learns from.", no_args_is_help=True)
    group.command("add")(flat_options(add))
    group.command("import")(flat_options(import_table))
    group.command("collect")(flat_options(collect))
    group.command("export")(flat_options(export_table))
    group.command("export-sidecars")(flat_options(export_sidecars))
    group.command("export-pictures")(flat_options(export_pictures))
    group.command("list")(flat_options(list_captions))
    group.command("suggest")(flat_options(suggest))
    group.command("remove")(flat_options(remove))
    app.add_typer(group, name="captions")


def add(common: CommonOptions, path: File, text: Text, at: At = None, until: Until = None) -> None:
    """Say what a photo, a clip or a moment of a clip shows."""
    with common.open_library(writes=True) as library:
        _tell(common, library.add_caption(path, text, at, until))


def import_table(common: CommonOptions, table: Table) -> None:
    """Add the captions of a table, all of them or none; relative paths count from its own folder."""
    with common.open_library(writes=True) as library:
        _tell(common, library.import_captions(table))


def export_table(common: CommonOptions, table: TableOrDash) -> None:
    """Write the captions of all files that are in the library now as a table."""
    with common.open_library(writes=False) as library:
        if str(table) == "-":
            sys.stdout.write(library.caption_table())
            sys.stdout.flush()
            return
        counts = library.export_captions(table)
    if common.as_json:
        print_json(_document(counts))
    else:
        print_line(f"Wrote {counts.captions - counts.without_file} captions to {table}.")
        _tell_waiting(counts.without_file)


def export_pictures(common: CommonOptions, folder: PairsFolder, size: Size = None) -> None:
    """Write the captioned pictures with their captions as a folder that evoke train --data takes."""
    with cancel_on_interrupt() as cancel, common.open_library(writes=False) as library, progress_bar() as report:
        done = library.export_pairs(folder, size, cancel=cancel, report=report)
    if common.as_json:
        print_json(dataclasses.asdict(done))
        return
    for name in done.unread:
        print_note(f"Left out, because it cannot be read: {printable(name)}")
    print_line(
        f"Wrote {done.pictures} pictures of {done.side_px} px with {done.captions} captions"
        f" to {printable(done.folder)}."
    )
    _tell_waiting(done.without_file)


def list_captions(common: CommonOptions) -> None:
    """List the captions, oldest first."""
    with common.open_library(writes=False) as library:
        captions = library.captions()
    if common.as_json:
        print_json({"captions": [dataclasses.asdict(item) | {"created_at": str(item.created_at)} for item in captions]})
        return
    rows = [
        (item.path or "(no file now)", "" if item.time_s is None else clock(item.time_s), item.text)
        for item in captions
    ]
    print_table(("file", "at", "caption"), rows)


def suggest(common: CommonOptions, limit: Limit = 20) -> None:
    """List pictures without a caption that stand for most of the others: what to caption next."""
    with cancel_on_interrupt() as cancel, common.open_library(writes=False) as library:
        hits = library.browser.worth_captioning(limit, cancel=cancel)
    if common.as_json:
        print_json({"paths": [str(hit.path) for hit in hits]})
        return
    for hit in hits:
        print_line(printable(hit.path))
    if not hits:
        print_note("There is nothing without a caption.")


def remove(common: CommonOptions, path: File, text: OneText = None, at: At = None) -> None:
    """Remove the captions of a file: all, or those with a text, at a moment, or both."""
    with common.open_library(writes=True) as library:
        _tell(common, library.remove_captions(path, text, at))


def _tell(common: CommonOptions, counts: CaptionCounts) -> None:
    if common.as_json:
        print_json(_document(counts))
        return
    done = [
        f"{count} {word}"
        for count, word in ((counts.added, "added"), (counts.known, "there already"), (counts.removed, "removed"))
        if count
    ]
    now = f"{counts.captions} captions of {counts.pictures} photos and clips"
    print_line(f"{', '.join(done) or 'Nothing changed'}; now {now}.")
    _tell_waiting(counts.without_file)


def _tell_waiting(captions: int) -> None:
    if captions:
        print_line(f"{captions} captions wait for a file that is not in the library now.")


def _document(counts: CaptionCounts) -> dict[str, int]:
    return dataclasses.asdict(counts)
