"""`train`: one step of COTS, level by level, beside a plain InfoNCE step on the same towers."""

from __future__ import annotations

from typing import Final

from engine.bench.bench_run import BenchRun
from engine.bench.figures import Baseline, BenchResult, Figure, Goal, Spread
from engine.cots.checkpoint_header import read_header
from engine.cots.presets import PRESETS
from engine.device import choose_device, limit_threads, thread_count
from engine.training.runs.step_cost import CONTRAST, KINDS, PLAIN, PLAIN_OURS, measure_steps

_BATCH: Final = 32
_ROUNDS: Final = 5
_BAR: Final = 1.0


def measure(run: BenchRun) -> BenchResult:
    """Time a step of every kind in turn, on towers of the model's architecture with random weights."""
    name = read_header(run.model).config.name
    preset = name if name in PRESETS else "embedded"
    batch = run.scaled(_BATCH, 4)
    run.say("building the towers")
    limit_threads(run.config.compute)
    costs = measure_steps(
        preset, batch, run.rounds(min(run.repeats, _ROUNDS)), run.config.compute, "auto", tuple(KINDS)
    )
    threads = thread_count(run.config.compute)
    rates = {cost.name: Spread.of(cost.seconds).each(lambda seconds: batch / seconds) for cost in costs}
    baseline = Baseline("plain InfoNCE, both sides with gradient", rates[PLAIN])
    figures = tuple(
        Figure(
            "train",
            f"a step: {cost.name}",
            rates[cost.name],
            "pictures/s",
            baseline,
            Goal(at_least=_BAR) if cost.name == CONTRAST else None,
            threads,
            "warm",
            f"{cost.gflop_per_picture:.1f} GFLOP a picture",
        )
        for cost in costs
        if cost.name != PLAIN
    )
    beside_ours = Figure(
        "train",
        f"{CONTRAST}, beside a plain step with our layers",
        rates[CONTRAST],
        "pictures/s",
        Baseline(PLAIN_OURS, rates[PLAIN_OURS]),
        threads=threads,
        state="warm",
    )
    device = choose_device(run.config.compute)
    facts = (
        f"The architecture {preset}, {batch} pictures of noise and captions of eleven words a step, {device.type}, the "
        "same layers frozen in all.",
        "The plain step contrasts a batch with itself, as open_clip does: no momentum encoders, no queues. Its frozen "
        "layers run without gradients, as torch has them, over the part of a batch that is quickest here.",
        "Our step gains by layers that a plain step could have too. The bar is against the plain step as people run it "
        "today; the last row holds ours against a plain step that has all of our layers.",
        "With momentum encoders a picture is seen twice, once without gradient; what is frozen sees it once for both.",
    )
    return BenchResult("train", (*figures, beside_ours), facts=facts)
