import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.cots import depthwise_convs
from engine.cots.timm_parts import Conv2dSame
from engine.training.loop.optim import RateRule
from engine.training.loop.run_state import load_run_state
from engine.training.loop.trainer import Trainer, TrainEvent
from engine.training.recipe import RunConfig
from tests.helpers.line_task import LINE_CONFIG, LineTask


def trainer(run_dir: Path, config: RunConfig = LINE_CONFIG, task: LineTask | None = None) -> Trainer:
    return Trainer(task or LineTask(), config, [RateRule("", config.rate)], run_dir)


def weights(run: Trainer) -> Tensor:
    return torch.cat([parameter.detach().flatten() for parameter in run.task.module.parameters()])


def test_trainer_lets_gradients_take_the_quick_way_through_frozen_depthwise_convolutions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways_back: list[torch.Size] = []
    real = depthwise_convs.gradient_of_input

    def spy(gradient: Tensor, kernel: Tensor, shape: torch.Size, stride: int, padding: int) -> Tensor:
        ways_back.append(shape)
        return real(gradient, kernel, shape, stride, padding)

    monkeypatch.setattr(depthwise_convs, "gradient_of_input", spy)
    task = LineTask()
    conv = Conv2dSame(4, 4, 3, stride=2, groups=4, bias=False)
    task.module.add_module("strided", conv)
    trainer(tmp_path, task=task)
    conv.requires_grad_(False)  # the rules of this run let everything learn
    torch.autograd.backward(conv(torch.randn(1, 4, 8, 8, requires_grad=True)).sum())
    assert ways_back == [torch.Size([1, 4, 8, 8])]


def test_run_reports_every_step_and_epoch_in_its_journal(tmp_path: Path) -> None:
    heard: list[TrainEvent] = []
    last = trainer(tmp_path).run(listen=heard.append)
    lines = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    names = [line["event"] for line in lines]
    assert names == [*(["step"] * 4 + ["saved", "epoch"]) * 2, *["step"] * 4, "saved", "finished"]
    assert [event.event for event in heard] == names
    assert (last.event, last.step, last.eta_s) == ("finished", 12, 0.0)
    assert set(lines[0]["values"]) == {"loss", "fit", "pull", "queue"}
    assert lines[0]["values"]["loss"] == pytest.approx(lines[0]["values"]["fit"] + lines[0]["values"]["pull"])
    assert lines[0]["eta_s"] == pytest.approx(lines[0]["seconds"] * 11)


def test_run_leaves_the_averaged_weights_in_the_module(tmp_path: Path) -> None:
    run = trainer(tmp_path)
    run.run()
    averaged = torch.cat([tensor.flatten() for tensor in run.average.shadow.values()])
    assert torch.equal(weights(run), averaged)


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
        if event.event in {"epoch", "finished"}:
            measured.append(event.values["weight"])
            averages.append(float(run.average.shadow["last.weight"].sum()))

    run.run(listen=listen)
    assert measured == pytest.approx(averages)
    unmeasured = trainer(tmp_path / "b", replace(LINE_CONFIG, measure_every=9))
    unmeasured.run()
    assert torch.equal(weights(unmeasured), weights(run))


def test_run_in_bfloat16_learns_too(tmp_path: Path) -> None:
    heard: list[TrainEvent] = []
    task = LineTask(dropout=0.0)
    config = replace(LINE_CONFIG, epochs=8, precision="bfloat16")
    trainer(tmp_path, config, task).run(listen=heard.append)
    losses = [event.values["loss"] for event in heard if event.event == "step"]
    assert np.mean(losses[-4:]) < 0.6 * np.mean(losses[:4])


def test_run_leaves_costly_saves_out_but_for_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.training.loop.trainer.CHEAP_SAVE_S", 0.0)
    monkeypatch.setattr("engine.training.loop.trainer.SAVE_PAUSE", 1e9)
    heard: list[TrainEvent] = []
    trainer(tmp_path, replace(LINE_CONFIG, epochs=5)).run(listen=heard.append)
    assert [event.epoch for event in heard if event.event == "saved"] == [1, 5]  # what one costs is known after one
    state = load_run_state(tmp_path)
    assert state is not None
    assert state.progressed.step == 20
