"""Stages of a convolutional backbone on a processor: few pictures at once while maps are large, sums made in place.

Early maps of one picture take megabytes and late ones kilobytes, while weights are the other way round. So an early
stage sees as few pictures at once as keep its maps in the processor's caches, and a late one all of them.
"""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor, nn

from engine.cots.fused_convs import FusedConv
from engine.cots.timm_parts import DepthwiseSeparableConv, InvertedResidual

_PICTURES_EARLY: Final = 2
_CACHED_BYTES: Final = 13 << 20  # of the widest map of a stage: measured from one picture at once to eight


class FusedBlock(nn.Module):
    """timm's inverted residual with nothing but fused convolutions.

    Attributes:
        channels: Of the widest map.
        adds: Whether what came in is added to what comes out.
        owns_input: Whether what comes in may be overwritten, so that the last convolution adds to it where it lies.
    """

    channels: int

    def __init__(self, convs: list[FusedConv], adds: bool, owns_input: bool) -> None:
        super().__init__()
        self.convs = nn.ModuleList(convs)
        self.channels = max(conv.out_channels for conv in convs)
        self.adds, self.owns_input = adds, owns_input

    def forward(self, x: Tensor) -> Tensor:
        """Turn (B, C, H, W) into what the block makes of it."""
        *inner, last = self.convs
        hidden = x
        for conv in inner:
            hidden = conv(hidden)
        if not self.adds:
            result: Tensor = last(hidden)
            return result
        if self.owns_input and isinstance(last, FusedConv) and last.has_no_activation:
            return last.add_to(x, hidden)
        summed: Tensor = x + last(hidden)
        return summed


class FusedStage(nn.Module):
    """Blocks after each other, over as many pictures at once as their widest map lets in."""

    _channels: int

    def __init__(self, blocks: list[FusedBlock]) -> None:
        super().__init__()
        self.blocks = nn.Sequential(*blocks)
        self._channels = max(block.channels for block in blocks)

    def forward(self, x: Tensor) -> Tensor:
        """Turn (B, C, H, W) into what the blocks make of it; the widest map is of the side of what comes in."""
        widest = self._channels * x.shape[2] * x.shape[3] * x.element_size()
        at_once = max(1, _CACHED_BYTES // widest)
        parts: list[Tensor] = [self.blocks(part) for part in torch.split(x, at_once)]
        return parts[0] if len(parts) == 1 else torch.cat(parts)


class EarlyLayers(nn.Module):
    """The first convolution and the stages after it, one after the other for two pictures, then for the next two.

    What one of them leaves is still in the caches when the next reads it, and maps of megabytes are handed out again
    instead of being asked of the system anew.
    """

    def __init__(self, layers: list[nn.Module]) -> None:
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x: Tensor) -> Tensor:
        """Turn (B, 3, H, W) pictures into the map of the last of the layers."""
        parts: list[Tensor] = [self.layers(part) for part in torch.split(x, _PICTURES_EARLY)]
        return parts[0] if len(parts) == 1 else torch.cat(parts)


def fuse_stages(stages: nn.Sequential) -> int:
    """Replace, in place, the stages whose convolutions were all fused; return how many."""
    fused = 0
    for name, stage in list(stages.named_children()):
        blocks = [_fused_block(block, owns_input=place > 0) for place, block in enumerate(stage.children())]
        known = [block for block in blocks if block is not None]
        if known and len(known) == len(blocks):
            setattr(stages, name, FusedStage(known))
            fused += 1
    return fused


def _fused_block(block: nn.Module, *, owns_input: bool) -> FusedBlock | None:
    """Return a block for another, or None where that does more than its convolutions."""
    if type(block) not in (InvertedResidual, DepthwiseSeparableConv):
        return None
    parts = [part for part in block.children() if not isinstance(part, nn.Identity)]
    convs = [part for part in parts if isinstance(part, FusedConv)]
    if len(convs) < len(parts) or len(convs) < 2:
        return None
    return FusedBlock(convs, bool(block.has_skip), owns_input)
