"""Options of how the towers compute: activation checkpointing, and compiled blocks."""

from __future__ import annotations

from torch import nn


def set_checkpointing(module: nn.Module, is_on: bool) -> None:
    """Let every tower below `module` that can recompute its activations do so, or not."""
    for tower in _towers(module):
        setattr(tower, "checkpointing", is_on)  # noqa: B010  # whichever class the tower is of


def compile_blocks(module: nn.Module, backend: str = "inductor") -> int:
    """Compile the transformer blocks of every tower below `module`, in place; return how many.

    Blocks of one shape share their code, so that compiling takes the time of one of them. Names in the state do
    not change, and what is compiled is compiled on its first call.
    """
    blocks = [block for tower in _towers(module) for block in transformer_blocks(tower)]
    for block in blocks:
        block.compile(backend=backend)
    return len(blocks)


def transformer_blocks(tower: nn.Module) -> list[nn.Module]:
    """Return the repeated blocks of a tower: children of one class in a row, with linear layers somewhere inside."""
    for part in tower.modules():
        children = list(part.children())
        if isinstance(part, nn.Sequential | nn.ModuleList) and _are_blocks(children):
            return children
    return []


def _are_blocks(children: list[nn.Module]) -> bool:
    if not children or len({type(child) for child in children}) > 1:
        return False
    return all(any(isinstance(part, nn.Linear) for part in child.modules() if part is not child) for child in children)


def _towers(module: nn.Module) -> list[nn.Module]:
    return [part for part in module.modules() if hasattr(part, "checkpointing")]
