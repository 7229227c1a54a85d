"""How long a harness runs, and where its figures go."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.failing_calls import build_preload
from tests.faults.victims import Victims

Amount = Callable[[int, int], int]
Figures = Callable[..., None]

_SOAK = float(os.environ.get("EVOKE_SOAK", "0") or 0)
_SOAK_TIMEOUT_S = 3 * 3600
_said: list[str] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A soak takes its time, but not for ever."""
    for item in items:
        if _SOAK and item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(_SOAK_TIMEOUT_S), append=False)  # before one of its own


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every harness's figures; the file named by `EVOKE_FIGURES` keeps them."""
    for line in _said:
        terminalreporter.write_line(line)


@pytest.fixture
def amount() -> Amount:
    """`amount(short, long)`: how often to do something; `EVOKE_SOAK` is the share of the long number, 1 for all."""

    def choose(short: int, long: int) -> int:
        return max(short, round(long * _SOAK)) if _SOAK else short

    return choose


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Figures:
    """`figures(rounds=500, lost=0)`: say what was counted and measured."""

    def say(**values: object) -> None:
        line = json.dumps({"harness": request.node.name, **values})
        _said.append(line)
        if name := os.environ.get("EVOKE_FIGURES"):
            with Path(name).open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    return say


@pytest.fixture(scope="session")
def victims(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victims]:
    """Engines that may be killed or robbed of their disk; one process forks them all."""
    started = Victims(build_preload(tmp_path_factory.mktemp("preload")))
    yield started
    started.close()
