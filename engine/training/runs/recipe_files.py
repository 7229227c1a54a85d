"""Recipes as files: those that ship with Evoke by name, a person's own by path; nothing in them is overlooked."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from engine.errors import BadConfig
from engine.setting_fields import describe, override, toml_value
from engine.training.recipe import DataConfig, ModelConfig, Recipe
from engine.user_settings import read_toml

Values = Mapping[str, Mapping[str, Any]]

_DATA_PATHS = ("images", "captions", "held_out_images", "held_out_captions")
_MODEL_PATHS = ("image_weights", "text_weights", "visual_tokens")
_ABLATION = "ablation"  # rows for `--ablate`, not a recipe of its own


@dataclass(frozen=True, slots=True)
class RecipeInfo:
    """A recipe that ships with Evoke: its name, its file, and the line that says what it is for."""

    name: str
    path: Path
    summary: str


def list_recipes() -> tuple[RecipeInfo, ...]:
    """List the recipes that ship with Evoke, by name."""
    files = sorted(path for path in _folder().glob("*.toml") if path.stem != _ABLATION)
    return tuple(RecipeInfo(path.stem, path, _summary(path)) for path in files)


def shipped_rows() -> Path:
    """Return the rows of the ablation that ships with Evoke."""
    return _folder() / f"{_ABLATION}.toml"


def find_recipe(path_or_name: str) -> Path:
    """Return the file that is meant: a path, or the name of a recipe that ships with Evoke.

    Raises:
        BadConfig: There is neither.
    """
    path = Path(path_or_name).expanduser()
    if path.is_file():
        return path
    known = {info.name: info.path for info in list_recipes()}
    if path_or_name in known:
        return known[path_or_name]
    nearest = difflib.get_close_matches(path_or_name, known, n=1)
    suggestion = f"; did you mean {nearest[0]}?" if nearest else "."
    raise BadConfig(f'There is no recipe "{path_or_name}"{suggestion}', hint="See `evoke train --list`.")


def read_recipe(path_or_name: str, overrides: Sequence[Values] = ()) -> Recipe:
    """Read a recipe, with further values laid over it; relative paths in the file count from its folder.

    Raises:
        BadConfig: There is no such recipe, it is not TOML, a key is misspelt, or a value is of the wrong type or out of
            bounds; the sentence names file, key and value.
    """
    path = find_recipe(path_or_name)
    recipe = override(Recipe(), read_toml(path), source=path, is_strict=True)
    recipe = _anchored(recipe, path.absolute().parent)
    for values in overrides:
        recipe = override(recipe, values, is_strict=True)
    return _anchored(recipe, Path.cwd())


def recipe_text(recipe: Recipe) -> str:
    """Write a recipe as TOML, every value that is not the default; it reads back the same."""
    changes: dict[str, list[str]] = {}
    for info in describe(Recipe):
        value = getattr(getattr(recipe, info.section), info.name)
        if value != info.default:
            changes.setdefault(info.section, []).append(f"{info.name} = {toml_value(value)}")
    return "\n".join(f"[{section}]\n" + "\n".join(lines) + "\n" for section, lines in changes.items())


def differences(first: Recipe, second: Recipe) -> Iterator[tuple[str, object, object]]:
    """Yield (key, value in the first, value in the second) wherever two recipes differ."""
    for info in describe(Recipe):
        one, other = (getattr(getattr(recipe, info.section), info.name) for recipe in (first, second))
        if one != other:
            yield info.key, one, other


def _anchored(recipe: Recipe, folder: Path) -> Recipe:
    """Make every path absolute, relative ones counted from `folder`."""
    data = {name: anchored(getattr(recipe.data, name), folder) for name in _DATA_PATHS}
    model = {name: _existing(getattr(recipe.model, name), folder) for name in _MODEL_PATHS}
    if "/" in recipe.model.start or "\\" in recipe.model.start:  # without, it is the name of a checkpoint
        model["start"] = _existing(recipe.model.start, folder)
    return dataclasses.replace(
        recipe,
        data=_replaced_data(recipe.data, data),
        model=_replaced_model(recipe.model, model),
    )


def anchored(pattern: str, folder: Path) -> str:
    """Return a list of paths or patterns, parted by commas, with the relative ones counted from `folder`."""
    parts = [part.strip() for part in pattern.split(",") if part.strip()]
    return ",".join(str(folder / Path(part).expanduser()) for part in parts)


def _existing(path: str, folder: Path) -> str:
    """Anchor a path that leads to something from there; anything else may be the name of public weights."""
    there = folder / Path(path).expanduser()
    return str(there) if path and there.exists() else path


def _replaced_data(config: DataConfig, paths: Mapping[str, str]) -> DataConfig:
    return dataclasses.replace(config, **paths)  # type: ignore[arg-type]  # the keys name text fields only


def _replaced_model(config: ModelConfig, paths: Mapping[str, str]) -> ModelConfig:
    return dataclasses.replace(config, **paths)  # type: ignore[arg-type]  # the keys name text fields only


def _summary(path: Path) -> str:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    return first.removeprefix("#").strip()


def _folder() -> Path:
    return Path(str(resources.files("resources"))) / "recipes"
