"""`evoke demo`: a small library of real photographs and a clip, indexed, searched and explained."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.explain_command import write_overlays
from engine.cli.index_command import report_document, show_report
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_line, print_note, print_table
from engine.cli.progress_bar import progress_bar
from engine.cli.search_command import hit_row, result_document
from engine.config import Config
from engine.jobs import CancelToken
from engine.library_records import IndexReport
from engine.records import SearchRequest, SearchResult

if TYPE_CHECKING:
    from engine.library import Library

_HITS = 3
_OVERLAY_PX = 640

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the demo lives; a second run reuses it.")]
NoWindow = Annotated[bool, typer.Option("--no-window", help="Do not open the window at the end.", show_default=False)]


@dataclass(frozen=True, slots=True)
class Answer:
    """One query of the demo: what was found, and the heat maps of the best hit."""

    result: SearchResult
    overlays: tuple[Path, ...]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(flat_options(demo))


def demo(common: CommonOptions, out: Out = Path("demo-output"), no_window: NoWindow = False) -> None:
    """Index a small library of public-domain photographs and a clip, search it, and show why."""
    from engine.cli.demo_library import QUERIES, write_demo_media

    out_dir = out.expanduser().absolute()
    library_dir = common.library_dir if common.library else out_dir / "library"
    photos_dir = out_dir / "photos"
    write_demo_media(photos_dir)
    with cancel_on_interrupt() as cancel, common.at(library_dir).open_library(writes=True) as library:
        with progress_bar() as report:
            indexed = library.index((photos_dir,), cancel=cancel, report=report)
        answers = [
            _answer(library, query, photos_dir, out_dir / "heat-maps", common.config(), cancel) for query in QUERIES
        ]
    if common.as_json:
        print_json(_document(library_dir, indexed, answers))
        return
    _show(indexed, answers)
    if not no_window and sys.stdout.isatty() and has_display():
        print_note("Opening the window on the demo's library.")
        subprocess.run(_window_command(library_dir, common.model, QUERIES[0]), check=False)


def _window_command(library_dir: Path, model: str, query: str) -> list[str]:
    # Without -P a module in the folder where Evoke was started would be taken for one of ours.
    python = [sys.executable, "-P", "-m", "app", "gui"]
    return [*python, "--library", str(library_dir), "--model", model, "--query", query]


def has_display() -> bool:
    """Whether a window could be seen."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _answer(
    library: Library, query: str, photos_dir: Path, overlays_dir: Path, config: Config, cancel: CancelToken
) -> Answer:
    result = library.search(SearchRequest(query, limit=_HITS, folder=photos_dir), cancel=cancel)
    if not result.hits:
        return Answer(result, ())
    best = result.hits[0]
    time_s = best.moment.best_s if best.moment else None
    explanation = library.explain(query, best.path, time_s, cancel=cancel)
    picture = library.picture(best.path, time_s, _OVERLAY_PX)
    return Answer(result, write_overlays(explanation, picture, overlays_dir, query, config.appearance.heat_opacity))


def _document(library_dir: Path, indexed: IndexReport, answers: list[Answer]) -> dict[str, object]:
    queries = [result_document(answer.result) | {"heat_maps": list(answer.overlays)} for answer in answers]
    return {"library": library_dir, "index": report_document(indexed), "queries": queries}


def _show(indexed: IndexReport, answers: list[Answer]) -> None:
    show_report(indexed)
    for answer in answers:
        print_line()
        doubt = "" if answer.result.is_confident else "  (nothing really matches)"
        print_line(f'"{answer.result.query}"{doubt}')
        print_table(("score", "file", "where", "taken"), [hit_row(hit) for hit in answer.result.hits])
        print_table(("heat maps of the first hit",), [(path,) for path in answer.overlays])
