"""Image towers: a plain ViT, and a small transformer over the grid of a convolutional backbone."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import timm
import torch
from timm.layers import Mlp
from timm.models.vision_transformer import Block
from torch import Tensor, nn

from engine.cots.presets import ImageTowerConfig

# Stages 0 to 4 of MobileNetV2 end at stride 16; the two after them at stride 32.
FINE_STAGES = 5


class ImageFeatures(NamedTuple):
    """What an image tower sees.

    Attributes:
        tokens: (B, 1 + N, W), [CLS] first, then the N cells row by row, after the final norm.
        maps: Feature maps (B, C, G, G) that a dense head reads, finest first.
    """

    tokens: Tensor
    maps: tuple[Tensor, ...]

    @property
    def pooled(self) -> Tensor:
        """The [CLS] token, (B, W)."""
        return self.tokens[:, 0]


class ImageTower(Protocol):
    """Either tower: `blocks` are timm's transformer blocks, `map_channels` the channels of its maps."""

    blocks: nn.Sequential
    map_channels: tuple[int, ...]

    def __call__(self, pictures: Tensor) -> ImageFeatures:
        """See (B, 3, S, S) normalised pictures."""


def _token_map(cells: Tensor) -> Tensor:
    """Lay cell tokens (B, N, W) out as a map (B, W, G, G)."""
    batch, count, width = cells.shape
    side = round(count**0.5)
    return cells.transpose(1, 2).reshape(batch, width, side, side)


class VitTower(nn.Module):
    """timm's plain ViT without its classifier, built from config alone (no download)."""

    def __init__(self, config: ImageTowerConfig) -> None:
        super().__init__()
        self.vit = timm.create_model(
            config.timm_name,
            pretrained=False,
            num_classes=0,
            img_size=config.input_px,
            patch_size=config.patch_px,
            embed_dim=config.width,
            depth=config.depth,
            num_heads=config.heads,
            proj_drop_rate=config.dropout,
        )
        self.map_channels = (config.width,)

    @property
    def blocks(self) -> nn.Sequential:
        """The transformer blocks."""
        blocks: nn.Sequential = self.vit.blocks
        return blocks

    def forward(self, pictures: Tensor) -> ImageFeatures:
        """See (B, 3, S, S) normalised pictures."""
        tokens = self.vit.forward_features(pictures)
        return ImageFeatures(tokens, (_token_map(tokens[:, 1:]),))


class HybridTower(nn.Module):
    """MobileNetV2 under a small pre-norm transformer.

    The last feature map (B, 1280, G, G) is projected to tokens; [CLS] starts as a learned vector plus the tokens'
    mean, so that the tower is useful before its attention has learned anything. The backbone's batch norms always
    use their stored statistics: batches of one photo set must not overwrite those of ImageNet.
    """

    def __init__(self, config: ImageTowerConfig) -> None:
        super().__init__()
        # The weights at hand were made with TensorFlow's padding and epsilon.
        self.backbone = timm.create_model(
            config.timm_name, pretrained=False, num_classes=0, pad_type="same", bn_eps=1e-3
        )
        channels: int = self.backbone.num_features
        self.input_norm = nn.LayerNorm(channels)
        self.input_proj = nn.Linear(channels, config.width)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, config.width))
        self.pos_embed = nn.Parameter(torch.randn(1, 1 + config.grid**2, config.width) * 0.02)
        self.blocks = nn.Sequential(
            *(Block(config.width, config.heads, qkv_bias=True, proj_drop=config.dropout) for _ in range(config.depth))
        )
        for mlp in (module for module in self.blocks.modules() if isinstance(module, Mlp)):
            mlp.drop1 = nn.Identity()  # the wide inner layer: costs most of the time and regularises least
        self.norm = nn.LayerNorm(config.width, eps=1e-6)
        fine_channels: int = self.backbone.feature_info[3]["num_chs"]
        self.map_channels = (fine_channels, channels, config.width)

    def train(self, mode: bool = True) -> HybridTower:
        """Switch the mode of everything but the backbone, which stays in evaluation mode."""
        super().train(mode)
        self.backbone.eval()
        return self

    def forward(self, pictures: Tensor) -> ImageFeatures:
        """See (B, 3, S, S) normalised pictures."""
        return self.upper(self.lower(pictures))

    def lower(self, pictures: Tensor) -> Tensor:
        """Run the stages up to stride 16: (B, 96, 2G, 2G)."""
        net = self.backbone
        x = net.bn1(net.conv_stem(pictures.contiguous(memory_format=torch.channels_last)))
        for stage in net.blocks[:FINE_STAGES]:
            x = stage(x)
        fine: Tensor = x
        return fine

    def upper(self, fine: Tensor) -> ImageFeatures:
        """Run everything above `lower`."""
        net = self.backbone
        x = fine
        for stage in net.blocks[FINE_STAGES:]:
            x = stage(x)
        coarse = net.bn2(net.conv_head(x))  # (B, 1280, G, G)
        cells = self.input_proj(self.input_norm(coarse.flatten(2).transpose(1, 2)))  # (B, N, W)
        cls = self.cls_token + cells.mean(dim=1, keepdim=True)
        tokens = self.norm(self.blocks(torch.cat([cls, cells], dim=1) + self.pos_embed))
        return ImageFeatures(tokens, (fine, coarse, _token_map(tokens[:, 1:])))


def build_image_tower(config: ImageTowerConfig) -> VitTower | HybridTower:
    """Build the tower that `config.kind` names, with random weights."""
    if config.kind == "hybrid":
        return HybridTower(config)
    if config.kind == "vit":
        return VitTower(config)
    raise ValueError(f"unknown image tower {config.kind!r}")
