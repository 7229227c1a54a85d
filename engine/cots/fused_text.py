"""A text tower for a processor: the same vectors as `TextTower`, for texts of some ten words; nothing is trained here.

A text has so few words that arithmetic is half of its time. The rest went into rows of scores shorter than a vector
register, biases that were written out before every product, and sums in passes of their own. So words of one place
stand together, token by token, which makes the heads of all texts one batch of small products without a copy; scores
lie with their keys first, where a softmax runs over all queries at once; and products add to what they belong to.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.cots.bert import BertLayer
from engine.cots.fused_ops import can_fuse
from engine.cots.text import TextTower, pool_texts
from engine.cots.two_stream import TwoStream

_SAFE_SCORE: Final = 80.0  # e to the power of it, times the longest text, is a number still; and so is its inverse
_USUAL_ROWS: Final = 480  # tokens that are multiplied at once


class FusedTextTower(nn.Module):
    """Reads texts as the tower that it takes the weights of, on a processor and without gradients."""

    def __init__(self, tower: TextTower) -> None:
        super().__init__()
        embeddings = tower.bert.embeddings
        self._words = embeddings.word_embeddings.weight.detach()
        positions, sentence = embeddings.position_embeddings.weight, embeddings.token_type_embeddings.weight[0]
        self._positions = (positions + sentence).detach().unsqueeze(1)  # (P, 1, W)
        self._norm = embeddings.LayerNorm
        self._layers = [_FusedLayer(layer) for layer in tower.bert.encoder.layer if isinstance(layer, BertLayer)]
        self._pooling = tower.pooling

    def forward(self, token_ids: Tensor, mask: Tensor) -> Tensor:
        """Read (B, L) token ids under a (B, L) mask of 1 for real tokens; return pooled texts (B, W)."""
        batch, length = token_ids.shape
        embedded = functional.embedding(token_ids.t(), self._words).add_(self._positions[:length])  # (L, B, W)
        hidden: Tensor = self._norm(embedded.view(length * batch, -1))
        counted = None if bool(mask.all()) else mask.to(hidden.dtype)
        for layer in self._layers:
            hidden = layer(hidden, (length, batch), counted)
        return pool_texts(hidden.view(length, batch, -1).transpose(0, 1), mask, self._pooling)


def fuse_text_tower(model: TwoStream) -> bool:
    """Replace a model's text tower, in place, if it is one that can be; return whether it was.

    Args:
        model: On a processor, in evaluation mode, its linear layers stored as `lay_out_linears` does.
    """
    tower = model.text_tower
    if not (isinstance(tower, TextTower) and can_fuse() and next(tower.parameters()).dtype == torch.float32):
        return False
    model.register_module("text_tower", FusedTextTower(tower))
    return True


class _Weights(NamedTuple):
    """What a layer computes with; matrices as (inputs, outputs)."""

    query: Tensor  # it and its bias are divided by the root of a head's size, so that scores are
    query_bias: Tensor
    key: Tensor  # its bias adds the same to a query's scores of all keys, which a softmax takes away
    value: Tensor
    mix: Tensor
    mix_bias: Tensor  # with what the values' bias comes to: weights of a softmax add up to one
    wide: Tensor  # in oneDNN's order
    wide_bias: Tensor
    narrow: Tensor
    narrow_bias: Tensor


class _FusedLayer:
    """One of BERT's layers over (L * B, W) hidden states, token by token."""

    def __init__(self, layer: BertLayer) -> None:
        asked, mixed = layer.attention.self, layer.attention.output
        self._heads = asked.heads
        scale = (asked.query.out_features // asked.heads) ** -0.5
        wide = layer.intermediate.dense
        mix_bias = mixed.dense.bias.double() + mixed.dense.weight.double() @ asked.value.bias.double()
        self._weights = _Weights(
            *(_turned(asked.query).mul(scale), asked.query.bias.detach().mul(scale)),
            *(_turned(asked.key), _turned(asked.value)),
            *(_turned(mixed.dense), mix_bias.float().detach()),
            torch.ops.mkldnn._reorder_linear_weight(wide.weight.detach().contiguous(), _USUAL_ROWS),
            wide.bias.detach(),
            *(_turned(layer.output.dense), layer.output.dense.bias.detach()),
        )
        self._norms = mixed.LayerNorm, layer.output.LayerNorm

    def __deepcopy__(self, _: object) -> _FusedLayer:
        """Serve copies as well: nothing in a layer ever changes, and what oneDNN laid out cannot be copied."""
        return self

    def __call__(self, hidden: Tensor, sides: tuple[int, int], counted: Tensor | None) -> Tensor:
        """Return what the layer makes of `hidden`, which is overwritten.

        Args:
            hidden: (L * B, W).
            sides: L and B.
            counted: (B, L), 1 for words and 0 for padding; None where there is no padding.
        """
        weights, (after_mix, after_wide) = self._weights, self._norms
        mixed = self._attended(hidden, sides, counted)
        hidden = after_mix(hidden.add_(weights.mix_bias).addmm_(mixed, weights.mix))
        wide = torch.ops.mkldnn._linear_pointwise(hidden, weights.wide, weights.wide_bias, "gelu", [], "none")
        read: Tensor = after_wide(hidden.add_(weights.narrow_bias).addmm_(wide, weights.narrow))
        return read

    def _attended(self, hidden: Tensor, sides: tuple[int, int], counted: Tensor | None) -> Tensor:
        """Return the mean of all words' values for each word, per head: (L * B, W)."""
        weights = self._weights
        length, batch = sides
        heads, size = batch * self._heads, hidden.shape[1] // self._heads
        query = torch.mm(hidden, weights.query).add_(weights.query_bias)
        by_head = (length, heads, size)
        query, key, value = (
            part.view(by_head) for part in (query, torch.mm(hidden, weights.key), torch.mm(hidden, weights.value))
        )
        scores = torch.bmm(key.transpose(0, 1), query.permute(1, 2, 0))  # (B * heads, L keys, L queries)
        keys = None if counted is None else counted.repeat_interleave(self._heads, dim=0).unsqueeze(-1)
        shares = _exponentials(scores, keys)
        sums = shares.sum(dim=1).unsqueeze(-1)
        mixed = torch.bmm(shares.transpose(1, 2), value.transpose(0, 1)).div_(sums)  # (B * heads, L, W / heads)
        return mixed.transpose(0, 1).reshape(length * batch, -1)


def _exponentials(scores: Tensor, keys: Tensor | None) -> Tensor:
    """Return, in place, what a softmax over the keys has above its fraction line, 0 for padding.

    A softmax is the same whatever is taken off its scores. Only large ones need that their maximum is.
    """
    low, high = scores.aminmax()
    if max(-float(low), float(high)) > _SAFE_SCORE:
        if keys is not None:
            scores.masked_fill_(keys == 0, -torch.inf)
        scores.sub_(scores.amax(dim=1, keepdim=True))
    scores.exp_()
    return scores if keys is None else scores.mul_(keys)


def _turned(layer: nn.Linear) -> Tensor:
    return layer.weight.detach().t().contiguous()
