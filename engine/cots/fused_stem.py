"""The convolutions of a hybrid tower that do not learn, for training on a processor: fewer passes, the same numbers.

A training step looks at its pictures, and at their masked copies, through convolutions that stay as they are. torch
runs each as three passes over maps of many megabytes: convolution, batch norm, activation. Without gradients one will
do, and a few pictures at a time stay in what the system has handed out already.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import chain
from typing import Final

import torch
from torch import Tensor, nn

from engine.cots.folding import fold_batch_norms
from engine.cots.fused_blocks import fuse_stages
from engine.cots.fused_convs import fuse_convolutions
from engine.cots.vision import HybridTower
from engine.device import MAX_CPU_BATCH

_AT_ONCE: Final = 64  # pictures, where memory is not what bounds the pace


class FusedStem:
    """A tower's `lower` without gradients.

    On a processor it runs a copy with its batch norms folded and its convolutions fused, in the arithmetic of the
    autocast around it. The copy is made anew whenever a weight of the tower was written to since.
    """

    def __init__(self, tower: HybridTower) -> None:
        self._tower = tower
        self._copies: dict[torch.dtype, nn.Sequential] = {}
        self._copied: tuple[tuple[int, int], ...] = ()

    @torch.no_grad()
    def __call__(self, pictures: Tensor) -> Tensor:
        """Run (B, 3, S, S) normalised pictures up to stride 16, as `HybridTower.lower` does."""
        dtype = _arithmetic(pictures)
        if dtype is None:
            return torch.cat([self._tower.lower(part) for part in torch.split(pictures, _AT_ONCE)])
        stem, at_once = self._copy(dtype), MAX_CPU_BATCH * torch.float32.itemsize // dtype.itemsize
        pictures = pictures.to(dtype).contiguous(memory_format=torch.channels_last)
        return torch.cat([stem(part) for part in torch.split(pictures, at_once)])

    def _copy(self, dtype: torch.dtype) -> nn.Sequential:
        written = tuple(_state(tensor) for tensor in _weights(self._tower.stem))
        if written != self._copied:
            self._copies.clear()
            self._copied = written
        if dtype not in self._copies:
            stem = copy.deepcopy(self._tower.stem).eval().requires_grad_(False)
            fold_batch_norms(stem)
            fuse_convolutions(stem)
            fuse_stages(stem)
            self._copies[dtype] = stem.to(dtype)
        return self._copies[dtype]


def _weights(module: nn.Module) -> Iterator[Tensor]:
    return chain(module.parameters(), module.buffers())


def _state(tensor: Tensor) -> tuple[int, int]:
    """Return what changes whenever a tensor is replaced or written to."""
    return tensor.data_ptr(), 0 if tensor.is_inference() else tensor._version


def _arithmetic(pictures: Tensor) -> torch.dtype | None:
    """Return what a copy for these pictures computes in; None where the tower itself has to look."""
    if pictures.device.type != "cpu" or pictures.dtype != torch.float32:
        return None
    if not torch.is_autocast_enabled("cpu"):
        return torch.float32
    is_supported = torch._C._has_mkldnn and torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.bfloat16 if is_supported and torch.get_autocast_dtype("cpu") == torch.bfloat16 else None
