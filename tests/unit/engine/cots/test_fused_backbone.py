import copy
import dataclasses
import platform
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from engine.cots import fused_blocks
from engine.cots.folding import fold_batch_norms
from engine.cots.fused_backbone import fuse_backbone
from engine.cots.fused_blocks import FusedStage, fuse_stages
from engine.cots.fused_convs import fuse_convolutions
from engine.cots.presets import ImageTowerConfig
from engine.cots.two_stream import TwoStream
from engine.cots.vision import HybridTower
from tests.helpers.tiny_training import SIDE
from tests.unit.engine.cots.test_folding import pictures, seasoned

pytestmark = pytest.mark.skipif(
    platform.machine().lower() not in ("x86_64", "amd64"), reason="convolutions are fused on x86 alone"
)

NAMES = ["mobilenetv2_100", "tf_efficientnet_lite0"]


def fused(model: TwoStream) -> TwoStream:
    twin = copy.deepcopy(model)
    fold_batch_norms(twin.image_tower)
    assert fuse_backbone(twin.image_tower, twin.config.image)
    return twin


def stages_of(model: TwoStream) -> Any:
    assert isinstance(model.image_tower, HybridTower)
    return model.image_tower.backbone.blocks


def early_layers_of(model: TwoStream) -> Any:
    assert isinstance(model.image_tower, HybridTower)
    return model.image_tower.backbone.conv_stem.layers


def as_normalised(pixels: Tensor, config: ImageTowerConfig) -> Tensor:
    mean, std = (torch.tensor(values).view(1, 3, 1, 1) for values in (config.pixel_mean, config.pixel_std))
    return (pixels / 255 - mean) / std


@pytest.mark.parametrize("timm_name", NAMES)
@torch.inference_mode()
def test_fuse_backbone_changes_no_output(timm_name: str) -> None:
    model = seasoned(timm_name)
    before = model.embed_patches(pictures())
    twin = fused(model)
    stages = [*early_layers_of(twin)[2:], *stages_of(twin)[3:]]
    assert len(stages) == 7
    assert all(isinstance(stage, FusedStage) for stage in stages)
    after = twin.embed_patches(pictures())
    torch.testing.assert_close(after.global_emb, before.global_emb, atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(after.patch_emb, before.patch_emb, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("means", [(0.5, 0.5, 0.5), (0.2, 0.4, 0.7)])
@torch.inference_mode()
def test_fused_backbone_reads_pixels_as_they_are(means: tuple[float, float, float]) -> None:
    model = seasoned(NAMES[1])
    image = dataclasses.replace(model.config.image, pixel_mean=means, pixel_std=(0.3, 0.5, 0.2))
    model.config = dataclasses.replace(model.config, image=image)
    pixels = torch.randint(0, 256, (3, SIDE, SIDE, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(4))
    as_pictures = pixels.permute(0, 3, 1, 2)
    expected = model.embed_images(as_normalised(as_pictures, model.config.image))
    twin = fused(model)
    for seen in (as_pictures, as_pictures.contiguous(), as_normalised(as_pictures, model.config.image)):
        torch.testing.assert_close(twin.embed_images(seen), expected, atol=1e-5, rtol=1e-4)


@torch.inference_mode()
def test_fused_stage_sees_few_pictures_at_once_and_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = fused(seasoned(NAMES[0]))
    whole = twin.embed_images(pictures())
    seen: list[int] = []
    stages_of(twin)[3].blocks.register_forward_pre_hook(lambda _, given: seen.append(len(given[0])))
    widest = stages_of(twin)[3]._channels * (SIDE // 8) ** 2 * 4
    monkeypatch.setattr(fused_blocks, "_CACHED_BYTES", 3 * widest - 1)
    torch.testing.assert_close(twin.embed_images(pictures()), whole, atol=1e-6, rtol=1e-5)
    assert seen == [2, 1]


@torch.inference_mode()
def test_early_layers_see_two_pictures_at_once() -> None:
    twin = fused(seasoned(NAMES[0]))
    seen: list[int] = []
    early_layers_of(twin)[0].register_forward_pre_hook(lambda _, given: seen.append(len(given[0])))
    twin.embed_images(pictures())
    assert seen == [2, 1]


@torch.inference_mode()
def test_fused_blocks_add_in_place_without_touching_what_came_in() -> None:
    twin = fused(seasoned(NAMES[1]))
    for stage in [*early_layers_of(twin)[2:], *stages_of(twin)[3:]]:
        first = stage.blocks[0].convs[0]
        x = torch.randn(2, first.in_channels, 16, 16).contiguous(memory_format=torch.channels_last)
        kept = x.clone()
        stage(x)
        assert torch.equal(x, kept)


def test_fuse_stages_leaves_a_block_that_does_more() -> None:
    model = seasoned(NAMES[0])
    fold_batch_norms(model.image_tower)
    stages = stages_of(model)
    stages[1][0].se = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Sigmoid())
    fuse_convolutions(model.image_tower)
    assert fuse_stages(stages) == len(stages) - 1
    assert not isinstance(stages[1], FusedStage)


def test_fuse_backbone_leaves_other_towers(monkeypatch: pytest.MonkeyPatch) -> None:
    model = seasoned(NAMES[0])
    assert not fuse_backbone(nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU()), model.config.image)
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    assert not fuse_backbone(model.image_tower, model.config.image)
    assert not isinstance(stages_of(model)[0], FusedStage)
