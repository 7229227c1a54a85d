import copy
import math
from collections.abc import Mapping

import pytest
import torch
from torch import Tensor

from engine.cots.visual_tokens import DiscreteVae
from engine.errors import CheckpointMismatch
from engine.training.tokens.visual_tokens_task import TokenPlan, VisualTokensTask
from tests.helpers.tiny_tokenizer import TINY_SHAPE, drawn_squares

PLAN = TokenPlan(steps=40, cells=64, sizes_px=(32, 16), revive_every=5, measured_px=(32,), seed=4)


def new_task(plan: TokenPlan = PLAN) -> VisualTokensTask:
    torch.manual_seed(0)
    return VisualTokensTask(DiscreteVae(TINY_SHAPE), drawn_squares(), drawn_squares(copies=1), plan, 10)


def take_steps(task: VisualTokensTask, first: int, last: int, optimizer: torch.optim.Optimizer) -> list[float]:
    losses = []
    for step in range(first, last):
        with torch.no_grad():
            batch = task.prepare(*divmod(step, task.steps_per_epoch))
        loss = torch.stack(list(task.losses(batch, slice(0, 1)).values())).sum()
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        task.finish(batch)
        losses.append(float(loss.detach()))
    return losses


def adam(task: VisualTokensTask) -> torch.optim.Optimizer:
    return torch.optim.AdamW(task.module.parameters(), lr=3e-3)


def test_visual_tokens_task_learns_drawn_pictures() -> None:
    task = new_task()
    before = task.measure()["psnr_db_32"]
    losses = take_steps(task, 0, PLAN.steps, adam(task))
    assert sum(losses[-8:]) < 0.7 * sum(losses[:8])
    assert task.measure()["psnr_db_32"] > before + 3


def test_prepare_of_a_step_is_the_same_however_often_it_is_asked() -> None:
    task = new_task()
    one, same, other = task.prepare(1, 3), new_task().prepare(1, 3), task.prepare(1, 5)
    assert torch.equal(one.pictures, same.pictures)
    assert one.noise is not None
    assert same.noise is not None
    assert torch.equal(one.noise, same.noise)
    assert not torch.equal(one.pictures, other.pictures)


def test_prepare_takes_the_sizes_in_turn_with_about_as_many_cells() -> None:
    task = new_task()
    assert [task.prepare(0, step).pictures.shape for step in (0, 1, 2)] == [
        (4, 3, 32, 32),
        (16, 3, 16, 16),
        (4, 3, 32, 32),
    ]


def test_temperature_is_there_after_the_free_steps_and_falls_to_zero() -> None:
    assert PLAN.free_steps == 8
    assert PLAN.temperature_at(8) == PLAN.temperature
    assert PLAN.temperature_at(18) == pytest.approx(PLAN.temperature / 2)
    assert PLAN.temperature_at(28) == PLAN.temperature_at(39) == 0
    task = new_task()
    assert [task.prepare(*divmod(step, 10)).noise is None for step in (7, 8, 27, 28)] == [True, False, False, True]


def test_losses_before_the_codebook_are_of_the_pixels_alone() -> None:
    task = new_task()
    assert set(task.losses(task.prepare(0, 0), slice(0, 1))) == {"pixels"}
    assert set(task.losses(task.prepare(0, 8), slice(0, 1))) == {"pixels", "idleness"}


def test_idleness_is_log_v_minus_the_entropy_of_the_mean_probability() -> None:
    task = new_task()
    batch = task.prepare(0, 8)
    term = task.losses(batch, slice(0, 1))["idleness"]
    with torch.no_grad():
        logits = task.module.logits(batch.pictures)
    mean = [0.0] * 32
    cells = [logits[b, :, y, x] for b in range(4) for y in range(4) for x in range(4)]
    for cell in cells:
        weights = [math.exp(float(score)) for score in cell]
        mean = [m + w / sum(weights) / len(cells) for m, w in zip(mean, weights, strict=True)]
    entropy = -sum(share * math.log(share) for share in mean)
    assert float(term.detach()) == pytest.approx(PLAN.idle_weight * (math.log(32) - entropy), rel=1e-4)


