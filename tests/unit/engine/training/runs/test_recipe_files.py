import dataclasses
from pathlib import Path

import pytest

from engine.errors import BadConfig
from engine.setting_fields import describe
from engine.training.recipe import Recipe, RunConfig
from engine.training.runs.recipe_files import differences, find_recipe, list_recipes, read_recipe, recipe_text


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_of_a_recipe_has_help_and_bounds_that_hold_its_default() -> None:
    for info in describe(Recipe):
        assert info.help.endswith("."), info.key
        assert info.bounds or info.type in (str, bool), info.key
        if info.minimum is not None and info.maximum is not None:
            assert isinstance(info.default, (int, float)), info.key
            assert info.minimum <= info.default <= info.maximum, info.key


def test_shipped_recipes_are_listed_with_what_they_are_for_and_can_be_read() -> None:
    listed = list_recipes()
    assert {info.name for info in listed} >= {"paper", "small-gpu", "cpu", "own-captions"}
    for info in listed:
        assert 40 < len(info.summary) < 140, info.name
        assert info.summary.endswith("."), info.name
        assert find_recipe(info.name) == info.path
        assert list(differences(Recipe(), read_recipe(info.name))), info.name


def test_paper_recipe_is_the_published_setting() -> None:
    recipe = read_recipe("paper")
    assert recipe.model.preset == "cots-base"
    assert recipe.filter.enabled
    assert (recipe.masking.image_share, recipe.masking.text_share) == (0.4, 0.15)
    objectives = recipe.objectives
    levels = (objectives.contrast, objectives.masked_images, objectives.masked_texts, objectives.alignment)
    assert levels == (1.0, 1.0, 1.0, 1.0)


def test_read_recipe_overrides_win_over_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "[run]\nepochs = 3\nseed = 5\n[objectives]\ncontrast = 2\n")
    recipe = read_recipe(str(path), [{"run": {"epochs": 4}}, {"filter": {"enabled": True}}])
    assert (recipe.run.epochs, recipe.run.seed, recipe.objectives.contrast) == (4, 5, 2.0)
    assert recipe.filter.enabled


def test_read_recipe_paths_count_from_the_recipes_folder(tmp_path: Path) -> None:
    (tmp_path / "bert").mkdir()
    (tmp_path / "embedded").mkdir()
    path = write(
        tmp_path,
        '[data]\nimages = "a-*.tar, /else/b.tar"\ncaptions = "sub/c.csv"\n'
        '[model]\ntext_weights = "bert"\nimage_weights = "a-public-name"\nstart = "./embedded"\n',
    )
    recipe = read_recipe(str(path))
    assert recipe.data.images == f"{tmp_path / 'a-*.tar'},/else/b.tar"
    assert recipe.data.captions == str(tmp_path / "sub/c.csv")
    assert recipe.data.held_out_images == ""
    assert recipe.model.text_weights == str(tmp_path / "bert")
    assert recipe.model.image_weights == "a-public-name"
    assert recipe.model.start == str(tmp_path / "embedded")
    assert read_recipe(str(path), [{"model": {"start": "embedded"}}]).model.start == "embedded"


def test_read_recipe_paths_of_overrides_count_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_recipe("cpu", [{"data": {"captions": "c.csv"}}]).data.captions == str(tmp_path / "c.csv")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[run]\nepoch = 3\n", "Unknown setting run.epoch in {path}; did you mean run.epochs?"),
        ("[objektives]\ncontrast = 1\n", "did you mean objectives.contrast?"),
        ("[objektives]\n", "Unknown setting objektives in {path}"),
        ("run = 3\n", "Unknown setting run in {path}"),
        ("[run]\nepochs = 0\n", "The setting run.epochs in {path} is 0 but must be 1 to 10,000."),
        ("[run]\nepochs = 1.5\n", "must be of type int"),
        ("[run]\nrate = nan\n", "run.rate in {path} is nan but must be"),
        ('[run]\nprecision = "float8"\n', "must be one of auto, float32, bfloat16, float16"),
        ("[run\n", "is not valid TOML"),
        ("[filter]\nenabled = 1\n", "must be of type bool"),
    ],
)
def test_read_recipe_with_a_mistake_names_file_key_and_rule(tmp_path: Path, text: str, sentence: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BadConfig) as caught:
        read_recipe(str(path))
    assert sentence.format(path=path) in caught.value.user_text
    assert caught.value.path == path


def test_read_recipe_override_with_a_misspelt_key_is_refused() -> None:
    with pytest.raises(BadConfig, match=r"Unknown setting run\.sede in the given values; did you mean run\.seed\?"):
        read_recipe("cpu", [{"run": {"sede": 1}}])


@pytest.mark.parametrize(("name", "sentence"), [("smal-gpu", "did you mean small-gpu?"), ("zzz", 'no recipe "zzz".')])
def test_find_recipe_unknown_name_says_what_is_near(name: str, sentence: str) -> None:
    with pytest.raises(BadConfig) as caught:
        find_recipe(name)
    assert sentence in caught.value.user_text


def test_recipe_written_as_text_reads_back_the_same(tmp_path: Path) -> None:
    recipe = read_recipe("paper", [{"data": {"images": '/odd "name"/é.tar'}, "run": {"rate": 1e-5}}])
    assert read_recipe(str(write(tmp_path, recipe_text(recipe)))) == recipe
    assert recipe_text(Recipe()) == ""


def test_differences_name_what_was_changed() -> None:
    other = dataclasses.replace(Recipe(), run=RunConfig(epochs=3))
    assert list(differences(Recipe(), other)) == [("run.epochs", 16, 3)]
