"""`evoke finetune`: make the model better on a person's own captions, and keep it only if it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json_line, print_line, print_note, print_table, printable
from engine.cli.progress_bar import progress_bar
from engine.model_records import FinetuneReport, FinetuneRequest

Recipe = Annotated[str, typer.Option("--recipe", metavar="NAME|PATH", help="How to train.")]
Minutes = Annotated[
    float | None, typer.Option("--minutes", metavar="N", help="How long the training may take; else the recipe says.")
]
GuardImages = Annotated[
    Path | None,
    typer.Option("--guard-images", metavar="DIR|TAR", help="Pictures on which the model must not get worse."),
]
GuardCaptions = Annotated[
    Path | None, typer.Option("--guard-captions", metavar="CSV", help="Their captions (columns image,caption).")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the run that was cut short.")]
NoSwitch = Annotated[bool, typer.Option("--no-switch", help="Store an accepted model, but go on with the old one.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("finetune")(flat_options(finetune))


def finetune(
    common: CommonOptions,
    recipe: Recipe = "own-captions",
    minutes: Minutes = None,
    guard_images: GuardImages = None,
    guard_captions: GuardCaptions = None,
    no_switch: NoSwitch = False,
    resume: Resume = False,
) -> None:
    """Train on your own captions, and use the new model only if it is better on them and no worse in general."""
    request = FinetuneRequest(recipe, minutes, guard_images, guard_captions, switch=not no_switch)
    with cancel_on_interrupt() as cancel, common.open_library(writes=True) as library, progress_bar() as report:
        outcome = library.finetune(
            request, resume=resume, cancel=cancel, report=report, tell=print_json_line if common.as_json else _tell
        )
    if common.as_json:
        print_json_line(_document(outcome))
    else:
        _show(outcome)


def _tell(event: Mapping[str, Any]) -> None:
    """Print what the training says beside its progress; events this version does not know are left out."""
    if event.get("event") == "note":
        print_note(printable(str(event.get("text"))))


def _show(outcome: FinetuneReport) -> None:
    names = list(dict.fromkeys([*outcome.before, *outcome.after]))
    rows = [(name, _figure(outcome.before.get(name)), _figure(outcome.after.get(name))) for name in names]
    print_table(("figure", "before", "after"), rows)
    print_line(printable(outcome.reason))
    if not outcome.accepted:
        print_line(f"Nothing was changed; {outcome.model} stays in use.")
    elif outcome.switched is None:
        print_line(f"The new model is stored as {outcome.model}; evoke models use {outcome.model} takes it into use.")
    else:
        print_line(f"The library now uses {outcome.model}; evoke models rollback goes back.")
        if outcome.switched.lacking:
            print_line(f"{outcome.switched.lacking} photos and clips cannot be found until evoke index has read them.")


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _document(outcome: FinetuneReport) -> dict[str, object]:
    return {
        "before": dict(outcome.before),
        "after": dict(outcome.after),
        "accepted": outcome.accepted,
        "model": outcome.model,
        "reason": outcome.reason,
        "run": outcome.run_dir,
    }
