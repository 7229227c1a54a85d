import dataclasses

import pytest
import torch
from timm.layers import BatchNormAct2d
from torch import Tensor, nn

from engine.cots.folding import fold_batch_norms
from engine.cots.two_stream import TwoStream
from tests.helpers.tiny_training import SIDE, SMALL_HYBRID


def seasoned(timm_name: str) -> TwoStream:
    """A small hybrid whose batch norms have seen something: at their start they would change nothing."""
    torch.manual_seed(3)
    image = dataclasses.replace(SMALL_HYBRID.image, timm_name=timm_name)
    model = TwoStream(dataclasses.replace(SMALL_HYBRID, image=image)).eval()
    for norm in model.modules():
        if isinstance(norm, nn.BatchNorm2d):
            nn.init.uniform_(norm.weight, 0.5, 1.5)
            nn.init.uniform_(norm.bias, -0.5, 0.5)
            assert norm.running_mean is not None
            assert norm.running_var is not None
            nn.init.uniform_(norm.running_mean, -0.5, 0.5)
            nn.init.uniform_(norm.running_var, 0.5, 1.5)
    return model


def pictures() -> Tensor:
    return torch.randn(3, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("timm_name", ["mobilenetv2_100", "tf_efficientnet_lite0"])
@torch.inference_mode()
def test_fold_batch_norms_changes_no_output(timm_name: str) -> None:
    model = seasoned(timm_name)
    before = model.embed_patches(pictures())
    assert fold_batch_norms(model.image_tower) > 40
    after = model.embed_patches(pictures())
    torch.testing.assert_close(after.global_emb, before.global_emb, atol=1e-4, rtol=1e-4)
    torch.testing.assert_close(after.patch_emb, before.patch_emb, atol=1e-4, rtol=1e-4)
    assert not [module for module in model.modules() if isinstance(module, BatchNormAct2d)]


def test_fold_batch_norms_keeps_a_bias_that_the_convolution_has() -> None:
    torch.manual_seed(4)
    norm = BatchNormAct2d(5)
    block = nn.Sequential(nn.Conv2d(3, 5, 3), norm).eval()
    norm.load_state_dict(norm.state_dict() | {"running_mean": torch.rand(5) - 0.5, "running_var": torch.rand(5) + 0.5})
    before = block(pictures())
    assert fold_batch_norms(block) == 1
    torch.testing.assert_close(block(pictures()), before)


def test_fold_batch_norms_leaves_one_that_is_training() -> None:
    block = nn.Sequential(nn.Conv2d(3, 5, 3), BatchNormAct2d(5)).train()
    assert fold_batch_norms(block) == 0
    assert isinstance(block[1], BatchNormAct2d)
