import pytest
import torch

from engine.config import ComputeConfig
from engine.cots.fused_copies import FusedStem
from engine.cots.vision import HybridTower
from engine.training.runs.quickest_split import QuickestSplit
from engine.training.runs.step_cost import CONTRAST, EVERYTHING, PLAIN, PLAIN_OURS, measure_steps


def test_measure_steps_every_kind_does_more_work_than_the_one_before() -> None:
    kinds = (PLAIN, CONTRAST, EVERYTHING)
    compute = ComputeConfig(device="cpu", threads=1)
    costs = {cost.name: cost for cost in measure_steps("small", 2, range(2), compute, "float32", kinds)}
    assert tuple(costs) == kinds
    assert [len(cost.seconds) for cost in costs.values()] == [2, 2, 2]
    assert costs[PLAIN].ratio == pytest.approx(1.0)
    assert costs[PLAIN].gflop_per_picture < costs[CONTRAST].gflop_per_picture < costs[EVERYTHING].gflop_per_picture
    assert all(cost.pictures_per_s > 0 and cost.teraflops > 0 for cost in costs.values())


def test_plain_step_has_layers_as_torch_has_them_in_the_quickest_split(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    settled: list[int] = []

    def fused(stem: FusedStem, pictures: torch.Tensor) -> torch.Tensor:
        looks.append("fused")
        return stem._tower.lower(pictures)

    def split(layers: QuickestSplit, pictures: torch.Tensor) -> torch.Tensor:
        assert isinstance(layers._layers.__self__, HybridTower)  # type: ignore[attr-defined]  # a bound method
        looks.append("split")
        return layers._layers(pictures)

    monkeypatch.setattr(FusedStem, "__call__", fused)
    monkeypatch.setattr(QuickestSplit, "__call__", split)
    monkeypatch.setattr(QuickestSplit, "settle", lambda _, pictures: settled.append(len(pictures)))
    compute = ComputeConfig(device="cpu", threads=1)
    measure_steps("small", 2, range(1), compute, "float32", (PLAIN, PLAIN_OURS))
    assert settled == [2]
    assert looks == ["split", "fused", "split", "fused"]
