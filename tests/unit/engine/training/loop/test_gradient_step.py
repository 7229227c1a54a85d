"""Micro-batches, memory that runs out, and losses that are no numbers."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.errors import OutOfMemory, TrainingDiverged
from engine.training.loop.optim import RateRule
from engine.training.loop.run_state import load_run_state
from engine.training.loop.trainer import Trainer, TrainEvent
from tests.helpers.line_task import LINE_CONFIG, LineBatch, LineTask

EXACT = replace(LINE_CONFIG, micro_batch=0)


def task(trouble: Callable[[int, slice], None] | None = None, **options: object) -> LineTask:
    """A task whose gradient does not depend on how a batch is divided."""
    plain = LineTask(dropout=0.0, has_batch_norm=False, **options)  # type: ignore[arg-type]  # as LineTask's fields
    if trouble is not None:
        plain.trouble = trouble
    return plain


def trainer(run_dir: Path, line: LineTask, micro_batch: int = 0, skip_limit: int = 20) -> Trainer:
    config = replace(EXACT, micro_batch=micro_batch)
    return Trainer(line, config, [RateRule("", config.rate)], run_dir, skip_limit=skip_limit)


def weights(run: Trainer) -> torch.Tensor:
    return torch.cat([parameter.detach().flatten() for parameter in run.task.module.parameters()])


def memory_for(pairs: int) -> Callable[[int, slice], None]:
    def allocate(step: int, part: slice) -> None:
        if part.stop - part.start > pairs:
            raise MemoryError

    return allocate


@pytest.mark.parametrize("micro_batch", [1, 3, 8, 100])
def test_step_in_micro_batches_equals_the_whole_batch(tmp_path: Path, micro_batch: int) -> None:
    heard: dict[str, list[TrainEvent]] = {"whole": [], "parts": []}
    whole, parts = trainer(tmp_path / "a", task()), trainer(tmp_path / "b", task(), micro_batch)
    whole.run(listen=heard["whole"].append)
    parts.run(listen=heard["parts"].append)
    losses = {name: [e.values["fit"] for e in events if e.event == "step"] for name, events in heard.items()}
    assert losses["parts"] == pytest.approx(losses["whole"], rel=1e-5)
    assert torch.allclose(weights(parts), weights(whole), atol=1e-5)


def test_memory_running_out_halves_the_micro_batch_and_gives_the_same_weights(tmp_path: Path) -> None:
    line = task(memory_for(5))
    heard: list[TrainEvent] = []
    run, small = trainer(tmp_path / "a", line), trainer(tmp_path / "b", task(), micro_batch=4)
    run.run(listen=heard.append)
    small.run()
    assert torch.equal(weights(run), weights(small))
    memory = [event for event in heard if event.event == "memory"]
    assert [event.values for event in memory] == [{"micro_batch": 4}]
    assert "at most 4 pairs" in memory[0].text
    assert run.micro_batch == 4
    assert [part.stop - part.start for part in line.parts] == [4] * 4 * 12


def test_memory_that_ran_out_is_remembered_by_a_resumed_run(tmp_path: Path) -> None:
    trainer(tmp_path, task(memory_for(5))).run()
    state = load_run_state(tmp_path)
    assert state is not None
    assert state.progressed.micro_batch == 4
    again = trainer(tmp_path, task())
    again.run(resume=True)
    assert again.micro_batch == 4


def test_memory_running_out_late_in_a_step_redoes_it_from_its_start(tmp_path: Path) -> None:
    """Dropout and batch norm would show any trace of the first attempt."""
    tight = [True]

    def once(step: int, part: slice) -> None:
        if step == 3 and part.start == 8 and tight.pop():
            tight.append(False)
            raise RuntimeError("CUDA error: out of memory")

    line, config = LineTask(trouble=once), replace(EXACT, epochs=1, micro_batch=8)
    run = Trainer(line, config, [RateRule("", 0.05)], tmp_path / "a")
    run.run()
    other = LineTask()
    expected = Trainer(other, config, [RateRule("", 0.05)], tmp_path / "b")

    def smaller_from_the_fourth(event: TrainEvent) -> None:
        if event.event == "step" and event.step == 3:
            expected._gradient.limit_micro_batch(4)

    expected.run(listen=smaller_from_the_fourth)
    assert torch.equal(weights(run), weights(expected))
    assert torch.equal(line.net.norm.running_mean, other.net.norm.running_mean)  # type: ignore[arg-type]  # is tracked


def test_memory_for_not_even_one_pair_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutOfMemory, match="single pair"):
        trainer(tmp_path, task(memory_for(0))).run()


def test_error_that_is_not_about_memory_is_not_hidden(tmp_path: Path) -> None:
    def broken(step: int, part: slice) -> None:
        raise RuntimeError("shapes differ")

    with pytest.raises(RuntimeError, match="shapes differ"):
        trainer(tmp_path, task(broken)).run()


def test_loss_that_is_no_number_skips_the_step_and_leaves_no_trace(tmp_path: Path) -> None:
    line = LineTask(spoil=frozenset({2}))
    run = Trainer(line, replace(EXACT, epochs=1), [RateRule("", 0.05)], tmp_path)
    seen: dict[int, list[torch.Tensor]] = {}

    def remember(event: TrainEvent) -> None:
        if event.event in {"step", "skipped"}:
            every = [*line.net.state_dict().values(), *run.average.shadow.values(), line.momentum, line.queue]
            seen[event.step] = [tensor.clone() for tensor in every]

    run.run(listen=remember)
    names = [json.loads(text)["event"] for text in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert names == ["step", "step", "skipped", "step", "saved", "finished"]
    assert all(torch.equal(one, other) for one, other in zip(seen[2], seen[3], strict=True))
    assert not all(torch.equal(one, other) for one, other in zip(seen[3], seen[4], strict=True))
    assert all(torch.isfinite(parameter).all() for parameter in line.net.parameters())


def test_losses_that_stay_no_numbers_stop_the_run_with_the_last_good_state(tmp_path: Path) -> None:
    line = task(spoil=frozenset(range(5, 12)))
    with pytest.raises(TrainingDiverged, match="3 steps in a row") as caught:
        trainer(tmp_path, line, skip_limit=3).run()
    assert caught.value.hint
    state = load_run_state(tmp_path)
    assert state is not None
    assert state.progressed.step == 4
    assert all(torch.isfinite(tensor).all() for tensor in state.weights.values())


def test_losses_of_single_steps_that_are_no_numbers_are_not_counted_together(tmp_path: Path) -> None:
    line = task(spoil=frozenset({1, 3, 5, 7, 9}))
    assert trainer(tmp_path, line, skip_limit=2).run().step == 12


class Overflow(torch.autograd.Function):
    """Passes values on, and infinite gradients back."""

    @staticmethod
    def forward(context: object, values: torch.Tensor) -> torch.Tensor:
        return values.clone()

    @staticmethod
    def backward(context: object, *gradients: torch.Tensor) -> torch.Tensor:
        return gradients[0] * float("inf")


def test_gradient_that_is_not_finite_skips_the_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = task()
    computed = line.losses

    def overflowing(batch: LineBatch, part: slice) -> dict[str, torch.Tensor]:
        terms = dict(computed(batch, part))
        return {name: Overflow.apply(term) for name, term in terms.items()} if line.current_step == 1 else terms

    monkeypatch.setattr(line, "losses", overflowing)
    heard: list[TrainEvent] = []
    trainer(tmp_path, line).run(listen=heard.append)
    assert [event.step for event in heard if event.event == "skipped"] == [2]
    assert all(torch.isfinite(parameter).all() for parameter in line.net.parameters())


def test_gradients_are_clipped_to_the_norm(tmp_path: Path) -> None:
    line = task()
    config = replace(EXACT, gradient_norm=0.01, epochs=1)
    run = Trainer(line, config, [RateRule("", 0.05)], tmp_path)
    norms: list[float] = []

    def remember(event: TrainEvent) -> None:
        if event.event == "step":
            norms.append(
                float(np.sqrt(sum(float(p.grad.square().sum()) for p in line.net.parameters() if p.grad is not None)))
            )

    run.run(listen=remember)
    assert norms == pytest.approx([0.01] * 4, rel=1e-3)
