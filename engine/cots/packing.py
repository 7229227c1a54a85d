"""How tensors are stored in a checkpoint: half precision, and the word embedding in eight bits with a scale per row."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

# A third of a small model's bytes, and the part that bears rounding best: a row's error is spread over its width.
EIGHT_BIT_SUFFIX = "word_embeddings.weight"
SCALE_SUFFIX = ".row_scale"


def pack(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the tensors as stored: matrices in float16, word embeddings in int8, vectors and counters as they are.

    Vectors stay in full precision because running variances can leave the range of float16, and they are tiny.
    """
    packed: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        kept = tensor.detach().cpu().contiguous()
        if name.endswith(EIGHT_BIT_SUFFIX):
            scale = kept.float().abs().amax(dim=1).clamp(min=1e-12) / 127
            packed[name] = (kept.float() / scale.unsqueeze(1)).round().to(torch.int8)
            packed[name + SCALE_SUFFIX] = scale
        else:
            is_matrix = kept.is_floating_point() and kept.ndim > 1
            packed[name] = kept.to(torch.float16) if is_matrix else kept
    return packed


def unpack(packed: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return what `pack` was given, rounded: floating tensors in float32, each with memory of its own."""
    tensors: dict[str, Tensor] = {}
    for name, tensor in packed.items():
        scale = packed.get(name + SCALE_SUFFIX)
        if scale is not None:
            tensors[name] = tensor.float() * scale.unsqueeze(1)
        elif not name.endswith(SCALE_SUFFIX):
            tensors[name] = tensor.float() if tensor.dtype == torch.float16 else tensor.clone()
    return tensors
