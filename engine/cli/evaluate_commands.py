"""`evoke eval`: the four measures, each of the model or of the product itself."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_line, print_note, print_table
from engine.cli.progress_bar import progress_bar
from engine.records import MediaKind, SearchRequest, SearchResult

if TYPE_CHECKING:
    from engine.library import Library

Images = Annotated[Path, typer.Option(metavar="DIR|TAR", help="The pictures.")]
EveryImage = Annotated[
    bool, typer.Option("--every-image", help="Rank against all pictures, also those without a caption in the CSV.")
]
Captions = Annotated[Path, typer.Option(metavar="CSV", help="Columns image,caption.")]
Labels = Annotated[Path, typer.Option(metavar="CSV", help="Columns image,label.")]
Masks = Annotated[Path, typer.Option(metavar="DIR|TAR", help="images/, masks/*.png and mask_classes.json.")]
Videos = Annotated[Path, typer.Option(metavar="DIR", help="The clips.")]
Truth = Annotated[Path, typer.Option(metavar="CSV", help="Columns video,start_s,end_s,caption.")]


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(help="Measure the model and the product on data with known answers.", no_args_is_help=True)
    group.command("retrieval")(flat_options(retrieval))
    group.command("zeroshot")(flat_options(zeroshot))
    group.command("pointing")(flat_options(pointing))
    group.command("moments")(flat_options(moments))
    app.add_typer(group, name="eval")


def retrieval(common: CommonOptions, images: Images, captions: Captions, every_image: EveryImage = False) -> None:
    """Image-text retrieval, both ways: R@1, R@5, R@10 and the median rank."""
    from engine.evaluation.csv_tables import read_captions
    from engine.evaluation.image_sets import ImageSet
    from engine.evaluation.retrieval import measure_retrieval

    started = time.perf_counter()
    rows = read_captions(captions)
    with cancel_on_interrupt() as cancel, ImageSet(images, common.config().decoding) as pictures:
        pictures.check_names((row.image for row in rows), captions)
        encoder = common.load_encoder()
        with progress_bar() as report:
            figures = measure_retrieval(encoder, pictures, rows, every_image=every_image, cancel=cancel, report=report)
    document = dataclasses.asdict(figures) | {"model": encoder.name, "seconds": _seconds_since(started)}
    _show(common, document)


def zeroshot(common: CommonOptions, images: Images, labels: Labels) -> None:
    """Label ranking without training: the right label first, or among the first five."""
    from engine.evaluation.csv_tables import read_labels
    from engine.evaluation.image_sets import ImageSet
    from engine.evaluation.zero_shot import measure_zero_shot

    started = time.perf_counter()
    rows = read_labels(labels)
    with cancel_on_interrupt() as cancel, ImageSet(images, common.config().decoding) as pictures:
        pictures.check_names((row.image for row in rows), labels)
        encoder = common.load_encoder()
        with progress_bar() as report:
            figures = measure_zero_shot(encoder, pictures, rows, cancel=cancel, report=report)
    document = dataclasses.asdict(figures) | {"model": encoder.name, "seconds": _seconds_since(started)}
    _show(common, document)


def pointing(common: CommonOptions, data: Masks) -> None:
    """Heat maps: does the maximum lie on the thing that the word names?"""
    from engine.evaluation.image_sets import ImageSet
    from engine.evaluation.pointing import measure_pointing

    started = time.perf_counter()
    with cancel_on_interrupt() as cancel, ImageSet(data, common.config().decoding) as pictures:
        encoder = common.load_encoder()
        from engine.explain.word_maps import explain  # imports torch: not before the data is known to be there

        with progress_bar() as report:
            figures = measure_pointing(
                lambda word, pixels: explain(encoder, word, pixels),
                pictures,
                encoder.input_px,
                cancel=cancel,
                report=report,
            )
    document = dataclasses.asdict(figures) | {"model": encoder.name, "seconds": _seconds_since(started)}
    _show(common, document)


def moments(common: CommonOptions, videos: Videos, truth: Truth) -> None:
    """From a sentence to the clip, and to the second: clips are indexed and searched as a library is.

    The clips go into a library of their own: a temporary one, or with --library DIR one beside it that is kept.
    """
    from engine.evaluation.csv_tables import read_moments
    from engine.evaluation.moment_retrieval import check_clips, measure_moments

    started = time.perf_counter()
    rows = read_moments(truth)
    folder = videos.expanduser().absolute()
    check_clips(folder, rows, truth)
    clips = len({row.video for row in rows})
    with cancel_on_interrupt() as cancel, _measuring_library(common) as library, progress_bar() as report:
        indexed = library.index((folder,), cancel=cancel, report=report)
        for problem in indexed.problems:
            print_note(f"Left out: {problem.text}")

        def search(text: str) -> SearchResult:
            limit = max(clips, indexed.clips)
            return library.search(SearchRequest(text, limit=limit, kind=MediaKind.VIDEO, folder=folder), cancel=cancel)

        figures = measure_moments(search, rows, cancel=cancel, report=report)
        model = library.status().model_name
    document = {
        "t2v": figures.t2v,
        "moment_hit@1": figures.moment_hit_at_1,
        "R@1,IoU=0.5": figures.iou_recall_at_1,
        "clips": figures.clips,
        "queries": figures.queries,
        "model": model,
        "seconds": _seconds_since(started),
    }
    _show(common, document)


@contextmanager
def _measuring_library(common: CommonOptions) -> Iterator[Library]:
    """Open a library apart from the person's own, so that nothing else is among the hits."""
    if common.library is not None:
        beside = common.library_dir.with_name(common.library_dir.name + "-evaluation")
        with common.at(beside).open_library(writes=True) as library:
            yield library
        return
    with (
        TemporaryDirectory(prefix="evoke-evaluation-") as folder,
        common.at(Path(folder)).open_library(writes=True) as library,
    ):
        yield library


def _seconds_since(started: float) -> float:
    return round(time.perf_counter() - started, 3)


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return round(value, 3) if isinstance(value, float) else value


def _show(common: CommonOptions, document: dict[str, object]) -> None:
    if common.as_json:
        print_json(_rounded(document))
        return
    for name, value in document.items():
        if isinstance(value, dict):
            print_line(f"{name}: " + "  ".join(f"{key} {figure:.1f}" for key, figure in value.items()))
    plain = [(name, _figure(value)) for name, value in document.items() if not isinstance(value, dict)]
    print_table(("measure", "value"), plain)


def _figure(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
