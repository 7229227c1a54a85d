import contextlib
import copy
import platform
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from engine.cots.folding import fold_batch_norms
from engine.cots.fused_convs import FusedConv, fuse_convolutions, lay_out_linears
from engine.cots.timm_parts import Conv2dSame
from tests.unit.engine.cots.test_folding import pictures, seasoned

pytestmark = pytest.mark.skipif(
    platform.machine().lower() not in ("x86_64", "amd64"), reason="convolutions are fused on x86 alone"
)


def maps(channels: int, height: int, width: int) -> Tensor:
    drawn = torch.randn(2, channels, height, width, generator=torch.Generator().manual_seed(5))
    return drawn.contiguous(memory_format=torch.channels_last)


@pytest.mark.parametrize("timm_name", ["mobilenetv2_100", "tf_efficientnet_lite0"])
@torch.inference_mode()
def test_fuse_convolutions_changes_no_output(timm_name: str) -> None:
    model = seasoned(timm_name)
    fold_batch_norms(model.image_tower)
    before = model.embed_patches(pictures())
    assert fuse_convolutions(model.image_tower) > 40
    after = model.embed_patches(pictures())
    torch.testing.assert_close(after.global_emb, before.global_emb, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(after.patch_emb, before.patch_emb, atol=1e-5, rtol=1e-4)
    assert not [module for module in model.image_tower.modules() if isinstance(module, nn.Conv2d)]


@pytest.mark.parametrize("kernel", [3, 5])
@pytest.mark.parametrize("sides", [(16, 16), (16, 12), (15, 16), (9, 7)])
@pytest.mark.parametrize("groups", [1, 6])
@torch.inference_mode()
def test_fused_conv_pads_as_tensorflow_does(kernel: int, sides: tuple[int, int], groups: int) -> None:
    torch.manual_seed(2)
    conv = Conv2dSame(6, 12, kernel, stride=2, groups=groups)
    expected = nn.functional.relu6(conv(maps(6, *sides)))
    block = nn.Sequential(conv, nn.ReLU6())
    assert fuse_convolutions(block) == 1
    torch.testing.assert_close(block(maps(6, *sides)), expected, atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("activation", [nn.Identity(), nn.ReLU()])
@torch.inference_mode()
def test_fused_conv_with_a_bias_or_without_and_another_activation(activation: nn.Module) -> None:
    torch.manual_seed(2)
    for has_bias in (True, False):
        block = nn.Sequential(nn.Conv2d(6, 8, 3, padding=1, bias=has_bias), activation)
        expected = block(maps(6, 8, 8))
        assert fuse_convolutions(block) == 1
        torch.testing.assert_close(block(maps(6, 8, 8)), expected, atol=1e-5, rtol=1e-5)


@torch.inference_mode()
def test_fused_conv_serves_pictures_of_other_sizes_than_the_first() -> None:
    torch.manual_seed(2)
    convs = [nn.Conv2d(6, 8, 3, padding=1), Conv2dSame(8, 8, 3, stride=2, groups=8)]
    block = nn.Sequential(convs[0], nn.ReLU(), convs[1], nn.ReLU6())
    sizes = [maps(6, 32, 32), maps(6, 8, 12), maps(6, 9, 8)[:1]]
    expected = [block(size) for size in sizes]
    assert fuse_convolutions(block) == 2
    for size, wanted in zip(sizes, expected, strict=True):
        torch.testing.assert_close(block(size), wanted, atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("seen", [True, False], ids=["used", "new"])
@torch.inference_mode()
def test_fused_conv_can_be_copied(seen: bool) -> None:
    torch.manual_seed(2)
    block = nn.Sequential(nn.Conv2d(6, 8, 3, padding=1), nn.ReLU(), Conv2dSame(8, 8, 3, stride=2, groups=8), nn.ReLU())
    expected = block(maps(6, 16, 16))
    assert fuse_convolutions(block) == 2
    if seen:
        block(maps(6, 16, 16))
    copied = copy.deepcopy(block)
    for each in (copied, block):
        torch.testing.assert_close(each(maps(6, 16, 16)), expected, atol=1e-5, rtol=1e-5)


@torch.inference_mode()
def test_fused_conv_lays_its_weights_out_once_for_two_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(2)
    block = nn.Sequential(nn.Conv2d(6, 8, 3, padding=1), nn.ReLU())
    expected = block(maps(6, 8, 8))
    assert fuse_convolutions(block) == 1
    reorder, both, laid_out = torch.ops.mkldnn._reorder_convolution_weight, Barrier(2), []

    def slowly(*given: Any) -> Tensor:
        laid_out.append(given)
        with contextlib.suppress(BrokenBarrierError):
            both.wait(0.2)  # let the other thread come here too, where nothing keeps it away
        made: Tensor = reorder(*given)
        return made

    monkeypatch.setattr(torch.ops.mkldnn, "_reorder_convolution_weight", slowly)
    with ThreadPoolExecutor(2) as threads:
        seen = list(threads.map(block, [maps(6, 8, 8)] * 2))
    assert len(laid_out) == 1
    for each in seen:
        torch.testing.assert_close(each, expected, atol=1e-5, rtol=1e-5)


def test_fuse_convolutions_leaves_what_it_does_not_know() -> None:
    blocks = [
        nn.Sequential(nn.Conv2d(6, 8, 3), nn.GELU()),
        nn.Sequential(nn.Conv2d(6, 8, 3, padding="same"), nn.ReLU()),
        nn.Sequential(nn.Conv2d(6, 8, 3, padding=1, padding_mode="reflect"), nn.ReLU()),
        nn.Sequential(Conv2dSame(6, 8, 4, stride=2), nn.ReLU()),
        nn.Sequential(nn.Conv2d(6, 8, 3).half(), nn.ReLU()),
        nn.Sequential(nn.Linear(6, 8), nn.ReLU()),
    ]
    assert [fuse_convolutions(block) for block in blocks] == [0] * len(blocks)


def test_fuse_convolutions_without_onednn_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    block = nn.Sequential(nn.Conv2d(6, 8, 3), nn.ReLU())
    with monkeypatch.context() as patch:
        patch.setattr(torch._C, "_has_mkldnn", False)
        assert fuse_convolutions(block) == 0
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert fuse_convolutions(block) == 0
    assert not isinstance(block[0], FusedConv)


def test_lay_out_linears_changes_no_number() -> None:
    torch.manual_seed(2)
    layer = nn.Linear(24, 40)
    block = nn.Sequential(layer)
    before, read = block(torch.ones(3, 24)), layer.weight.detach().clone()
    lay_out_linears(block)
    assert torch.equal(layer.weight, read)
    assert layer.weight.stride() == (1, 40)
    torch.testing.assert_close(block(torch.ones(3, 24)), before)
