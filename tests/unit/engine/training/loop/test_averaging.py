import pytest
import torch
from torch import nn

from engine.training.loop.averaging import WeightAverage


def test_update_follows_the_warmed_up_recurrence() -> None:
    net = nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        net.weight.fill_(1.0)
    average = WeightAverage(net, decay=0.3)
    expected = 1.0
    for n, value in enumerate([2.0, 5.0, -1.0, 4.0]):
        with torch.no_grad():
            net.weight.fill_(value)
        average.update()
        decay = min(0.3, (1 + n) / (10 + n))
        expected = decay * expected + (1 - decay) * value
        assert float(average.shadow["weight"]) == pytest.approx(expected)


def test_applied_shows_the_average_inside_and_restores_after_an_error() -> None:
    net = nn.Linear(2, 2)
    average = WeightAverage(net, decay=0.9)
    before = net.weight.detach().clone()
    average.shadow["weight"].fill_(3.0)
    inside = []

    def interrupted() -> None:
        with average.applied():
            inside.append(net.weight.detach().clone())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert (inside[0] == 3.0).all()
    assert torch.equal(net.weight, before)


def test_average_leaves_frozen_parameters_out() -> None:
    net = nn.Linear(2, 2)
    net.bias.requires_grad_(False)
    assert WeightAverage(net, decay=0.9).shadow.keys() == {"weight"}
