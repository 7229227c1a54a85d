"""What an ablation is: one recipe, rows of changes of it, and seeds, read from a file."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.config import ComputeConfig
from engine.errors import BadConfig
from engine.setting_fields import override
from engine.training.recipe import Recipe
from engine.training.runs.recipe_files import Values
from engine.user_settings import read_toml

VIEWS_NAME = "views"  # in the folder of the ablation, beside one folder a row


@dataclass(frozen=True, slots=True)
class AblationRow:
    """One row: its name, its changes of the recipe, and the row it is compared with ("" is the first)."""

    name: str
    changes: Values
    against: str = ""


@dataclass(frozen=True, slots=True)
class Ablation:
    """Rows of one recipe over some seeds, and where they run."""

    recipe: Recipe
    rows: tuple[AblationRow, ...]
    seeds: tuple[int, ...]
    run_dir: Path
    compute: ComputeConfig = dataclasses.field(default_factory=ComputeConfig)

    def recipe_of(self, row: AblationRow, seed: int) -> Recipe:
        """Return the recipe of one run."""
        changed = override(self.recipe, row.changes, is_strict=True)
        return override(changed, {"run": {"seed": seed}}, is_strict=True)

    def folder_of(self, row: AblationRow, seed: int) -> Path:
        """Return the folder of one run."""
        return self.run_dir / _slug(row.name) / f"seed-{seed}"


def read_rows(path: Path, recipe: Recipe) -> tuple[Recipe, tuple[AblationRow, ...]]:
    """Read the rows of an ablation: `[[rows]]` with a `name`, perhaps `against`, and sections of changed values.

    A table `[all]` holds what is changed in every row.

    Returns:
        The recipe with the changes of `[all]`, and the rows.

    Raises:
        BadConfig: It is not TOML, has no rows, names one twice, or changes what the recipe does not have.
    """
    values = read_toml(path)
    entries = values.get("rows")
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise BadConfig(f"{path} has no rows: each begins with [[rows]] and a name.", path=path)
    unknown = values.keys() - {"all", "rows"}
    if unknown or not isinstance(values.get("all", {}), dict):
        raise BadConfig(f"{path} may hold [all] and [[rows]], and nothing else.", path=path)
    rows = tuple(_row(entry, path) for entry in entries)
    _check_names(rows, path)
    recipe = override(recipe, values.get("all", {}), source=path, is_strict=True)
    for row in rows:
        override(recipe, row.changes, source=path, is_strict=True)
    return recipe, rows


def _check_names(rows: Sequence[AblationRow], path: Path) -> None:
    names = [row.name for row in rows]
    slugs = {_slug(name) for name in names}
    if len(slugs) != len(names) or "" in slugs or VIEWS_NAME in slugs:
        raise BadConfig(f"The rows of {path} need names that differ by letters or digits.", path=path)
    for row in rows:
        if row.against and row.against not in names:
            raise BadConfig(f'The row "{row.name}" of {path} is against "{row.against}", which is no row.', path=path)


def _row(entry: Mapping[str, Any], path: Path) -> AblationRow:
    changes = {key: value for key, value in entry.items() if key not in {"name", "against"}}
    name, against = entry.get("name"), entry.get("against", "")
    if not isinstance(name, str) or not isinstance(against, str):
        raise BadConfig(f"Every row of {path} needs a name in quotes.", path=path)
    return AblationRow(name, changes, against)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
