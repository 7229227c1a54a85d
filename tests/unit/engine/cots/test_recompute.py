import torch
from torch import Tensor, nn

from engine.cots.recompute import run_layer


class CountingLayer(nn.Module):
    """A layer with dropout that counts its forward passes."""

    def __init__(self) -> None:
        super().__init__()
        self.linear = nn.Linear(6, 6)
        self.dropout = nn.Dropout(0.5)
        self.runs = 0

    def forward(self, hidden: Tensor, shift: Tensor) -> Tensor:
        self.runs += 1
        moved: Tensor = self.dropout(self.linear(hidden).tanh()) + shift
        return moved


def gradients(recompute: bool) -> tuple[list[Tensor], int]:
    torch.manual_seed(0)
    layer, hidden = CountingLayer(), torch.randn(4, 6, requires_grad=True)
    output = run_layer(layer, hidden, torch.ones(6), recompute=recompute)
    return list(torch.autograd.grad(output.square().sum(), [hidden, *layer.parameters()])), layer.runs


def test_run_layer_recomputed_gives_equal_gradients_for_one_more_pass() -> None:
    kept, runs = gradients(recompute=False)
    again, more_runs = gradients(recompute=True)
    assert all(torch.equal(one, other) for one, other in zip(kept, again, strict=True))
    assert (runs, more_runs) == (1, 2)
