"""`evoke train-tokenizer`: a visual tokenizer of one's own pictures."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_line, print_note, print_table, printable
from engine.cli.progress_bar import progress_bar
from engine.errors import BadConfig
from engine.jobs import Cancelled, Progress, Reporter

if TYPE_CHECKING:
    from engine.training.loop.run_events import Listener, TrainEvent
    from engine.training.tokens.tokenizer_training import TokenizerReport

_NAMED_SKIPPED = 10

Images = Annotated[
    list[str], typer.Option("--images", metavar="DIR|TAR", help="Pictures to train on. Repeatable; patterns work.")
]
HeldOut = Annotated[
    list[str] | None,
    typer.Option("--held-out", metavar="DIR|TAR", help="Pictures to measure on; otherwise some of the others."),
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the tokenizer and its report go.")]
Steps = Annotated[int, typer.Option("--steps", metavar="N", min=10, max=1_000_000, help="Steps, rounded up to tens.")]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on with the run that was interrupted in DIR.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("train-tokenizer")(flat_options(train_tokenizer))


def train_tokenizer(
    common: CommonOptions,
    images: Images,
    out: Out,
    held_out: HeldOut = None,
    steps: Steps = 2000,
    resume: Resume = False,
) -> None:
    """Train the visual tokenizer that masked image modelling predicts from, and report how its codes are used."""
    config = common.config()
    from engine.device import choose_device, limit_threads  # torch takes seconds to import: only where needed
    from engine.training.tokens.tokenizer_training import TokenizerOptions, train_visual_tokens
    from engine.training.tokens.visual_tokens_task import TokenPlan

    limit_threads(config.compute)
    out_dir = out.expanduser().absolute()
    if not resume:
        _check_unused(out_dir)
    options = TokenizerOptions(
        images=",".join(images),
        out=out_dir,
        held_out_images=",".join(held_out or ()),
        plan=TokenPlan(steps=steps),
        resume=resume,
    )
    with cancel_on_interrupt() as cancel, progress_bar() as report:
        device, listener = choose_device(config.compute), _listener(report, steps)
        try:
            outcome = train_visual_tokens(options, device=device, cancel=cancel, report=report, listen=listener)
        except Cancelled:
            if _state(out_dir).is_file():
                print_note(f"What was learned is kept: go on with the same command, --steps {steps} and --resume.")
            raise
    if common.as_json:
        print_json(_document(outcome, out_dir))
    else:
        _show(outcome, out_dir)


def _state(out: Path) -> Path:
    from engine.training.loop.run_state import STATE_NAME
    from engine.training.tokens.tokenizer_training import RUN_NAME

    return out / RUN_NAME / STATE_NAME


def _check_unused(out: Path) -> None:
    if _state(out).exists():
        raise BadConfig(
            f"{out} holds a tokenizer's run that was begun before.",
            hint="Go on with it (--resume, with the same --steps), or choose another folder (--out).",
            path=out,
        )


def _listener(report: Reporter, steps: int) -> Listener:
    def listen(event: TrainEvent) -> None:
        if event.event == "step":
            report(Progress(event.step, max(steps, event.step), "Training the tokenizer", event.eta_s))

    return listen


def _document(outcome: TokenizerReport, out: Path) -> dict[str, object]:
    from engine.training.tokens.tokenizer_training import REPORT_NAME

    return dataclasses.asdict(outcome) | {"out": out, "picture": out / REPORT_NAME}


def _show(outcome: TokenizerReport, out: Path) -> None:
    from engine.training.tokens.tokenizer_training import REPORT_NAME

    for why in outcome.skipped[:_NAMED_SKIPPED]:
        print_note(f"Left out: {printable(why)}")
    if len(outcome.skipped) > _NAMED_SKIPPED:
        print_note(f"Left out: {len(outcome.skipped) - _NAMED_SKIPPED} more.")
    print_table(("measure", "value"), [_in_words(name, value) for name, value in outcome.figures.items()])
    print_line(
        f"Trained on {outcome.pictures} pictures in {outcome.seconds:.0f} s, measured on {outcome.held_out} others."
    )
    print_line(f"The tokenizer is in {printable(out)}; look at {printable(out / REPORT_NAME)}.")


def _in_words(name: str, value: float) -> tuple[str, str]:
    """Say a figure as a person reads it; its name ends in the side of the pictures, in pixels."""
    measure, _, side = name.rpartition("_")
    if measure == "used":
        return f"codes used at {side} px", f"{100 * value:.1f} %"
    if measure == "perplexity":
        return f"codes that would say as much, used equally, at {side} px", f"{value:.0f}"
    if measure == "psnr_db":
        return f"nearness of reconstructions (PSNR) at {side} px", f"{value:.1f} dB"
    return name, f"{value:.3f}"
