from __future__ import annotations

from pathlib import Path

import pytest
import typer

from engine.cli.common_options import CommonOptions
from engine.cli.train_recipes import parted_settings, rows_file, wanted_recipe
from engine.errors import BadConfig
from engine.training.runs.recipe_files import shipped_rows


def test_settings_of_evoke_and_of_the_recipe_are_told_apart() -> None:
    common = CommonOptions(model="other", settings=["compute.threads=3", "run.epochs=2", "model.preset=tiny"])
    kept, values = parted_settings(common)
    assert kept.settings == ["compute.threads=3"]
    assert values == [{"run": {"epochs": 2}}, {"model": {"preset": "tiny"}}, {"model": {"start": "other"}}]


def test_settings_that_are_neither_are_wrong_usage() -> None:
    with pytest.raises(typer.BadParameter, match=r"did you mean run\.epochs"):
        parted_settings(CommonOptions(settings=["run.epoch=2"]))


def test_wanted_recipe_without_a_name_is_that_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "recipe.toml").write_text("[run]\nepochs = 7\n")
    recipe = wanted_recipe("", tmp_path, [{"run": {"micro_batch": 4}}], None)
    assert (recipe.run.epochs, recipe.run.micro_batch) == (7, 4)


def test_rows_file_is_the_one_named_or_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert rows_file(Path("ablation")) == rows_file(Path("ablation.toml")) == shipped_rows()
    (tmp_path / "ablation.toml").write_text("")
    assert rows_file(Path("ablation.toml")) == Path("ablation.toml")
    with pytest.raises(BadConfig, match="no file of rows"):
        rows_file(Path("none"))
