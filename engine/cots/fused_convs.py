"""Convolutions with their bias and activation in one pass over the picture, for processors; nothing is trained here.

torch runs a convolution of 1x1, its bias and its ReLU as three passes over maps of tens of megabytes, and pads pictures
for TensorFlow's strided convolutions by copying them. oneDNN, which comes with torch, needs one pass where it is asked.
"""

from __future__ import annotations

import threading
from itertools import pairwise
from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.fused_ops import can_fuse
from engine.cots.timm_parts import Conv2dSame

_LAYING_OUT: Final = threading.Lock()  # two threads may be the first to see pictures

# What oneDNN calls activations, and their numbers.
_ACTIVATIONS: Final[dict[type[nn.Module], tuple[str, tuple[float, ...]]]] = {
    nn.Identity: ("none", ()),
    nn.ReLU: ("relu", ()),
    nn.ReLU6: ("hardtanh", (0.0, 6.0)),
}

_USUAL_BATCH: Final = 8  # pictures that are embedded at once while indexing, whoever comes first


class FusedConv(nn.Module):
    """A convolution and the activation after it; the same function, for pictures on a processor without gradients.

    oneDNN wants weights in an order of its own, which depends on the size of the pictures: they are laid out when the
    first ones are seen, not at every call.
    """

    weight: Tensor
    bias: Tensor | None

    def __init__(self, conv: nn.Conv2d, activation: nn.Module) -> None:
        super().__init__()
        self._stride, self._dilation, self._groups = conv.stride, conv.dilation, conv.groups
        self._name, self._numbers = _ACTIVATIONS[type(activation)]
        self.activation = activation
        self.in_channels, self.out_channels = conv.in_channels, conv.out_channels
        weight, self._padding = conv.weight.detach(), _padding(conv)
        # TensorFlow pads a picture of even sides by one pixel more below and right of it than above and left. With a
        # row and a column of zeros before the kernel's own, even padding does the same and copies nothing.
        self.is_shifted = isinstance(conv, Conv2dSame)
        if self.is_shifted:
            weight = functional.pad(weight, (1, 0, 1, 0))
        self.register_buffer("weight", weight.contiguous(memory_format=torch.channels_last), persistent=False)
        self.register_buffer("bias", None if conv.bias is None else conv.bias.detach(), persistent=False)
        self._laid_out: Tensor | None = None

    @property
    def has_no_activation(self) -> bool:
        """Whether no activation follows, so that what comes out may be added to something at once."""
        return self._name == "none" and not self.is_shifted

    def forward(self, x: Tensor) -> Tensor:
        """Turn (B, C, H, W) into what the convolution and its activation make of it."""
        if self.is_shifted and (x.shape[2] % 2 or x.shape[3] % 2):
            x, weight = functional.pad(x, _odd_padding(x, self.weight)), self.weight[:, :, 1:, 1:]
            convolved = functional.conv2d(x, weight, self.bias, self._stride, 0, self._dilation, self._groups)
            activated: Tensor = self.activation(convolved)
            return activated
        fused: Tensor = torch.ops.mkldnn._convolution_pointwise(
            x, self._weight_for(x), self.bias, self._padding, self._stride, self._dilation, self._groups,
            self._name, self._numbers, "",
        )  # fmt: skip
        return fused

    def add_to(self, sums: Tensor, x: Tensor) -> Tensor:
        """Add what comes out for `x` to `sums`, in place, and return them; only where it `has_no_activation`."""
        added: Tensor = torch.ops.mkldnn._convolution_pointwise_.binary(
            sums, x, self._weight_for(x), self.bias, self._padding, self._stride, self._dilation, self._groups,
            "add", None, None, [], None,
        )  # fmt: skip
        return added

    def _weight_for(self, x: Tensor) -> Tensor:
        """Return the weights as oneDNN wants them for pictures like these; for others they serve, a little slower."""
        laid_out = self._laid_out
        if laid_out is None:
            with _LAYING_OUT:
                laid_out = self._laid_out = self._laid_out_for(x) if self._laid_out is None else self._laid_out
                if not self.is_shifted:  # of the others few are large, and pictures of odd sides need them
                    self.weight = self.weight.new_empty(0)
        return laid_out

    def _laid_out_for(self, x: Tensor) -> Tensor:
        usual = [_USUAL_BATCH, *x.shape[1:]]
        laid_out: Tensor = torch.ops.mkldnn._reorder_convolution_weight(
            self.weight, self._padding, self._stride, self._dilation, self._groups, usual
        )
        return laid_out

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy is made of: what oneDNN laid out cannot be copied, so a copy does that for itself."""
        state = self.__dict__ | {"_laid_out": None}
        if self._laid_out is not None and not self.is_shifted:
            weight = self._laid_out.to_dense().contiguous(memory_format=torch.channels_last)
            state["_buffers"] = self._buffers | {"weight": weight}
        return state


def fuse_convolutions(module: nn.Module) -> int:
    """Replace, in place, every convolution that is followed by an activation among a module's children.

    Args:
        module: On a processor, in evaluation mode, its batch norms folded; its children must be registered in the
            order in which they run, as timm's are.

    Returns:
        How many were replaced; none where `can_fuse` says no.
    """
    if not can_fuse():
        return 0
    fused = 0
    for parent in list(module.modules()):
        for (name, conv), (after, activation) in pairwise(list(parent.named_children())):
            if isinstance(conv, nn.Conv2d) and type(activation) in _ACTIVATIONS and _can_be_fused(conv):
                setattr(parent, name, FusedConv(conv, activation))
                setattr(parent, after, nn.Identity())
                fused += 1
    return fused


def as_even_conv(fused: FusedConv, gains: Tensor) -> tuple[nn.Conv2d, nn.Module]:
    """Return the convolution within one that pads as TensorFlow does, without its padding, and the activation.

    Args:
        fused: One that `is_shifted`.
        gains: (C,) what the weights of each channel are multiplied by.
    """
    weight = fused.weight[:, :, 1:, 1:] * gains.view(1, -1, 1, 1)
    outputs, inputs, side, _ = weight.shape
    conv = nn.Conv2d(inputs, outputs, side, stride=2, bias=fused.bias is not None)
    conv.weight = nn.Parameter(weight, requires_grad=False)
    if fused.bias is not None:
        conv.bias = nn.Parameter(fused.bias, requires_grad=False)
    return conv, fused.activation


def lay_out_linears(module: nn.Module) -> None:
    """Store the weights of linear layers in the order in which a product of few rows reads them, in place.

    The numbers are the same. Ten words at once are multiplied in half of the time: the product need not turn the
    weights round first, which costs more than the product itself.
    """
    for layer in module.modules():
        if type(layer) is nn.Linear:
            layer.weight = nn.Parameter(layer.weight.detach().t().contiguous().t(), requires_grad=False)


def _can_be_fused(conv: nn.Conv2d) -> bool:
    """Whether a convolution is one of those that `FusedConv` knows."""
    if conv.weight.device.type != "cpu" or conv.weight.dtype != torch.float32 or conv.padding_mode != "zeros":
        return False
    if isinstance(conv, Conv2dSame):
        return conv.stride == (2, 2) and conv.dilation == (1, 1) and all(side % 2 for side in conv.kernel_size)
    return type(conv) is nn.Conv2d and not isinstance(conv.padding, str)


def _padding(conv: nn.Conv2d) -> list[int]:
    if isinstance(conv, Conv2dSame):
        return [(side - 1) // 2 for side in conv.kernel_size]
    padding: Any = conv.padding
    return list(padding)


def _odd_padding(x: Tensor, shifted: Tensor) -> list[int]:
    """Return TensorFlow's padding for stride 2: left, right, top, bottom."""
    padding: list[int] = []
    for axis in (3, 2):
        side, kernel = x.shape[axis], shifted.shape[axis] - 1
        total = max((-(-side // 2) - 1) * 2 + kernel - side, 0)
        padding += [total // 2, total - total // 2]
    return padding
