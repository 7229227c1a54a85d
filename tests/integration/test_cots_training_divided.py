"""The whole of COTS, all objectives on: killed and resumed, divided by memory, or on two processes, it is one run."""

from pathlib import Path
from typing import Any

import pytest
import torch

from engine.jobs import Cancelled, CancelToken
from engine.training.loop.optim import RateRule
from engine.training.loop.processes import ProcessGroup
from engine.training.loop.run_state import RunState, load_run_state
from engine.training.loop.trainer import Trainer, TrainEvent
from engine.training.recipe import Recipe
from tests.helpers.tiny_cots_run import tiny_recipe, tiny_task
from tests.helpers.two_processes import run_on_two

STEPS = 8


def everything(**run: object) -> Recipe:
    return tiny_recipe(
        objectives={"ranking": 1.0, "intra_text": 1.0, "captions": 2},
        filter={"enabled": True, "warmup_epochs": 1.0, "sigmas": 0.0, "max_drop": 0.5},
        run={"warmup_steps": 2, "save_minutes": 0, "average_decay": 0.9, "measure_every": 99, "rate": 1e-3, **run},
    )


def trainer(run_dir: Path, recipe: Recipe | None = None, group: ProcessGroup | None = None) -> Trainer:
    recipe = recipe or everything()
    task = tiny_task(recipe, group=group)
    rules = [RateRule("model.dense_head.", 0.0), RateRule("", recipe.run.rate)]
    return Trainer(task, recipe.run, rules, run_dir, group=group)


def state(run_dir: Path) -> RunState:
    found = load_run_state(run_dir)
    assert found is not None
    return found


def losses(events: list[TrainEvent]) -> list[float]:
    return [event.values["loss"] for event in events if event.event == "step"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[TrainEvent]]:
    run_dir, events = tmp_path_factory.mktemp("whole"), list[TrainEvent]()
    trainer(run_dir).run(listen=events.append)
    assert any(event.values.get("dropped") for event in events)  # the filter has something to say
    return run_dir, events


def test_cots_killed_at_every_step_and_resumed_ends_the_same_bit_for_bit(
    tmp_path: Path, whole: tuple[Path, list[TrainEvent]]
) -> None:
    for _ in range(STEPS - 1):
        token = CancelToken()
        with pytest.raises(Cancelled):
            trainer(tmp_path).run(
                resume=True,
                cancel=token,
                listen=lambda event, token=token: token.cancel() if event.event == "step" else None,  # type: ignore[misc]  # a default binds it
            )
    assert trainer(tmp_path).run(resume=True).step == STEPS
    ends = [state(whole[0]), state(tmp_path)]
    for part in ("weights", "average", "task"):
        one, other = (getattr(end, part) for end in ends)
        assert one.keys() == other.keys()
        assert [name for name in one if not torch.equal(one[name], other[name])] == []
    assert any(name.startswith("momentum/") for name in ends[0].task)
    assert any(name.startswith("queue/") for name in ends[0].task)


def test_cots_in_little_memory_gives_the_same_losses(
    tmp_path: Path, whole: tuple[Path, list[TrainEvent]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, heard = trainer(tmp_path), list[TrainEvent]()
    computed = run.task.losses

    def tight(batch: Any, part: slice) -> Any:
        if part.stop - part.start > 3:
            raise MemoryError
        return computed(batch, part)

    monkeypatch.setattr(run.task, "losses", tight)
    run.run(listen=heard.append)
    assert run.micro_batch == 2
    assert losses(heard) == pytest.approx(losses(whole[1]), rel=1e-3)


def learn(group: ProcessGroup, folder: Path) -> list[float]:
    heard = list[TrainEvent]()
    trainer(folder / "run", group=group).run(listen=heard.append)
    return losses(heard)


def test_cots_on_two_processes_gives_the_losses_and_weights_of_one(
    tmp_path: Path, whole: tuple[Path, list[TrainEvent]]
) -> None:
    first, _ = run_on_two(learn, tmp_path)
    assert first == pytest.approx(losses(whole[1]), rel=1e-3)
    one, two = state(whole[0]), state(tmp_path / "run")
    assert all(torch.allclose(tensor, two.average[name], atol=1e-4) for name, tensor in one.average.items())
    assert torch.equal(one.task["queue/ids"], two.task["queue/ids"])
