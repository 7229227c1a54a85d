"""A first codebook: centres of what the encoder says about pictures, by k-means on the unit sphere."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

_ROWS_AT_ONCE = 4096


@torch.no_grad()
def sphere_centres(vectors: Tensor, count: int, rounds: int, generator: torch.Generator) -> Tensor:
    """Cluster unit vectors (N, D) by cosine into `count` unit centres (count, D).

    Starts from vectors drawn by `generator`. A centre that no vector is nearest to becomes a vector drawn anew, so
    every centre lies where vectors are. N may be smaller than `count`; then centres repeat.
    """
    centres = vectors[_drawn(len(vectors), count, generator)].clone()
    for _ in range(rounds):
        owners = torch.cat([(part @ centres.T).argmax(dim=1) for part in torch.split(vectors, _ROWS_AT_ONCE)])
        sums = torch.zeros_like(centres).index_add_(0, owners, vectors)
        is_empty = torch.bincount(owners, minlength=count) == 0
        sums[is_empty] = vectors[_drawn(len(vectors), int(is_empty.sum()), generator)]
        centres = functional.normalize(sums, dim=1)
    return centres


def _drawn(rows: int, count: int, generator: torch.Generator) -> Tensor:
    """Draw `count` row numbers, different ones as far as there are enough."""
    whole = [torch.randperm(rows, generator=generator) for _ in range(-(-count // rows))]
    return torch.cat([*whole, torch.zeros(0, dtype=torch.int64)])[:count]
