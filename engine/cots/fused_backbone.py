"""The convolutional backbone of an image tower, made quick on a processor; see the parts for how."""

from __future__ import annotations

from typing import Final

import torch
from torch import nn

from engine.cots.fused_blocks import EarlyLayers, fuse_stages
from engine.cots.fused_convs import FusedConv, fuse_convolutions
from engine.cots.pixel_stem import PixelStem
from engine.cots.presets import ImageTowerConfig
from engine.cots.vision import HybridTower

FUSED_BATCH: Final = 8  # pictures at once: enough that late stages read their weights seldom, see `fused_blocks`
_EARLY_STAGES: Final = 3  # those up to stride 8, of a MobileNetV2 and of an EfficientNet


def fuse_backbone(tower: nn.Module, config: ImageTowerConfig) -> bool:
    """Fuse, in place, what can be fused; return whether the tower takes pixels as they are, in uint8.

    Args:
        tower: On a processor, in float32 and evaluation mode, its batch norms folded. It never trains again.
        config: Of the tower.
    """
    if not (fuse_convolutions(tower) and isinstance(tower, HybridTower)):
        return False
    net = tower.backbone
    fuse_stages(net.blocks)
    stem = net.conv_stem
    if not (isinstance(stem, FusedConv) and stem.is_shifted and config.input_px % 2 == 0):
        return False
    first = PixelStem(stem, torch.tensor(config.pixel_mean), torch.tensor(config.pixel_std))
    net.conv_stem = EarlyLayers([first, net.bn1, *net.blocks[:_EARLY_STAGES]])
    net.bn1 = nn.Identity()
    for place in range(_EARLY_STAGES):
        net.blocks[place] = nn.Identity()
    return True
