"""Keys of past pairs, remembered as negatives: an image queue and a text queue that move as one."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from engine.errors import CheckpointMismatch


class QueueKeys(NamedTuple):
    """Keys of the same pairs in both modalities: row j of each belongs to pair j.

    Attributes:
        image_emb: (K, D) unit vectors.
        text_emb: (K, D) unit vectors.
        ids: (K,) int64, the picture each pair belongs to.
    """

    image_emb: Tensor
    text_emb: Tensor
    ids: Tensor


class PairQueue:
    """The last `capacity` pairs that a momentum encoder embedded (MoCo, He et al. 2020), oldest overwritten first.

    Both modalities and the ids are written at one position, so that row j of all three is always one pair: comparing
    the two directions of retrieval (`training.losses.retrieval_kl`) and judging pairs (`training.noise_filter`) rest
    on it. A capacity of 0 remembers nothing.
    """

    def __init__(self, capacity: int, dim: int, device: torch.device | None = None) -> None:
        self.capacity = capacity
        self.image_emb = torch.zeros(capacity, dim, device=device)
        self.text_emb = torch.zeros(capacity, dim, device=device)
        self.ids = torch.zeros(capacity, dtype=torch.long, device=device)
        self.filled = 0
        self._next = 0

    @property
    def is_full(self) -> bool:
        """Whether every place has been written; True for a capacity of 0."""
        return self.filled == self.capacity

    @torch.no_grad()
    def push(self, image_emb_m: Tensor, text_emb_m: Tensor, ids: Tensor) -> None:
        """Remember B pairs: (B, D) and (B, D) keys, (B,) int64 ids. Of more than `capacity` the last ones stay."""
        if self.capacity == 0:
            return
        count = min(len(ids), self.capacity)
        places = (self._next + torch.arange(count, device=self.ids.device)) % self.capacity
        first = len(ids) - count
        self.image_emb[places] = image_emb_m[first:].to(self.image_emb)
        self.text_emb[places] = text_emb_m[first:].to(self.text_emb)
        self.ids[places] = ids[first:].to(self.ids)
        self._next = (self._next + count) % self.capacity
        self.filled = min(self.filled + count, self.capacity)

    def keys(self) -> QueueKeys:
        """Return what is filled, as views: a later `push` overwrites them."""
        return QueueKeys(self.image_emb[: self.filled], self.text_emb[: self.filled], self.ids[: self.filled])

    def state(self) -> dict[str, Tensor]:
        """Return everything that a resumed run needs, as copies by name."""
        counters = torch.tensor([self.filled, self._next])
        return {
            "image_emb": self.image_emb.clone(),
            "text_emb": self.text_emb.clone(),
            "ids": self.ids.clone(),
            "counters": counters,
        }

    def load(self, state: dict[str, Tensor]) -> None:
        """Go on from what `state` returned.

        Raises:
            CheckpointMismatch: It is the state of a queue of another size.
        """
        own = self.state()
        if state.keys() != own.keys() or any(state[name].shape != own[name].shape for name in own):
            raise CheckpointMismatch("The saved state holds a queue of another size than this recipe's.")
        self.image_emb.copy_(state["image_emb"])
        self.text_emb.copy_(state["text_emb"])
        self.ids.copy_(state["ids"])
        self.filled, self._next = state["counters"].tolist()
