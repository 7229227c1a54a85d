import threading
from collections.abc import Iterable, Mapping

import pytest
import torch
from torch import Tensor, nn

from engine.errors import BadConfig, BadData
from engine.training.objectives.cots_objectives import CotsBatch
from engine.training.objectives.cots_task import CotsTask
from engine.training.recipe import Recipe
from tests.helpers.tiny_cots_run import tiny_recipe, tiny_task

EVERYTHING = {"ranking": 1.0, "intra_text": 1.0, "captions": 2}


def _gradients(task: CotsTask, batch: CotsBatch, parts: list[slice]) -> tuple[dict[str, float], dict[str, Tensor]]:
    """Return the terms summed over the parts, and every parameter's gradient."""
    task.module.zero_grad(set_to_none=True)
    totals: dict[str, float] = {}
    for part in parts:
        terms = task.losses(batch, part)
        torch.autograd.backward(torch.stack(list(terms.values())).sum())
        for name, term in terms.items():
            totals[name] = totals.get(name, 0.0) + float(term.detach())
    return totals, {name: p.grad.clone() for name, p in task.module.named_parameters() if p.grad is not None}


def _walk(task: CotsTask, steps: int) -> CotsBatch:
    """Take steps of plain gradient descent, so that queues and momentum encoders have a past; return the next batch."""
    for step in range(steps):
        batch = task.prepare(*divmod(step, task.steps_per_epoch))
        _gradients(task, batch, [slice(0, batch.size)])
        with torch.no_grad():
            for parameter in task.module.parameters():
                if parameter.grad is not None:
                    parameter.sub_(0.05 * parameter.grad)
        task.finish(batch)
    return task.prepare(*divmod(steps, task.steps_per_epoch))


def test_losses_whole_recipe_name_every_term() -> None:
    task = tiny_task(tiny_recipe(objectives=EVERYTHING))
    terms = task.losses(task.prepare(0, 0), slice(0, 8))
    assert set(terms) == {"contrast", "alignment", "intra_text", "masked_images", "masked_texts", "ranking"}
    assert all(torch.isfinite(term) for term in terms.values())


@pytest.mark.parametrize("name", ["contrast", "alignment", "masked_images", "masked_texts"])
def test_losses_weight_zero_switches_a_term_off(name: str) -> None:
    task = tiny_task(tiny_recipe(objectives={name: 0.0}))
    assert name not in task.losses(task.prepare(0, 0), slice(0, 8))


@pytest.mark.parametrize("objectives", [{}, EVERYTHING, {"batch_keys": False}, {"positives": "all", "captions": 2}])
@pytest.mark.parametrize("filtered", [False, True])
def test_losses_parts_of_a_batch_add_up_to_the_whole(objectives: dict[str, object], filtered: bool) -> None:
    config = {"enabled": filtered, "warmup_epochs": 0.0, "sigmas": 0.0, "max_drop": 0.5}
    task = tiny_task(tiny_recipe(objectives=objectives, filter=config))
    batch = _walk(task, 5)
    assert (batch.dropped > 0) == filtered
    whole, whole_gradients = _gradients(task, batch, [slice(0, 8)])
    parts, part_gradients = _gradients(task, batch, [slice(0, 3), slice(3, 4), slice(4, 8)])
    assert parts == pytest.approx(whole, rel=1e-4)
    assert part_gradients.keys() == whole_gradients.keys()
    for name, gradient in whole_gradients.items():
        assert torch.allclose(part_gradients[name], gradient, rtol=1e-3, atol=1e-5), name


class _Meeting:
    """What two threads tell each other: a process group without processes."""

    count = 2
    _shared: dict[int, Tensor]

    def __init__(self, rank: int, barrier: threading.Barrier, shared: dict[int, Tensor]) -> None:
        self.rank = rank
        self._barrier = barrier
        self._shared = shared

    @property
    def is_first(self) -> bool:
        return self.rank == 0

    def gather(self, tensor: Tensor) -> Tensor:
        self._shared[self.rank] = tensor.detach()
        self._barrier.wait(timeout=30)
        joined = torch.cat([self._shared[0], self._shared[1]])
        self._barrier.wait(timeout=30)
        return joined

    def sum_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        raise NotImplementedError

    def sum_values(self, values: Mapping[str, float]) -> dict[str, float]:
        raise NotImplementedError

    def share(self, tensors: Iterable[Tensor]) -> None:
        raise NotImplementedError

    def close(self) -> None:
        return None


