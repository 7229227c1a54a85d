import time

import pytest

from engine.training.finetuning.finetune_pace import Pace


def test_next_training_shares_what_is_left_evenly() -> None:
    pace = Pace(1.0, lambda event: None)
    pace.plan_trainings(4, 10)
    assert pace.next_training() - time.monotonic() == pytest.approx(15.0, abs=0.5)
    assert pace.next_training() - time.monotonic() == pytest.approx(20.0, abs=0.5)


def test_next_training_after_the_time_is_over_may_not_go_on() -> None:
    pace = Pace(0.0, lambda event: None)
    pace.plan_trainings(2, 10)
    assert pace.next_training() <= time.monotonic()


def test_progress_ends_with_everything_done_and_is_told_seldom() -> None:
    told: list[dict[str, object]] = []
    pace = Pace(1.0, lambda event: told.append(dict(event)))
    pace.plan_trainings(1, 500)
    for step in range(500):
        pace.step("training", 0, step + 1, 0.5)
    progress = [event for event in told if event["event"] == "progress"]
    assert progress[0]["done"] == 0
    assert (progress[-1]["done"], progress[-1]["total"]) == (500, 500)
    assert len(told) < 150
