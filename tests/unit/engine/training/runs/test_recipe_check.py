import dataclasses
from pathlib import Path

import pytest

from engine.errors import BadConfig, BadData, FolderMissing, ModelMissing
from engine.training.recipe import DataConfig, ModelConfig, Recipe, RunConfig
from engine.training.runs.recipe_check import check_recipe
from engine.training.runs.recipe_files import read_recipe


def test_check_without_image_weights_names_every_value_of_each_way_out() -> None:
    with pytest.raises(BadConfig) as caught:
        check_recipe(read_recipe("study"))
    assert "mobilenetv2_100 in safetensors" in caught.value.hint
    for way in ("model.start=embedded", "model.image_weights=FILE", "model.train_stem=all --set model.stem_views=0"):
        assert way in caught.value.hint


@pytest.mark.parametrize("name", ["cpu", "study"])
@pytest.mark.parametrize("way_out", [{"start": "embedded"}, {"train_stem": "all", "stem_views": 0}])
def test_check_accepts_what_the_hint_says(name: str, way_out: dict[str, object]) -> None:
    check_recipe(read_recipe(name, [{"model": way_out}]))


def test_check_takes_the_name_of_installed_image_weights_for_no_file() -> None:
    check_recipe(read_recipe("cpu"))


def test_check_of_kept_views_of_a_stem_that_learns_says_what_to_set() -> None:
    with pytest.raises(BadConfig, match="stem_views") as caught:
        check_recipe(Recipe(model=ModelConfig(train_stem="all", stem_views=2)))
    assert "model.stem_views=0" in caught.value.hint


def test_check_names_weights_that_are_not_there(tmp_path: Path) -> None:
    missing = str(tmp_path / "none.safetensors")
    with pytest.raises(ModelMissing, match=r"none\.safetensors"):
        check_recipe(read_recipe("cpu", [{"model": {"image_weights": missing}}]))


def test_check_names_a_table_that_is_not_there(tmp_path: Path) -> None:
    data = DataConfig(images=str(tmp_path), captions=str(tmp_path / "captions.csv"))
    with pytest.raises(FolderMissing, match="no caption file"):
        check_recipe(Recipe(data=data, model=ModelConfig(start="embedded")))


def test_check_of_fewer_pictures_than_a_batch_is_told_by_the_table_alone(tmp_path: Path) -> None:
    table = tmp_path / "captions.csv"
    table.write_text("image,caption\n" + "".join(f"{number}.png,a dog\n" for number in range(9)))
    data = DataConfig(images=str(tmp_path / "nowhere"), captions=str(table))
    recipe = Recipe(data=data, model=ModelConfig(start="embedded"), run=RunConfig(batch_size=16))
    with pytest.raises(BadData, match="name 9 pictures; a batch needs 16") as caught:
        check_recipe(recipe)
    assert "run.batch_size=4" in caught.value.hint
    limited = dataclasses.replace(recipe, data=dataclasses.replace(data, limit=8), run=RunConfig(batch_size=9))
    with pytest.raises(BadData) as caught:
        check_recipe(limited)
    assert "data.limit leaves 8" in caught.value.hint
