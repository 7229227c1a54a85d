import dataclasses
import json
from pathlib import Path

import pytest

from engine.config import ComputeConfig
from engine.jobs import Cancelled, CancelToken
from engine.training.loop.run_events import TrainEvent
from engine.training.loop.run_state import STATE_NAME
from engine.training.runs.ablation import RESULT_NAME, AblationRunner, finished_result, last_epoch_means
from engine.training.runs.ablation_plan import Ablation, AblationRow
from tests.helpers.drawn_files import tiny_recipe

ROWS = (
    AblationRow("CL", {}),
    AblationRow("noisy", {"data": {"shuffled_share": 0.5}, "run": {"epochs": 1}}),
)


@pytest.fixture
def ablation(tmp_path: Path) -> Ablation:
    return Ablation(tiny_recipe(tmp_path), ROWS, (4, 5), tmp_path / "runs", ComputeConfig(device="cpu", threads=1))


def test_ablation_runs_every_row_and_seed_and_does_not_repeat_what_is_finished(ablation: Ablation) -> None:
    heard: list[tuple[str, int, str]] = []

    def listen(row: str, seed: int, event: TrainEvent) -> None:
        heard.append((row, seed, event.event))

    results = AblationRunner(ablation, listen=listen).run()
    assert {name: len(found) for name, found in results.items()} == {"CL": 2, "noisy": 2}
    assert [(row, seed) for row, seed, name in heard if name == "finished"] == [
        ("CL", 4), ("noisy", 4), ("CL", 5), ("noisy", 5),
    ]  # fmt: skip
    result = results["CL"][0]
    assert set(result.measures) == {f"{way}_R@{k}" for way in ("t2i", "i2t") for k in (1, 5, 10)}
    assert {"loss", "contrast", "alignment", "dropped"} <= set(result.figures)
    assert (result.train, result.held_out) == (16, 4)
    folder = ablation.folder_of(ROWS[0], 4)
    assert not (folder / STATE_NAME).exists()
    heard.clear()
    assert AblationRunner(ablation, listen=listen).run() == results
    assert heard == []
    (ablation.folder_of(ROWS[1], 5) / RESULT_NAME).write_text("{")
    assert AblationRunner(ablation, listen=listen).run()["noisy"][1].measures == results["noisy"][1].measures
    assert {(row, seed) for row, seed, _ in heard} == {("noisy", 5)}


def test_ablation_cancelled_goes_on_from_the_same_step(ablation: Ablation) -> None:
    cancel = CancelToken()
    steps: list[int] = []

    def listen(row: str, seed: int, event: TrainEvent) -> None:
        if event.event == "step":
            steps.append(event.step)
            if len(steps) == 3:
                cancel.cancel()

    with pytest.raises(Cancelled):
        AblationRunner(ablation, cancel=cancel, listen=listen).run()
    assert (ablation.folder_of(ROWS[0], 4) / STATE_NAME).exists()
    one = dataclasses.replace(ablation, seeds=(4,))
    steps.append(0)  # no third step of three any more
    resumed = AblationRunner(one, listen=listen).run()
    assert steps[4:] == [4, 1, 2]  # the last step of the first row, then the second row
    whole = AblationRunner(dataclasses.replace(one, run_dir=ablation.run_dir / "again")).run()
    assert resumed["CL"][0].measures == whole["CL"][0].measures


def test_finished_result_of_another_recipe_does_not_count(ablation: Ablation, tmp_path: Path) -> None:
    recipe = ablation.recipe_of(ROWS[0], 4)
    assert finished_result(tmp_path, recipe) is None
    (tmp_path / RESULT_NAME).write_text(json.dumps({"recipe": "", "measures": {}}))
    assert finished_result(tmp_path, recipe) is None


def test_last_epoch_means_takes_the_steps_of_the_last_epoch_and_no_cut_line(tmp_path: Path) -> None:
    lines = [
        {"event": "step", "epoch": 0, "values": {"loss": 9.0}},
        {"event": "step", "epoch": 1, "values": {"loss": 2.0, "dropped": 0.1}},
        {"event": "saved", "epoch": 1, "values": {}},
        {"event": "step", "epoch": 1, "values": {"loss": 4.0, "dropped": 0.3}},
    ]
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join([json.dumps(line) for line in lines] + ['{"event": "st']))
    assert last_epoch_means(path, 2) == {"loss": 3.0, "dropped": pytest.approx(0.2)}
