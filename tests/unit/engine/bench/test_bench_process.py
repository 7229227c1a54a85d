"""What a bench's process answers."""

from __future__ import annotations

import errno
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.bench import bench_process
from engine.bench.bench_list import BENCHES, chosen
from engine.bench.bench_run import BenchRun
from engine.bench.figures import BenchResult
from engine.errors import BadConfig, DiskFull
from engine.jobs import Cancelled


def outcome(monkeypatch: pytest.MonkeyPatch, measure: Callable[[BenchRun], BenchResult]) -> dict[str, Any]:
    class Info:
        def load(self) -> Callable[[BenchRun], BenchResult]:
            return measure

    monkeypatch.setattr(bench_process, "chosen", lambda names: (Info(),))
    order = {"bench": "b", "folder": ".", "model": ".", "settings": {}, "scale": 1.0, "repeats": 1, "limit_s": 1.0}
    return bench_process.outcome(order, io.StringIO())


def raising(error: BaseException) -> Callable[[BenchRun], BenchResult]:
    def measure(run: BenchRun) -> BenchResult:
        raise error

    return measure


def test_outcome_of_a_bench_is_its_result(monkeypatch: pytest.MonkeyPatch) -> None:
    told = outcome(monkeypatch, lambda run: BenchResult("b", (), facts=(f"{run.limit_s:g}",)))
    assert told["result"] == {"bench": "b", "figures": (), "curves": (), "facts": ("1",)}


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left"),
        (OSError(errno.EROFS, "Read-only file system"), "Read-only"),
        (DiskFull("The disk is full."), "disk is full"),
        (MemoryError(), "not enough memory"),
    ],
)
def test_outcome_of_the_worlds_fault_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, text: str
) -> None:
    assert text in outcome(monkeypatch, raising(error))["failed"]["text"]


@pytest.mark.parametrize("error", [OSError(errno.EBADF, "Bad descriptor"), KeyError("x"), Cancelled()])
def test_outcome_of_anything_else_is_a_bug(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    assert type(error).__name__ in outcome(monkeypatch, raising(error))["bug"]


def test_process_leaves_when_its_owner_is_gone(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "engine.bench.bench_process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    order = {"bench": "no such", "folder": str(tmp_path), "model": "", "settings": {}, "scale": 1, "repeats": 1}
    out, _ = process.communicate(json.dumps(order | {"limit_s": 1}) + "\n", timeout=60)
    assert process.returncode in (0, 1)
    assert not out or "no bench" in json.loads(out)["failed"]["text"]


def test_every_bench_has_a_module_that_measures() -> None:
    for info in BENCHES:
        assert (Path(bench_process.__file__).with_name(f"{info.module}.py")).is_file()
        assert info.summary.endswith(".")


def test_chosen_keeps_the_order_of_the_list_and_refuses_unknown_names() -> None:
    assert chosen(()) == BENCHES
    assert [info.name for info in chosen([BENCHES[0].name])] == [BENCHES[0].name]
    with pytest.raises(BadConfig, match="no bench 'speed'"):
        chosen(["speed"])
