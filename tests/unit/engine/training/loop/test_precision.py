from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from engine.device import gains_from_bfloat16
from engine.jobs import Cancelled, CancelToken
from engine.training.loop.optim import RateRule
from engine.training.loop.precision import Precision, choose_dtype, full_precision
from engine.training.loop.run_state import load_run_state
from engine.training.loop.trainer import Trainer, TrainEvent
from tests.helpers.line_task import LINE_CONFIG, LineTask

CPU = torch.device("cpu")
HALF = replace(LINE_CONFIG, epochs=8, precision="float16")


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ({"avx512_bf16": True}, torch.bfloat16),
        ({"amx_bf16": True, "avx512_bf16": False}, torch.bfloat16),
        ({"avx2": True, "avx512_bf16": False}, torch.float32),
        ({}, torch.float32),
    ],
)
def test_choose_dtype_auto_takes_bfloat16_where_the_processor_has_it(
    monkeypatch: pytest.MonkeyPatch, flags: dict[str, bool], expected: torch.dtype
) -> None:
    monkeypatch.setattr("torch.cpu.get_capabilities", lambda: flags, raising=False)
    assert choose_dtype("auto", CPU) == expected


@pytest.mark.parametrize("has_it", [True, False])
def test_choose_dtype_auto_asks_the_gpu(monkeypatch: pytest.MonkeyPatch, has_it: bool) -> None:
    monkeypatch.setattr("torch.cuda.is_bf16_supported", lambda including_emulation: has_it)
    assert choose_dtype("auto", torch.device("cuda")) == (torch.bfloat16 if has_it else torch.float32)


def test_choose_dtype_by_name_and_on_other_devices() -> None:
    assert choose_dtype("float16", CPU) == torch.float16
    assert choose_dtype("float32", CPU) == torch.float32
    assert not gains_from_bfloat16(torch.device("mps"))


@pytest.mark.parametrize("name", ["bfloat16", "float16"])
def test_autocast_computes_in_half_precision_but_not_within_full_precision(name: str) -> None:
    precision, layer, x = Precision(name, CPU), nn.Linear(3, 2), torch.ones(4, 3)
    with precision.autocast():
        halved = layer(x)
        with full_precision(x):
            whole = layer(x)
    assert (halved.dtype, whole.dtype) == (precision.dtype, torch.float32)
    assert torch.allclose(halved.float(), whole, atol=1e-2)


def test_autocast_fuses_attention_on_a_processor_only_where_nothing_learns() -> None:
    precision = Precision("bfloat16", CPU)
    fused = []
    for learns in (True, False):
        with precision.autocast(learns=learns):
            # Its name is older than the kernel for processors.
            fused.append(torch.backends.cuda.flash_sdp_enabled())  # type: ignore[no-untyped-call]
    assert fused == [False, True]


def test_float16_scales_the_loss_and_unscales_the_gradients() -> None:
    precision, weight = Precision("float16", CPU), nn.Parameter(torch.tensor([2.0]))
    optimizer = torch.optim.SGD([weight], lr=0.5)
    precision.backward((3.0 * weight).sum())
    assert weight.grad is not None
    scale = precision.state()["scale"]
    assert float(weight.grad) == pytest.approx(3.0 * scale)
    precision.unscale(optimizer)
    assert float(weight.grad) == pytest.approx(3.0)
    precision.step(optimizer)
    assert float(weight.detach()) == pytest.approx(0.5)
    assert precision.state()["_growth_tracker"] == 1


def test_float16_halves_its_scale_after_an_infinite_gradient() -> None:
    precision, weight = Precision("float16", CPU), nn.Parameter(torch.tensor([2.0]))
    optimizer = torch.optim.SGD([weight], lr=0.5)
    before = Precision("float16", CPU).state()["scale"]
    precision.backward((float("inf") * weight).sum())
    precision.unscale(optimizer)
    precision.skip()
    assert precision.state()["scale"] == before / 2
    assert float(weight.detach()) == 2.0


def test_precision_of_float32_and_bfloat16_has_no_state() -> None:
    assert Precision("float32", CPU).state() == {}
    assert Precision("bfloat16", CPU).state() == {}


def test_run_in_float16_learns_and_is_resumed_with_its_scale(tmp_path: Path) -> None:
    heard: list[TrainEvent] = []
    rules = [RateRule("", 0.05)]
    whole = Trainer(LineTask(dropout=0.0), HALF, rules, tmp_path / "whole")
    whole.run(listen=heard.append)
    losses = [event.values["loss"] for event in heard if event.event == "step"]
    assert np.mean(losses[-4:]) < 0.6 * np.mean(losses[:4])
    token = CancelToken()
    with pytest.raises(Cancelled):
        Trainer(LineTask(dropout=0.0), HALF, rules, tmp_path / "cut").run(
            cancel=token, listen=lambda event: token.cancel() if event.step == 6 else None
        )
    state = load_run_state(tmp_path / "cut")
    assert state is not None
    assert state.progressed.scaler["scale"] < Precision("float16", CPU).state()["scale"]  # the first was too large
    again = Trainer(LineTask(dropout=0.0), HALF, rules, tmp_path / "cut")
    again.run(resume=True)
    ends = [load_run_state(tmp_path / name) for name in ("whole", "cut")]
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0].progressed.scaler == ends[1].progressed.scaler
    for one, other in zip(whole.task.module.parameters(), again.task.module.parameters(), strict=True):
        assert torch.equal(one, other)


def test_autocast_keeps_the_fused_attention_out_of_half_precision_on_a_processor() -> None:
    query = torch.randn(2, 4, 5, 8, requires_grad=True)
    fused = {}
    for name in ("float32", "bfloat16"):
        with Precision(name, CPU).autocast():
            attended = torch.nn.functional.scaled_dot_product_attention(query, query, query)
        fused[name] = "Flash" in type(attended.grad_fn).__name__
    assert fused == {"float32": True, "bfloat16": False}
