"""`evoke explain`: one picture with a heat map per word, and how much each word helped."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_line, print_table
from engine.records import Explanation, Picture, WordMap

_OVERLAY_PX = 1024

Query = Annotated[str, typer.Argument(metavar="QUERY", help="The description to explain.")]
File = Annotated[Path, typer.Argument(metavar="PATH", help="A photo or clip.")]
At = Annotated[
    float | None,
    typer.Option("--at", metavar="S", min=0, help="Second of the clip; otherwise its best frame.", show_default=False),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Folder for the pictures; otherwise a new temporary one."),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain")(flat_options(explain))


def explain(common: CommonOptions, query: Query, path: File, at: At = None, out: Out = None) -> None:
    """Show where each word of a description is seen in a photo or frame, and how much it raised the score."""
    file = path.expanduser().absolute()
    with cancel_on_interrupt() as cancel, common.open_library(writes=False) as library:
        explanation = library.explain(query, file, at, cancel=cancel)
        picture = library.picture(file, explanation.time_s, _OVERLAY_PX)
        folder = out.expanduser().absolute() if out else Path(tempfile.mkdtemp(prefix="evoke-explain-"))
        overlays = write_overlays(explanation, picture, folder, file.stem, common.config().appearance.heat_opacity)
    if common.as_json:
        print_json(explanation_document(explanation, overlays))
    else:
        show_explanation(explanation, overlays)


def write_overlays(
    explanation: Explanation, picture: Picture, folder: Path, stem: str, opacity: float
) -> tuple[Path, ...]:
    """Write one PNG per word, numbered in the order of the words, and return their paths.

    Raises:
        DiskFull: The folder cannot be made or written to.
    """
    from engine.explain.overlay import write_overlay

    paths = []
    for number, word in enumerate(explanation.words, start=1):
        path = folder / f"{_file_name(stem)}-{number}-{_file_name(word.word)}.png"
        write_overlay(path, picture.pixels, word.grid, opacity)
        paths.append(path)
    return tuple(paths)


def explanation_document(explanation: Explanation, overlays: tuple[Path, ...]) -> dict[str, object]:
    """The JSON document of an explanation."""
    words = [_word_document(word, path) for word, path in zip(explanation.words, overlays, strict=True)]
    return {"words": words, "score": float(explanation.score), "took_ms": round(explanation.took_ms, 3)}


def show_explanation(explanation: Explanation, overlays: tuple[Path, ...]) -> None:
    """Print what each word gave and where its heat map lies."""
    print_line(f"Score {explanation.score:.3f}; what each word gave:")
    print_table(
        ("word", "gave", "heat map"),
        [
            (word.word, f"{word.contribution:+.3f}", path)
            for word, path in zip(explanation.words, overlays, strict=True)
        ],
    )


def _word_document(word: WordMap, overlay: Path) -> dict[str, object]:
    grid = [[round(float(value), 5) for value in row] for row in word.grid]
    return {"word": word.word, "contribution": float(word.contribution), "overlay": overlay, "grid": grid}


def _file_name(text: str) -> str:
    """A short name that every file system takes; letters of any script stay."""
    return re.sub(r"[^\w-]+", "_", text.encode("utf-8", "replace").decode())[:60].strip("_") or "word"
