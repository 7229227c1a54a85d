"""`evoke train`: a model from a recipe and captioned pictures; or an ablation of a recipe."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_note, print_table, printable
from engine.cli.progress_bar import progress_bar
from engine.cli.train_recipes import parted_settings, rows_file, wanted_recipe
from engine.cli.train_reports import TrainReports
from engine.errors import DiskFull
from engine.jobs import Cancelled

if TYPE_CHECKING:
    from engine.training.loop.processes import ProcessGroup
    from engine.training.loop.run_events import TrainEvent

_RUNS_FOLDER = "runs"
_CHECKPOINT_FOLDER = "checkpoint"

RecipeName = Annotated[str, typer.Argument(metavar="RECIPE", help="A recipe's name or file.", show_default=False)]
Lists = Annotated[bool, typer.Option("--list", help="List the recipes that ship with Evoke.", show_default=False)]
Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Where the data is, unless the recipe says: captions.csv, images/."),
]
Run = Annotated[
    Path | None, typer.Option("--run", metavar="DIR", help="Folder for journal and state; otherwise runs/RECIPE.")
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="PATH", help="Where the model (or the ablation's page) goes.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the run in its folder.", show_default=False)]
Ablate = Annotated[
    Path | None,
    typer.Option("--ablate", metavar="TOML", help="Run every row of an ablation instead, on several seeds."),
]
Seeds = Annotated[int, typer.Option("--seeds", metavar="N", min=1, max=100, help="Seeds of an ablation.")]


@dataclasses.dataclass(frozen=True, slots=True)
class TrainOptions:
    """The options that are the command's own."""

    lists: Lists = False
    data: Data = None
    run: Run = None
    out: Out = None
    resume: Resume = False
    ablate: Ablate = None
    seeds: Seeds = 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("train")(flat_options(train))


def train(common: CommonOptions, options: TrainOptions, recipe: RecipeName = "") -> None:
    """Train a model by a recipe, or go on with a run; with --json one document per line, an event each.

    --set takes the recipe's values as well (run.epochs=3); --model names the checkpoint to start from.
    """
    if options.lists:
        _list_recipes(common)
        return
    from engine.training.loop.processes import from_environment  # torch takes seconds to import: only where needed

    session = _Session(common, options, recipe)
    if options.ablate is not None:
        session.ablate(options.ablate)
        return
    group = from_environment()
    try:
        session.train(group)
    finally:
        group.close()


class _Session:
    """One call of the command: what it was told, and the runs it makes."""

    def __init__(self, common: CommonOptions, options: TrainOptions, name: str) -> None:
        from engine.training.runs.recipe_files import find_recipe

        if not name and options.resume and not options.run:
            raise typer.BadParameter("name the run's folder (--resume --run DIR), or its recipe", param_hint="--resume")
        if not name and not options.resume:
            raise typer.BadParameter("name one, or use --list", param_hint="RECIPE")
        self._options = options
        self._name = find_recipe(name).stem if name else ""
        run_dir = options.run or Path(_RUNS_FOLDER) / self._name
        self._run_dir = run_dir.expanduser().absolute()
        self._as_json = common.as_json
        in_force, values = parted_settings(common)
        self._compute = in_force.config().compute
        self._recipe = wanted_recipe(name, self._run_dir, values, options.data)

    def train(self, group: ProcessGroup) -> None:
        """Train, save and measure."""
        from engine.device import limit_threads
        from engine.training.runs.cots_run import RunPlace, build_run, finish_run
        from engine.training.runs.recipe_check import check_recipe
        from engine.training.runs.run_claim import claimed_run_folder, unclaimed

        check_recipe(self._recipe, group.count)  # before the folder is made
        if group.count == 1:
            limit_threads(self._compute)
        claim = claimed_run_folder if group.is_first else unclaimed
        resume = self._options.resume
        with (
            claim(self._run_dir, self._recipe, resume=resume),
            cancel_on_interrupt() as cancel,
            progress_bar() as report,
        ):
            reports = TrainReports(self._as_json, report, self._recipe.run.epochs, is_silent=not group.is_first)
            place = RunPlace(self._run_dir, compute=self._compute, group=group, cancel=cancel, report=report)
            run = build_run(self._recipe, place, resume=resume)
            reports.data(run.data)
            try:
                run.trainer.run(resume=resume, cancel=cancel, listen=reports.event)
            except Cancelled:
                print_note(f"What was learned is kept: go on with --resume --run {printable(self._run_dir)}")
                raise
            if group.is_first:
                out = (self._options.out or self._run_dir / _CHECKPOINT_FOLDER).expanduser().absolute()
                reports.end(finish_run(run, out, f"Trained by the recipe {self._name or self._run_dir.name}."))

    def ablate(self, rows_path: Path) -> None:
        """Run an ablation and write its page."""
        from engine.device import limit_threads
        from engine.training.runs.ablation import AblationRunner
        from engine.training.runs.ablation_plan import Ablation, read_rows
        from engine.training.runs.ablation_report import ablation_page

        limit_threads(self._compute)
        first = self._recipe.run.seed
        recipe, rows = read_rows(rows_file(rows_path), self._recipe)
        seeds = tuple(range(first, first + self._options.seeds))
        ablation = Ablation(recipe, rows, seeds, self._run_dir, self._compute)
        with cancel_on_interrupt() as cancel, progress_bar() as report:
            reports = TrainReports(self._as_json, report, self._recipe.run.epochs)

            def listen(row: str, seed: int, event: TrainEvent) -> None:
                reports.event(event, f"{row}, seed {seed}")

            results = AblationRunner(ablation, cancel=cancel, report=report, listen=listen).run()
        command = f"evoke train {self._name} --ablate {rows_path.name} --seeds {len(seeds)}"
        out = (self._options.out or self._run_dir / "ablation.md").expanduser().absolute()
        _write_page(out, ablation_page(ablation, results, command))
        reports.ablation(out, results)


def _list_recipes(common: CommonOptions) -> None:
    from engine.training.runs.recipe_files import list_recipes

    recipes = list_recipes()
    if common.as_json:
        print_json({"recipes": [dataclasses.asdict(info) for info in recipes]})
    else:
        print_table(("name", "what it is for"), [(info.name, info.summary) for info in recipes])


def _write_page(path: Path, page: str) -> None:
    from engine.cots.atomic_file import write_atomically
    from engine.training.runs.ablation_report import with_notes

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        earlier = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        write_atomically(path, with_notes(page, earlier).encode())
    except OSError as error:
        raise DiskFull(f"{path} cannot be written: {error.strerror}.", path=path) from error
