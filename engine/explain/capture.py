"""Attention maps of a transformer's blocks together with their gradients, taken by hooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import torch
from torch import Tensor, nn


class AttentionCapture:
    """The attention maps of one forward pass, lowest block first: each (B, heads, N, N) after the softmax."""

    def __init__(self) -> None:
        self.maps: list[Tensor] = []

    def gradients(self, target: Tensor) -> tuple[Tensor, ...]:
        """Return d target / d map for every map; `target` is a scalar of the same pass. May be asked repeatedly."""
        return torch.autograd.grad(target, self.maps, retain_graph=True)


@contextmanager
def captured_attention(blocks: Sequence[nn.Module]) -> Iterator[AttentionCapture]:
    """Capture the attention of timm transformer blocks in the forward pass made inside the block.

    Fused attention never forms the maps, so it is switched off per module and put back afterwards, whatever happens.
    The graph starts at the first of `blocks`: what lies below is neither kept in memory nor differentiated.
    """
    capture = AttentionCapture()
    with ExitStack() as stack:
        for block in blocks:
            attention: Any = block.attn
            stack.callback(setattr, attention, "fused_attn", attention.fused_attn)
            attention.fused_attn = False
            # Its input is the softmax's output; without training it passes that through unchanged.
            handle = attention.attn_drop.register_forward_hook(_keep_output(capture))
            stack.callback(handle.remove)
        start = blocks[0].register_forward_pre_hook(_begin_graph)
        stack.callback(start.remove)
        stack.enter_context(torch.enable_grad())
        yield capture


def _keep_output(capture: AttentionCapture) -> Callable[[nn.Module, tuple[Tensor, ...], Tensor], None]:
    def keep(module: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        capture.maps.append(output)

    return keep


def _begin_graph(module: nn.Module, inputs: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
    tokens, *rest = inputs
    return (tokens.detach().requires_grad_(), *rest)
