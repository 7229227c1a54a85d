"""Whether torch's operations of one pass are here, and compute what its plain ones do.

They are not part of what torch promises to keep: a later torch may have them under other names, want other arguments
or mean something else by them. So they are tried, on a few numbers, before anything is built on them.
"""

from __future__ import annotations

import functools
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

_TOLERANCES: Final = {torch.float32: 1e-4, torch.bfloat16: 0.05}  # of numbers up to nine
_CHANNELS: Final = 16  # what fits a register, so that weights are laid out as those of a tower are


def can_fuse(dtype: torch.dtype = torch.float32) -> bool:
    """Whether this torch and this processor are of the kind that fused layers were measured on, right in `dtype`."""
    return _is_measured() and bool(torch._C._has_mkldnn) and _is_right(dtype)


def _is_measured() -> bool:
    return platform.machine().lower() in ("x86_64", "amd64")


@functools.cache
@torch.no_grad()
def _is_right(dtype: torch.dtype) -> bool:
    """Try every operation that a fused layer asks for; whatever one of them raises, layers stay as they are."""
    try:
        with torch.autocast("cpu", enabled=False), _one_thread():
            if dtype == torch.bfloat16:
                return torch.ops.mkldnn._is_mkldnn_bf16_supported() and _convolves(dtype)
            return _convolves(dtype) and _multiplies()
    except Exception:  # noqa: BLE001  # a missing name, other arguments, a refusal: all the same here
        return False


@contextmanager
def _one_thread() -> Iterator[None]:
    """Compute inside with one thread: handing so few numbers to several takes far longer than computing them."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _convolves(dtype: torch.dtype) -> bool:
    """Whether a convolution with its activation, and one that adds to a sum, are what they are in plain products."""
    maps = _numbers(1, _CHANNELS, 2, 2).to(dtype).contiguous(memory_format=torch.channels_last)
    weight = _numbers(_CHANNELS, _CHANNELS, 1, 1).to(dtype).contiguous(memory_format=torch.channels_last)
    bias = _numbers(_CHANNELS).to(dtype)
    sides: tuple[list[int], list[int], list[int], int] = ([0, 0], [1, 1], [1, 1], 1)
    laid_out = torch.ops.mkldnn._reorder_convolution_weight(weight, *sides, list(maps.shape))
    fused = torch.ops.mkldnn._convolution_pointwise(maps, laid_out, bias, *sides, "hardtanh", (0.0, 6.0), "")
    added = torch.ops.mkldnn._convolution_pointwise_.binary(
        maps.clone(), maps, laid_out, bias, *sides, "add", None, None, [], None
    )
    products = weight.flatten(1).double().unsqueeze(2) * maps.flatten(2).double()  # (C, C, 4)
    plain = products.sum(dim=1).view(maps.shape) + bias.double().view(1, -1, 1, 1)
    return _are_close(fused, plain.clamp(0.0, 6.0)) and _are_close(added, maps + plain)


def _multiplies() -> bool:
    """Whether a product with its bias and GELU is what it is in plain ones."""
    rows, weight, bias = _numbers(2, _CHANNELS), _numbers(_CHANNELS, _CHANNELS), _numbers(_CHANNELS)
    laid_out = torch.ops.mkldnn._reorder_linear_weight(weight, len(rows))
    fused = torch.ops.mkldnn._linear_pointwise(rows, laid_out, bias, "gelu", [], "none")
    return _are_close(fused, functional.gelu((rows.double().unsqueeze(1) * weight.double()).sum(dim=2) + bias.double()))


def _numbers(*shape: int) -> Tensor:
    """Return numbers between -1 and 1, no two the same and none drawn: a training's chance stays as it is."""
    count = torch.Size(shape).numel()
    return torch.arange(1.0, count + 1.0).mul_(1.7).sin_().view(shape)


def _are_close(fused: Tensor, plain: Tensor) -> bool:
    return fused.shape == plain.shape and float((fused - plain).abs().max()) < _TOLERANCES[fused.dtype]
