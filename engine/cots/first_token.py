"""A transformer block of which only the first token is read, for pictures whose cells nobody asks for."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.timm_parts import Attention, Block


def first_token_after(blocks: nn.Sequential, norm: nn.Module, tokens: Tensor) -> Tensor:
    """Run blocks over tokens (B, N, W), the last one for the first token alone, and normalise that: (B, W)."""
    for block in blocks[:-1]:
        tokens = block(tokens)
    first: Tensor = norm(first_token_of(blocks[-1], tokens))
    return first


def first_token_of(block: Any, tokens: Tensor) -> Tensor:
    """Return what a block makes of the first of its tokens (B, N, W): (B, W), in a fraction of the block's time.

    While it trains the whole block runs: it may leave out numbers, and itself.
    """
    if block.training or not (type(block) is Block and _is_plain(block.attn)):
        whole: Tensor = block(tokens)
        return whole[:, 0]
    attended = tokens[:, 0] + block.ls1(_attention_of_first(block.attn, block.norm1(tokens)))
    read: Tensor = attended + block.ls2(block.mlp(block.norm2(attended)))
    return read


def _is_plain(attention: Any) -> bool:
    """Whether an attention has nothing besides its projections; timm's older ones lack what they cannot have."""
    if type(attention) is not Attention or getattr(attention, "gate", None) is not None:
        return False
    if attention.qkv.out_features != 3 * attention.qkv.in_features:
        return False
    norms = attention.q_norm, attention.k_norm, getattr(attention, "norm", nn.Identity())
    return all(isinstance(norm, nn.Identity) for norm in norms)


def _attention_of_first(attention: Any, normed: Tensor) -> Tensor:
    """Attend from the first of the tokens (B, N, W) to all: (B, W).

    Per head, with its query q and the keys' and values' projections K and V: q (K x) = (K' q) x, and the mean of V x
    is V of the mean of x. So one token's keys and values are computed instead of N, of the same numbers. What the
    keys' bias adds is the same for all tokens, and the softmax takes it away again.
    """
    heads, width = attention.num_heads, normed.shape[2]
    query, key, value = attention.qkv.weight.view(3, width, width).unbind(0)
    bias = attention.qkv.bias
    asked = functional.linear(normed[:, 0], query, None if bias is None else bias[:width])  # (B, W)
    per_head = asked.view(-1, heads, width // heads).transpose(0, 1)  # (H, B, D)
    in_space = torch.bmm(per_head, key.view(heads, width // heads, width))  # (H, B, W)
    scores = torch.bmm(in_space.transpose(0, 1), normed.transpose(1, 2)) * attention.scale  # (B, H, N)
    mixed = torch.bmm(scores.softmax(dim=-1), normed)  # (B, H, W)
    values = torch.bmm(mixed.transpose(0, 1), value.view(heads, width // heads, width).transpose(1, 2))  # (H, B, D)
    seen = values.transpose(0, 1).reshape(-1, width)
    projected: Tensor = attention.proj(seen if bias is None else seen + bias[2 * width :])
    return projected