def test_codes_drawn_with_noise_follow_the_softmax_of_the_scores() -> None:
    plan = TokenPlan(steps=10, cells=4096, sizes_px=(64,), free_share=0.0, temperature=1.0, seed=1)
    noise = new_task(plan).prepare(0, 0).noise
    assert noise is not None
    scores = torch.linspace(-2, 1, 32)
    drawn = torch.bincount((scores + noise).argmax(dim=1), minlength=32) / len(noise)
    assert torch.allclose(drawn, scores.softmax(dim=0), atol=0.025)


def test_losses_let_gradients_reach_every_part() -> None:
    task = new_task()
    batch = task.prepare(0, 8)
    torch.autograd.backward(torch.stack(list(task.losses(batch, slice(0, 1)).values())).sum())
    for name, parameter in task.module.named_parameters():
        # The zeroed ends of residual blocks pass nothing to their beginnings in the first step.
        assert parameter.grad is not None, name
        assert "spread" in name or bool(parameter.grad.abs().sum() > 0), name


def test_finish_of_the_last_free_step_makes_a_codebook_of_what_the_encoder_says() -> None:
    task = new_task()
    before = task.module.codebook.detach().clone()
    with torch.no_grad():
        for step in range(7):
            task.finish(task.prepare(0, step))
        assert torch.equal(task.module.codebook, before)
        task.finish(task.prepare(0, 7))
        said = task.module.directions(drawn_squares(copies=1).at(32)).permute(0, 2, 3, 1).flatten(0, 2)
        nearest = (said @ task.module.unit_codebook().T).amax(dim=1)
    assert float(nearest.mean()) > 0.9


def test_finish_moves_idle_codes_to_where_vectors_are_and_leaves_the_others() -> None:
    task = new_task()
    with torch.no_grad():
        task.module.codebook[5:] = -task.module.directions(drawn_squares(copies=1).at(32)).mean(dim=(0, 2, 3))
        before = task.module.codebook.clone()
        batch = task.prepare(1, 4)  # the fifteenth step, where idle codes are looked for
        task.losses(batch, slice(0, 1))
        used = task.module.codes(batch.pictures).flatten()
        figures = task.finish(batch)
    is_used = torch.zeros(32, dtype=torch.bool)
    is_used[used] = True
    assert torch.equal(task.module.codebook[is_used], before[is_used])
    assert not torch.isclose(task.module.codebook[~is_used], before[~is_used]).all(dim=1).any()
    assert figures["idle_codes"] == float((~is_used).sum())
    assert int(task.state()["code_counts"].sum()) == 0


def test_state_taken_and_given_back_goes_on_the_same() -> None:
    whole = new_task()
    optimizer = adam(whole)
    take_steps(whole, 0, 13, optimizer)
    kept: Mapping[str, Tensor] = {name: value.clone() for name, value in whole.module.state_dict().items()}
    state, moments = whole.state(), copy.deepcopy(optimizer.state_dict())
    resumed = new_task()
    resumed.module.load_state_dict(kept)
    resumed.load_state(state)
    other = adam(resumed)
    other.load_state_dict(moments)
    assert take_steps(resumed, 13, 22, other) == take_steps(whole, 13, 22, optimizer)
    assert torch.equal(resumed.module.codebook, whole.module.codebook)


@pytest.mark.parametrize(
    "state", [{}, {"code_counts": torch.zeros(5)}, {"code_counts": torch.zeros(32), "x": torch.zeros(1)}]
)
def test_load_state_of_another_codebook_is_a_mismatch(state: dict[str, Tensor]) -> None:
    with pytest.raises(CheckpointMismatch):
        new_task().load_state(state)
