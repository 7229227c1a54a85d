"""Image towers: a plain ViT, and a small transformer over the grid of a convolutional backbone."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import torch
from torch import Tensor, nn

from engine.cots.cells import cell_map, hide_cells, replace_cells, take_cells
from engine.cots.first_token import first_token_after
from engine.cots.presets import ImageTowerConfig
from engine.cots.recompute import run_layer
from engine.cots.timm_parts import Block, Mlp, create_model

# Stages 0 to 4 of a MobileNetV2 or an EfficientNet end at stride 16; the two after them at stride 32.
FINE_STAGES = 5


class ImageFeatures(NamedTuple):
    """What an image tower sees.

    Attributes:
        tokens: (B, 1 + N, W), [CLS] first, then the N cells row by row, after the final norm; after a pass in which
            cells were dropped only those kept, in the order they were named.
        maps: Feature maps (B, C, G, G) that a dense head reads, finest first; none where cells were dropped.
    """

    tokens: Tensor
    maps: tuple[Tensor, ...]

    @property
    def pooled(self) -> Tensor:
        """The [CLS] token, (B, W)."""
        return self.tokens[:, 0]


class MaskedCells(NamedTuple):
    """Cells to hide from an image tower for masked vision modelling.

    Attributes:
        cells: (B, N) bool, True for hidden ones.
        token: (W,) the learned vector that stands in for them; it belongs to the training heads, not to the tower.
    """

    cells: Tensor
    token: Tensor


class ImageTower(Protocol):
    """Either tower: `blocks` are timm's transformer blocks, `map_channels` the channels of its maps.

    With `checkpointing` the blocks' activations are recomputed while training.
    """

    blocks: nn.Sequential
    map_channels: tuple[int, ...]
    checkpointing: bool

    def __call__(
        self, pictures: Tensor, *, masked: MaskedCells | None = None, keep: Tensor | None = None
    ) -> ImageFeatures:
        """See (B, 3, S, S) normalised pictures, the pixels of masked cells hidden before anything looks at them."""

    def pooled(self, pictures: Tensor) -> Tensor:
        """Return the [CLS] token alone, (B, W), in less time: the last block runs for no other, hidden from hooks."""

    def pooled_above(self, seen: Tensor) -> Tensor:
        """Return the same of what `lower` returned."""

    def lower(self, pictures: Tensor) -> Tensor:
        """Run what may be frozen and computed once per picture."""

    def upper(self, seen: Tensor, *, masked: MaskedCells | None = None, keep: Tensor | None = None) -> ImageFeatures:
        """Run everything above `lower`.

        Args:
            seen: What `lower` returned.
            masked: Cells whose tokens are replaced.
            keep: (B, K) int64, the cells whose tokens go through the blocks; the others are dropped once they have
                their positions (MAC, 2022). [CLS] always stays.
        """


class VitTower(nn.Module):
    """timm's plain ViT without its classifier, built from config alone (no download).

    Its patches do not overlap, so a masked cell's token is replaced after the patch embedding and nothing leaks.
    """

    def __init__(self, config: ImageTowerConfig) -> None:
        super().__init__()
        self.vit = create_model(
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
        self.checkpointing = False

    @property
    def blocks(self) -> nn.Sequential:
        """The transformer blocks."""
        blocks: nn.Sequential = self.vit.blocks
        return blocks

    def forward(
        self, pictures: Tensor, *, masked: MaskedCells | None = None, keep: Tensor | None = None
    ) -> ImageFeatures:
        """See `ImageTower.__call__`."""
        return self.upper(self.lower(pictures), masked=masked, keep=keep)

    def pooled(self, pictures: Tensor) -> Tensor:
        """See `ImageTower.pooled`."""
        return self.pooled_above(self.lower(pictures))

    def pooled_above(self, seen: Tensor) -> Tensor:
        """See `ImageTower.pooled`."""
        tokens = self.vit.norm_pre(self.vit._pos_embed(self.vit.patch_embed(seen)))
        return first_token_after(self.blocks, self.vit.norm, tokens)

    def lower(self, pictures: Tensor) -> Tensor:
        """Return the pictures: there is nothing below the blocks that is worth keeping."""
        return pictures

    def upper(self, seen: Tensor, *, masked: MaskedCells | None = None, keep: Tensor | None = None) -> ImageFeatures:
        """See `ImageTower.upper`; `seen` is the pictures, and masked cells may still show in them."""
        cells = self.vit.patch_embed(seen)  # (B, N, W)
        if masked is not None:
            cells = replace_cells(cells, masked.cells, masked.token)
        # timm's own: where [CLS] gets its position differs between its ViTs.
        tokens = self.vit._pos_embed(cells)
        if keep is not None:
            tokens = torch.cat([tokens[:, :1], take_cells(tokens[:, 1:], keep)], dim=1)
        tokens = self.vit.norm_pre(tokens)
        tokens = self.vit.norm(_run_blocks(self.blocks, tokens, self.checkpointing and self.training))
        return ImageFeatures(tokens, (cell_map(tokens[:, 1:]),) if keep is None else ())


class HybridTower(nn.Module):
    """A MobileNet or EfficientNet of timm under a small pre-norm transformer.

    The last feature map (B, 1280, G, G) is projected to tokens; [CLS] starts as a learned vector plus the tokens'
    mean, so that the tower is useful before its attention has learned anything. The backbone's batch norms always
    use their stored statistics: batches of one photo set must not overwrite those of ImageNet.

    Its convolutions see neighbouring cells, so a masked cell is hidden twice: its pixels before the stem, its token
    after it.
    """

    def __init__(self, config: ImageTowerConfig) -> None:
        super().__init__()
        self.grid = config.grid
        self.checkpointing = False
        # The weights at hand were made with TensorFlow's padding and epsilon.
        self.backbone = create_model(config.timm_name, pretrained=False, num_classes=0, pad_type="same", bn_eps=1e-3)
        channels: int = self.backbone.num_features
        self.input_norm = nn.LayerNorm(channels)
        self.input_proj = nn.Linear(channels, config.width)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, config.width))
        self.pos_embed = nn.Parameter(nn.init.normal_(torch.empty(1, 1 + config.grid**2, config.width), std=0.02))
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

    def forward(
        self, pictures: Tensor, *, masked: MaskedCells | None = None, keep: Tensor | None = None
    ) -> ImageFeatures:
        """See `ImageTower.__call__`."""
        if masked is not None:
            pictures = hide_cells(pictures, masked.cells, self.grid)
        return self.upper(self.lower(pictures), masked=masked, keep=keep)

    @property
    def stem(self) -> nn.Sequential:
        """The convolutions that `lower` runs."""
        net = self.backbone
        return nn.Sequential(net.conv_stem, net.bn1, *net.blocks[:FINE_STAGES])

    def pooled(self, pictures: Tensor) -> Tensor:
        """See `ImageTower.pooled`."""
        return self.pooled_above(self.lower(pictures))

    def pooled_above(self, seen: Tensor) -> Tensor:
        """See `ImageTower.pooled`."""
        cells = self._cells(self._coarse(seen))
        return first_token_after(self.blocks, self.norm, self._tokens(cells, cells))

    def lower(self, pictures: Tensor) -> Tensor:
        """Run the stages up to stride 16: (B, C, 2G, 2G)."""
        fine: Tensor = self.stem(pictures.contiguous(memory_format=torch.channels_last))
        return fine

    def upper(self, seen: Tensor, *, masked: MaskedCells | None = None, keep: Tensor | None = None) -> ImageFeatures:
        """See `ImageTower.upper`; the pixels of masked cells must have been hidden before `lower`."""
        coarse = self._coarse(seen)
        cells = self._cells(coarse)
        if masked is not None:
            cells = replace_cells(cells, masked.cells, masked.token)
        tokens = self._tokens(cells, cells if keep is None else take_cells(cells, keep))
        if keep is not None:
            tokens = torch.cat([tokens[:, :1], take_cells(tokens[:, 1:], keep)], dim=1)
        tokens = self.norm(_run_blocks(self.blocks, tokens, self.checkpointing and self.training))
        return ImageFeatures(tokens, (seen, coarse, cell_map(tokens[:, 1:])) if keep is None else ())

    def _coarse(self, fine: Tensor) -> Tensor:
        """Run the last stages: (B, 1280, G, G)."""
        net = self.backbone
        x = fine
        for stage in net.blocks[FINE_STAGES:]:
            x = stage(x)
        coarse: Tensor = net.bn2(net.conv_head(x))
        return coarse

    def _cells(self, coarse: Tensor) -> Tensor:
        """Project the last map to tokens, (B, N, W)."""
        cells: Tensor = self.input_proj(self.input_norm(coarse.flatten(2).transpose(1, 2)))
        return cells

    def _tokens(self, cells: Tensor, seen_cells: Tensor) -> Tensor:
        """Put [CLS], which starts with the mean of the cells it may see, before the cells, and add positions."""
        cls = self.cls_token + seen_cells.mean(dim=1, keepdim=True)
        return torch.cat([cls, cells], dim=1) + self.pos_embed


def _run_blocks(blocks: nn.Sequential, tokens: Tensor, recompute: bool) -> Tensor:
    for block in blocks:
        tokens = run_layer(block, tokens, recompute=recompute)
    return tokens
