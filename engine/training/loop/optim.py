"""Which parameters learn, and how fast: groups for AdamW with layer-wise rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.graph import increment_version
from torch.optim import AdamW, Optimizer

FUSED_ON = ("cpu", "cuda")


@dataclass(frozen=True, slots=True)
class RateRule:
    """Parameters whose name starts with `prefix` and holds `part` learn at `rate`; 0 freezes them.

    Of several rules the first that fits wins.
    """

    prefix: str
    rate: float
    part: str = ""


def build_optimizer(module: nn.Module, rules: Sequence[RateRule], weight_decay: float) -> AdamW:
    """Freeze and group the parameters of `module` by `rules` and return AdamW over those that learn.

    Vectors (biases, norms, learned tokens) are not decayed. Each group keeps its peak rate as `peak`.

    Raises:
        ValueError: A parameter fits no rule.
    """
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in module.named_parameters():
        rate = rate_of(name, rules)
        parameter.requires_grad_(rate > 0)
        if rate > 0:
            decay = weight_decay if parameter.ndim > 1 else 0.0
            groups.setdefault((rate, decay), []).append(parameter)
    return adamw(
        [
            {"params": parameters, "lr": rate, "peak": rate, "weight_decay": decay}
            for (rate, decay), parameters in groups.items()
        ]
    )


def adamw(groups: list[dict[str, Any]]) -> AdamW:
    """Return AdamW over groups of parameters; nothing is decayed in a group that does not say so.

    One pass over every weight instead of ten: a third of the time on a processor, one kernel for all on a GPU. On a
    processor that pass does not count what it writes, by which copies of weights are known to be out of date; so it
    is counted after it.
    """
    fused = all(parameter.device.type in FUSED_ON for group in groups for parameter in group["params"])
    optimizer = AdamW(groups, betas=(0.9, 0.98), weight_decay=0.0, fused=fused)
    optimizer.register_step_post_hook(_count_writes)
    return optimizer


def _count_writes(optimizer: Optimizer, *_: Any) -> None:
    increment_version([p for group in optimizer.param_groups for p in group["params"]])


def take_up_moments(optimizer: Optimizer, kept: Mapping[int, Mapping[str, Tensor]]) -> None:
    """Let an optimizer go on from a kept state: a parameter's number to its tensors by name.

    Moments are put into the memory order of their weights, of which a file knows nothing: a fused step goes through
    both side by side, blindly.
    """
    parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    state = {
        index: {name: _laid_out_as(parameters[index], value) for name, value in entries.items()}
        for index, entries in kept.items()
    }
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})


def _laid_out_as(parameter: Tensor, value: Tensor) -> Tensor:
    return torch.empty_like(parameter, dtype=value.dtype, device=value.device).copy_(value) if value.ndim else value


def set_rate_factor(optimizer: AdamW, factor: float) -> None:
    """Set every group's rate to `factor` of its peak."""
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * factor


def rate_of(name: str, rules: Sequence[RateRule]) -> float:
    """Return the rate of the parameter called `name`.

    Raises:
        ValueError: It fits no rule.
    """
    for rule in rules:
        if name.startswith(rule.prefix) and rule.part in name:
            return rule.rate
    raise ValueError(f"no rate for parameter {name}")
