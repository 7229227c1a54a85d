"""`evoke captions collect` and `export-sidecars`: captions from other programs, and for them."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from engine.caption_records import CaptionPreview, CaptionSource, SidecarKind
from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.output import print_json, print_line, print_note, printable
from engine.cli.progress_bar import progress_bar

ForeignTable = Annotated[Path | None, typer.Argument(metavar="CSV", help="A table of any program.")]
Texts = Annotated[bool, typer.Option("--texts", help="Text files beside the photos and clips, a caption a line.")]
Descriptions = Annotated[
    bool,
    typer.Option("--descriptions", help="XMP, IPTC and EXIF in the files, and .xmp files beside them."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only say what would be added.")]
SidecarFolder = Annotated[Path | None, typer.Argument(metavar="DIR", help="Where to, outside the library's folders.")]
Kind = Annotated[SidecarKind, typer.Option("--kind", metavar="txt|xmp", help="A caption a line, or XMP.")]
Beside = Annotated[bool, typer.Option("--beside", help="Beside the photos and clips instead; nothing is replaced.")]

_SHOWN = 10


def collect(
    common: CommonOptions,
    table: ForeignTable = None,
    texts: Texts = False,
    descriptions: Descriptions = False,
    dry_run: DryRun = False,
) -> None:
    """Add captions of other programs: a table of any form, text files, or descriptions; the rest is told."""
    if (table is not None) + texts + descriptions != 1:
        raise typer.BadParameter("Give a table, or --texts, or --descriptions.")
    source = CaptionSource.TABLE if table is not None else CaptionSource.TEXT if texts else CaptionSource.DESCRIPTION
    with cancel_on_interrupt() as cancel, common.open_library(writes=True) as library, progress_bar() as report:
        importer = library.caption_import
        found = importer.prepare_captions(source, table, cancel=cancel, report=report)
        added = 0
        if not dry_run:
            added = importer.import_prepared(found.ticket, cancel=cancel, report=report).added
    if common.as_json:
        print_json({"added": added, **_figures(found)})
    else:
        _tell(found, added, dry_run=dry_run)


def export_sidecars(
    common: CommonOptions, folder: SidecarFolder = None, kind: Kind = SidecarKind.TEXT, beside: Beside = False
) -> None:
    """Write a small file with the captions of each photo and clip, for other programs."""
    if (folder is not None) == beside:
        raise typer.BadParameter("Give a folder, or --beside.")
    with cancel_on_interrupt() as cancel, common.open_library(writes=False) as library, progress_bar() as report:
        done = library.sidecars.export_sidecars(kind, folder, cancel=cancel, report=report)
    if common.as_json:
        print_json(dataclasses.asdict(done))
        return
    for name, reason in done.failed:
        print_note(f"Not written: {printable(name)}: {reason}")
    print_line(f"Wrote {done.written} files; {done.kept} were there already and stayed as they were.")


def _figures(found: CaptionPreview) -> dict[str, object]:
    names = ("read", "new", "known", "missing", "refused", "pictures", "columns")
    figures: dict[str, object] = {name: getattr(found, name) for name in names}
    return figures | {"problems": [dataclasses.asdict(one) for one in found.problems]}


def _tell(found: CaptionPreview, added: int, *, dry_run: bool) -> None:
    if found.source is CaptionSource.TABLE and not (found.reading.path_column and found.reading.caption_column):
        names = ", ".join(map(printable, found.columns))
        print_note(f"Which columns hold the files and the captions is not known: {names}. Call them path and caption.")
    for one in found.problems[:_SHOWN]:
        print_note(f"{printable(one.place)}: {printable(one.reason)}")
    left_out = found.missing + found.refused
    if left_out > _SHOWN:
        print_note(f"And {left_out - _SHOWN} more.")
    does = f"{found.new} would be added" if dry_run else f"{added} added"
    print_line(f"{does}, for {found.pictures} photos and clips; {found.known} there already, {left_out} left out.")
