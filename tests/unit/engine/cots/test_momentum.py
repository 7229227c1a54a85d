import copy

import pytest
import torch

from engine.cots.momentum import MomentumTwin
from engine.cots.two_stream import TwoStream
from engine.errors import CheckpointMismatch
from tests.helpers.tiny_cots import tiny_model


def half_frozen_model(seed: int = 0) -> TwoStream:
    """A model in training mode whose text tower does not learn."""
    model = tiny_model(seed).requires_grad_(True).train()
    model.text_tower.requires_grad_(False)
    return model


def nudged(model: TwoStream) -> TwoStream:
    """The same model after something like a step of training."""
    moved = copy.deepcopy(model)
    with torch.no_grad():
        for parameter in moved.parameters():
            if parameter.requires_grad:
                parameter.add_(torch.randn_like(parameter))
    return moved


def test_momentum_twin_has_no_gradients_and_evaluates() -> None:
    model = half_frozen_model()
    twin = MomentumTwin(model)
    assert not any(parameter.requires_grad for parameter in twin.model.parameters())
    assert not any(module.training for module in twin.model.modules())
    # The learning model is left as it was.
    assert model.training
    assert model.image_proj.weight.requires_grad
    assert not twin.model.embed_images(torch.randn(1, 3, 32, 32)).requires_grad


def test_momentum_twin_shares_what_does_not_learn_and_copies_what_does() -> None:
    model = half_frozen_model()
    twins = dict(MomentumTwin(model).model.named_parameters())
    for name, parameter in model.named_parameters():
        assert (twins[name] is parameter) == name.startswith("text_tower."), name
        assert torch.equal(twins[name], parameter)


def test_momentum_twin_with_decay_zero_copies() -> None:
    model = half_frozen_model()
    twin, moved = MomentumTwin(model), nudged(model)
    twin.update(moved, decay=0.0)
    expected = dict(moved.named_parameters())
    assert all(torch.equal(value, expected[name]) for name, value in twin.state().items())


def test_momentum_twin_with_decay_one_freezes() -> None:
    model = half_frozen_model()
    twin = MomentumTwin(model)
    before = twin.state()
    twin.update(nudged(model), decay=1.0)
    assert all(torch.equal(value, before[name]) for name, value in twin.state().items())


def test_momentum_twin_update_equals_the_formula_and_leaves_the_model_alone() -> None:
    model = half_frozen_model()
    twin, moved = MomentumTwin(model), nudged(model)
    untouched = copy.deepcopy(moved.state_dict())
    twin.update(moved, decay=0.9)
    old, new = dict(model.named_parameters()), dict(moved.named_parameters())
    for name, value in twin.state().items():
        torch.testing.assert_close(value, 0.9 * old[name].detach() + 0.1 * new[name].detach())
    assert all(torch.equal(value, untouched[name]) for name, value in moved.state_dict().items())


def test_momentum_twin_state_holds_only_what_follows_and_loads_bit_for_bit() -> None:
    model = half_frozen_model()
    twin = MomentumTwin(model)
    twin.update(nudged(model), decay=0.5)
    state = twin.state()
    assert not any(name.startswith("text_tower.") for name in state)
    other = MomentumTwin(model)
    other.load(state)
    assert all(torch.equal(value, state[name]) for name, value in other.state().items())


def test_momentum_twin_state_of_other_layers_is_a_mismatch() -> None:
    with pytest.raises(CheckpointMismatch, match="momentum"):
        MomentumTwin(half_frozen_model()).load(MomentumTwin(tiny_model().requires_grad_(True)).state())
