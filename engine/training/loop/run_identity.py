"""What must be equal for a run to be resumed, as one digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from torch import nn
from torch.optim import Optimizer

from engine.training.recipe import RunConfig

# These decide how a step is computed or when something is written, not what the run learns.
FREE_SETTINGS = ("micro_batch", "compile", "checkpointing", "measure_every", "save_minutes", "tensorboard")


def run_identity(
    module: nn.Module, optimizer: Optimizer, config: RunConfig, steps_per_epoch: int, extra: str = ""
) -> str:
    """Return a SHA-256 of the settings, of every learning parameter's name, shape and rate, and of `extra`.

    Two runs of one identity and one state take the same steps, as long as their data and frozen weights are the same.
    """
    names = {id(parameter): name for name, parameter in module.named_parameters()}
    groups = [
        [
            float(group["peak"]),
            float(group["weight_decay"]),
            [[names[id(p)], list(p.shape), str(p.dtype)] for p in group["params"]],
        ]
        for group in optimizer.param_groups
    ]
    settings = {name: value for name, value in asdict(config).items() if name not in FREE_SETTINGS}
    text = json.dumps([settings, groups, steps_per_epoch, extra], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
