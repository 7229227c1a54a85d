from dataclasses import replace

import pytest
from torch import nn

from engine.training.loop.optim import RateRule, build_optimizer
from engine.training.loop.run_identity import FREE_SETTINGS, run_identity
from engine.training.recipe import RunConfig

BASE = RunConfig()


def identity(config: RunConfig = BASE, rate: float = 0.1, width: int = 3, steps: int = 4, extra: str = "") -> str:
    module = nn.Linear(2, width)
    return run_identity(module, build_optimizer(module, [RateRule("", rate)], 0.05), config, steps, extra)


def test_run_identity_of_equal_runs_is_equal() -> None:
    assert identity() == identity()


@pytest.mark.parametrize(
    "other",
    [
        identity(replace(BASE, seed=1)),
        identity(replace(BASE, epochs=3)),
        identity(rate=0.2),
        identity(width=4),
        identity(steps=5),
        identity(extra="other data"),
    ],
)
def test_run_identity_differs_by_whatever_changes_a_step(other: str) -> None:
    assert other != identity()


def test_run_identity_ignores_how_steps_are_computed() -> None:
    changed: dict[str, float] = {"micro_batch": 7, "compile": True, "checkpointing": True, "tensorboard": True}
    changed |= {"measure_every": 3, "save_minutes": 1.5}
    assert changed.keys() == set(FREE_SETTINGS)
    assert identity(replace(BASE, **changed)) == identity()  # type: ignore[arg-type]  # names checked above
