from __future__ import annotations

import pytest

from engine.cli.train_reports import TrainReports
from engine.jobs import Progress
from engine.training.loop.run_events import TrainEvent
from tests.helpers.tiny_training import drawn_pairs


def reports(heard: list[Progress], *, as_json: bool = False) -> TrainReports:
    return TrainReports(as_json, heard.append, epochs=4)


def test_step_moves_the_bar_and_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    heard: list[Progress] = []
    reports(heard).event(TrainEvent("step", 1, 30, {"loss": 2.5}, seconds=60.0, eta_s=20.0), "CL, seed 1")
    assert heard == [Progress(30, 40, "CL, seed 1 epoch 2 of 4, loss 2.500", 20.0)]
    assert capsys.readouterr().out == ""


def test_event_with_a_sentence_is_a_note(capsys: pytest.CaptureFixture[str]) -> None:
    reports([]).event(TrainEvent("memory", 0, 1, {"micro_batch": 8}, 1.0, 1.0, "The memory ran out."))
    assert capsys.readouterr().err == "The memory ran out.\n"


def test_epoch_without_measures_is_not_mentioned(capsys: pytest.CaptureFixture[str]) -> None:
    reports([]).event(TrainEvent("epoch", 1, 10, {}, 1.0, 1.0))
    assert capsys.readouterr().out == ""


def test_silent_process_says_nothing_about_its_data(capsys: pytest.CaptureFixture[str]) -> None:
    from engine.training.data.training_data import TrainingData

    pairs = drawn_pairs()
    TrainReports(True, lambda progress: None, 4, is_silent=True).data(TrainingData(pairs, pairs, ()))
    assert capsys.readouterr().out == ""
