"""Two processes on this machine give what one gives."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from engine.jobs import Cancelled, CancelToken
from engine.training.loop import processes
from engine.training.loop.optim import RateRule
from engine.training.loop.processes import ProcessGroup, from_environment, solo
from engine.training.loop.run_state import load_run_state
from engine.training.loop.trainer import Trainer, TrainEvent
from tests.helpers.line_task import LINE_CONFIG, LineTask
from tests.helpers.two_processes import run_on_two

CONFIG = replace(LINE_CONFIG, save_minutes=0)


def test_processes_outside_torchrun_are_one_that_needs_no_torch_distributed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    group = from_environment()
    assert (group.rank, group.count, group.is_first) == (0, 1, True)
    tensor = torch.ones(2, 3, requires_grad=True)
    assert torch.equal(group.gather(tensor), tensor)
    assert not group.gather(tensor).requires_grad
    assert group.sum_values({"a": 2.0}) == {"a": 2.0}
    assert not torch.distributed.is_initialized()


def test_solo_has_nothing_to_sum_or_share() -> None:
    parameter = torch.nn.Parameter(torch.ones(2))
    parameter.grad = torch.full((2,), 3.0)
    solo().sum_gradients([parameter])
    solo().share([parameter])
    solo().close()
    assert parameter.grad.tolist() == [3.0, 3.0]


def communicate(group: ProcessGroup, folder: Path) -> bool:
    rank = group.rank
    for dtype in (torch.float32, torch.bfloat16, torch.float16, torch.int64, torch.bool):
        rows = [torch.tensor([[1, 0], [0, 1], [1, 1]], dtype=dtype), torch.tensor([[0, 0]], dtype=dtype)]
        assert torch.equal(group.gather(rows[rank]), torch.cat(rows)), dtype
    ids = [torch.tensor([2**40, 3]), torch.tensor([5, 7])]
    assert torch.equal(group.gather(ids[rank]), torch.cat(ids))
    assert not group.gather(torch.ones(2, requires_grad=True)).requires_grad
    assert group.gather(torch.zeros(rank, 3)).shape == (1, 3)
    assert group.sum_values({"b": 2.0**40 + rank, "a": 0.5}) == {"b": 2.0**41 + 1, "a": 1.0}
    mine = (torch.arange(6.0).view(2, 3) + rank).T  # as weights in another memory format are
    group.share([mine, torch.tensor(rank)])
    assert torch.equal(mine, torch.arange(6.0).view(2, 3).T)
    return group.is_first


def sum_gradients(group: ProcessGroup, folder: Path) -> list[list[float] | None]:
    processes.BUCKET_BYTES = 40
    parameters = [torch.nn.Parameter(torch.zeros(n, 2)) for n in (1, 3, 9, 2)]
    parameters.append(torch.nn.Parameter(torch.zeros(3, dtype=torch.float64)))
    for index, parameter in enumerate(parameters):
        size = parameter.numel()
        parameter.grad = (torch.arange(size, dtype=parameter.dtype) * (1 + 9 * group.rank) + index).view_as(parameter)
    parameters[3].grad = None
    if group.rank:
        parameters[0].grad = None
    group.sum_gradients(parameters)
    return [None if p.grad is None else p.grad.flatten().tolist() for p in parameters]


def test_processes_gather_sum_and_share(tmp_path: Path) -> None:
    assert run_on_two(communicate, tmp_path) == [True, False]


def test_processes_sum_gradients_over_buckets_of_any_size(tmp_path: Path) -> None:
    def summed(index: int, size: int) -> list[float]:
        return [11.0 * i + 2 * index for i in range(size)]

    expected = [[0.0, 1.0], summed(1, 6), summed(2, 18), None, summed(4, 3)]
    assert run_on_two(sum_gradients, tmp_path) == [expected, expected]


def train(
    run_dir: Path, group: ProcessGroup | None = None, micro_batch: int = 0, **options: Any
) -> tuple[Trainer, LineTask, list[TrainEvent]]:
    """Get a trainer, its task and the events it will tell of; the gradient does not depend on how a batch is split."""
    task = LineTask(dropout=0.0, has_batch_norm=False, group=group or solo(), **options)
    if task.group.rank:
        torch.nn.init.zeros_(task.net.first.weight)  # the first process' weights count
    config = replace(CONFIG, micro_batch=micro_batch)
    return Trainer(task, config, [RateRule("", 0.05)], run_dir, group=group), task, []


def weights(task: LineTask) -> list[Tensor]:
    return [parameter.detach().clone() for parameter in task.net.parameters()]


def losses(events: list[TrainEvent]) -> list[float]:
    return [event.values["loss"] for event in events if event.event == "step"]


def both_equal(answers: list[Any], close_to: list[Tensor], atol: float = 1e-6) -> bool:
    """Whether both processes ended with the same weights to the bit, close to those of one process."""
    first, second = ([torch.tensor(values) for values in answer] for answer in answers)
    same = all(torch.equal(one, other) for one, other in zip(first, second, strict=True))
    pairs = zip(first, close_to, strict=True)
    return same and all(torch.allclose(one, other.flatten(), atol=atol) for one, other in pairs)


def as_lists(tensors: list[Tensor]) -> list[list[float]]:
    return [tensor.flatten().tolist() for tensor in tensors]


def learn(group: ProcessGroup, folder: Path) -> tuple[list[list[float]], list[float]]:
    run, task, events = train(folder / "two", group)
    run.run(listen=events.append)
    return as_lists(weights(task)), losses(events)


def test_two_processes_and_one_with_the_same_global_batch_give_the_same_losses_and_weights(tmp_path: Path) -> None:
    answers: list[Any] = run_on_two(learn, tmp_path)
    run, task, events = train(tmp_path / "one")
    run.run(listen=events.append)
    assert both_equal([answer[0] for answer in answers], weights(task))
    assert answers[0][1] == pytest.approx(losses(events), rel=1e-5)
    assert answers[1][1] == []  # only the first process tells of events
    one, two = load_run_state(tmp_path / "one"), load_run_state(tmp_path / "two")
    assert one is not None
    assert two is not None
    assert torch.allclose(one.task["queue"], two.task["queue"])
    assert torch.allclose(one.task["momentum"], two.task["momentum"], atol=1e-6)


def on_the_second(group: ProcessGroup, act: Callable[[int, slice], None]) -> Callable[[int, slice], None]:
    def perhaps(step: int, part: slice) -> None:
        if group.rank == 1:
            act(step, part)

    return perhaps


def run_out(step: int, part: slice) -> None:
    if part.stop - part.start > 4:
        raise MemoryError


def learn_in_little_memory(group: ProcessGroup, folder: Path) -> list[list[float]]:
    run, task, _ = train(folder / "two", group, trouble=on_the_second(group, run_out))
    run.run()
    assert run.micro_batch == 4
    return as_lists(weights(task))


def test_two_processes_halve_together_when_the_memory_of_one_runs_out(tmp_path: Path) -> None:
    answers = run_on_two(learn_in_little_memory, tmp_path)
    run, task, _ = train(tmp_path / "one")
    run.run()
    assert both_equal(answers, weights(task), atol=1e-5)


def learn_with_a_stop(group: ProcessGroup, folder: Path) -> list[list[float]]:
    token = CancelToken()
    trouble = on_the_second(group, lambda step, part: token.cancel() if step == 6 else None)
    with pytest.raises(Cancelled):
        train(folder / "two", group, trouble=trouble)[0].run(cancel=token)
    run, task, _ = train(folder / "two", group)
    run.run(resume=True)
    return as_lists(weights(task))


def test_two_processes_stop_together_and_resume(tmp_path: Path) -> None:
    answers = run_on_two(learn_with_a_stop, tmp_path)
    run, task, _ = train(tmp_path / "one")
    run.run()
    assert both_equal(answers, weights(task))


def learn_over_a_spoilt_step(group: ProcessGroup, folder: Path) -> list[list[float]]:
    run, task, _ = train(folder / "two", group, spoil=frozenset({2}) if group.rank else frozenset())
    run.run()
    return as_lists(weights(task))


def test_two_processes_skip_a_step_together_when_one_has_no_finite_loss(tmp_path: Path) -> None:
    answers = run_on_two(learn_over_a_spoilt_step, tmp_path)
    run, task, _ = train(tmp_path / "one", spoil=frozenset({2}))
    run.run()
    assert both_equal(answers, weights(task))
    assert (tmp_path / "two" / "events.jsonl").read_text().count('"skipped"') == 1
