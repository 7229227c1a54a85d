"""`evoke models fetch`: the one command that uses the network, and says so first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.common_options import CommonOptions
from engine.cli.interrupts import cancel_on_interrupt
from engine.cli.option_groups import flat_options
from engine.cli.output import print_json, print_line, print_note, print_table, printable
from engine.cli.progress_bar import progress_bar
from engine.cots.hub_catalogue import CATALOGUE, find_public_model
from engine.cots.hub_file_names import CONFIG_FILE
from engine.cots.hub_plan import FetchPlan
from engine.jobs import Cancelled
from engine.user_settings import user_models_dir

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME|REPO|DIR",
        help="A public model by name, a repository (owner/model), or a folder with its files; nothing lists the names.",
    ),
]
Revision = Annotated[
    str, typer.Option("--revision", metavar="R", help="Another commit, branch or tag than the pinned one.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.", show_default=False)]


def register(group: typer.Typer) -> None:
    """Add the command to the group of models."""
    group.command("fetch")(flat_options(fetch))


def fetch(common: CommonOptions, name: Name = "", revision: Revision = "", yes: Yes = False) -> None:
    """Fetch a public model (CLIP, SigLIP) from the Hugging Face hub: the only command that uses the network.

    Size and licence are shown before anything is fetched. An interrupted fetch goes on where it stopped. A folder with
    a model's files, fetched elsewhere, is imported without the network.
    """
    if not name:
        _show_catalogue(as_json=common.as_json)
        return
    if (Path(name).expanduser() / CONFIG_FILE).is_file():
        _import_folder(Path(name).expanduser(), as_json=common.as_json)
        return
    from engine.cots.hub_fetch import plan_fetch
    from engine.cots.hub_install import install, is_installed

    plan = plan_fetch(find_public_model(name, revision))
    models_dir = user_models_dir()
    target = models_dir / plan.model.name
    is_new = not is_installed(plan, models_dir)
    if is_new:
        _ask(plan, yes=yes)
        with cancel_on_interrupt() as cancel, progress_bar() as report:
            target = install(plan, models_dir, cancel=cancel, report=report)
    if common.as_json:
        print_json(_document(plan) | {"path": target, "fetched": is_new})
        return
    print_line(f"{plan.model.name} is {'now' if is_new else 'already'} in {printable(target)}.")
    print_line(f"evoke models use {plan.model.name} lets a library use it.")


def _import_folder(folder: Path, *, as_json: bool) -> None:
    from engine.cots.hub_install import install_folder

    target = install_folder(folder, user_models_dir())
    if as_json:
        print_json({"name": target.name, "path": target, "fetched": True})
        return
    print_line(f"{target.name} is now in {printable(target)}.")
    print_line(f"evoke models use {target.name} lets a library use it.")


def _ask(plan: FetchPlan, *, yes: bool) -> None:
    """Say what would be fetched, and go on only with a yes.

    Raises:
        Cancelled: The answer was no.
        BadParameter: There is nobody to ask.
    """
    print_note(f"{plan.model.repo} at {plan.revision[:12]}: {_megabytes(plan.size_bytes)}.")
    print_note(f"Licence: {printable(plan.licence)}.")
    if yes:
        return
    if not sys.stdin.isatty():
        raise typer.BadParameter("nobody can be asked here; say --yes to fetch it", param_hint="--yes")
    if not typer.confirm("Fetch it?", err=True):
        raise Cancelled


def _show_catalogue(*, as_json: bool) -> None:
    if as_json:
        print_json({"public_models": list(CATALOGUE)})
        return
    rows = [
        (model.name, _megabytes(model.weights_bytes), model.licence, model.languages, model.about)
        for model in CATALOGUE
    ]
    print_table(("name", "size", "licence", "texts", "what it is"), rows)


def _document(plan: FetchPlan) -> dict[str, object]:
    return {
        "name": plan.model.name,
        "repo": plan.model.repo,
        "revision": plan.revision,
        "licence": plan.licence,
        "size_bytes": plan.size_bytes,
    }


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.0f} MB" if size_bytes else ""
