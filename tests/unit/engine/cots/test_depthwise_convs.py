import copy

import pytest
import torch
from torch import Tensor, nn

from engine.cots import depthwise_convs
from engine.cots.depthwise_convs import ease_depthwise_gradients
from engine.cots.timm_parts import Conv2dSame
from tests.unit.engine.cots.test_folding import pictures, seasoned


def pair_of(kernel: int) -> tuple[Conv2dSame, Conv2dSame]:
    """A frozen convolution as torch has it, and eased."""
    torch.manual_seed(4)
    plain = Conv2dSame(6, 6, kernel, stride=2, groups=6, bias=False).requires_grad_(False)
    eased = copy.deepcopy(plain)
    assert ease_depthwise_gradients(eased) == 1
    return plain, eased


def both_ways(conv: nn.Module, sides: tuple[int, int]) -> tuple[Tensor, Tensor]:
    """What a convolution makes of a map, and what comes back to it when places count differently."""
    drawn = torch.randn(2, 6, *sides, generator=torch.Generator().manual_seed(5)).requires_grad_(True)
    seen: Tensor = conv(drawn)
    torch.autograd.backward((seen.float() * torch.linspace(-1, 1, seen.numel()).view(seen.shape)).sum())
    assert drawn.grad is not None
    return seen.detach(), drawn.grad


@pytest.mark.parametrize("kernel", [3, 5])
@pytest.mark.parametrize("sides", [(16, 16), (4, 10), (2, 2), (7, 16), (9, 9)])
def test_eased_gradients_are_those_of_torch(kernel: int, sides: tuple[int, int]) -> None:
    plain, eased = pair_of(kernel)
    for theirs, ours in zip(both_ways(plain, sides), both_ways(eased, sides), strict=True):
        torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=1e-5)


@pytest.fixture
def ways_back(monkeypatch: pytest.MonkeyPatch) -> list[torch.Size]:
    """The shapes that gradients went back to by the quick way."""
    shapes: list[torch.Size] = []
    real = depthwise_convs.gradient_of_input

    def spy(gradient: Tensor, kernel: Tensor, shape: torch.Size, stride: int, padding: int) -> Tensor:
        shapes.append(shape)
        return real(gradient, kernel, shape, stride, padding)

    monkeypatch.setattr(depthwise_convs, "gradient_of_input", spy)
    return shapes


@pytest.mark.parametrize(("sides", "is_quick"), [((16, 16), True), ((4, 10), True), ((7, 16), False), ((9, 9), False)])
@pytest.mark.parametrize("kernel", [3, 5])
def test_eased_gradients_take_the_quick_way_back_to_maps_of_even_sides(
    kernel: int, sides: tuple[int, int], is_quick: bool, ways_back: list[torch.Size]
) -> None:
    plain, eased = pair_of(kernel)
    both_ways(plain, sides)
    assert ways_back == []
    both_ways(eased, sides)
    assert ways_back == ([torch.Size([2, 6, *sides])] if is_quick else [])


def test_eased_gradients_take_the_quick_way_back_in_half_precision(ways_back: list[torch.Size]) -> None:
    _, eased = pair_of(5)
    with torch.autocast("cpu", torch.bfloat16):
        both_ways(eased, (16, 16))
    assert len(ways_back) == 1


def test_eased_convolution_that_learns_takes_the_way_of_torch(ways_back: list[torch.Size]) -> None:
    _, eased = pair_of(3)
    both_ways(eased.requires_grad_(True), (8, 8))
    assert ways_back == []


def test_eased_gradients_in_half_precision_are_as_near_as_those_of_torch() -> None:
    plain, eased = pair_of(5)
    _, exact = both_ways(plain, (16, 16))
    with torch.autocast("cpu", torch.bfloat16):
        (seen, theirs), (ours_seen, ours) = both_ways(plain, (16, 16)), both_ways(eased, (16, 16))
    assert ours_seen.dtype == seen.dtype == torch.bfloat16
    torch.testing.assert_close(ours_seen, seen, atol=0.05, rtol=0.05)
    assert float((ours - exact).norm()) < 1.2 * float((theirs - exact).norm()) + 1e-6


def test_eased_convolution_that_learns_has_its_own_gradient() -> None:
    plain, eased = pair_of(3)
    for conv in (plain, eased):
        conv.requires_grad_(True)
        both_ways(conv, (8, 8))
    assert plain.weight.grad is not None
    assert eased.weight.grad is not None
    torch.testing.assert_close(eased.weight.grad, plain.weight.grad)


def test_ease_depthwise_gradients_of_a_tower_keeps_names_and_gradients(ways_back: list[torch.Size]) -> None:
    plain = seasoned("tf_efficientnet_lite0").image_tower
    eased = copy.deepcopy(plain)
    assert ease_depthwise_gradients(eased) == 4  # one a stage that halves its map, but the stem's
    assert eased.state_dict().keys() == plain.state_dict().keys()
    gradients = []
    for tower in (plain, eased):
        for name, parameter in tower.named_parameters():
            parameter.requires_grad_("conv_dw" not in name)
        torch.autograd.backward(tower(pictures()).pooled.square().sum())
        gradients.append({name: p.grad for name, p in tower.named_parameters() if p.grad is not None})
    assert len(ways_back) == 4
    assert gradients[0].keys() == gradients[1].keys()
    for name, gradient in gradients[0].items():
        torch.testing.assert_close(gradients[1][name], gradient, atol=1e-4, rtol=1e-3, msg=name)


@pytest.mark.parametrize(
    "conv",
    [
        nn.Conv2d(6, 6, 3, stride=2, groups=6, padding=1, bias=False),
        Conv2dSame(6, 6, 3, groups=6, bias=False),
        Conv2dSame(6, 12, 3, stride=2, groups=6, bias=False),
        Conv2dSame(6, 6, 3, stride=2, groups=6),
        Conv2dSame(6, 6, 1, stride=2, groups=6, bias=False),
    ],
)
def test_ease_depthwise_gradients_leaves_what_it_does_not_know(conv: nn.Module) -> None:
    kind = type(conv)
    assert ease_depthwise_gradients(nn.Sequential(conv)) == 0
    assert type(conv) is kind
