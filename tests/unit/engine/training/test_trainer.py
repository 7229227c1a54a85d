import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from engine.errors import CheckpointMismatch
from engine.jobs import Cancelled, CancelToken
from engine.training.optim import RateRule
from engine.training.run_state import STATE_NAME
from engine.training.trainer import TrainConfig, Trainer, TrainEvent

CONFIG = TrainConfig(epochs=3, warmup_steps=2, average_decay=0.5, seed=5)


class LineTask:
    """Fits y = w x + b by noisy gradient steps; the noise comes from the step's own generator and from dropout."""

    steps_per_epoch = 4

    def __init__(self) -> None:
        torch.manual_seed(0)
        self._last = nn.Linear(4, 1)
        self._net = nn.Sequential(nn.Linear(3, 4), nn.Dropout(0.5), self._last)
        self.measured = 0

    @property
    def module(self) -> nn.Module:
        return self._net

    def losses(self, epoch: int, step: int, rng: np.random.Generator) -> Mapping[str, Tensor]:
        x = torch.from_numpy(rng.normal(size=(16, 3)).astype(np.float32))
        error = self._net(x).squeeze(1) - x.sum(dim=1)
        return {"fit": error.square().mean(), "shrink": 1e-3 * self._last.weight.square().sum()}

    def measure(self) -> Mapping[str, float]:
        self.measured += 1
        return {"weight": float(self._last.weight.sum())}


def trainer(run_dir: Path, config: TrainConfig = CONFIG) -> Trainer:
    return Trainer(LineTask(), config, [RateRule("", 0.05)], run_dir)


def weights(run: Trainer) -> Tensor:
    return torch.cat([parameter.detach().flatten() for parameter in run.task.module.parameters()])


def test_run_reports_every_step_and_epoch_in_its_journal(tmp_path: Path) -> None:
    heard: list[TrainEvent] = []
    last = trainer(tmp_path).run(listen=heard.append)
    lines = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert [line["event"] for line in lines] == [*(["step"] * 4 + ["epoch"]) * 2, *["step"] * 4, "finished"]
    assert [event.event for event in heard] == [line["event"] for line in lines]
    assert (last.event, last.step, last.eta_s) == ("finished", 12, 0.0)
    assert set(lines[0]["values"]) == {"loss", "fit", "shrink"}
    assert lines[0]["values"]["loss"] == pytest.approx(lines[0]["values"]["fit"] + lines[0]["values"]["shrink"])
    assert lines[0]["eta_s"] == pytest.approx(lines[0]["seconds"] * 11)


def test_run_leaves_the_averaged_weights_in_the_module(tmp_path: Path) -> None:
    run = trainer(tmp_path)
    run.run()
    averaged = torch.cat([tensor.flatten() for tensor in run.average.shadow.values()])
    assert torch.equal(weights(run), averaged)


def test_run_killed_and_resumed_ends_with_the_same_weights(tmp_path: Path) -> None:
    whole = trainer(tmp_path / "whole")
    whole.run()
    token = CancelToken()

    def stop_in_the_second_epoch(event: TrainEvent) -> None:
        if event.step == 6:
            token.cancel()

    with pytest.raises(Cancelled):
        trainer(tmp_path / "cut").run(cancel=token, listen=stop_in_the_second_epoch)
    resumed = trainer(tmp_path / "cut")
    torch.manual_seed(12345)  # whatever else used the generator in between
    last = resumed.run(resume=True)
    assert last.step == 12
    assert torch.equal(weights(resumed), weights(whole))


def test_run_resumed_after_its_end_changes_nothing(tmp_path: Path) -> None:
    first = trainer(tmp_path)
    first.run()
    again = trainer(tmp_path)
    again.run(resume=True)
    assert torch.equal(weights(again), weights(first))


def test_run_resume_without_a_state_starts_anew(tmp_path: Path) -> None:
    assert trainer(tmp_path).run(resume=True).step == 12


def test_run_resume_from_a_damaged_state_says_so(tmp_path: Path) -> None:
    trainer(tmp_path).run()
    state = tmp_path / STATE_NAME
    state.write_bytes(state.read_bytes()[:100])
    with pytest.raises(CheckpointMismatch, match="damaged"):
        trainer(tmp_path).run(resume=True)


def test_settle_interrupted_leaves_what_the_run_had_reached(tmp_path: Path) -> None:
    first = trainer(tmp_path)
    first.run()
    other = trainer(tmp_path)
    assert other.settle_interrupted() == 12
    assert torch.equal(weights(other), weights(first))


def test_run_measures_the_average_and_trains_on_with_its_own_weights(tmp_path: Path) -> None:
    run = trainer(tmp_path)
    measured: list[float] = []
    averages: list[float] = []

    def listen(event: TrainEvent) -> None:
        if event.event != "step":
            measured.append(event.values["weight"])
            averages.append(float(run.average.shadow["2.weight"].sum()))

    run.run(listen=listen)
    assert measured == pytest.approx(averages)
    unmeasured = Trainer(
        LineTask(), TrainConfig(3, 2, average_decay=0.5, seed=5, measure_every=9), [RateRule("", 0.05)], tmp_path / "b"
    )
    unmeasured.run()
    assert torch.equal(weights(unmeasured), weights(run))


def test_run_in_bfloat16_learns_too(tmp_path: Path) -> None:
    heard: list[TrainEvent] = []
    trainer(tmp_path, TrainConfig(epochs=8, warmup_steps=2, bfloat16=True)).run(listen=heard.append)
    losses = [event.values["loss"] for event in heard if event.event == "step"]
    assert np.mean(losses[-4:]) < 0.6 * np.mean(losses[:4])
