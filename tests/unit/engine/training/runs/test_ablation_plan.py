from pathlib import Path

import pytest

from engine.errors import BadConfig
from engine.training.recipe import Recipe
from engine.training.runs.ablation_plan import Ablation, read_rows
from engine.training.runs.recipe_files import read_recipe, shipped_rows


def write(folder: Path, text: str) -> Path:
    path = folder / "rows.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_rows_are_those_of_the_four_levels_the_filter_and_the_ideas() -> None:
    recipe, rows = read_rows(shipped_rows(), read_recipe("cpu"))
    ablation = Ablation(recipe, rows, (1,), Path("runs"))
    recipes = {row.name: ablation.recipe_of(row, 1) for row in rows}
    levels = {
        name: (each.objectives.masked_texts, each.objectives.masked_images, each.objectives.alignment)
        for name, each in recipes.items()
    }
    assert list(recipes)[:4] == ["CL", "CL + MLM", "CL + MLM + MVM", "CL + MLM + MVM + KL"]
    assert [levels[name] for name in list(recipes)[:4]] == [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1)]
    noisy = [each for each in recipes.values() if each.data.shuffled_share == 0.2]
    assert [each.filter.enabled for each in noisy][:2] == [False, True]
    ideas = [each for name, each in recipes.items() if levels[name] == (0, 0, 0) and name != "CL"]
    assert {each.objectives.positives for each in ideas} == {"own", "all"}
    assert min(each.masking.keep_patches for each in ideas) == 0.5
    assert max(each.objectives.ranking for each in ideas) == 1.0
    assert max(each.objectives.intra_text for each in ideas) == 1.0


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "has no rows"),
        ("rows = 3\n", "has no rows"),
        ('run = { epochs = 1 }\n[[rows]]\nname = "A"\n', r"\[all\] and \[\[rows\]\], and nothing else"),
        ('[all]\nrun = { epoch = 1 }\n[[rows]]\nname = "A"\n', r"Unknown setting run\.epoch"),
        ("[[rows]]\nrun = { epochs = 1 }\n", "needs a name"),
        ('[[rows]]\nname = "A"\n[[rows]]\nname = "a!"\n', "differ by letters"),
        ('[[rows]]\nname = "?"\n', "differ by letters"),
        ('[[rows]]\nname = "A"\nagainst = "B"\n', 'against "B", which is no row'),
        ('[[rows]]\nname = "A"\nrun = { epoch = 1 }\n', r"Unknown setting run\.epoch .* did you mean run\.epochs"),
        ('[[rows]]\nname = "A"\nrun = { epochs = 0 }\n', "must be 1 to"),
        ("[[rows\n", "not valid TOML"),
    ],
)
def test_read_rows_with_a_mistake_is_bad_config(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BadConfig, match=complaint):
        read_rows(write(tmp_path, text), Recipe())


def test_read_rows_changes_of_all_rows_come_before_those_of_a_row(tmp_path: Path) -> None:
    text = '[all]\nrun = { epochs = 3, seed = 9 }\n[[rows]]\nname = "A"\n[[rows]]\nname = "B"\nrun = { epochs = 4 }\n'
    recipe, rows = read_rows(write(tmp_path, text), Recipe())
    ablation = Ablation(recipe, rows, (1,), tmp_path)
    assert [ablation.recipe_of(row, 1).run.epochs for row in rows] == [3, 4]
    assert recipe.run.seed == 9
