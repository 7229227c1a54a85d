"""A run killed anywhere and resumed ends as one that was never killed, bit for bit."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.errors import CheckpointMismatch, DiskFull
from engine.jobs import Cancelled, CancelToken
from engine.training.loop.optim import RateRule
from engine.training.loop.run_state import STATE_NAME, RunState, load_run_state
from engine.training.loop.trainer import Trainer, TrainEvent
from engine.training.recipe import RunConfig
from tests.helpers.line_task import LINE_CONFIG, LineTask

STEPS = 12
EVERY_STEP = replace(LINE_CONFIG, save_minutes=0, micro_batch=4)


def trainer(run_dir: Path, config: RunConfig = EVERY_STEP, task: LineTask | None = None) -> Trainer:
    return Trainer(task or LineTask(), config, [RateRule("", config.rate)], run_dir)


def state(run_dir: Path) -> RunState:
    found = load_run_state(run_dir)
    assert found is not None
    return found


def tensors(found: RunState) -> dict[str, Tensor]:
    parts = {
        f"{part}/{name}": t
        for part in ("weights", "buffers", "average", "task")
        for name, t in getattr(found, part).items()
    }
    return parts | {f"{index}/{name}": t for index, entries in found.optimizer.items() for name, t in entries.items()}


def assert_same_end(one: Path, other: Path) -> None:
    """Weights, batch norm statistics, averages, optimizer state, momentum and queue are equal to the bit."""
    first, second = tensors(state(one)), tensors(state(other))
    assert first.keys() == second.keys()
    assert any(name.startswith("buffers/norm.running") for name in first)
    assert [name for name in first if not torch.equal(first[name], second[name])] == []
    assert state(one).progressed.step == state(other).progressed.step == STEPS


def finish(run_dir: Path, config: RunConfig = EVERY_STEP, kill: Callable[[Trainer], None] | None = None) -> int:
    """Resume until the run is finished; return how often it had to be started."""
    for starts in range(1, 100):
        torch.manual_seed(starts)  # whatever else used the generator in between
        run = trainer(run_dir, config)
        try:
            kill(run) if kill else run.run(resume=True)
        except (Cancelled, InterruptedError):
            continue
        return starts
    raise AssertionError("never finished")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run_dir = tmp_path_factory.mktemp("whole")
    trainer(run_dir).run()
    return run_dir


def test_run_cancelled_at_every_step_and_resumed_ends_the_same_bit_for_bit(tmp_path: Path, whole: Path) -> None:
    def one_step(run: Trainer) -> None:
        token = CancelToken()

        def stop(event: TrainEvent) -> None:
            if event.event == "step":
                token.cancel()

        run.run(resume=True, cancel=token, listen=stop)

    # The last start finds nothing left to do.
    assert finish(tmp_path, kill=one_step) == STEPS
    assert_same_end(tmp_path, whole)


@pytest.mark.parametrize("save_minutes", [0, 10_000])
def test_run_that_dies_within_any_step_and_is_resumed_ends_the_same_bit_for_bit(
    tmp_path: Path, whole: Path, save_minutes: float
) -> None:
    config = replace(EVERY_STEP, save_minutes=save_minutes)
    for step in range(STEPS):

        def die(at: int, part: slice, step: int = step) -> None:
            if (at, part.start) == (step, 8):  # two of the step's micro-batches have left their gradients
                raise InterruptedError

        with pytest.raises(InterruptedError):
            trainer(tmp_path, config, LineTask(trouble=die)).run(resume=True)
    assert finish(tmp_path, config) == 1
    assert_same_end(tmp_path, whole)


def test_run_cancelled_between_micro_batches_leaves_no_trace_of_the_step(tmp_path: Path, whole: Path) -> None:
    token = CancelToken()

    def cancel_within(step: int, part: slice) -> None:
        if (step, part.start) == (5, 4):
            token.cancel()

    with pytest.raises(Cancelled):
        trainer(tmp_path, task=LineTask(trouble=cancel_within)).run(cancel=token)
    assert state(tmp_path).progressed.step == 5
    finish(tmp_path)
    assert_same_end(tmp_path, whole)


KILLED = """
import os, signal, sys
from pathlib import Path
from engine.training.loop.optim import RateRule
from engine.training.loop.trainer import Trainer
from tests.helpers.line_task import LINE_CONFIG, LineTask
from tests.unit.engine.training.loop.test_trainer_resume import EVERY_STEP

def die(step, part):
    if (step, part.start) == (int(sys.argv[2]), 4):
        os.kill(os.getpid(), signal.SIGKILL)

