"""Options of how the towers compute: activation checkpointing."""

from __future__ import annotations

from torch import nn


def set_checkpointing(module: nn.Module, is_on: bool) -> None:
    """Let every tower below `module` that can recompute its activations do so, or not."""
    for part in module.modules():
        if hasattr(part, "checkpointing"):
            setattr(part, "checkpointing", is_on)  # noqa: B010  # whichever class the tower is of
