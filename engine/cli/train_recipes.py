"""Which recipe `evoke train` is told to run, from its options."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine import setting_fields
from engine.cli.common_options import CommonOptions, parse_assignment
from engine.config import Config
from engine.errors import BadConfig

if TYPE_CHECKING:
    from engine.training.recipe import Recipe
    from engine.training.runs.recipe_files import Values


def parted_settings(common: CommonOptions) -> tuple[CommonOptions, list[Values]]:
    """Part `--set` into Evoke's own settings and values of the recipe; `--model` becomes one of the latter."""
    from engine.training.recipe import Recipe

    own = {info.section for info in setting_fields.describe(Config)}
    theirs: list[dict[str, dict[str, Any]]] = []
    kept: list[str] = []
    for assignment in common.settings or []:
        if assignment.strip().partition(".")[0] in own:
            kept.append(assignment)
        else:
            theirs.append(parse_assignment(assignment, Recipe))
    if common.model != "auto":
        theirs.append({"model": {"start": common.model}})
    return dataclasses.replace(common, settings=kept), list(theirs)


def wanted_recipe(name: str, run_dir: Path, values: list[Values], data: Path | None) -> Recipe:
    """Return the recipe called `name`, or without a name that of the run in `run_dir`, with values laid over it.

    Raises:
        BadConfig: There is none, or a value is wrong.
        FolderMissing: There is no folder `data`.
        BadData: It holds no training data.
    """
    from engine.setting_fields import override
    from engine.training.data.data_layout import with_data_folder
    from engine.training.runs.recipe_files import read_recipe
    from engine.training.runs.run_claim import begun_recipe

    if name:
        recipe = read_recipe(name, values)
    else:
        recipe = begun_recipe(run_dir)
        for each in values:
            recipe = override(recipe, each, is_strict=True)
    if data is None:
        return recipe
    return dataclasses.replace(recipe, data=with_data_folder(recipe.data, data))


def rows_file(path: Path) -> Path:
    """Return the file of rows: the one at `path`, or the one that ships with Evoke.

    Raises:
        BadConfig: There is neither.
    """
    from engine.training.runs.recipe_files import shipped_rows

    path = path.expanduser()
    if path.is_file():
        return path
    if path.name in {"ablation", "ablation.toml"}:
        return shipped_rows()
    raise BadConfig(f"There is no file of rows {path}.", hint="--ablate ablation takes the rows that ship with Evoke.")