Trainer(LineTask(trouble=die), EVERY_STEP, [RateRule("", 0.05)], Path(sys.argv[1])).run(resume=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process at once")
def test_run_killed_by_the_system_and_resumed_ends_the_same_bit_for_bit(tmp_path: Path, whole: Path) -> None:
    root = Path(__file__).parents[5]
    environment = os.environ | {"PYTHONPATH": str(root), "OMP_NUM_THREADS": str(torch.get_num_threads())}
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), "7"], cwd=root, env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert state(tmp_path).progressed.step == 7
    finish(tmp_path)
    assert_same_end(tmp_path, whole)


def test_run_resumed_after_its_end_changes_nothing(tmp_path: Path) -> None:
    first, again = trainer(tmp_path), trainer(tmp_path)
    first.run()
    before = (tmp_path / STATE_NAME).read_bytes()
    assert again.run(resume=True).event == "finished"
    assert (tmp_path / STATE_NAME).read_bytes() == before
    for one, other in zip(first.task.module.parameters(), again.task.module.parameters(), strict=True):
        assert torch.equal(one, other)


def test_run_resume_without_a_state_starts_anew(tmp_path: Path) -> None:
    assert trainer(tmp_path).run(resume=True).step == STEPS


def test_run_started_anew_sets_the_earlier_run_aside(tmp_path: Path) -> None:
    trainer(tmp_path).run()
    names = (STATE_NAME, "events.jsonl")
    before = [(tmp_path / name).read_bytes() for name in names]
    trainer(tmp_path).run()
    assert [(tmp_path / f"previous-{name}").read_bytes() for name in names] == before
    assert len((tmp_path / names[1]).read_bytes().splitlines()) == len(before[1].splitlines())


def test_run_resumed_says_so_on_a_line_of_its_own(tmp_path: Path) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        trainer(tmp_path).run(cancel=token, listen=lambda event: token.cancel() if event.step == 3 else None)
    with (tmp_path / "events.jsonl").open("a") as journal:
        journal.write('{"event": "st')  # what a killed process leaves
    trainer(tmp_path).run(resume=True)
    lines = (tmp_path / "events.jsonl").read_text().splitlines()
    after = json.loads(lines[lines.index('{"event": "st') + 1])
    assert (after["event"], after["step"]) == ("resumed", 3)
    assert after["seconds"] > 0


def test_run_resume_from_a_damaged_state_says_so(tmp_path: Path) -> None:
    trainer(tmp_path).run()
    path = tmp_path / STATE_NAME
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(CheckpointMismatch, match="damaged"):
        trainer(tmp_path).run(resume=True)


def test_run_resume_with_another_recipe_says_so(tmp_path: Path) -> None:
    trainer(tmp_path).run()
    with pytest.raises(CheckpointMismatch, match="other settings"):
        trainer(tmp_path, replace(EVERY_STEP, epochs=4)).run(resume=True)
    with pytest.raises(CheckpointMismatch, match="other settings"):
        Trainer(LineTask(), EVERY_STEP, [RateRule("", 0.05)], tmp_path, identity="other data").run(resume=True)


def test_run_resume_with_other_free_settings_goes_on(tmp_path: Path, whole: Path) -> None:
    token = CancelToken()
    with pytest.raises(Cancelled):
        trainer(tmp_path).run(cancel=token, listen=lambda event: token.cancel() if event.step == 3 else None)
    config = replace(EVERY_STEP, measure_every=2, save_minutes=5, checkpointing=True)
    trainer(tmp_path, config).run(resume=True)
    assert_same_end(tmp_path, whole)


def test_settle_interrupted_of_another_shape_says_so(tmp_path: Path) -> None:
    trainer(tmp_path).run()
    other = LineTask()
    other.net.last = torch.nn.Linear(4, 1, bias=False)
    with pytest.raises(CheckpointMismatch, match="another shape"):
        trainer(tmp_path, task=other).settle_interrupted()


def test_run_on_a_full_disk_keeps_the_last_state_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.fsync, []

    def full_later(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 8:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr("os.fsync", full_later)
    with pytest.raises(DiskFull, match="cannot be written"):
        trainer(tmp_path).run()
    assert state(tmp_path).progressed.step == 4  # two calls a save: the file's and the folder's
    assert not list(tmp_path.glob(".*tmp"))


def test_run_resumed_has_its_moments_in_the_memory_order_of_the_weights(tmp_path: Path) -> None:
    """A fused step goes through both side by side; a saved state knows no order."""

    def turned() -> LineTask:
        task = LineTask()
        for parameter in task.module.parameters():
            if parameter.ndim == 2:
                parameter.data = parameter.data.t().contiguous().t()
        return task

    trainer(tmp_path, task=turned()).run()
    again = trainer(tmp_path, task=turned())
    again.run(resume=True)
    orders = [(p.stride(), entries["exp_avg"].stride()) for p, entries in again.optimizer.state.items()]
    assert any(len(weights) == 2 and weights[0] == 1 for weights, _ in orders)
    assert all(weights == moments for weights, moments in orders)
