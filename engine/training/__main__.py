"""`python -m engine.training`: makes the embedded checkpoint, from public weights to calibrated scores."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from engine.config import ComputeConfig
from engine.cots.catalogue import embedded_path
from engine.device import limit_threads
from engine.errors import EngineError
from engine.training.embedded.embedded_recipe import EmbeddedRecipe, Material, Mode, make_checkpoint, shortened
from engine.training.loop.trainer import TrainEvent


def main(arguments: list[str] | None = None) -> int:
    """Run the recipe and print its events as JSON lines; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m engine.training", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"), help="folder with data/ and weights/")
    parser.add_argument("--run", type=Path, required=True, help="folder for the run's journal, state and caches")
    parser.add_argument("--out", type=Path, default=embedded_path(), help="checkpoint folder to write")
    parser.add_argument("--epochs", type=int, help="epochs of the first stage, instead of the recipe's")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves one core free")
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in Mode],
        default=Mode.FRESH.value,
        help="start anew, go on from the run folder's state, or only save what its first stage has reached",
    )
    options = parser.parse_args(arguments)
    limit_threads(ComputeConfig(threads=options.threads))
    recipe = EmbeddedRecipe() if options.epochs is None else shortened(EmbeddedRecipe(), options.epochs)
    try:
        mode = Mode(options.mode)
        make_checkpoint(Material(options.data), recipe, options.run, options.out, mode=mode, listen=_print_event)
    except EngineError as error:
        sys.stderr.write(f"{error.user_text} {error.hint}".rstrip() + "\n")
        return 3
    return 0


def _print_event(event: TrainEvent) -> None:
    sys.stdout.write(json.dumps(asdict(event)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
