from __future__ import annotations

import dataclasses

import pytest

from app.tuning.tuning_text import (
    data_headline,
    data_text,
    device_text,
    recipe_steps,
    run_line,
    stage_headline,
    stage_text,
)
from engine.tuning_records import RunStage, TuningData, TuningEstimate
from tests.helpers.fake_tuning import made_run

pytestmark = pytest.mark.usefixtures("qapp")

DATA = TuningData(30, 25, 0, 0, 200, 20, 100, 25, holds_all_out=True)


@pytest.mark.parametrize(
    ("pictures", "said"),
    [(0, "Nothing to learn"), (19, "1 more"), (5, "15 more"), (20, "Enough to try"), (100, "Enough to learn from")],
)
def test_headline_says_whether_it_suffices(pictures: int, said: str) -> None:
    assert data_headline(dataclasses.replace(DATA, pictures=pictures)).startswith(said)


def test_text_tells_of_moments_of_what_is_away_and_of_few_others() -> None:
    said = data_text(dataclasses.replace(DATA, moments=3, away=2, others=5))
    assert "3 of the pictures are moments" in said
    assert "2 more have a caption" in said
    assert "few pictures without captions" in said
    assert "with 100 it usually can" in data_text(DATA)


def test_recipe_says_how_much_is_held_out() -> None:
    assert "held out once" in recipe_steps(DATA)[1]
    many = dataclasses.replace(DATA, pictures=400, held_out=100, holds_all_out=False)
    assert recipe_steps(many)[1].startswith("100 captioned pictures are held out")


def test_device_is_named() -> None:
    cpu = TuningEstimate("cpu", "", 3, 1, 1, 1, 600, 1, 1, 1, 1)
    assert device_text(cpu) == "On the processor, with 3 threads"
    assert "Some <GPU>" in device_text(dataclasses.replace(cpu, device="cuda", device_name="Some <GPU>"))


@pytest.mark.parametrize("stage", list(RunStage))
def test_every_stage_has_words(stage: RunStage) -> None:
    assert stage_headline(made_run(stage=stage))


def test_line_of_a_run_has_its_figures() -> None:
    assert "captions 65 → 77 %" in run_line(made_run())
    failed = made_run(stage=RunStage.FAILED, reason="The memory ran out.", hint="Close other programs.")
    assert stage_text(failed) == "The memory ran out. Close other programs."
