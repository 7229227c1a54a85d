"""BERT's encoder, after its paper, with the parameter names its public checkpoints have.

Written out here because importing it from transformers takes as long as importing torch. A test holds it against
theirs. Dropout is where it is in the original, except on attention maps, where it would rule the fused attention out.
"""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.presets import TextTowerConfig

_NORM_EPS: Final = 1e-12
_INITIAL_STD: Final = 0.02
_PAD_ID: Final = 0
_TOKEN_TYPES: Final = 2  # the first and the second sentence of a pair; there is only ever a first


class Bert(nn.Module):
    """Embeddings and layers; see `engine.cots.text.TextTower` for how they are used."""

    def __init__(self, config: TextTowerConfig) -> None:
        super().__init__()
        self.embeddings = BertEmbeddings(config)
        self.encoder = _Layers(config)
        self.apply(_initialise)


class BertEmbeddings(nn.Module):
    """Sum of word, position and sentence embeddings, normalised."""

    def __init__(self, config: TextTowerConfig) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(config.vocab_size, config.width, padding_idx=_PAD_ID)
        self.position_embeddings = nn.Embedding(config.max_positions, config.width)
        self.token_type_embeddings = nn.Embedding(_TOKEN_TYPES, config.width)
        self.LayerNorm = nn.LayerNorm(config.width, eps=_NORM_EPS)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, input_ids: Tensor) -> Tensor:
        """Embed (B, L) token ids: (B, L, W)."""
        positions = self.position_embeddings.weight[: input_ids.shape[1]]
        summed = self.word_embeddings(input_ids) + self.token_type_embeddings.weight[0] + positions
        embedded: Tensor = self.dropout(self.LayerNorm(summed))
        return embedded


class BertLayer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, config: TextTowerConfig) -> None:
        super().__init__()
        self.attention = _Attention(config)
        self.intermediate = _Dense(config.width, config.mlp_width)
        self.output = _AddedBack(config.mlp_width, config)

    def forward(self, hidden: Tensor, added: Tensor | None) -> Tensor:
        """Run over (B, L, W) hidden states; `added` (B, 1, 1, L), if any, goes onto the attention's scores."""
        hidden = self.attention(hidden, added)
        result: Tensor = self.output(functional.gelu(self.intermediate.dense(hidden)), hidden)
        return result


class _Layers(nn.Module):
    """The layers under the name checkpoints know them by."""

    def __init__(self, config: TextTowerConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(BertLayer(config) for _ in range(config.depth))


class _Attention(nn.Module):
    def __init__(self, config: TextTowerConfig) -> None:
        super().__init__()
        self.self = _SelfAttention(config)
        self.output = _AddedBack(config.width, config)

    def forward(self, hidden: Tensor, added: Tensor | None) -> Tensor:
        attended: Tensor = self.output(self.self(hidden, added), hidden)
        return attended


class _SelfAttention(nn.Module):
    def __init__(self, config: TextTowerConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.query = nn.Linear(config.width, config.width)
        self.key = nn.Linear(config.width, config.width)
        self.value = nn.Linear(config.width, config.width)

    def forward(self, hidden: Tensor, added: Tensor | None) -> Tensor:
        batch, length, width = hidden.shape
        query, key, value = (
            project(hidden).view(batch, length, self.heads, -1).transpose(1, 2)
            for project in (self.query, self.key, self.value)
        )  # each (B, heads, L, W / heads)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=added)
        return mixed.transpose(1, 2).reshape(batch, length, width)


class _Dense(nn.Module):
    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.dense = nn.Linear(inputs, outputs)


class _AddedBack(_Dense):
    """A linear layer whose result is added to what came in before, and normalised."""

    def __init__(self, inputs: int, config: TextTowerConfig) -> None:
        super().__init__(inputs, config.width)
        self.LayerNorm = nn.LayerNorm(config.width, eps=_NORM_EPS)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, hidden: Tensor, before: Tensor) -> Tensor:
        added: Tensor = self.LayerNorm(self.dropout(self.dense(hidden)) + before)
        return added


@torch.no_grad()
def _initialise(module: nn.Module) -> None:
    """Start as BERT starts: small normal weights, no biases, a padding token that says nothing."""
    if isinstance(module, nn.Linear):
        nn.init.normal_(module.weight, std=_INITIAL_STD)
        nn.init.zeros_(module.bias)
    elif isinstance(module, nn.Embedding):
        nn.init.normal_(module.weight, std=_INITIAL_STD)
        if module.padding_idx is not None:
            module.weight[module.padding_idx].zero_()
