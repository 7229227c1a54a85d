import dataclasses
from pathlib import Path

import pytest
import torch

from engine.cots.presets import TINY
from engine.cots.two_stream import TwoStream
from engine.training.loop.optim import RateRule
from engine.training.loop.run_events import TrainEvent
from engine.training.loop.tower_options import compile_blocks, set_checkpointing, transformer_blocks
from engine.training.loop.trainer import Trainer
from tests.helpers.line_task import LINE_CONFIG, LineTask
from tests.helpers.tiny_cots import tiny_model
from tests.helpers.tiny_training import SMALL_HYBRID


@pytest.mark.parametrize("config", [TINY, SMALL_HYBRID])
def test_transformer_blocks_are_those_of_the_tower_and_no_convolutions(config: object) -> None:
    model = tiny_model(config=config)  # type: ignore[arg-type]  # parametrised
    assert transformer_blocks(model.image_tower) == list(model.image_tower.blocks)
    assert len(transformer_blocks(model.text_tower)) == model.config.text.depth


def test_set_checkpointing_reaches_both_towers_and_changes_no_gradient() -> None:
    model = tiny_model().train().requires_grad_(True)
    pictures = torch.randn(2, 3, model.config.image.input_px, model.config.image.input_px)

    def gradients(is_on: bool) -> list[torch.Tensor]:
        set_checkpointing(model, is_on)
        assert model.image_tower.checkpointing is model.text_tower.checkpointing is is_on
        model.zero_grad()
        torch.manual_seed(1)
        torch.autograd.backward(model.embed_images(pictures).square().sum(dim=0)[0])
        return [p.grad.clone() for p in model.image_tower.parameters() if p.grad is not None]

    assert all(torch.allclose(one, other) for one, other in zip(gradients(False), gradients(True), strict=True))


def test_compile_blocks_compiles_all_of_them_and_renames_nothing() -> None:
    model = tiny_model().eval()
    pictures = torch.randn(2, 3, model.config.image.input_px, model.config.image.input_px)
    names = list(model.state_dict())
    with torch.inference_mode():
        before = model.embed_images(pictures)
        count = compile_blocks(model, backend="eager")
        after = model.embed_images(pictures)
    assert count == model.config.image.depth + model.config.text.depth
    assert torch.allclose(before, after, atol=1e-6)
    assert list(model.state_dict()) == names


def test_run_told_to_compile_on_the_cpu_warns_and_trains(tmp_path: Path) -> None:
    heard: list[TrainEvent] = []
    config = dataclasses.replace(LINE_CONFIG, compile=True)
    last = Trainer(LineTask(), config, [RateRule("", 0.1)], tmp_path).run(listen=heard.append)
    assert last.step == 12
    assert [event.text for event in heard if event.event == "warning"] == [
        "The towers are compiled on CUDA only; here they are computed as they are."
    ]


def test_run_told_to_recompute_switches_the_towers(tmp_path: Path) -> None:
    class Tower(LineTask):
        def __post_init__(self) -> None:
            super().__post_init__()
            self.net.add_module("tower", TwoStream(TINY))

    task = Tower()
    Trainer(task, dataclasses.replace(LINE_CONFIG, checkpointing=True), [RateRule("", 0.1)], tmp_path)
    switches = [part.checkpointing for part in task.net.modules() if hasattr(part, "checkpointing")]
    assert switches == [True, True]
