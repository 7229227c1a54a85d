"""The keys of a step: what every pair is contrasted with, and which of them count as what."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.cots.queues import QueueKeys


@dataclass(frozen=True, slots=True)
class KeyTable:
    """C keys in lock-step: entry j of both halves is the same pair. The step's own keys come first, then the queue's.

    Attributes:
        image_emb: (C, D) unit vectors of the momentum image encoder.
        text_emb: (C, D) unit vectors of the momentum text encoder.
        ids: (C,) int64, the picture of each pair.
        fresh: How many keys are the step's own.
        batch_keys: Whether other pairs' keys of the same step are negatives too (ALBEF), or the queue alone (MoCo).
        multi_positive: Whether other captions of the same picture are positives; they are never negatives.
    """

    image_emb: Tensor
    text_emb: Tensor
    ids: Tensor
    fresh: int
    batch_keys: bool
    multi_positive: bool

    @classmethod
    def join(
        cls, step: tuple[Tensor, Tensor, Tensor], queue: QueueKeys, *, batch_keys: bool, multi_positive: bool
    ) -> KeyTable:
        """Join a step's keys (image, text, ids) of all processes and the queue's."""
        image_emb, text_emb, ids = step
        return cls(
            torch.cat([image_emb, queue.image_emb]),
            torch.cat([text_emb, queue.text_emb]),
            torch.cat([ids, queue.ids]),
            len(ids),
            batch_keys,
            multi_positive,
        )

    def roles(self, own: Tensor) -> KeyRoles:
        """Say what every key is to the pairs at the indices `own` (P,) of this table."""
        columns = torch.arange(len(self.ids), device=self.ids.device)
        is_own = own[:, None] == columns
        same = self.ids[own][:, None] == self.ids
        off_limits = (columns < self.fresh) & (not self.batch_keys)
        if self.multi_positive:
            return KeyRoles(is_own | (same & ~off_limits), off_limits & ~is_own)
        return KeyRoles(is_own, (same | off_limits) & ~is_own)

    def neighbour_roles(self, own: Tensor, captions: int) -> KeyRoles:
        """Like `roles`, but the positive is the next of the picture's `captions` consecutive pairs, and no other."""
        following = torch.div(own, captions, rounding_mode="floor") * captions + (own + 1) % captions
        columns = torch.arange(len(self.ids), device=self.ids.device)
        is_next = following[:, None] == columns
        same = self.ids[own][:, None] == self.ids
        off_limits = (columns < self.fresh) & (not self.batch_keys)
        return KeyRoles(is_next, (same | off_limits) & ~is_next)


@dataclass(frozen=True, slots=True)
class KeyRoles:
    """What C keys are to P pairs: (P, C) bool each; what is neither positive nor excluded is a negative."""

    positives: Tensor
    excluded: Tensor
