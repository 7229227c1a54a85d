"""Trains a visual tokenizer on pictures from beginning to end: read, train, measure, save, draw."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path

import torch

from engine.cots.atomic_file import write_atomically
from engine.cots.visual_token_files import load_discrete_vae, save_visual_tokenizer
from engine.cots.visual_tokens import DiscreteVae, DiscreteVaeConfig
from engine.device import seed_everything
from engine.errors import DiskFull
from engine.jobs import CancelToken, Reporter, ignore_progress
from engine.training.loop.optim import RateRule
from engine.training.loop.trainer import Listener, Trainer
from engine.training.recipe import RunConfig
from engine.training.tokens.code_usage import measure_tokens
from engine.training.tokens.token_pictures import Squares, held_out_split, load_squares
from engine.training.tokens.token_report import reconstruction_sheet, write_png
from engine.training.tokens.visual_tokens_task import TokenPlan, VisualTokensTask

FIGURES_NAME = "figures.json"
REPORT_NAME = "report.png"
RUN_NAME = "run"
MEASUREMENTS = 10

_SHOWN_PX = 112
_MEASURED_ON_THE_WAY = 200  # of the held-out pictures; the figures at the end are of all


@dataclass(frozen=True, slots=True)
class TokenizerOptions:
    """What to train on, and for how long.

    Attributes:
        images: Folders or tar files, parted by commas.
        out: Folder for the tokenizer, its figures, its picture, and `run` with journal and state.
        held_out_images: Pictures to measure on; empty keeps some of `images` out of training.
        plan: The objective; its steps are rounded up to a multiple of `MEASUREMENTS`.
        shape: Of the network.
        rate: Peak learning rate.
        square_px: Side at which pictures are kept in memory.
        max_pictures: Of more pictures, so many are used, evenly spread.
        held_out: Pictures kept out of training where no others are named; at most a tenth.
        resume: Go on from the state in `out`.
    """

    images: str
    out: Path
    held_out_images: str = ""
    plan: TokenPlan = field(default_factory=TokenPlan)
    shape: DiscreteVaeConfig = field(default_factory=DiscreteVaeConfig)
    rate: float = 3e-3
    square_px: int = 160
    max_pictures: int = 20_000
    held_out: int = 200
    resume: bool = False


@dataclass(frozen=True, slots=True)
class TokenizerReport:
    """What came of it.

    Attributes:
        pictures: Pictures trained on.
        held_out: Pictures measured on.
        skipped: Why files were passed over, one sentence each.
        parameters: Numbers in the network.
        vocabulary: Codes.
        steps: Steps taken.
        seconds: Wall time of the steps, earlier parts of a resumed run included.
        figures: See `code_usage.measure_tokens`; of what was saved, on the held-out pictures.
    """

    pictures: int
    held_out: int
    skipped: tuple[str, ...]
    parameters: int
    vocabulary: int
    steps: int
    seconds: float
    figures: dict[str, float]


def train_visual_tokens(
    options: TokenizerOptions,
    *,
    device: torch.device | None = None,
    cancel: CancelToken | None = None,
    report: Reporter = ignore_progress,
    listen: Listener | None = None,
) -> TokenizerReport:
    """Train a discrete VAE and write it, its figures and a picture of its reconstructions into `options.out`.

    Args:
        options: What and how long.
        device: Where to compute; the CPU by default.
        cancel: Asked before every picture and step.
        report: Told how far reading the pictures is.
        listen: Told of every event of the run.

    Raises:
        Cancelled: Asked to stop; the run can be resumed.
        EngineError: The pictures or the run's state cannot be used, or a file could not be written.
    """
    squares, held_out = _pictures(options, cancel, report)
    per_epoch = -(-options.plan.steps // MEASUREMENTS)
    plan = dataclasses.replace(options.plan, steps=per_epoch * MEASUREMENTS)
    seed_everything(plan.seed)
    # Convolutions over few channels are faster on processors when a cell's channels lie side by side.
    vae = DiscreteVae(options.shape).to(device or torch.device("cpu")).to(memory_format=torch.channels_last)
    task = VisualTokensTask(vae, squares, held_out.spread(_MEASURED_ON_THE_WAY), plan, per_epoch)
    run = RunConfig(
        epochs=MEASUREMENTS,
        rate=options.rate,
        warmup_steps=min(40, per_epoch),
        weight_decay=0.01,
        average_decay=0.99,
        seed=plan.seed,
    )
    trainer = Trainer(
        task, run, [RateRule("", options.rate)], options.out / RUN_NAME, identity=_identity(options, plan, squares)
    )
    event = trainer.run(resume=options.resume, cancel=cancel, listen=listen)
    save_visual_tokenizer(options.out, vae, summary=f"{vae.vocabulary} codes for squares of 8 px, {plan.steps} steps.")
    saved = load_discrete_vae(options.out)
    outcome = TokenizerReport(
        pictures=len(squares),
        held_out=len(held_out),
        skipped=squares.skipped,
        parameters=sum(parameter.numel() for parameter in saved.parameters()),
        vocabulary=saved.vocabulary,
        steps=plan.steps,
        seconds=round(event.seconds, 1),
        figures=_measured(saved, held_out, plan.measured_px),
    )
    _write_report(options.out, saved, held_out, outcome, plan.measured_px)
    return outcome


def _pictures(options: TokenizerOptions, cancel: CancelToken | None, report: Reporter) -> tuple[Squares, Squares]:
    squares = load_squares(options.images, options.square_px, options.max_pictures, cancel=cancel, report=report)
    if not options.held_out_images:
        return held_out_split(squares, min(options.held_out, max(1, len(squares) // 10)))
    named = load_squares(options.held_out_images, options.square_px, options.max_pictures, cancel=cancel, report=report)
    return squares, named


def _identity(options: TokenizerOptions, plan: TokenPlan, squares: Squares) -> str:
    return json.dumps([options.images, len(squares), options.square_px, dataclasses.asdict(plan)])


def _measured(vae: DiscreteVae, held_out: Squares, sizes_px: tuple[int, ...]) -> dict[str, float]:
    figures = [measure_tokens(vae, held_out.at(side)) for side in sizes_px]
    return {name: round(value, 4) for part in figures for name, value in part.items()}


def _write_report(
    out: Path, vae: DiscreteVae, held_out: Squares, outcome: TokenizerReport, sizes_px: tuple[int, ...]
) -> None:
    document = dataclasses.asdict(outcome)
    try:
        write_png(out / REPORT_NAME, reconstruction_sheet(vae, held_out, sizes_px, _SHOWN_PX))
        write_atomically(out / FIGURES_NAME, (json.dumps(document, indent=2) + "\n").encode())
    except OSError as error:
        raise DiskFull(f"The tokenizer's report could not be written: {error.strerror}.", path=out) from error
