"""Quick copies of convolutions that do not learn, for whoever looks through them without gradients while training.

torch runs a convolution, its batch norm and its activation as three passes over maps of many megabytes. Without
gradients one will do, and a few pictures at a time stay in what the system has handed out already. What is trained
must stay as it is, so it is copied for that; the copy is made anew whenever a weight was written to since.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from itertools import chain
from typing import Final, Generic, TypeVar

import torch
from torch import Tensor, nn

from engine.cots.folding import fold_batch_norms
from engine.cots.fused_backbone import FUSED_BATCH
from engine.cots.fused_blocks import fuse_stages
from engine.cots.fused_convs import FusedConv, fuse_convolutions
from engine.cots.fused_ops import can_fuse
from engine.cots.vision import HybridTower
from engine.device import MAX_CPU_BATCH

_AT_ONCE: Final = 64  # pictures, where memory is not what bounds the pace


class FusedStem:
    """A tower's `lower` without gradients, in the arithmetic of the autocast around it."""

    def __init__(self, tower: HybridTower) -> None:
        self._tower = tower
        self._copies: _Copies[nn.Sequential] = _Copies()

    @torch.no_grad()
    def __call__(self, pictures: Tensor) -> Tensor:
        """Run (B, 3, S, S) normalised pictures up to stride 16, as `HybridTower.lower` does."""
        dtype = _arithmetic(pictures)
        if dtype is None:
            return torch.cat([self._tower.lower(part) for part in torch.split(pictures, _AT_ONCE)])
        stem = self._tower.stem
        stem = self._copies.of(stem, stem, dtype, fuse_stages)
        return torch.cat([stem(part) for part in _parts(pictures, dtype, MAX_CPU_BATCH)])


class FusedTower:
    """A whole tower without gradients, in the arithmetic of the autocast around it."""

    def __init__(self, tower: HybridTower) -> None:
        self._tower = tower
        self._copies: _Copies[HybridTower] = _Copies()

    @torch.no_grad()
    def __call__(self, pictures: Tensor, look: Callable[[HybridTower, Tensor], Tensor]) -> Tensor:
        """Return what `look` takes from the tower for (B, 3, S, S) normalised pictures, a row for each."""
        dtype = _arithmetic(pictures)
        if dtype is None:
            return look(self._tower, pictures)
        tower = self._copies.of(
            self._tower, self._tower.backbone, dtype, lambda tower: fuse_stages(tower.backbone.blocks)
        )
        return torch.cat([look(tower, part) for part in _parts(pictures, dtype, FUSED_BATCH)])


_Copied = TypeVar("_Copied", bound=nn.Module)


class _Copies(Generic[_Copied]):
    """Copies of a module, one for each arithmetic that was asked for."""

    def __init__(self) -> None:
        self._made: dict[torch.dtype, _Copied] = {}
        self._made_of: tuple[tuple[int, int], ...] = ()

    def of(
        self, source: _Copied, convolutions: nn.Module, dtype: torch.dtype, fuse_further: Callable[[_Copied], object]
    ) -> _Copied:
        """Return a copy whose convolutions compute in `dtype`, each in one pass, then fused further.

        Weights outside of the part of `source` that has the `convolutions` are not copied: both have them.
        """
        own = [*convolutions.parameters(), *convolutions.buffers()]
        known = {id(tensor) for tensor in own}
        shared = {id(t): t for t in chain(source.parameters(), source.buffers()) if id(t) not in known}
        written = *(_state(tensor) for tensor in own), *((place, 0) for place in shared)
        if written != self._made_of:
            self._made.clear()
            self._made_of = written
        if dtype not in self._made:
            made = copy.deepcopy(source, dict(shared)).eval()
            fold_batch_norms(made)
            fuse_convolutions(made)
            fuse_further(made)
            for part in made.modules():
                if isinstance(part, FusedConv | nn.Conv2d):
                    part.to(dtype)
            self._made[dtype] = made
        return self._made[dtype]


def _state(tensor: Tensor) -> tuple[int, int]:
    """Return what changes whenever a tensor is replaced or written to."""
    return tensor.data_ptr(), 0 if tensor.is_inference() else tensor._version


def _parts(pictures: Tensor, dtype: torch.dtype, at_once: int) -> tuple[Tensor, ...]:
    """Part pictures as convolutions want them; half of the precision leaves room for twice as many."""
    pictures = pictures.to(dtype).contiguous(memory_format=torch.channels_last)
    return torch.split(pictures, at_once * torch.float32.itemsize // dtype.itemsize)


def _arithmetic(pictures: Tensor) -> torch.dtype | None:
    """Return what a copy for these pictures computes in; None where the tower itself has to look."""
    if pictures.device.type != "cpu" or pictures.dtype != torch.float32:
        return None
    if not torch.is_autocast_enabled("cpu"):
        return torch.float32
    is_bfloat16 = torch.get_autocast_dtype("cpu") == torch.bfloat16
    return torch.bfloat16 if is_bfloat16 and can_fuse(torch.bfloat16) else None
