import pytest

from engine.config import ComputeConfig
from engine.training.runs.step_cost import CONTRAST, EVERYTHING, PLAIN, measure_steps


def test_measure_steps_every_kind_does_more_work_than_the_one_before() -> None:
    kinds = (PLAIN, CONTRAST, EVERYTHING)
    compute = ComputeConfig(device="cpu", threads=1)
    costs = {cost.name: cost for cost in measure_steps("small", 2, range(2), compute, "float32", kinds)}
    assert tuple(costs) == kinds
    assert [len(cost.seconds) for cost in costs.values()] == [2, 2, 2]
    assert costs[PLAIN].ratio == pytest.approx(1.0)
    assert costs[PLAIN].gflop_per_picture < costs[CONTRAST].gflop_per_picture < costs[EVERYTHING].gflop_per_picture
    assert all(cost.pictures_per_s > 0 and cost.teraflops > 0 for cost in costs.values())
