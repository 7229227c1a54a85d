import dataclasses
from pathlib import Path

import pytest

from engine.training.recipe import DataConfig, Recipe, RunConfig
from engine.training.runs.ablation import RunResult
from engine.training.runs.ablation_plan import Ablation, AblationRow
from engine.training.runs.ablation_report import NOTES_HEADING, RECALLS, ablation_page, spread, with_notes

ROWS = (
    AblationRow("CL", {}),
    AblationRow("CL + MLM", {"objectives": {"masked_texts": 0.5}}),
    AblationRow("a | b", {"run": {"epochs": 2}}, against="CL + MLM"),
)


def result(recall: float, **figures: float) -> RunResult:
    return RunResult(dict.fromkeys(RECALLS, recall), figures, 90.0, 6000, 1000)


@pytest.fixture
def page() -> str:
    recipe = dataclasses.replace(Recipe(), run=RunConfig(epochs=3), data=DataConfig(images="/home/me/a.tar", limit=9))
    ablation = Ablation(recipe, ROWS, (1, 2), Path("runs"))
    results = {
        "CL": (result(10.0, loss=5.0, dropped=0.0), result(12.0, loss=4.0, dropped=0.0)),
        "CL + MLM": (result(11.0), result(15.0)),
        "a | b": (result(11.0, dropped=0.05), result(13.0, dropped=0.15)),
    }
    return ablation_page(ablation, results, "evoke train cpu --ablate ablation")


def cells(page: str, name: str) -> list[str]:
    (line,) = [line for line in page.splitlines() if line.startswith(f"| {name} |")]
    return [cell.strip() for cell in line.strip("|").split(" | ")][1:]


def test_page_has_a_mean_and_a_spread_of_every_recall(page: str) -> None:
    assert cells(page, "CL")[:6] == ["11.0 ± 1.4"] * 6
    assert cells(page, "CL + MLM")[:6] == ["13.0 ± 2.8"] * 6


def test_page_differences_are_taken_seed_by_seed(page: str) -> None:
    assert cells(page, "CL")[6:8] == ["-", "-"]
    assert cells(page, "CL + MLM")[6:8] == ["+2.0 ± 1.4"] * 2
    named = r"a \| b (Δ against CL + MLM)"
    assert cells(page, named)[6:8] == ["-1.0 ± 1.4"] * 2


def test_page_shows_loss_dropped_share_and_time_where_there_are_any(page: str) -> None:
    assert cells(page, "CL")[8:] == ["4.50", "-", "1.5"]
    assert cells(page, r"a \| b (Δ against CL + MLM)")[8:] == ["-", "10.0 %", "1.5"]


def test_page_tells_the_settings_and_no_place_of_this_computer(page: str) -> None:
    assert "epochs = 3" in page
    assert "limit = 9" in page
    assert "/home/me" not in page
    assert "`objectives.masked_texts = 0.5`" in page
    assert "- **CL**: nothing" in page
    assert "`evoke train cpu --ablate ablation`; seeds 1, 2" in page
    assert "6,000 pictures" in page
    assert "2 seeds" in page


def test_page_columns_are_as_many_in_every_line(page: str) -> None:
    table = [line.replace(r"\|", "") for line in page.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in table} == {13}


def test_spread_of_one_value_has_none() -> None:
    assert spread([3.14]) == "3.1"


def test_page_made_again_keeps_the_notes_and_nothing_else_of_the_old_one(page: str) -> None:
    notes = f"{NOTES_HEADING}\n\n- Words help.\n"
    again = with_notes(page, f"# Ablation\n\nold figures\n\n{notes}")
    assert again.startswith(page.rstrip())
    assert again.endswith(notes)
    assert "old figures" not in again
    assert with_notes(page, "# Ablation\n") == page
