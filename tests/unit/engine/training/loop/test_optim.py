import pytest
import torch
from torch import nn

from engine.training.loop.optim import RateRule, build_optimizer, set_rate_factor


def module() -> nn.Sequential:
    return nn.Sequential(nn.Linear(2, 3), nn.LayerNorm(3), nn.Linear(3, 1))


def test_build_optimizer_first_rule_that_fits_wins_and_zero_freezes() -> None:
    net = module()
    optimizer = build_optimizer(net, [RateRule("0.bias", 0.5), RateRule("0.", 0.0), RateRule("", 0.1)], 0.05)
    learning = {name for name, parameter in net.named_parameters() if parameter.requires_grad}
    assert learning == {"0.bias", "1.weight", "1.bias", "2.weight", "2.bias"}
    assert sorted({group["lr"] for group in optimizer.param_groups}) == [0.1, 0.5]


def test_build_optimizer_a_rule_may_name_a_part_within_its_prefix() -> None:
    net = module()
    build_optimizer(net, [RateRule("0.", 0.0, part="weight"), RateRule("", 0.1)], 0.05)
    assert {name for name, parameter in net.named_parameters() if not parameter.requires_grad} == {"0.weight"}


def test_build_optimizer_decays_matrices_only() -> None:
    optimizer = build_optimizer(module(), [RateRule("", 0.1)], 0.05)
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            assert group["weight_decay"] == (0.05 if parameter.ndim > 1 else 0.0)


def test_build_optimizer_parameter_without_a_rule_is_named() -> None:
    with pytest.raises(ValueError, match=r"2\.weight"):
        build_optimizer(module(), [RateRule("0.", 0.1), RateRule("1.", 0.1)], 0.0)


def test_set_rate_factor_scales_every_group_from_its_peak() -> None:
    optimizer = build_optimizer(module(), [RateRule("0.", 0.4), RateRule("", 0.2)], 0.0)
    for factor in (0.5, 0.25):
        set_rate_factor(optimizer, factor)
        assert {group["lr"] for group in optimizer.param_groups} == {0.4 * factor, 0.2 * factor}


def test_a_step_of_the_optimizer_counts_as_a_write_to_what_learns() -> None:
    built = module()
    optimizer = build_optimizer(built, [RateRule("0.", 0.0), RateRule("", 0.1)], weight_decay=0.0)
    assert all(group["fused"] for group in optimizer.param_groups)
    built(torch.ones(2, 2)).sum().backward()
    before = {name: parameter._version for name, parameter in built.named_parameters()}
    optimizer.step()
    written = [name for name, parameter in built.named_parameters() if parameter._version > before[name]]
    assert written
    assert written == [name for name, parameter in built.named_parameters() if parameter.requires_grad]
