"""A plain ViT as transformers stores it, under timm's names."""

from __future__ import annotations

import re
from collections.abc import Mapping

import torch
from torch import Tensor

_MARK = "embeddings.patch_embeddings.projection.weight"
_BLOCK = re.compile(r"encoder\.layer\.(\d+)\.(.+)\.(weight|bias)")
_LETTERS = ("query", "key", "value")

_NAMES = {
    "embeddings.cls_token": "cls_token",
    "embeddings.position_embeddings": "pos_embed",
    "embeddings.patch_embeddings.projection.weight": "patch_embed.proj.weight",
    "embeddings.patch_embeddings.projection.bias": "patch_embed.proj.bias",
    "layernorm.weight": "norm.weight",
    "layernorm.bias": "norm.bias",
}
_BLOCK_PARTS = {
    "layernorm_before": "norm1",
    "layernorm_after": "norm2",
    "attention.output.dense": "attn.proj",
    "intermediate.dense": "mlp.fc1",
    "output.dense": "mlp.fc2",
}


def timm_vit_weights(stored: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return a ViT's weights under timm's names; weights that are not in transformers' layout come back as they are.

    Queries, keys and values become one matrix. What has no place in a tower (pooler, classifier) keeps its name. The
    norms of transformers' ViT add 1e-12 where timm's add 1e-6, which moves an embedding by less than half precision.
    """
    plain = {name.removeprefix("vit."): tensor for name, tensor in stored.items()}
    if _MARK not in plain:
        return dict(stored)
    renamed: dict[str, Tensor] = {}
    for name, tensor in plain.items():
        block = _BLOCK.fullmatch(name)
        if block is None:
            renamed[_NAMES.get(name, name)] = tensor
        elif block[2] in _BLOCK_PARTS:
            renamed[f"blocks.{block[1]}.{_BLOCK_PARTS[block[2]]}.{block[3]}"] = tensor
        elif block[2] == "attention.attention.query":
            names = [name.replace(_LETTERS[0], letter) for letter in _LETTERS]
            if all(each in plain for each in names):
                renamed[f"blocks.{block[1]}.attn.qkv.{block[3]}"] = torch.cat([plain[each] for each in names])
    return renamed