def test_prepare_two_processes_together_see_what_one_sees() -> None:
    recipe = tiny_recipe(objectives={"captions": 2})
    alone = tiny_task(recipe)
    batch = alone.prepare(1, 1)
    expected, gradients = _gradients(alone, batch, [slice(0, 8)])
    barrier, shared = threading.Barrier(2), dict[int, Tensor]()
    tasks = [tiny_task(recipe, group=_Meeting(rank, barrier, shared)) for rank in range(2)]
    batches: dict[int, CotsBatch] = {}
    threads = [
        threading.Thread(target=lambda rank=rank: batches.update({rank: tasks[rank].prepare(1, 1)}))
        for rank in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    halves = [_gradients(task, batches[rank], [slice(0, 4)]) for rank, task in enumerate(tasks)]
    for name, value in expected.items():
        assert halves[0][0][name] + halves[1][0][name] == pytest.approx(value, rel=1e-4)
    for name, gradient in gradients.items():
        assert torch.allclose(halves[0][1][name] + halves[1][1][name], gradient, rtol=1e-3, atol=1e-5), name


def test_prepare_same_step_twice_is_the_same() -> None:
    task = tiny_task()
    first, second = task.prepare(2, 1), task.prepare(2, 1)
    assert torch.equal(first.pictures.clean, second.pictures.clean)
    assert torch.equal(first.texts.token_ids, second.texts.token_ids)
    assert torch.equal(first.keys.image_emb, second.keys.image_emb)
    other = task.prepare(2, 0)
    assert not torch.equal(first.pictures.clean, other.pictures.clean)


def test_prepare_an_epoch_shows_every_picture_once() -> None:
    task = tiny_task()
    seen = [int(i) for step in range(task.steps_per_epoch) for i in task.prepare(0, step).keys.ids]
    assert sorted(seen) == list(range(16))


def test_finish_moves_momentum_encoders_and_remembers_dropped_pairs_too() -> None:
    config = {"enabled": True, "warmup_epochs": 0.0, "sigmas": 0.0, "max_drop": 0.5}
    task = tiny_task(tiny_recipe(filter=config, momentum={"decay": 0.5}))
    batch = _walk(task, 3)
    assert task.queue.is_full
    assert 0 < batch.dropped <= 0.5
    assert float(batch.weights.sum()) == pytest.approx(1.0)
    assert int((batch.weights == 0).sum()) == round(batch.dropped * 8)
    before = {name: tensor.clone() for name, tensor in task.twin.state().items()}
    figures = task.finish(batch)
    assert figures["dropped"] == batch.dropped
    newest = set(task.queue.keys().ids.tolist())
    assert set(batch.keys.ids[:8].tolist()) <= newest
    assert any(not torch.equal(before[name], tensor) for name, tensor in task.twin.state().items())


def test_prepare_filter_waits_for_warm_up_and_a_full_queue() -> None:
    config = {"enabled": True, "warmup_epochs": 3.0, "sigmas": 0.0, "max_drop": 0.5}
    task = tiny_task(tiny_recipe(filter=config))
    assert _walk(task, 4).dropped == 0  # the queue is full, epoch 2 has begun
    assert task.prepare(3, 0).dropped > 0
    empty = tiny_task(tiny_recipe(filter={**config, "warmup_epochs": 0.0}))
    assert empty.prepare(0, 0).dropped == 0


def test_prepare_drops_patches_but_not_in_the_last_epoch() -> None:
    task = tiny_task(tiny_recipe(masking={"keep_patches": 0.5}))
    early, last = task.prepare(0, 0), task.prepare(3, 0)
    assert early.keep is not None
    assert early.keep.shape == (8, 8)
    assert last.keep is None
    assert torch.isfinite(task.losses(early, slice(0, 8))["contrast"])


def test_state_taken_back_gives_the_same_next_step() -> None:
    task = tiny_task()
    batch = _walk(task, 3)
    expected = task.losses(batch, slice(0, 8))
    weights, state = task.module.state_dict(), task.state()
    fresh = tiny_task(seed=1)
    fresh.module.load_state_dict(weights)
    fresh.load_state({name: tensor.clone() for name, tensor in state.items()})
    again = fresh.losses(fresh.prepare(*divmod(3, 2)), slice(0, 8))
    assert {name: term.item() for name, term in again.items()} == {name: term.item() for name, term in expected.items()}


def test_heads_deleted_embeddings_unchanged() -> None:
    task = tiny_task()
    _walk(task, 2)
    model = task.module.model.eval()
    pictures = task.prepare(0, 0).pictures.clean
    before = model.embed_images(pictures)
    task.module.heads = None
    assert torch.equal(model.embed_images(pictures), before)
    assert not any("mask_token" in name or "heads" in name for name in model.state_dict())


def test_temperature_stays_within_bounds_and_goes_on_learning() -> None:
    task = tiny_task()
    with torch.no_grad():
        task.module.log_scale.fill_(9.0)
    batch = task.prepare(0, 0)
    assert task.finish(batch)["temperature"] == pytest.approx(0.01)
    _, gradients = _gradients(task, batch, [slice(0, 8)])
    assert float(gradients["log_scale"]) != 0


def test_temperature_fixed_is_no_parameter() -> None:
    task = tiny_task(tiny_recipe(objectives={"learn_temperature": False}))
    assert "log_scale" not in dict(task.module.named_parameters())


@pytest.mark.parametrize(
    ("recipe", "error", "text"),
    [
        (tiny_recipe(objectives={"intra_text": 1.0}), BadConfig, "captions must be 2"),
        (tiny_recipe(filter={"enabled": True}, momentum={"queue": 0}), BadConfig, "momentum.queue"),
        (tiny_recipe(run={"batch_size": 64}), BadData, "too few"),
    ],
)
def test_task_contradicting_recipe_is_told(recipe: Recipe, error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        tiny_task(recipe)


def test_task_that_has_nothing_to_learn_or_to_contrast_with_is_bad_config() -> None:
    off = dict.fromkeys(("contrast", "alignment", "masked_images", "masked_texts", "ranking", "intra_text"), 0.0)
    with pytest.raises(BadConfig, match="weights of all objectives are 0"):
        tiny_task(tiny_recipe(objectives=off))
    with pytest.raises(BadConfig, match="nothing to be told from"):
        tiny_task(tiny_recipe(objectives={"batch_keys": False}, momentum={"queue": 0}))
