import json
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from engine.errors import DiskFull
from engine.training.loop.optim import RateRule
from engine.training.loop.run_events import JOURNAL_NAME, Journal, RunCount, TrainEvent
from engine.training.loop.trainer import Trainer
from tests.helpers.line_task import LINE_CONFIG, LineTask


def lines(run_dir: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (run_dir / JOURNAL_NAME).read_text(encoding="utf-8").splitlines()]


def test_event_tells_the_running_epoch_of_a_step_and_the_finished_ones_otherwise() -> None:
    count = RunCount(steps_per_epoch=4, total=12, step=8, seconds=16.0)
    assert count.event("step").epoch == 1
    assert count.event("epoch").epoch == 2
    assert count.event("saved").eta_s == pytest.approx(8.0)


def test_event_before_the_first_step_knows_no_eta() -> None:
    assert RunCount(4, 12).event("warning", text="Mind this.") == TrainEvent(
        "warning", 0, 0, {}, 0.0, 0.0, "Mind this."
    )


def test_journal_of_a_long_run_thins_its_steps_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(0.2 * tick for tick in range(100))
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    heard: list[TrainEvent] = []
    journal = Journal(tmp_path, 100_000, heard.append)
    count = RunCount(10, 100_000)
    for step in range(1, 11):
        count.step = step
        journal.write(count.event("step", {"loss": 1.0 / step}))
        journal.write(count.event("saved"))
    assert [line["step"] for line in lines(tmp_path) if line["event"] == "step"] == [1, 4, 7, 10]
    assert len([line for line in lines(tmp_path) if line["event"] == "saved"]) == 10
    assert len(heard) == 20


def test_journal_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / JOURNAL_NAME).mkdir()
    with pytest.raises(DiskFull, match="journal"):
        Journal(tmp_path, 10)


def test_run_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DiskFull, match="journal"):
        Trainer(LineTask(), LINE_CONFIG, [RateRule("", 0.1)], tmp_path / "file" / "run").run()


def test_run_without_tensorboard_warns_once_and_trains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    config = replace(LINE_CONFIG, tensorboard=True)
    assert Trainer(LineTask(), config, [RateRule("", 0.1)], tmp_path).run().step == 12
    warnings = [line["text"] for line in lines(tmp_path) if line["event"] == "warning"]
    assert warnings == ["TensorBoard is not installed; its files are not written."]


class Curves:
    """Stands in for TensorBoard, which not every machine has."""

    made: list["Curves"] = []  # noqa: RUF012  # whoever was made

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.points: list[tuple[str, float, int]] = []
        self.is_closed = False
        Curves.made.append(self)

    def add_scalar(self, tag: str, scalar_value: float, global_step: int) -> None:
        self.points.append((tag, scalar_value, global_step))

    def close(self) -> None:
        self.is_closed = True


def test_run_with_tensorboard_draws_losses_and_measures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("torch.utils.tensorboard")
    monkeypatch.setattr(module, "SummaryWriter", Curves, raising=False)
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", module)
    monkeypatch.setattr(Curves, "made", [])
    config = replace(LINE_CONFIG, tensorboard=True)
    last = Trainer(LineTask(), config, [RateRule("", 0.1)], tmp_path).run()
    (curves,) = Curves.made
    assert Path(curves.folder).parent == tmp_path
    assert [step for tag, _, step in curves.points if tag == "step/loss"] == list(range(1, 13))
    assert ("finished/weight", last.values["weight"], 12) in curves.points
    assert curves.is_closed
