"""Strided depthwise convolutions that do not learn, inside layers that do: a quick way back through them.

On a processor torch goes back through them in a plain loop; in half precision one such convolution took a quarter of a
training step. What comes back to the input is made of convolutions as well, of stride 1 and with the kernel turned
round: where the stride is s, one for each of the s * s places that a pixel can have under the kernel.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.timm_parts import Conv2dSame


def ease_depthwise_gradients(module: nn.Module) -> int:
    """Let the strided depthwise convolutions below a module take the quick way back where their kernels do not learn.

    Names and weights stay as they are, and so does everything but the gradient's way; whether a kernel learns is asked
    at every call.

    Returns:
        How many there are.
    """
    known = [part for part in module.modules() if isinstance(part, Conv2dSame) and _is_known(part)]
    for conv in known:
        conv.__class__ = _EasedConv
    return len(known)


class _EasedConv(Conv2dSame):  # type: ignore[misc]  # timm has no types
    """A strided depthwise convolution, padded as TensorFlow pads, with the quick way back."""

    def forward(self, x: Tensor) -> Tensor:
        seen: Tensor = _through(self, x) if _is_eased(self, x) else super().forward(x)
        return seen


class _ThroughFrozen(torch.autograd.Function):
    """A depthwise convolution whose kernel is a constant."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, kernel: Tensor, stride: int, padding: int) -> Tensor:
        ctx.save_for_backward(kernel)
        ctx.shape, ctx.stride, ctx.padding = x.shape, stride, padding
        return functional.conv2d(x, kernel, None, stride, padding, groups=len(kernel))

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None, None]:
        (kernel,) = ctx.saved_tensors
        return gradient_of_input(gradients[0], kernel, ctx.shape, ctx.stride, ctx.padding), None, None, None


def gradient_of_input(gradient: Tensor, kernel: Tensor, shape: torch.Size, stride: int, padding: int) -> Tensor:
    """Return what comes back to (B, C, H, W) from (B, C, H', W') through a depthwise kernel (C, 1, K, K).

    Pixel n, counted from the edge of the padding, met tap n - stride * o of the kernel in place o. So the pixels
    n = stride * m + r met the taps r, r + stride, ... and no others: they get the sum over j of
    gradient[m - j] * kernel[r + stride * j].
    """
    gradient = gradient.contiguous(memory_format=torch.channels_last)
    result = torch.empty(shape, dtype=gradient.dtype, memory_format=torch.channels_last)
    for row, column in product(range(stride), repeat=2):
        taps = kernel[:, :, row::stride, column::stride].flip(2, 3)
        part = functional.conv2d(gradient, taps, padding=(taps.shape[2] - 1, taps.shape[3] - 1), groups=len(kernel))
        skipped, first = (max(0, -((place - padding) // stride)) for place in (row, column))
        place = result[:, :, skipped * stride + row - padding :: stride, first * stride + column - padding :: stride]
        place.copy_(part[:, :, skipped : skipped + place.shape[2], first : first + place.shape[3]])
    return result


def _is_known(conv: nn.Conv2d) -> bool:
    height, width = conv.kernel_size
    is_depthwise = conv.groups == conv.in_channels == conv.out_channels and conv.bias is None
    is_odd = height == width and height % 2 == 1 and height > 1
    return is_depthwise and is_odd and conv.stride == (2, 2) and conv.dilation == (1, 1)


def _is_eased(conv: nn.Conv2d, x: Tensor) -> bool:
    """Whether there is a way back, of the input alone, on a processor; pictures of odd sides are padded otherwise."""
    learns = torch.is_grad_enabled() and x.requires_grad
    is_even = x.shape[2] % 2 == 0 and x.shape[3] % 2 == 0
    return learns and is_even and x.device.type == "cpu" and not conv.weight.requires_grad


def _through(conv: nn.Conv2d, x: Tensor) -> Tensor:
    # With a row and a column of zeros before the kernel's own, even padding is TensorFlow's and copies nothing.
    kernel, padding = functional.pad(conv.weight, (1, 0, 1, 0)), (conv.kernel_size[0] - 1) // 2
    if torch.is_autocast_enabled("cpu"):
        dtype = torch.get_autocast_dtype("cpu")
        x, kernel = x.to(dtype), kernel.to(dtype)
    with torch.autocast("cpu", enabled=False):
        seen: Tensor = _ThroughFrozen.apply(x, kernel, conv.stride[0], padding)
    return seen
