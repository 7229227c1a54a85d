"""The image towers of CLIP and SigLIP: a ViT of timm in the shape that the public checkpoints have."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.cells import cell_map, replace_cells, take_cells
from engine.cots.first_token import first_token_after
from engine.cots.hub_probe import ProbePool
from engine.cots.presets import ImageTowerConfig
from engine.cots.recompute import run_layer
from engine.cots.timm_parts import Block, VisionTransformer, get_act_layer
from engine.cots.vision import ImageFeatures, MaskedCells

# What the public models were trained with; the importer refuses others.
NORM_EPS = {"clip": 1e-5, "siglip": 1e-6}


class HubImageTower(nn.Module):
    """CLIP's ViT, or SigLIP's, with random weights; built from config alone (no download).

    CLIP has a [CLS] token and a norm before its blocks. SigLIP has neither: a learned probe attends to the cells after
    the last norm, and what it reads takes the place of [CLS] in `ImageFeatures.tokens`.
    """

    def __init__(self, config: ImageTowerConfig) -> None:
        super().__init__()
        is_clip = config.kind == "clip"
        self.vit = VisionTransformer(
            img_size=config.input_px,
            patch_size=config.patch_px,
            num_classes=0,
            global_pool="token" if is_clip else "",
            class_token=is_clip,
            pre_norm=is_clip,
            embed_dim=config.width,
            depth=config.depth,
            num_heads=config.heads,
            # timm rounds width * ratio down.
            mlp_ratio=(config.mlp_width + 0.5) / config.width,
            proj_drop_rate=config.dropout,
            norm_layer=partial(nn.LayerNorm, eps=NORM_EPS[config.kind]),
            act_layer=get_act_layer(config.activation),
        )
        self.has_cls = is_clip
        if not is_clip:
            eps = NORM_EPS[config.kind]
            self.probe = ProbePool(config.width, config.heads, config.mlp_width, config.activation, eps)
        self.map_channels = (config.width,)
        self.checkpointing = False

    @property
    def blocks(self) -> nn.Sequential:
        """The transformer blocks."""
        blocks: nn.Sequential = self.vit.blocks
        return blocks

    @property
    def attending(self) -> list[nn.Module]:
        """All parts with an attention, lowest first: the blocks, and SigLIP's probe."""
        return [*self.blocks] if self.has_cls else [*self.blocks, self.probe]

    def forward(
        self, pictures: Tensor, *, masked: MaskedCells | None = None, keep: Tensor | None = None
    ) -> ImageFeatures:
        """See (B, 3, S, S) normalised pictures; for `masked` and `keep` see `upper`."""
        return self.upper(self.lower(pictures), masked=masked, keep=keep)

    def pooled(self, pictures: Tensor) -> Tensor:
        """See `ImageTower.pooled`."""
        return self.pooled_above(self.lower(pictures))

    def pooled_above(self, seen: Tensor) -> Tensor:
        """See `ImageTower.pooled`; SigLIP's probe reads all tokens."""
        if not self.has_cls:
            return self.upper(seen).pooled
        return first_token_after(self.blocks, self.vit.norm, self._embed(seen, None, None))

    def lower(self, pictures: Tensor) -> Tensor:
        """Return the pictures themselves: nothing below the blocks is worth remembering."""
        return pictures

    def upper(self, seen: Tensor, *, masked: MaskedCells | None = None, keep: Tensor | None = None) -> ImageFeatures:
        """See pictures, some cells replaced by the mask token, or only the cells in `keep` (B, K) int64.

        Patches do not overlap, so a cell that is replaced after the patch embedding leaves no trace.
        """
        x = self._embed(seen, masked, keep)
        for block in self.blocks:
            x = run_layer(block, x, recompute=self.checkpointing and self.training)
        return self._features(x, has_map=keep is None)

    def see_cells(self, pictures: Tensor) -> tuple[ImageFeatures, Tensor]:
        """See pictures, and what each cell says on its own: (B, N, W), in the space of the pooled token.

        The last attention of a public model gathers what the picture as a whole needs, wherever that is shown. So
        each cell is read as if there were nothing else to attend to: in CLIP's last block (MaskCLIP, Zhou et al.,
        ECCV 2022), and by SigLIP's probe.
        """
        x = self._embed(pictures, None, None)
        last = len(self.blocks) - 1
        for block in self.blocks[:last]:
            x = block(x)
        features = self._features(self.blocks[last](x), has_map=True)
        if self.has_cls:
            return features, self.vit.norm(_attend_alone(self.blocks[last], x))[:, 1:]
        cells = features.tokens[:, 1:]
        alone: Tensor = self.probe(cells.reshape(-1, 1, cells.shape[-1]))
        return features, alone.reshape(cells.shape)

    def _embed(self, pictures: Tensor, masked: MaskedCells | None, keep: Tensor | None) -> Tensor:
        x: Tensor = self.vit.patch_embed(pictures)
        if masked is not None:
            x = replace_cells(x, masked.cells, masked.token)
        positions = self.vit.pos_embed
        x = x + positions[:, -x.shape[1] :]
        if keep is not None:
            x = take_cells(x, keep)
        if self.has_cls:
            cls = (self.vit.cls_token + positions[:, :1]).expand(len(x), -1, -1)
            x = torch.cat([cls, x], dim=1)
        embedded: Tensor = self.vit.norm_pre(x)
        return embedded

    def _features(self, x: Tensor, *, has_map: bool) -> ImageFeatures:
        tokens: Tensor = self.vit.norm(x)
        if not self.has_cls:
            tokens = torch.cat([self.probe(tokens).unsqueeze(1), tokens], dim=1)
        return ImageFeatures(tokens, (cell_map(tokens[:, 1:]),) if has_map else ())


def _attend_alone(block: Block, x: Tensor) -> Tensor:
    """Run a block on (B, N, W) tokens, each of which attends to itself alone."""
    attention = block.attn
    values = slice(2 * attention.attn_dim, None)
    x = x + attention.proj(functional.linear(block.norm1(x), attention.qkv.weight[values], attention.qkv.bias[values]))
    alone: Tensor = x + block.mlp(block.norm2(x))
    return alone
