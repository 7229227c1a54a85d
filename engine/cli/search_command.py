"""`evoke search`: ranked hits, best first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import Cell, clock, counted, print_json, print_note, print_table
from engine.records import MediaKind, SearchHit, SearchRequest, SearchResult


def parse_day(text: str) -> datetime:
    """Read a local time: `2024`, `2024-05`, `2024-05-31` or any ISO date and time; a zone is converted to local.

    Raises:
        typer.BadParameter: It is none of these.
    """
    short = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", text.strip())
    try:
        if short:
            return datetime(int(short[1]), int(short[2] or 1), 1)
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError, OSError) as error:
        raise typer.BadParameter(f"{text!r} is not a date; write it like 2024-05-31") from error


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """What may be found."""

    kind: Annotated[
        MediaKind | None, typer.Option("--type", metavar="photo|video", help="Only photos, or only clips.")
    ] = None
    after: Annotated[
        datetime | None, typer.Option(metavar="DATE", parser=parse_day, help="Taken at or after this date.")
    ] = None
    before: Annotated[
        datetime | None, typer.Option(metavar="DATE", parser=parse_day, help="Taken before this date.")
    ] = None
    folder: Annotated[Path | None, typer.Option(metavar="DIR", help="Only files below this folder.")] = None
    like: Annotated[Path | None, typer.Option(metavar="FILE", help="Resembling this picture.")] = None


Query = Annotated[
    str,
    typer.Argument(
        metavar="QUERY", help='What to look for; "-word" and "without word" push away. May be left out with --like.'
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, help="Hits at most.", show_default="search.limit")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("search")(flat_options(search))


def search(wanted: FilterOptions, common: CommonOptions, query: Query = "", limit: Limit = None) -> None:
    """Find photos and moments of clips by a description, best first."""
    if not query and wanted.like is None:
        raise typer.BadParameter("give a description, or a picture with --like", param_hint="QUERY")
    request = SearchRequest(
        query=query,
        limit=limit or common.config().search.limit,
        kind=wanted.kind,
        after=wanted.after,
        before=wanted.before,
        folder=_absolute(wanted.folder),
        like=_absolute(wanted.like),
    )
    with cancel_on_interrupt() as cancel, common.open_library(writes=False) as library:
        result = library.search(request, cancel=cancel)
        lacking = library.lacking()
    if lacking:
        what = counted(lacking, "photo or clip", "photos and clips")
        print_note(f"{what} cannot be found until evoke index has run with this model.")
    if common.as_json:
        print_json(result_document(result))
    else:
        show_result(result)


def result_document(result: SearchResult) -> dict[str, object]:
    """The JSON document of a search."""
    return {
        "query": result.query,
        "hits": [hit_document(hit) for hit in result.hits],
        "confident": result.is_confident,
        "took_ms": round(result.took_ms, 3),
    }


def hit_document(hit: SearchHit) -> dict[str, object]:
    """One hit; `moment` is null for a photo."""
    moment = hit.moment
    return {
        "path": hit.path,
        "kind": hit.kind.value,
        "score": float(hit.score),
        "media_id": int(hit.media_id),
        "moment": moment
        and {"start_s": float(moment.start_s), "end_s": float(moment.end_s), "best_s": float(moment.best_s)},
    }


def show_result(result: SearchResult) -> None:
    """Print the hits; say so on standard error when nothing really matches."""
    if not result.hits:
        print_note("Nothing found.")
        return
    if not result.is_confident:
        print_note("Nothing really matches; these come closest.")
    print_table(("score", "file", "where", "taken"), [hit_row(hit) for hit in result.hits])
    if len(result.hits) > 1:
        print_note(f"{len(result.hits)} hits in {result.took_ms:.0f} ms.")


def hit_row(hit: SearchHit) -> tuple[Cell, ...]:
    """A hit as cells: score, linked file, stretch of the clip, day."""
    moment = hit.moment
    where = f"{clock(moment.start_s)}-{clock(moment.end_s)}, best {clock(moment.best_s)}" if moment else hit.kind.value
    taken = hit.taken_at.date().isoformat() if hit.taken_at else ""
    return f"{hit.score:.3f}", hit.path, where, taken


def _absolute(path: Path | None) -> Path | None:
    return path.expanduser().absolute() if path is not None else None
