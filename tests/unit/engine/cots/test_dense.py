import pytest
import torch
from torch import Tensor
from torch.nn import functional

from engine.cots.dense import DenseHead
from engine.cots.presets import DenseHeadConfig

CHANNELS = (6, 10, 4)


def stacked(head: DenseHead, maps: list[Tensor]) -> Tensor:
    """The head as it is described: maps are resized and stacked first."""
    size = (head.grid, head.grid)
    resized = [
        functional.interpolate(norm(part), size=size, mode="bilinear", align_corners=False)
        for norm, part in zip(head.norms, maps, strict=True)
    ]
    x = functional.gelu(head.mix(torch.cat(resized, dim=1)))
    x = x + functional.gelu(head.spread(x))
    return functional.normalize(head.project(x).permute(0, 2, 3, 1), dim=-1)


@pytest.mark.parametrize("sides", [(8, 4, 4), (8, 8, 8), (4, 2, 1), (16, 8, 8)])
def test_dense_head_mixes_maps_before_it_resizes_them_to_the_same_end(sides: tuple[int, ...]) -> None:
    torch.manual_seed(4)
    head = DenseHead(DenseHeadConfig(grid=8, width=12), CHANNELS, 5)
    maps = [torch.randn(2, channels, side, side) for channels, side in zip(CHANNELS, sides, strict=True)]
    cells, expected = head(maps), stacked(head, maps)
    assert cells.shape == (2, 8, 8, 5)
    torch.testing.assert_close(cells, expected, atol=1e-6, rtol=1e-5)
    direction = torch.randn(cells.shape)
    gradients = [torch.autograd.grad((made * direction).sum(), list(head.parameters())) for made in (cells, expected)]
    torch.testing.assert_close(*gradients, atol=1e-5, rtol=1e-4)
