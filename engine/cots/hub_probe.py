"""SigLIP's pooling: a learned probe that attends to the cells."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.timm_parts import Mlp, get_act_layer


class ProbeAttention(nn.Module):
    """Multi-head attention of one query to N tokens.

    Named like the attention of timm's blocks, so that its map can be captured in the same way: `attn_drop` sees it
    where `fused_attn` is off.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q = nn.Linear(width, width)
        self.kv = nn.Linear(width, 2 * width)
        self.proj = nn.Linear(width, width)
        self.attn_drop = nn.Identity()
        self.fused_attn = True

    def forward(self, query: Tensor, tokens: Tensor) -> Tensor:
        """Let (B, 1, W) queries read (B, N, W) tokens; return (B, 1, W)."""
        q = self._parted(self.q(query))
        k, v = (self._parted(part) for part in self.kv(tokens).chunk(2, dim=-1))
        if self.fused_attn:
            read = functional.scaled_dot_product_attention(q, k, v)
        else:
            read = self.attn_drop((q @ k.transpose(-2, -1) * q.shape[-1] ** -0.5).softmax(dim=-1)) @ v
        output: Tensor = self.proj(read.transpose(1, 2).flatten(2))
        return output

    def _parted(self, x: Tensor) -> Tensor:
        batch, count, width = x.shape
        return x.view(batch, count, self.heads, width // self.heads).transpose(1, 2)


class ProbePool(nn.Module):
    """The probe's attention and an MLP behind it: tokens (B, N, W) to (B, W)."""

    def __init__(self, width: int, heads: int, mlp_width: int, activation: str, eps: float) -> None:
        super().__init__()
        self.latent = nn.Parameter(nn.init.normal_(torch.empty(1, 1, width), std=width**-0.5))
        self.attn = ProbeAttention(width, heads)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.mlp = Mlp(width, mlp_width, act_layer=get_act_layer(activation))

    def forward(self, tokens: Tensor) -> Tensor:
        """Pool (B, N, W) tokens to (B, W)."""
        read = self.attn(self.latent.expand(len(tokens), -1, -1), tokens)
        pooled: Tensor = read + self.mlp(self.norm(read))
        return pooled[:, 0]
