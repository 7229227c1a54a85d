import dataclasses
from pathlib import Path

import pytest

from engine.errors import BadConfig, DiskFull, StoreLocked
from engine.training.loop.run_state import STATE_NAME
from engine.training.recipe import DataConfig, Recipe, RunConfig
from engine.training.runs.run_claim import RECIPE_NAME, begun_recipe, claimed_run_folder, unclaimed

RECIPE = dataclasses.replace(Recipe(), run=RunConfig(epochs=3), data=DataConfig(images="/a"))


def test_claim_keeps_the_recipe(tmp_path: Path) -> None:
    with claimed_run_folder(tmp_path / "run", RECIPE, resume=False):
        assert begun_recipe(tmp_path / "run") == RECIPE


def test_claim_by_two_processes_is_refused(tmp_path: Path) -> None:
    with (
        claimed_run_folder(tmp_path, RECIPE, resume=False),
        pytest.raises(StoreLocked, match="Another process"),
        claimed_run_folder(tmp_path, RECIPE, resume=False),
    ):
        pytest.fail("claimed twice")
    with claimed_run_folder(tmp_path, RECIPE, resume=False):
        pass


def test_claim_of_a_run_that_can_be_gone_on_with_needs_resume(tmp_path: Path) -> None:
    with claimed_run_folder(tmp_path, RECIPE, resume=False):
        (tmp_path / STATE_NAME).touch()
    with (
        pytest.raises(BadConfig, match="was begun before") as caught,
        claimed_run_folder(tmp_path, RECIPE, resume=False),
    ):
        pytest.fail("claimed")
    assert "--resume" in caught.value.hint
    with claimed_run_folder(tmp_path, RECIPE, resume=True):
        pass


def test_claim_to_resume_with_another_recipe_names_the_first_difference(tmp_path: Path) -> None:
    with claimed_run_folder(tmp_path, RECIPE, resume=False):
        pass
    other = dataclasses.replace(RECIPE, run=RunConfig(epochs=4))
    with (
        pytest.raises(BadConfig, match=r"run\.epochs was 3 when .* began and is 4 now"),
        claimed_run_folder(tmp_path, other, resume=True),
    ):
        pytest.fail("claimed")


def test_claim_to_resume_may_move_data_and_change_what_decides_nothing(tmp_path: Path) -> None:
    with claimed_run_folder(tmp_path, RECIPE, resume=False):
        pass
    moved = dataclasses.replace(
        RECIPE, run=dataclasses.replace(RECIPE.run, micro_batch=4), data=DataConfig(images="/b")
    )
    with claimed_run_folder(tmp_path, moved, resume=True):
        assert begun_recipe(tmp_path) == RECIPE


def test_claim_where_nothing_can_be_written_is_an_engine_error(tmp_path: Path) -> None:
    (tmp_path / RECIPE_NAME).mkdir()
    with pytest.raises(DiskFull), claimed_run_folder(tmp_path, RECIPE, resume=False):
        pytest.fail("claimed")


def test_begun_recipe_of_no_run_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="no run in"):
        begun_recipe(tmp_path)


def test_unclaimed_leaves_no_trace(tmp_path: Path) -> None:
    with unclaimed(tmp_path / "run", RECIPE, resume=False):
        assert not (tmp_path / "run").exists()


def test_claim_of_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(DiskFull, match="cannot be written: Not a directory"),
        claimed_run_folder(tmp_path / "file" / "run", RECIPE, resume=False),
    ):
        pytest.fail("claimed")


def test_claim_removes_what_a_killed_save_left(tmp_path: Path) -> None:
    left = tmp_path / f".{STATE_NAME}.4242.tmp"
    left.write_bytes(b"half")
    (tmp_path / STATE_NAME).write_bytes(b"whole")
    with claimed_run_folder(tmp_path, RECIPE, resume=True):
        assert not left.exists()
        assert (tmp_path / STATE_NAME).read_bytes() == b"whole"
