"""What can be wrong with a recipe, found before data is opened or a model is loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from engine.cots.presets import PRESETS
from engine.errors import BadConfig, BadData, FolderMissing, ModelMissing
from engine.training.data.caption_table import read_caption_table
from engine.training.recipe import DataConfig, ModelConfig, Recipe
from engine.training.runs.starting_weights import IMAGE_BACKBONE

_EASIEST = "start from the model that ships (--set model.start=embedded)"


def check_recipe(recipe: Recipe, processes: int = 1) -> None:
    """Check what needs neither pictures nor weights: values that contradict each other, and files that must be there.

    Args:
        recipe: With everything laid over it that the run is told.
        processes: How many the run has.

    Raises:
        BadConfig: Values contradict each other, or there is no such preset; the hint names every value to set.
        ModelMissing: Weights that the recipe names are not there.
        FolderMissing: The table of captions is not there.
        BadData: The table names fewer pictures than a batch.
    """
    _check_processes(recipe, processes)
    _check_model(recipe.model)
    for place in _named_weights(recipe.model):
        if not place.exists():
            raise ModelMissing(f"There are no weights at {place}.", path=place)
    _check_data(recipe.data, recipe.run.batch_size)


def _check_processes(recipe: Recipe, processes: int) -> None:
    if recipe.run.batch_size % processes:
        raise BadConfig(f"run.batch_size {recipe.run.batch_size} cannot be parted equally over {processes} processes.")
    if recipe.model.stem_views and processes > 1:
        raise BadConfig("model.stem_views is for one process; several compute their views anew: set it to 0.")


def _check_model(model: ModelConfig) -> None:
    if model.stem_views and model.train_stem == "all":
        raise BadConfig(
            'model.stem_views keeps what a stem sees that does not learn; model.train_stem is "all".',
            hint="Add --set model.stem_views=0.",
        )
    if model.start:
        return
    preset = PRESETS.get(model.preset)
    if preset is None:
        raise BadConfig(f'There is no preset "{model.preset}" (model.preset); there are {", ".join(PRESETS)}.')
    if preset.image.kind == "hybrid" and model.train_stem != "all" and not model.image_weights:
        without_views = " --set model.stem_views=0" if model.stem_views else ""
        raise BadConfig(
            f"With model.train_stem {model.train_stem} the random convolutions of {model.preset} would never learn.",
            hint=f"Either {_EASIEST}, or name weights (--set model.image_weights=FILE, timm's "
            f"{preset.image.timm_name} in safetensors), or let "
            f"all convolutions learn (--set model.train_stem=all{without_views}).",
        )


def _named_weights(model: ModelConfig) -> Iterator[Path]:
    """Yield the files and folders that must be there; names of installed weights are looked up by who loads them."""
    if model.visual_tokens:
        yield Path(model.visual_tokens)
    if model.start:
        return
    if model.image_weights and model.image_weights != IMAGE_BACKBONE:
        yield Path(model.image_weights)
    if "/" in model.text_weights or "\\" in model.text_weights:
        yield Path(model.text_weights)


def _check_data(data: DataConfig, batch_size: int) -> None:
    if not data.captions:
        return  # the library's own export, or nothing: who opens it says so at once
    for table in filter(None, (data.captions, data.held_out_captions)):
        if not Path(table).is_file():
            raise FolderMissing(f"There is no caption file {table}.", path=Path(table))
    named = len(read_caption_table(Path(data.captions)).captions)
    count = min(named, data.limit) if data.limit else named
    if count < batch_size:
        raise BadData(
            f"The captions name {named} pictures; a batch needs {batch_size} (run.batch_size).",
            hint=f"Add captions, or --set run.batch_size={max(2, count // 2)}."
            if count == named
            else f"data.limit leaves {count} of them: raise it, or lower run.batch_size.",
            path=Path(data.captions),
        )
