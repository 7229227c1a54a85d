import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.cots.presets import TINY
from engine.training.loop.optim import RateRule
from engine.training.loop.run_state import load_run_state
from engine.training.loop.trainer import Trainer, TrainEvent
from engine.training.recipe import RunConfig
from tests.helpers.tiny_cots import tiny_model

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="this machine has no CUDA device"),
]

PAIRS = 8
CONFIG = RunConfig(epochs=1, warmup_steps=1, precision="float32", rate=1e-3)


@dataclass
class Pairs:
    pictures: Tensor
    token_ids: Tensor

    @property
    def size(self) -> int:
        return PAIRS


class PullTogether:
    """Pulls random pictures and texts together with the tiny towers."""

    steps_per_epoch = 6

    def __init__(self, device: str) -> None:
        torch.manual_seed(0)
        self.device = device
        self.module = tiny_model().to(device)

    def prepare(self, epoch: int, step: int) -> Pairs:
        side, generator = TINY.image.input_px, torch.Generator().manual_seed(step)
        pictures = torch.randn(PAIRS, 3, side, side, generator=generator)
        token_ids = torch.randint(1, TINY.text.vocab_size, (PAIRS, 6), generator=generator)
        return Pairs(pictures.to(self.device), token_ids.to(self.device))

    def losses(self, batch: Pairs, part: slice) -> Mapping[str, Tensor]:
        token_ids = batch.token_ids[part]
        image_emb = self.module.embed_images(batch.pictures[part])
        text_emb = self.module.embed_texts(token_ids, torch.ones_like(token_ids))
        return {"apart": (1 - (image_emb * text_emb).sum(dim=1)).sum() / PAIRS}

    def finish(self, batch: Pairs) -> Mapping[str, float]:
        return {}

    def measure(self) -> Mapping[str, float]:
        return {}

    def state(self) -> dict[str, Tensor]:
        return {}

    def load_state(self, state: dict[str, Tensor]) -> None:
        return None


def losses(run_dir: Path, device: str, config: RunConfig) -> list[float]:
    heard: list[TrainEvent] = []
    Trainer(PullTogether(device), config, [RateRule("", config.rate)], run_dir).run(listen=heard.append)
    return [event.values["loss"] for event in heard if event.event == "step"]


@pytest.mark.parametrize(
    ("precision", "tolerance"), [("float32", 1e-3), ("bfloat16", 3e-2), ("float16", 1e-2), ("auto", 3e-2)]
)
def test_run_on_the_gpu_in_any_precision_starts_near_the_cpu_and_learns(
    tmp_path: Path, precision: str, tolerance: float
) -> None:
    on_cpu = losses(tmp_path / "cpu", "cpu", CONFIG)
    on_gpu = losses(tmp_path / "gpu", "cuda", replace(CONFIG, precision=precision))
    assert on_gpu[0] == pytest.approx(on_cpu[0], abs=tolerance)
    assert on_gpu[-1] < on_gpu[0]
    assert on_gpu[-1] == pytest.approx(on_cpu[-1], abs=0.1)


@pytest.mark.parametrize("precision", ["bfloat16", "float16"])
def test_run_on_the_gpu_is_resumed_after_its_end_and_recomputes_activations(tmp_path: Path, precision: str) -> None:
    config = replace(CONFIG, precision=precision, checkpointing=True, micro_batch=3)
    assert losses(tmp_path, "cuda", config)
    state = load_run_state(tmp_path)
    assert state is not None
    assert state.progressed.step == 6
    again = Trainer(PullTogether("cuda"), config, [RateRule("", config.rate)], tmp_path)
    assert again.run(resume=True).step == 6


def test_memory_of_the_gpu_running_out_halves_the_micro_batch(tmp_path: Path) -> None:
    class Greedy(PullTogether):
        def losses(self, batch: Pairs, part: slice) -> Mapping[str, Tensor]:
            if part.stop - part.start > 4:
                torch.empty(2**50, dtype=torch.uint8, device=self.device)
            return super().losses(batch, part)

    run = Trainer(Greedy("cuda"), CONFIG, [RateRule("", CONFIG.rate)], tmp_path)
    assert run.run().step == 6
    assert run.micro_batch == 4


@pytest.mark.skipif(shutil.which("gcc") is None, reason="compiling needs a C compiler")
@pytest.mark.filterwarnings("default")  # the compiler's own
def test_run_with_compiled_blocks_gives_nearly_the_same_losses(tmp_path: Path) -> None:
    plain = losses(tmp_path / "plain", "cuda", CONFIG)
    compiled = losses(tmp_path / "compiled", "cuda", replace(CONFIG, compile=True))
    assert compiled == pytest.approx(plain, abs=1e-2)
